/** Keeps what was typed from being lost: whoever goes elsewhere is asked first. */
import { useEffect, useState } from "react";
import type { AroundNavHandler } from "wouter";

/** Goes elsewhere. One that comes to nothing answers `false`: then everything is as it was. */
type Go = () => void | Promise<boolean>;

interface Hold {
    /** The address to stay at. */
    here: string;
    /** Whom to tell. */
    ask: (go: Go) => void;
    /** Whether somebody is being let go. */
    isOff?: boolean;
}

/** What holds back whoever goes elsewhere. */
let holding: Hold | undefined;

/** The same, unless it lets go. */
const hold = () => (holding?.isOff ? undefined : holding);

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
    const held = hold();
    if (held === undefined) {
        void go();
    } else {
        held.ask(go);
    }
}

/** Whether there is something that is not saved, and is to be kept. */
export const isHeld = () => hold() !== undefined;

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
export function useHold(isHeld: boolean) {
    const [wanted, setWanted] = useState<Go>();
    useEffect(() => (isHeld ? holdBack((go) => setWanted(() => go)) : undefined), [isHeld]);
    return {
        /** Whether somebody was held back and is to be asked. */
        isAsking: wanted !== undefined,
        stay: () => setWanted(undefined),
        /** Goes where they wanted to. What was typed goes with the page, and not before. */
        leave: async () => {
            const held = holding;
            if (held !== undefined) {
                held.isOff = true;
            }
            if ((await wanted?.()) === false && held !== undefined) {
                held.isOff = false;
            }
        },
    };
}

function holdBack(ask: (go: Go) => void): () => void {
    function onUnload(event: BeforeUnloadEvent) {
        if (isHeld()) {
            event.preventDefault();
        }
    }
    holding = { here: window.location.href, ask };
    window.addEventListener("beforeunload", onUnload);
    return () => {
        holding = undefined;
        window.removeEventListener("beforeunload", onUnload);
    };
}
