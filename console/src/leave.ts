/** Keeps what would be lost with a page: whoever goes elsewhere is asked first, once, about all of it. */
import { useLayoutEffect, useState } from "react";
import type { AroundNavHandler } from "wouter";

/** Goes elsewhere. */
type Go = () => void;

/** Does what comes before going, such as ending the session; without an answer it has come to nothing, and everything is as it was. */
type Before = () => Promise<Go | undefined>;

/** What is lost with a page: what was typed on it and not saved, or what it showed once. */
export type Loss = "typed" | "key" | "password";

/** The same, said afterwards. */
export const LOST: Record<string, string> & Record<Loss, string> = {
    typed: "What was not saved on it is lost.",
    key: "The key that it was about to show, or showed, is shown nowhere any more: revoke it in the settings, and make another.",
    password: "The password that it was about to show, or showed, is shown nowhere any more: give a new one in the settings.",
};

/** Something that would be lost. */
interface Hold {
    loss: Loss;
    /** Asks whether to leave without it. */
    title: string;
    /** What becomes of it then. */
    words: string;
    /** The address to stay at. */
    here: string;
    /** Whether it was let go. */
    isOff: boolean;
}

/** Asked of who goes elsewhere. */
export interface Question {
    before: Before;
    /** What they were held back for. Without any of it there is nothing to ask. */
    because: Hold[];
    /** All that is lost by going, what came last first. */
    about: Hold[];
    /** Whether nothing else is lost: what it is about goes, and the page stays. */
    isOfOne: boolean;
}

/** When the focus goes back to where it was, in milliseconds: after the library's own try, which comes to nothing at times. */
const FOCUS_AFTER = 20;
/** When what was let go is held again, in milliseconds, if it still is there: they did not get away. */
const STILL_HERE_AFTER = 1_000;

/** All that holds back whoever goes elsewhere. */
const holds = new Set<Hold>();
let question: Question | undefined;
/** What had the focus before it was asked. */
let focused: Element | null = null;
/** Whether what comes before going is under way: the question stays, and nobody is asked another. */
let isLeaving = false;
const listeners = new Set<() => void>();

/** What holds, what came last first. */
const held = () => [...holds].filter(({ isOff }) => !isOff).reverse();

/** The question that is asked now, for React. */
export const asked = {
    subscribe: (listener: () => void) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
    },
    now: () => question,
};

function askNow(other: Question | undefined) {
    question = other;
    focused = other === undefined ? null : focused;
    listeners.forEach((listener) => listener());
}

/** Whether an address is another page's than the one that is shown. */
function isElsewhere(to: string): boolean {
    const [there, here] = [to, window.location.href].map((address) => new URL(address, window.location.href).pathname.replace(/\/+$/, ""));
    return there !== here;
}

/** Goes where the router was told to, at once or when what holds it lets go. */
export const aroundNav: AroundNavHandler = (navigate, to, options) => {
    const go = () => navigate(to, options);
    if (isElsewhere(to)) {
        whenLetGo(go);
    } else {
        go();
    }
};

/** Does what loses the page, at once or when all that holds it lets go. */
export function whenLetGo(go: Go): void {
    whenLetGoOf(held, go);
}

/** The same where something comes before it. */
export function whenLetGoFor(before: Before): void {
    if (held().length === 0) {
        void before().then((go) => go?.());
    } else {
        askFirst(before, held, false);
    }
}

function whenLetGoOf(holding: () => Hold[], go: Go) {
    if (holding().length === 0) {
        go();
    } else {
        askFirst(async () => go, holding, holding !== held);
    }
}

function askFirst(before: Before, holding: () => Hold[], isOfOne: boolean) {
    if (isLeaving) {
        return;
    }
    const active = document.activeElement;
    if (question === undefined && active instanceof HTMLElement && active !== document.body) {
        focused = openerOf(active);
        // What is typed in it may be taken over when it loses the focus, which the question takes.
        active.blur();
    }
    // Later: the key that led here would close the question too.
    setTimeout(() => {
        const because = holding();
        if (because.length > 0) {
            askNow({ before, because, about: because, isOfOne });
        } else {
            void before().then((go) => go?.());
        }
    });
}

