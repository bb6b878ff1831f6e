/** New events, as they come. */
import { useDocumentVisibility } from "@mantine/hooks";
import type { operations } from "gatebook-client";
import { useCallback, useEffect, useRef, useState } from "react";

import { api, ask, type Event, Refused } from "../../api";
import { type Asked, times } from "../../filter";
import { headPosition } from "./list";

/** How often what has come is shown, in milliseconds: a screen that changes more often is not read. */
const SHOWN_EVERY = 300;
/** Events that wait while the list is held. When there are more, the list is read anew. */
export const WAITING_MAX = 1000;
/** Positions behind the newest one that are looked at again for an empty list: the worker may not have come to them. */
const LOOKED_AT_AGAIN = 1000;

/** How long it is waited before it is gone on where it was cut off, in milliseconds; longer each time, while nothing comes. */
const AGAIN_AFTER = { least: 1000, most: 16_000 };

/** How long nothing may come, in milliseconds, though something is sent every 15 seconds: the connection is dead, and does not say so. */
const SILENCE_MAX = 45_000;

type Query = NonNullable<operations["tail_events"]["parameters"]["query"]>;

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

/** Follows the log while it is on and the window is looked at. */
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
            asked: now.current.asked,
            say: setState,
            push,
            isAt: (position) => (last.current = position),
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
    asked: Asked;
    say: (state: TailState) => void;
    push: (event: Event) => void;
    /** Told up to where the log was looked at. */
    isAt: (position: number) => void;
}

/** Goes on from a position, and again from where it was cut off, until it is stopped or refused. */
async function follow(after: number | undefined, signal: AbortSignal, { asked, say, push, isAt }: Listener): Promise<void> {
    let from = after;
    let pause = AGAIN_AFTER.least;
    while (!signal.aborted) {
        try {
            from ??= Math.max(0, (await headPosition(signal)) - LOOKED_AT_AGAIN);
            // What a filter cannot be is for the API to say.
            const query = { ...asked.filters, ...times(asked.range, new Date()), after: from } as Query;
            // Not by `EventSource`, which cannot say for whom the page is.
            const stream = await answered(signal, (within) => ask(api.GET("/v1/events/tail", { params: { query }, parseAs: "stream", signal: within })));
            say("following");
            for await (const { id, data } of messages(stream)) {
                pause = AGAIN_AFTER.least;
                if (data !== undefined) {
                    push(JSON.parse(data) as Event);
                }
                from = Number(id);
                isAt(from);
            }
        } catch (error) {
            const isFinal = error instanceof Refused && !(error.problem?.retryable ?? (error.status === 0 || error.status >= 500));
            if (isFinal && !signal.aborted) {
                say("refused");
                return;
            }
        }
        if (!signal.aborted) {
            say("connecting");
            await new Promise((resolve) => setTimeout(resolve, pause));
            pause = Math.min(2 * pause, AGAIN_AFTER.most);
        }
    }
}

/** The messages of a tail, each with its position; one without data says how far the log was looked at. */
async function* messages(stream: ReadableStream<Uint8Array> | null): AsyncGenerator<{ id: string; data: string | undefined }> {
    const reader = stream?.getReader();
    const decoder = new TextDecoder();
    let text = "";
    try {
        for (let part = await next(reader); part?.value !== undefined; part = await next(reader)) {
            const whole = (text + decoder.decode(part.value, { stream: true })).split("\n\n");
            text = whole.pop() ?? "";
            for (const message of whole) {
                const lines = message.split("\n");
                const field = (name: string) => lines.find((line) => line.startsWith(name))?.slice(name.length);
                const id = field("id: ");
                if (id !== undefined) {
                    yield { id, data: field("data: ") };
                }
            }
        }
    } finally {
        // Whoever reads no further is not sent more. One that was stopped has nothing to be let go.
        await reader?.cancel().catch(() => {});
    }
}

/** What is answered before the silence is too long; what follows it has as long as it takes. */
async function answered<T>(signal: AbortSignal, request: (within: AbortSignal) => Promise<T>): Promise<T> {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), SILENCE_MAX);
    try {
        return await request(AbortSignal.any([signal, late.signal]));
    } finally {
        clearTimeout(timer);
    }
}

/** What is read next; nothing after a silence that is too long. */
async function next(reader: ReadableStreamDefaultReader<Uint8Array> | undefined) {
    const timer = setTimeout(() => void reader?.cancel().catch(() => {}), SILENCE_MAX);
    try {
        return await reader?.read();
    } finally {
        clearTimeout(timer);
    }
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
