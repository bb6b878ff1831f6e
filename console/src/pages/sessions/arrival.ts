/** Where one is in the browser's history, so that who comes back finds a page as it was. */
import { useEffect } from "react";

/** What browsers that can name the steps of their history have. */
interface Named {
    navigation?: { currentEntry: { key: string } | null };
}

/** The name of this step of the history; nothing in browsers that do not name them, in which a page always begins anew. */
export function step(): string | undefined {
    return (window as Named).navigation?.currentEntry?.key;
}

const positions = new Map<string, number>();

/** Brings whoever comes back to where they were on the page. */
export function useFormerPosition(): void {
    useEffect(() => {
        const here = step();
        if (here === undefined) {
            return undefined;
        }
        const former = positions.get(here);
        // A page begins at its top: this is after that.
        const frame = former === undefined ? undefined : requestAnimationFrame(() => window.scrollTo(0, former));
        function note() {
            // A page that gives way to another is scrolled, too.
            if (here !== undefined && step() === here) {
                positions.set(here, window.scrollY);
            }
        }
        window.addEventListener("scroll", note, { passive: true });
        return () => {
            window.removeEventListener("scroll", note);
            if (frame !== undefined) {
                cancelAnimationFrame(frame);
            }
        };
    }, []);
}
