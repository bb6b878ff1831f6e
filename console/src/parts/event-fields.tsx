/** The fields of an event, in the groups of its panel. */
import { Anchor } from "@mantine/core";
import { Link } from "wouter";

import type { Event } from "../api";
import { type Filters, userHref } from "../filter";
import { bytes, duration, exactTime, number } from "../format";
import { Copy } from "./copy";
import { DeviceIcon } from "./device";
import { Field } from "./event-field";
import { EventPlace } from "./event-place";
import { EventMethod, EventStatus } from "./event-status";
import { LongText } from "./event-tree";
import { doer, isAccess, referrerHost, typeWords } from "./event-words";
import { Who } from "./session-who";

/** What was asked for, and what the answer was. */
export function RequestFields({ event }: { event: Event }) {
    const { referrer, path } = event;
    const by = doer(event);
    const host = referrer === undefined ? undefined : referrerHost(referrer);
    return (
        <dl className="event-fields">
            <Field name="What" filters={{ type: event.type }}>
                {typeWords(event.type)} {!isAccess(event) && <span className="quiet">{event.type}</span>}
            </Field>
            <Field name="By">{by && <Who by={by} session={event.session_id} />}</Field>
            <Field name="Method" filters={{ method: event.method ?? "" }}>
                {event.method && <EventMethod method={event.method} />}
            </Field>
            <Field name="Host">{event.host}</Field>
            <Field name="Path" filters={{ path: path ?? "" }} pointer="/path">
                {path && <LongText text={path} />}
            </Field>
            <Field name="Status" filters={{ status: String(event.status) }}>
                {event.status !== undefined && <EventStatus status={event.status} />}
            </Field>
            <Field name="Duration">{event.duration_ms !== undefined && duration(event.duration_ms)}</Field>
            <Field name="Sent">{event.bytes_sent !== undefined && bytes(event.bytes_sent)}</Field>
            <Field name="Referrer" filters={host === undefined ? undefined : { referrer: host }} pointer="/referrer">
                {referrer && <LongText text={referrer} />}
            </Field>
        </dl>
    );
}

/** Who it was, from where, and with what. */
export function VisitorFields({ event }: { event: Event }) {
    const { user_id: user, ip, browser, platform, device_kind: kind, location } = event;
    return (
        <dl className="event-fields">
            <Field name="User" filters={{ user_id: user ?? "" }}>
                {user && (
                    <Anchor component={Link} href={userHref(user)} size="sm">
                        <LongText text={user} />
                    </Anchor>
                )}
            </Field>
            <Field name="Address" filters={{ ip: ip ?? "" }}>
                {ip}
            </Field>
            <Field name="Place" filters={placeFilters(event)}>
                {(location ?? ip) && <EventPlace event={event} />}
            </Field>
            <Field name="Device">
                {event.user_agent !== undefined && (
                    <span className="event-device">
                        <DeviceIcon of={event} size={18} /> {event.device ?? "Unknown device"}
                    </span>
                )}
            </Field>
            <Field name="Browser" filters={{ browser: browser ?? "" }}>
                {browser}
            </Field>
            <Field name="Platform" filters={{ platform: platform ?? "" }}>
                {platform}
            </Field>
            <Field name="Kind" filters={{ kind: kind ?? "" }}>
                {kind}
            </Field>
            <Field name="User agent" pointer="/user_agent">
                {event.user_agent}
            </Field>
        </dl>
    );
}

/** A city is told apart by its country. */
function placeFilters({ country, city }: Event): Filters | undefined {
    if (country === undefined && city === undefined) {
        return undefined;
    }
    return { ...(city !== undefined && { city }), ...(country !== undefined && { country }) };
}

/** Where it stands in the log, and since when. */
export function LogFields({ event }: { event: Event }) {
    return (
        <dl className="event-fields">
            <Field name="Occurred">{exactTime(event.occurred_at)}</Field>
            <Field name="Recorded">{exactTime(event.recorded_at)}</Field>
            <Field name="Position">{number(event.position)}</Field>
            <Field name="Id">
                <span className="event-copied">
                    <span className="event-id">{event.id}</span> <Copy text={event.id} what="the id" />
                </span>
            </Field>
            <Field name="Session key">
                {event.session_key_hash && <span className="event-id">{event.session_key_hash}</span>}
            </Field>
        </dl>
    );
}
