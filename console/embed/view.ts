/** The list on screen. It is told what to show, and says what is done in it. */
import type { Credit } from "./calls";
import { button, type Child, el, focusOn, Keyed, keepFocus, Slot } from "./dom";
import { picture } from "./icons";
import { type Actions, confirmation, endedRow, failed, liveRow } from "./row";
import { isBusy, OTHERS, type State } from "./state";
import type { Words } from "./words";

/** Placeholders while the list is loading. */
const PLACEHOLDERS = 3;

export class View {
    readonly #root: ShadowRoot;
    readonly #words: Words;
    readonly #actions: Actions;
    readonly #frame: HTMLElement;
    readonly #message = new Slot(el("div", { class: "message", part: "message" }));
    readonly #toolbar = new Slot(el("div", { class: "toolbar", part: "toolbar" }));
    readonly #live: Keyed;
    readonly #ended = el("div", { class: "ended", part: "past" });
    readonly #toggle = new Slot(el("div", {}));
    readonly #endedList: Keyed;
    readonly #foot = new Slot(el("div", { class: "foot" }));
    readonly #credit = new Slot(el("p", { class: "credit", part: "credit" }));
    readonly #said = el("p", { class: "unseen", role: "status" });

    /** Puts an empty list into `root`, in place of whatever is there. */
    constructor(root: ShadowRoot, words: Words, actions: Actions) {
        this.#root = root;
        this.#words = words;
        this.#actions = actions;
        const { list, showEnded } = words.texts;
        this.#live = new Keyed(el("ul", { role: "list", part: "list", "aria-label": list }));
        this.#endedList = new Keyed(el("ul", { role: "list", part: "list", id: "ended", "aria-label": showEnded }));
        this.#ended.append(this.#toggle.element, this.#endedList.element, this.#foot.element);
        this.#frame = el(
            "div",
            { class: "frame", part: "frame", lang: words.language, dir: words.direction },
            this.#message.element,
            this.#toolbar.element,
            this.#live.element,
            this.#ended,
            this.#credit.element,
            this.#said,
        );
        root.replaceChildren(this.#frame);
    }

