import { Tooltip } from "@mantine/core";
import { useSyncExternalStore } from "react";

import { ago, exactTime, listTime } from "../format";

let now = new Date();
const listeners = new Set<() => void>();
setInterval(() => {
    now = new Date();
    for (const listener of listeners) {
        listener();
    }
}, 15_000);

function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
}

/** The time, to a quarter of a minute. */
export function useNow(): Date {
    return useSyncExternalStore(subscribe, () => now);
}

/** A time in the viewer's zone: how long ago it is, or the clock with or without the day; the exact one on hover and on focus. */
export function Time({ at, style = "ago" }: { at: string; style?: "ago" | "list" | "clock" }) {
    const now = useNow();
    return (
        <Tooltip label={exactTime(at)} events={{ hover: true, focus: true, touch: true }}>
            <time dateTime={at} dir="auto">{style === "ago" ? ago(at, now) : listTime(at, style === "clock" ? new Date(at) : now)}</time>
        </Tooltip>
    );
}
