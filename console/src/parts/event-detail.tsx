/** The panel of an event: all that is known of it, what was taken out of it, and its session, which can be ended there. */
import { Anchor, Drawer, Group, Stack, Text, Title } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { skipToken, useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { Link } from "wouter";

import "./event-parts.css";
import { api, ask, type Event, Refused } from "../api";
import { exactTime } from "../format";
import { Copy } from "./copy";
import { FieldsOf, type Lead, toEvents } from "./event-field";
import { LogFields, RequestFields, VisitorFields } from "./event-fields";
import { EventSession } from "./event-session";
import { EventMethod, EventStatus } from "./event-status";
import { EventTree, LongText, parameters } from "./event-tree";
import { isAccess, typeWords } from "./event-words";
import { Level } from "./page";
import { Empty, Failed, Loading } from "./states";
import { Time } from "./time";

/** What is around this time is found within so many milliseconds. */
const AROUND = 5 * 60_000;

interface DetailProps {
    /** The event; without one the panel is closed. Keep the panel and change this: then the focus goes back to where it was. */
    id: string | undefined;
    close: () => void;
    /** Whether the focus goes back to where it was. Otherwise the page puts it somewhere. Default: it does. */
    returnFocus?: boolean;
    /** Where `filter by this` leads. Without it, to the page of events. */
    lead?: Lead;
}

export function EventDetail({ id, close, returnFocus = true, lead = toEvents }: DetailProps) {
    // What was shown stays while the panel slides away.
    const [shown, setShown] = useState(id);
    if (id !== undefined && id !== shown) {
        setShown(id);
    }
    useEscape(id !== undefined, close);
    const read = useQuery({
        queryKey: ["event", shown],
        queryFn:
            shown === undefined
                ? skipToken
                : () => ask(api.GET("/v1/events/{event_id}", { params: { path: { event_id: shown } } })),
    });
    return (
        <Drawer
            opened={id !== undefined}
            onClose={close}
            position="right"
            size="min(620px, 100vw)"
            title={read.data === undefined ? "Event" : typeWords(read.data.type)}
            closeOnEscape={false}
            returnFocus={returnFocus}
            classNames={{ title: "event-panel-title" }}
            closeButtonProps={{ "aria-label": "Close" }}
        >
            {read.data !== undefined ? (
                <Detail key={read.data.id} event={read.data} lead={lead} />
            ) : (
                <Level value={3}>
                    <NotThere error={read.error} again={() => void read.refetch()} />
                </Level>
            )}
        </Drawer>
    );
}

/** Escape closes the panel, unless it closes a question above it. */
function useEscape(isOpened: boolean, close: () => void) {
    const latest = useRef(close);
    latest.current = close;
    useEffect(() => {
        function onKey(event: KeyboardEvent) {
            const isAsked = document.querySelector(".mantine-Modal-content") !== null;
            if (event.key === "Escape" && !event.isComposing && !isAsked) {
                latest.current();
            }
        }
        if (isOpened) {
            window.addEventListener("keydown", onKey, { capture: true });
        }
        return () => window.removeEventListener("keydown", onKey, { capture: true });
    }, [isOpened]);
}

function NotThere({ error, again }: { error: Error | null; again: () => void }) {
    if (error === null) {
        return <Loading what="Loading the event" />;
    }
    if (error instanceof Refused && (error.status === 404 || error.status === 422)) {
        return <Empty title="There is no such event">Its time may be over, or the address is not whole.</Empty>;
    }
    return <Failed error={error} again={again} />;
}

function Detail({ event, lead }: { event: Event; lead: Lead }) {
    const around = useMemo(() => ({ lead, redacted: event.redacted }), [lead, event.redacted]);
    const data = useMemo(() => posted(event.data), [event.data]);
    const isTold = event.ip !== undefined || event.user_agent !== undefined || event.user_id !== undefined;
    return (
        <FieldsOf value={around}>
            <Stack gap={0}>
                <Summary event={event} />
                <Section title={isAccess(event) ? "Request" : "What happened"}>
                    <RequestFields event={event} />
                    {event.query && (
                        <Carried title="Parameters" of={parameters(event.query)} pointer="/query" redacted={event.redacted} />
                    )}
                    {data && <Carried title="Data" of={data} pointer="/data" redacted={event.redacted} />}
                    <Redacted places={event.redacted} />
                </Section>
                {isTold && (
                    <Section title="Visitor">
                        <VisitorFields event={event} />
                    </Section>
                )}
                {(isAccess(event) || event.session_id !== undefined) && (
                    <Section title="Session">
                        <EventSession event={event} />
                    </Section>
                )}
                <Section title="Log">
                    <LogFields event={event} />
                    <Text size="sm" mt={6}>
                        <Anchor component={Link} href={lead({ range: aroundTime(event.occurred_at) })} inherit>
                            What happened within 5 minutes of it
                        </Anchor>
                    </Text>
                </Section>
                <Group gap="xs" pt="xs">
                    <Copy text={JSON.stringify(event, null, 2)} what="the event" words="Copy as JSON" />
                    <Copy text={linkTo(event)} what="the link" words="Copy link" />
                </Group>
            </Stack>
        </FieldsOf>
    );
}

/** Data without the version that Gatebook puts in front of it: a `v` that was posted is called `_v`. */
function posted(data: Event["data"]): object | undefined {
    const { v: _, ...others } = data ?? {};
    return Object.keys(others).length === 0 ? undefined : others;
}

function Summary({ event }: { event: Event }) {
    return (
        <div className="event-summary">
            <EventMethod method={event.method} />
            {event.path !== undefined && (
                <span className="event-summary-path">
                    <LongText text={event.path} />
                </span>
            )}
            <EventStatus status={event.status} />
            <Text component="span" size="sm" className="quiet">
                <Time at={event.occurred_at} />, {exactTime(event.occurred_at)}
            </Text>
        </div>
    );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
    return (
        <section className="event-section">
            <Title order={3} size="h6" mb={6}>
                {title}
            </Title>
            {children}
        </section>
    );
}

interface CarriedProps {
    title: string;
    of: object;
    pointer: string;
    redacted: readonly string[];
}

function Carried({ title, ...tree }: CarriedProps) {
    return (
        <>
            <Title order={4} size="h6" fw={600} mt="sm" mb={4} className="quiet">
                {title}
            </Title>
            <EventTree {...tree} />
        </>
    );
}

/** Where something was taken out before the event was stored. */
function Redacted({ places }: { places: readonly string[] }) {
    if (places.length === 0) {
        return null;
    }
    return (
        <Text component="div" size="sm" mt="sm">
            <span className="event-lock">
                <IconLock size={15} aria-hidden /> Replaced before it was stored:
            </span>
            <ul className="event-pointers">
                {places.map((place) => (
                    <li key={place}>
                        <bdi className="any-text">{place}</bdi>
                    </li>
                ))}
            </ul>
        </Text>
    );
}

function aroundTime(at: string) {
    const time = new Date(at).getTime();
    return { since: new Date(time - AROUND).toISOString(), until: new Date(time + AROUND).toISOString() };
}

/** The address of the event in this console, for somebody else. */
function linkTo(event: Event): string {
    return `${window.location.origin}${import.meta.env.BASE_URL}events?range=all&event=${encodeURIComponent(event.id)}`;
}
