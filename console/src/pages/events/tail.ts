/** New events, as they come. */
import { useDocumentVisibility } from "@mantine/hooks";
import { useCallback, useEffect, useRef, useState } from "react";

import { api, ask, type Event } from "../../api";
import { type Asked, times } from "../../filter";
import { headPosition } from "./list";

/** How often what has come is shown, in milliseconds: a screen that changes more often is not read. */
const SHOWN_EVERY = 300;
/** Events that wait while the list is held. When there are more, the list is read anew. */
export const WAITING_MAX = 1000;
/** Positions behind the newest one that are looked at again for an empty list: the worker may not have come to them. */
const LOOKED_AT_AGAIN = 1000;

/** How it stands with what follows the log. */
export type TailState = "connecting" | "following" | "refused";

interface Tailed {
    isOn: boolean;
    asked: Asked;
    /** Whether the list is there, and its newest position. */
    isReady: boolean;
    newest: number | undefined;
    /** Whether what comes waits, so that the list stays still. */
    isHeld: boolean;
    /** Takes what has come, oldest first. */
    take: (events: Event[]) => void;
    /** Reads the list anew, as more waits than is kept. */
    startAnew: () => void;
}

/** Follows the log while it is on and the window is looked at; the browser connects again by itself. */
export function useTail({ isOn, asked, isReady, newest, isHeld, take, startAnew }: Tailed) {
    const [state, setState] = useState<TailState>("connecting");
    const isSeen = useDocumentVisibility() !== "hidden";
    const { count, push } = useWaiting(isHeld, take, startAnew);
    const last = useRef<number>(undefined);
    const now = useRef({ asked, newest });
    now.current = { asked, newest };
    useEffect(() => {
        if (!isOn || !isReady || !isSeen) {
            return undefined;
        }
        setState("connecting");
        const stopping = new AbortController();
        void follow(last.current ?? now.current.newest, stopping.signal, {
            address: tailAddress(now.current.asked),
            say: setState,
            push: (event) => {
                last.current = event.position;
                push(event);
            },
        });
        return () => stopping.abort();
    }, [isOn, isReady, isSeen, push]);
    return {
        state,
        /** How many events wait. */
        waiting: count,
        /** Begins again after it was refused: what it would go on from may be gone. */
        again: () => {
            last.current = undefined;
            startAnew();
        },
    };
}

interface Listener {
    address: string;
    say: (state: TailState) => void;
    push: (event: Event) => void;
}

async function follow(after: number | undefined, signal: AbortSignal, { address, say, push }: Listener): Promise<void> {
    let from = after;
    if (from === undefined) {
        try {
            from = Math.max(0, (await headPosition(signal)) - LOOKED_AT_AGAIN);
        } catch {
            if (!signal.aborted) {
                say("refused");
            }
            return;
        }
    }
    if (signal.aborted) {
        return;
    }
    const source = new EventSource(`${address}after=${from}`);
    signal.addEventListener("abort", () => source.close());
    source.onopen = () => say("following");
    source.onerror = () => {
        if (source.readyState !== EventSource.CLOSED) {
            say("connecting");
            return;
        }
        say("refused");
        // Why is not told: it may be that nobody is signed in any more, which leads to the sign-in.
        ask(api.GET("/v1/login")).catch(() => {});
    };
    source.onmessage = ({ data }: MessageEvent<string>) => push(JSON.parse(data) as Event);
}

function tailAddress({ filters, range }: Asked): string {
    const query = new URLSearchParams({ ...filters, ...times(range, new Date()) });
    return `/v1/events/tail?${query.toString()}${query.size > 0 ? "&" : ""}`;
}

/** What has come and is not shown yet: for a moment, or for as long as the list is held. */
function useWaiting(isHeld: boolean, take: (events: Event[]) => void, startAnew: () => void) {
    const [count, setCount] = useState(0);
    const events = useRef<Event[]>([]);
    const isTooMany = useRef(false);
    const timer = useRef<number | undefined>(undefined);
    const show = useRef(() => {});
    show.current = () => {
        timer.current = undefined;
        if (isHeld) {
            setCount(events.current.length);
            return;
        }
        const come = events.current;
        events.current = [];
        setCount(0);
        if (isTooMany.current) {
            isTooMany.current = false;
            startAnew();
        } else if (come.length > 0) {
            take(come);
        }
    };
    const push = useCallback((event: Event) => {
        if (events.current.length < WAITING_MAX) {
            events.current.push(event);
        } else {
            isTooMany.current = true;
        }
        timer.current ??= window.setTimeout(() => show.current(), SHOWN_EVERY);
    }, []);
    useEffect(() => {
        if (!isHeld) {
            show.current();
        }
    }, [isHeld]);
    useEffect(() => () => window.clearTimeout(timer.current), []);
    return { count, push };
}
