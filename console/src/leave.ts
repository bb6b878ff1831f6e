/** Keeps what was typed from being lost: whoever goes elsewhere is asked first. */
import { useEffect, useState } from "react";
import type { AroundNavHandler } from "wouter";

type Go = () => void;

/** What holds back whoever goes elsewhere: the address to stay at, and whom to tell. */
let hold: { here: string; ask: (go: Go) => void } | undefined;

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

/** Does what loses what was typed, at once or when what holds it lets go. */
export function whenLetGo(go: Go): void {
    if (hold === undefined) {
        go();
    } else {
        hold.ask(go);
    }
}

/** Whether there is something that is not saved. */
export const isHeld = () => hold !== undefined;

/**
 * The browser has gone there already: an entry for where they were is put on top before anything else learns of it, and whoever
 * leaves after all goes back from there. Those that capture are called first, so the router is behind it whenever it began.
 */
function holdPopstate(event: PopStateEvent) {
    if (hold !== undefined) {
        event.stopImmediatePropagation();
        window.history.pushState(null, "", hold.here);
        hold.ask(() => window.history.back());
    }
}
window.addEventListener("popstate", holdPopstate, { capture: true });

/** Holds back whoever goes elsewhere while `isHeld`: by a link, by the browser's buttons, by closing the window. */
export function useHold(isHeld: boolean) {
    const [wanted, setWanted] = useState<Go>();
    useEffect(() => (isHeld ? holdBack((go) => setWanted(() => go)) : undefined), [isHeld]);
    return {
        /** Whether somebody was held back and is to be asked. */
        isAsking: wanted !== undefined,
        stay: () => setWanted(undefined),
        /** Goes where they wanted to. */
        leave: () => {
            hold = undefined;
            wanted?.();
        },
    };
}

function holdBack(ask: (go: Go) => void): () => void {
    function onUnload(event: BeforeUnloadEvent) {
        event.preventDefault();
    }
    hold = { here: window.location.href, ask };
    window.addEventListener("beforeunload", onUnload);
    return () => {
        hold = undefined;
        window.removeEventListener("beforeunload", onUnload);
    };
}
