/**
 * `<gatebook-sessions>`: the sessions of whoever is signed in, on a page of the application. They see on which devices they are
 * signed in, and end what is not theirs. `README.md` says how it is used.
 */
import type { GatebookClient } from "gatebook-client";

import { type AccessToken, Calls } from "./calls";
import { Controller, type Told } from "./controller";
import { keepFocus } from "./dom";
import { isBusy, type State } from "./state";
import { style } from "./style";
import type { Texts } from "./texts";
import { View } from "./view";
import { Words } from "./words";

export type { AccessToken, OwnSession } from "./calls";
export type { Told } from "./controller";
export type { Plural, Texts } from "./texts";

const NAME = "gatebook-sessions";
/** How often times are brought up to date; and how old the list is when it is asked for again as the page is looked at. */
const MINUTE = 60_000;
/** Where this module came from: there is the API, unless the page says otherwise. */
const ORIGIN = new URL(import.meta.url).origin;
/** What a page may have set before this module was there. */
const PROPERTIES = ["accessToken", "client", "texts", "base", "token", "theme"] as const;

export class GatebookSessions extends HTMLElement {
    static readonly observedAttributes = ["base", "token", "lang"];

    readonly #shadow: ShadowRoot;
    readonly #controller: Controller;
    readonly #languages = new MutationObserver(() => this.#speak(false));
    #accessToken: AccessToken | undefined;
    #client: GatebookClient | undefined;
    #texts: Partial<Texts> = {};
    #words: Words;
    #view: View;
    #minutes: ReturnType<typeof setInterval> | undefined;
    #isPlanned = false;

    constructor() {
        super();
        this.#shadow = this.attachShadow({ mode: "open" });
        this.#shadow.adoptedStyleSheets = [style()];
        this.#controller = new Controller({
            calls: () => this.#calls(),
            view: () => this.#view,
            words: () => this.#words,
            show: (state) => this.#show(state),
            tell: (name, detail) => this.#tell(name, detail),
        });
        this.#words = new Words(undefined, {});
        this.#view = new View(this.#shadow, this.#words, this.#controller);
    }

    /** Gives an access token. It is asked before each call, and once more when the API does not accept what it gave. */
    get accessToken(): AccessToken | undefined {
        return this.#accessToken;
    }

    set accessToken(give: AccessToken | undefined) {
        this.#accessToken = give ?? undefined;
        this.#plan();
    }

    /** What asks in place of a token: the console's own client. */
    get client(): GatebookClient | undefined {
        return this.#client;
    }

    set client(client: GatebookClient | undefined) {
        this.#client = client ?? undefined;
        this.#plan();
    }

    /** Texts of the application's own, in place of those that are here. */
    get texts(): Partial<Texts> {
        return this.#texts;
    }

    set texts(texts: Partial<Texts> | undefined) {
        this.#texts = texts ?? {};
        this.#speak(true);
    }

    /** Where the API is. */
    get base(): string {
        return this.getAttribute("base")?.trim().replace(/\/+$/, "") || ORIGIN;
    }

    set base(base: string | undefined) {
        this.#reflect("base", base);
    }

    /** An access token, or the token of a session. */
    get token(): string | undefined {
        return this.getAttribute("token")?.trim() || undefined;
    }

    set token(token: string | undefined) {
        this.#reflect("token", token);
    }

    /** `light` or `dark`; `auto`, or none: as the page around it (`color-scheme`). */
    get theme(): string {
        return this.getAttribute("theme") ?? "auto";
    }

    set theme(theme: string | undefined) {
        this.#reflect("theme", theme);
    }

    /** Asks for the list again. What is shown stays until the answer comes. */
    refresh(): Promise<void> {
        return this.#controller.refresh("again");
    }

    connectedCallback(): void {
        for (const name of PROPERTIES) {
            if (Object.hasOwn(this, name)) {
                const value: unknown = Reflect.get(this, name);
                Reflect.deleteProperty(this, name);
                Reflect.set(this, name, value);
            }
        }
        this.#speak(false);
        this.#languages.observe(document, { attributes: true, attributeFilter: ["lang"], subtree: true });
        this.#minutes = setInterval(() => this.#view.tick(), MINUTE);
        document.addEventListener("visibilitychange", this.#looked);
        this.#plan();
    }

    disconnectedCallback(): void {
        this.#languages.disconnect();
        clearInterval(this.#minutes);
        document.removeEventListener("visibilitychange", this.#looked);
        this.#controller.stop();
    }

    attributeChangedCallback(name: string, before: string | null, now: string | null): void {
        if (before === now) {
            return;
        }
        if (name === "lang") {
            this.#speak(false);
        } else {
            this.#plan();
        }
    }

    #reflect(attribute: string, value: string | null | undefined): void {
        if (value === undefined || value === null) {
            this.removeAttribute(attribute);
        } else {
            this.setAttribute(attribute, value);
        }
    }

    /** Asks for the list once the page has said all that it has to say. */
    #plan(): void {
        if (this.#isPlanned) {
            return;
        }
        this.#isPlanned = true;
        queueMicrotask(() => {
            this.#isPlanned = false;
            if (this.isConnected) {
                void this.#controller.refresh("anew");
            }
        });
    }

    #calls(): Calls | undefined {
        const { base, token } = this;
        const [accessToken, client] = [this.#accessToken, this.#client];
        if (client === undefined && accessToken === undefined && token === undefined && !isOwnOrigin(base)) {
            // A cookie is not sent there.
            return undefined;
        }
        return new Calls({ base, token, accessToken, client });
    }

    /** Shows all of it anew if it has to be in other words. */
    #speak(hasNewTexts: boolean): void {
        const words = new Words(languageAround(this), this.#texts);
        if (words.language === this.#words.language && !hasNewTexts) {
            return;
        }
        this.#words = words;
        keepFocus(this.#shadow, () => {
            this.#view = new View(this.#shadow, words, this.#controller);
            this.#show(this.#controller.state);
        });
    }

    #show(state: State): void {
        this.#view.show(state);
    }

    #tell<K extends keyof Told>(name: K, detail: Told[K]): void {
        this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
    }

    readonly #looked = (): void => {
        if (document.visibilityState !== "visible") {
            return;
        }
        this.#view.tick();
        const { state, askedAt } = this.#controller;
        if (state.phase === "ready" && !isBusy(state) && Date.now() - askedAt >= MINUTE) {
            void this.#controller.refresh("quiet");
        }
    };
}

function isOwnOrigin(base: string): boolean {
    try {
        return new URL(base, location.href).origin === location.origin;
    } catch {
        return false;
    }
}

/** The language that the page says this is in: on the element, or on the nearest around it. */
function languageAround(element: Element): string | undefined {
    for (let at: Node | null = element; at !== null; at = at.parentNode ?? (at instanceof ShadowRoot ? at.host : null)) {
        const language = at instanceof Element ? at.getAttribute("lang") : null;
        if (language) {
            return language;
        }
    }
    return undefined;
}

declare global {
    interface HTMLElementTagNameMap {
        [NAME]: GatebookSessions;
    }
}

if (customElements.get(NAME) === undefined) {
    customElements.define(NAME, GatebookSessions);
}
