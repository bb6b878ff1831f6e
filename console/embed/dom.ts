/** Elements without markup: what comes from outside can become text, and nothing else. */

/** What an element may have in it. */
export type Child = Node | string;

type Attributes = Record<string, string | boolean | undefined>;

/** An element with attributes (`true` is one without value; `false` and `undefined` are left out) and what is in it. */
export function el<K extends keyof HTMLElementTagNameMap>(
    name: K,
    attributes: Attributes,
    ...children: Child[]
): HTMLElementTagNameMap[K] {
    const element = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes)) {
        if (value !== undefined && value !== false) {
            element.setAttribute(attribute, value === true ? "" : value);
        }
    }
    element.append(...children);
    return element;
}

/** A button. `focus` is the name by which {@link focusOn} finds it again after its place was built anew. */
export function button(focus: string, attributes: Attributes, act: () => void, ...children: Child[]): HTMLButtonElement {
    const element = el("button", { type: "button", "data-focus": focus, ...attributes }, ...children);
    element.addEventListener("click", () => {
        if (element.getAttribute("aria-disabled") !== "true") {
            act();
        }
    });
    return element;
}

/** Text from outside, which may be in any direction. */
export const outside = (text: string) => el("bdi", {}, text);

/**
 * A sentence with its places (`{device}`) filled. Text goes in isolated, so that it does not turn the rest around; elements as
 * copies, as a place may be there twice.
 */
export function phrase(template: string, values: Record<string, Child | Child[]>): Child[] {
    const parts = template.split(/\{(\w+)\}/);
    return parts.flatMap((part, index) => (index % 2 === 1 ? filled(part, values) : part));
}

function filled(name: string, values: Record<string, Child | Child[]>): Child[] {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (typeof value === "string") {
        return [outside(value)];
    }
    const children = value === undefined || Array.isArray(value) ? (value ?? []) : [value];
    return children.map((child) => (typeof child === "string" ? child : child.cloneNode(true)));
}

/** Moves the focus to what has this name, if it is there. */
export function focusOn(root: ShadowRoot, name: string): boolean {
    const found = root.querySelector<HTMLElement>(`[data-focus="${CSS.escape(name)}"]`);
    found?.focus();
    return found !== null;
}

/** Changes what is shown. Who had the focus has it again afterwards, even if it was built anew. */
export function keepFocus(root: ShadowRoot, change: () => void): void {
    const { activeElement } = root;
    const name = activeElement instanceof HTMLElement ? activeElement.dataset["focus"] : undefined;
    change();
    if (name !== undefined && root.activeElement === null) {
        focusOn(root, name);
    }
}

/** A place that is built anew only when what it shows has changed, so that focus and pointer are left alone otherwise. */
export class Slot<E extends HTMLElement = HTMLElement> {
    #shown: string | undefined;

    constructor(readonly element: E) {}

    /** Shows what `build` makes of `of`. */
    show(of: unknown, build: () => Child[]): void {
        const now = JSON.stringify(of);
        if (now !== this.#shown) {
            this.#shown = now;
            this.element.replaceChildren(...build());
        }
    }
}

/** A list whose entries are told apart by a key. */
export class Keyed {
    readonly #slots = new Map<string, Slot>();

    constructor(readonly element: HTMLUListElement) {}

    /** Shows these entries in this order; those that stay are not touched. */
    show(entries: { key: string; of: unknown; attributes: Attributes; build: () => Child[] }[]): void {
        const keys = new Set(entries.map(({ key }) => key));
        for (const [key, slot] of this.#slots) {
            if (!keys.has(key)) {
                slot.element.remove();
                this.#slots.delete(key);
            }
        }
        entries.forEach(({ key, of, attributes, build }, index) => {
            let slot = this.#slots.get(key);
            if (slot === undefined) {
                slot = new Slot(el("li", attributes));
                this.#slots.set(key, slot);
            }
            const there = this.element.children[index] ?? null;
            if (there !== slot.element) {
                this.element.insertBefore(slot.element, there);
            }
            slot.show(of, build);
        });
    }
}
