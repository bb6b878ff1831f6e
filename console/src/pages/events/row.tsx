/** An event in the list: as a row of the table, and as a card of two lines where the screen is narrow. */
import { memo, type ReactNode } from "react";
import { Link } from "wouter";

import type { Event } from "../../api";
import { userHref } from "../../filter";
import { duration, exactTime, listTime } from "../../format";
import { DeviceIcon } from "../../parts/device";
import { EventMethod, EventStatus } from "../../parts/event-status";
import { clip, doerWords, isAccess, typeWords } from "../../parts/event-words";
import type { Visit } from "./visit";

/** What every row needs to know. */
export interface RowProps {
    event: Event;
    index: number;
    now: Date;
    /** Where its panel is. */
    href: string;
    /** Which list it is in. */
    visit: string;
    isOpened: boolean;
    /** Whether it has just come in. */
    isFresh: boolean;
}

const marks = ({ isOpened, isFresh }: RowProps) => `${isOpened ? " is-opened" : ""}${isFresh ? " is-fresh" : ""}`;

/** A row of the table. It is as high as {@link ROW_HEIGHT} says. */
export const EventRow = memo(function EventRow(props: RowProps) {
    const { event, index } = props;
    return (
        <tr role="row" className={`events-row${marks(props)}${isAccess(event) ? "" : " is-fact"}`} data-index={index} aria-rowindex={index + 2}>
            <td role="cell" className="quiet">
                <When {...props} />
            </td>
            <td role="cell">
                <EventMethod method={event.method} />
            </td>
            <th role="rowheader" scope="row">
                <Opener {...props} />
            </th>
            <td role="cell">
                <EventStatus status={event.status} />
            </td>
            <td role="cell" className="col-duration quiet">
                {event.duration_ms !== undefined && <bdi>{duration(event.duration_ms)}</bdi>}
            </td>
            <td role="cell">
                <User event={event} />
            </td>
            <td role="cell" className="col-device">
                <Device event={event} />
            </td>
            <td role="cell" className="col-place">
                <OneLine text={event.location} />
            </td>
            <td role="cell" className="col-address quiet">
                <OneLine text={event.ip} />
            </td>
        </tr>
    );
});

/** A card of two lines; of one, where nothing is known but when and what. It is as high as {@link CARD_HEIGHT} says. */
export const EventCard = memo(function EventCard(props: RowProps) {
    const { event, index } = props;
    const whatElse = [event.device, event.location].filter((text) => text !== undefined).join(" · ") || event.ip;
    const isKnown = whatElse !== undefined || event.user_agent !== undefined || event.user_id !== undefined;
    return (
        <li className={`events-card${marks(props)}`} data-index={index} aria-setsize={-1} aria-posinset={index + 1}>
            <div>
                <EventMethod method={event.method} />
                <Opener {...props} />
                <EventStatus status={event.status} />
                {!isKnown && (
                    <span className="quiet">
                        <When {...props} />
                    </span>
                )}
            </div>
            {isKnown && (
                <div className="quiet">
                    {event.user_agent !== undefined && <DeviceIcon of={event} size={15} />}
                    {event.user_id !== undefined && <User event={event} />}
                    <OneLine text={whatElse} />
                    <When {...props} />
                </div>
            )}
        </li>
    );
});

/** The exact time is written when somebody points at it: that takes longer than all else in a row. */
function When({ event: { occurred_at: at }, now }: RowProps) {
    return (
        <time
            dateTime={at}
            onMouseEnter={({ currentTarget }) => {
                currentTarget.title = exactTime(at);
            }}
        >
            <bdi>{listTime(at, now)}</bdi>
        </time>
    );
}

/** What it was, as the link that opens its panel. */
function Opener({ event, href, visit }: RowProps) {
    return (
        <Link
            href={href}
            state={{ visit, isOver: true } satisfies Visit}
            className="events-opener"
            aria-haspopup="dialog"
            dir={isAccess(event) ? "ltr" : "auto"}
        >
            <What event={event} />
        </Link>
    );
}

function What({ event }: { event: Event }): ReactNode {
    if (!isAccess(event)) {
        const by = doerWords(event);
        return (
            <>
                <b>{typeWords(event.type)}</b>
                {by !== undefined && <bdi className="quiet"> by {clip(by, 60)}</bdi>}
            </>
        );
    }
    return (
        <>
            <bdi>{clip(event.path ?? "")}</bdi>
            {event.query !== undefined && <bdi className="events-query">?{clip(event.query, 200)}</bdi>}
        </>
    );
}

function User({ event: { user_id: user } }: { event: Event }) {
    return user === undefined ? null : (
        <Link href={userHref(user)} className="events-user one-line" dir="auto" title={clip(user)}>
            {clip(user, 100)}
        </Link>
    );
}

function Device({ event }: { event: Event }) {
    if (event.user_agent === undefined) {
        return null;
    }
    return (
        <span className="events-device">
            <DeviceIcon of={event} size={17} />
            <OneLine text={event.device ?? "Unknown device"} />
        </span>
    );
}

function OneLine({ text }: { text: string | undefined }) {
    return text === undefined ? null : (
        <span className="one-line" dir="auto" title={clip(text)}>
            {clip(text, 100)}
        </span>
    );
}

/** Pixels of a row of the table. */
export const ROW_HEIGHT = 38;
/** Pixels of a card. */
export const CARD_HEIGHT = 62;
