/** An event in one line, for lists beside something else: method, path, status and time, or what happened. */
import type { Event } from "../api";
import { EventMethod, EventStatus } from "./event-status";
import { clip, isAccess, typeWords } from "./event-words";
import { Time } from "./time";

/** It is made of spans, so that it can stand inside of a link or a button. */
export function EventLine({ event }: { event: Event }) {
    return (
        <span className="event-line">
            {event.method !== undefined && <EventMethod method={event.method} />}
            <bdi className="event-line-what" dir={isAccess(event) ? "ltr" : "auto"}>
                {isAccess(event) ? clip(event.path ?? "") : typeWords(event.type)}
            </bdi>
            <EventStatus status={event.status} />
            <span className="event-line-time">
                <Time at={event.occurred_at} style="list" />
            </span>
        </span>
    );
}