/** Where the focus goes back to: a menu is gone by then, and the button that opened it is not. */
function openerOf(active: HTMLElement): Element {
    const menu = active.closest("[role=menu]");
    return (menu && document.querySelector(`[aria-controls="${menu.id}"]`)) ?? active;
}

/** Asks about what there is now, or not any more. */
function askAnew() {
    if (question !== undefined) {
        const { because, isOfOne } = question;
        if (because.some((one) => holds.has(one))) {
            askNow({ ...question, about: isOfOne ? because : held() });
        } else {
            close((back) => document.activeElement === document.body && back.focus({ preventScroll: true }));
        }
    }
}

/** Closes the question; what had the focus before may have it again. */
function close(focusAgain: (back: HTMLElement) => void) {
    const back = focused;
    askNow(undefined);
    setTimeout(() => back instanceof HTMLElement && focusAgain(back), FOCUS_AFTER);
}

/** Closes the question, and stays; not once they are on their way. */
export function stay(): void {
    if (isLeaving) {
        return;
    }
    close((back) => back.focus({ preventScroll: true }));
}

/** Goes where they wanted to. What would be lost is held until then. */
export async function leave(): Promise<void> {
    if (question === undefined) {
        return;
    }
    const { before } = question;
    isLeaving = true;
    const go = await before().finally(() => (isLeaving = false));
    if (go === undefined) {
        return;
    }
    const { about = [], isOfOne = false } = question ?? {};
    const letGo = (isOff: boolean) => about.forEach((one) => (one.isOff = isOff));
    letGo(true);
    askNow(undefined);
    go();
    setTimeout(letGo, isOfOne ? 0 : STILL_HERE_AFTER, false);
}

/** What would be lost if the page went now: of several, what cannot be typed again. */
export function loss(): Loss | undefined {
    const losses = held().map((one) => one.loss);
    return losses.find((lost) => lost !== "typed") ?? losses[0];
}

/**
 * The browser has gone there already: an entry for where they were is put on top before anything else learns of it, and whoever
 * leaves after all goes back from there. Those that capture are called first, so the router is behind it whenever it began.
 */
function holdPopstate(event: PopStateEvent) {
    const here = held()[0]?.here;
    if (here !== undefined && isElsewhere(here)) {
        event.stopImmediatePropagation();
        window.history.pushState(null, "", here);
        whenLetGo(() => window.history.back());
    }
}
window.addEventListener("popstate", holdPopstate, { capture: true });

/** Escape closes the question, and nothing below it. */
function onEscape(event: KeyboardEvent) {
    if (event.key === "Escape" && question !== undefined) {
        event.stopImmediatePropagation();
        stay();
    }
}
window.addEventListener("keydown", onEscape, { capture: true });

function onUnload(event: BeforeUnloadEvent) {
    if (held().length > 0) {
        event.preventDefault();
    }
}

/** Holds back whoever goes elsewhere while `isHeld`: by a link, by the browser's buttons, by closing the window. */
export function useHold(isHeld: boolean, loss: Loss, title: string, words: string) {
    const [own] = useState<Hold>(() => ({ loss, title, words, here: "", isOff: false }));
    // Before the next key is pressed, which may be the one that closes everything.
    useLayoutEffect(() => {
        if (!isHeld) {
            return undefined;
        }
        Object.assign(own, { loss, title, words, here: window.location.href, isOff: false });
        holds.add(own);
        window.addEventListener("beforeunload", onUnload);
        // When all that is drawn with it holds or does not.
        queueMicrotask(askAnew);
        return () => {
            holds.delete(own);
            if (holds.size === 0) {
                window.removeEventListener("beforeunload", onUnload);
            }
            queueMicrotask(askAnew);
        };
    }, [isHeld, loss, title, words, own]);
    return {
        /** Does what loses this alone, at once or when it is let go. */
        whenLetGo: (go: Go) => whenLetGoOf(() => (holds.has(own) ? [own] : []), go),
    };
}
