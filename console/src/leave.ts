/** Keeps what was typed from being lost: whoever goes elsewhere is asked first. */
import { useLayoutEffect, useRef, useState } from "react";
import type { AroundNavHandler } from "wouter";

/** Goes elsewhere. One that comes to nothing answers `false`: then everything is as it was. */
type Go = () => void | Promise<boolean>;

/** What is lost with a page: what was typed on it and not saved, or what it showed once. */
export type Loss = "typed" | "key" | "password";

/** The same, said afterwards. */
export const LOST: Record<string, string> & Record<Loss, string> = {
    typed: "What was not saved on it is lost.",
    key: "The key that it was about to show, or showed, is shown nowhere any more: revoke it in the settings, and make another.",
    password: "The password that it was about to show, or showed, is shown nowhere any more: give a new one in the settings.",
};

interface Hold {
    /** What is lost by going. */
    loss: Loss;
    /** The address to stay at. */
    here: string;
    /** Whom to tell. */
    ask: (go: Go) => void;
    /** Whether somebody is being let go. */
    isOff?: boolean;
}

/** When the focus goes back to where it was, in milliseconds: after the library's own try, which comes to nothing at times. */
const FOCUS_AFTER = 20;

/** All that holds back whoever goes elsewhere; what came last asks. */
const holds = new Set<Hold>();

/** What asks, unless it lets go. */
const hold = () => [...holds].findLast(({ isOff }) => isOff !== true);

/** Goes where the router was told to, at once or when what holds it lets go. */
export const aroundNav: AroundNavHandler = (navigate, to, options) => {
    const go = () => navigate(to, options);
    const isElsewhere = new URL(to, window.location.href).pathname !== window.location.pathname;
    if (isElsewhere) {
        whenLetGo(go);
    } else {
        go();
    }
};

/** Who stays after all leaves nothing. */
function holdAgain() {
    holds.forEach((held) => (held.isOff = false));
}

/** Does what loses what was typed, at once or when what holds it lets go. */
export function whenLetGo(go: Go): void {
    const held = hold();
    if (held === undefined) {
        void go();
    } else {
        held.ask(go);
    }
}

/** What would be lost if the page went now: of several, what cannot be typed again. */
export function loss(): Loss | undefined {
    const losses = [...holds].filter(({ isOff }) => isOff !== true).map((held) => held.loss);
    return losses.find((lost) => lost !== "typed") ?? losses[0];
}

/**
 * The browser has gone there already: an entry for where they were is put on top before anything else learns of it, and whoever
 * leaves after all goes back from there. Those that capture are called first, so the router is behind it whenever it began.
 */
function holdPopstate(event: PopStateEvent) {
    const held = hold();
    const isElsewhere = held !== undefined && new URL(held.here).pathname !== window.location.pathname;
    if (isElsewhere) {
        event.stopImmediatePropagation();
        window.history.pushState(null, "", held.here);
        held.ask(() => window.history.back());
    }
}
window.addEventListener("popstate", holdPopstate, { capture: true });

/** Holds back whoever goes elsewhere while `isHeld`: by a link, by the browser's buttons, by closing the window. */
export function useHold(isHeld: boolean, loss: Loss) {
    const [wanted, setWanted] = useState<Go>();
    const own = useRef<Hold>(undefined);
    const isLeaving = useRef(false);
    /** What had the focus when it was asked. */
    const from = useRef<Element>(null);
    // Before the next key is pressed, which may be the one that closes everything.
    useLayoutEffect(() => {
        if (isHeld) {
            // Later: the key that led here would close the question too.
            const ask = (go: Go) => {
                from.current = document.activeElement;
                setTimeout(() => setWanted(() => go));
            };
            own.current = { loss, here: window.location.href, ask };
            return holdBack(own.current);
        }
        // There is nothing to lose any more: who was held back is where they were, and may go.
        setWanted(undefined);
        return undefined;
    }, [isHeld, loss]);
    return {
        /** Whether somebody was held back and is to be asked. */
        isAsking: wanted !== undefined,
        /** Closes the question; who was not let go by it stays. */
        stay: () => {
            setWanted(undefined);
            if (isLeaving.current) {
                isLeaving.current = false;
                return;
            }
            holdAgain();
            setTimeout(() => from.current instanceof HTMLElement && from.current.focus({ preventScroll: true }), FOCUS_AFTER);
        },
        /** Goes where they wanted to. What was typed goes with the page, and not before. */
        leave: async () => {
            if (wanted === undefined) {
                return;
            }
            isLeaving.current = true;
            if (own.current !== undefined) {
                own.current.isOff = true;
            }
            const other = hold();
            if (other !== undefined) {
                // Something else would be lost, too.
                other.ask(wanted);
            } else if ((await wanted()) === false) {
                holdAgain();
            }
        },
    };
}

function holdBack(own: Hold): () => void {
    function onUnload(event: BeforeUnloadEvent) {
        if (hold() !== undefined) {
            event.preventDefault();
        }
    }
    holds.add(own);
    window.addEventListener("beforeunload", onUnload);
    return () => {
        holds.delete(own);
        window.removeEventListener("beforeunload", onUnload);
    };
}