    /** Shows how it stands. */
    show(state: State): void {
        keepFocus(this.#root, () => {
            const isReady = state.phase === "ready";
            for (const part of [this.#toolbar.element, this.#live.element, this.#ended]) {
                part.hidden = !isReady;
            }
            this.#frame.setAttribute("aria-busy", String(state.phase === "loading"));
            this.#message.element.hidden = isReady && state.live.length > 0;
            this.#message.show([state.phase, state.failure], () => this.#messageOf(state));
            const others = state.live.filter(({ current }) => !current).length;
            const toolbar = [state.live.length, others, this.#asked(state, OTHERS), isBusy(state)];
            this.#toolbar.show(toolbar, () => this.#toolbarOf(state, others));
            this.#live.show(state.live.map((session) => this.#liveEntry(state, session)));
            this.#showEnded(state);
            this.#credit.element.hidden = state.credit === undefined;
            this.#credit.show(state.credit, () => (state.credit === undefined ? [] : [thanks(state.credit)]));
        });
    }

    /** Brings the times up to date. */
    tick(): void {
        for (const time of this.#root.querySelectorAll("time")) {
            time.textContent = this.#words.ago(time.dateTime);
        }
    }

    /** Says what has happened, to who listens. */
    say(...said: Child[]): void {
        this.#said.replaceChildren(...said);
    }

    /** Whether the focus is in the list. */
    get hasFocus(): boolean {
        return this.#root.activeElement !== null;
    }

    /** Moves the focus to the first of these that is there. */
    focus(...names: string[]): void {
        names.some((name) => focusOn(this.#root, name));
    }

    #asked({ asked }: State, of: string) {
        return asked?.of === of ? asked : undefined;
    }

    #liveEntry(state: State, session: State["live"][number]) {
        const asked = this.#asked(state, session.id);
        const [kind, part] = session.current ? ["row current", "session current"] : ["row", "session"];
        return {
            key: session.id,
            of: [session, asked, isBusy(state)],
            attributes: { class: kind, part },
            build: () => liveRow(this.#words, this.#actions, session, asked, isBusy(state)),
        };
    }

    #toolbarOf(state: State, others: number): Child[] {
        const { texts } = this.#words;
        const asked = this.#asked(state, OTHERS);
        const summary = el("p", { class: "summary", part: "summary", tabindex: "-1", "data-focus": "summary" });
        summary.append(this.#words.count(texts.summary, state.live.length));
        if (others === 0) {
            return [summary];
        }
        if (asked !== undefined) {
            const consequence = [this.#words.count(texts.consequenceOthers, others)];
            return [summary, confirmation(this.#words, this.#actions, asked, consequence, texts.signOutOthers)];
        }
        const attributes = { class: "button", part: "button end-others", "aria-disabled": isBusy(state) && "true" };
        return [summary, button("others", attributes, () => this.#actions.ask(OTHERS), texts.signOutOthers)];
    }

    #messageOf({ phase, failure }: State): Child[] {
        const { texts } = this.#words;
        switch (phase) {
            case "loading":
                return [el("p", { class: "unseen" }, texts.loading), ...Array.from({ length: PLACEHOLDERS }, placeholder)];
            case "failed":
                return [
                    el("p", { class: "bad" }, failed(this.#words, texts.loadFailed, failure)),
                    button("retry", { class: "button", part: "button" }, this.#actions.load, texts.tryAgain),
                ];
            case "signed-out":
                return [
                    el("p", { class: "strong", tabindex: "-1", "data-focus": "message" }, texts.signedOut),
                    el("p", { class: "quiet" }, texts.signedOutHint),
                ];
            case "ready":
                return [el("p", { class: "quiet" }, texts.empty)];
        }
    }

    #showEnded({ ended }: State): void {
        const { texts } = this.#words;
        this.#toggle.show(ended.isOpen, () => {
            const controls = { "aria-expanded": String(ended.isOpen), "aria-controls": "ended" };
            const attributes = { class: "toggle", part: "ended-toggle", ...controls };
            return [button("toggle", attributes, this.#actions.toggleEnded, picture("chevron"), texts.showEnded)];
        });
        this.#endedList.element.hidden = !ended.isOpen || ended.sessions.length === 0;
        this.#endedList.show(
            ended.sessions.map((session) => ({
                key: session.id,
                of: session,
                attributes: { class: "row past", part: "session ended" },
                build: () => endedRow(this.#words, session),
            })),
        );
        this.#foot.element.hidden = !ended.isOpen;
        const count = ended.sessions.length;
        this.#foot.show([ended.phase, ended.failure, ended.next, count], () => {
            const isLoading = ended.phase === "loading";
            const attributes = { class: "button", part: "button more", "aria-disabled": isLoading && "true" };
            const more = (words: string) => button("more", attributes, this.#actions.loadEnded, words);
            if (ended.phase === "failed") {
                return [el("p", { class: "bad" }, failed(this.#words, texts.loadFailed, ended.failure)), more(texts.tryAgain)];
            }
            if (isLoading) {
                return count === 0 ? [placeholder()] : [more(texts.loading)];
            }
            if (ended.next !== undefined) {
                return [more(texts.more)];
            }
            return count === 0 ? [el("p", { class: "quiet" }, texts.endedEmpty)] : [];
        });
    }
}

function placeholder(): HTMLElement {
    const lines = el("div", { class: "about" }, el("p", {}), el("p", {}));
    return el("div", { class: "row placeholder", "aria-hidden": "true" }, el("span", { class: "icon" }), lines);
}

/** The words that the licence of a database of places asks for. */
function thanks({ text, url }: Credit): HTMLAnchorElement {
    return el("a", { href: url, target: "_blank", rel: "noopener", lang: "en", dir: "ltr" }, text);
}
