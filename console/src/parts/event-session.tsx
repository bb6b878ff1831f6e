/** The session that an event belongs to: how it stands now, and the button that ends it. */
import { Anchor, Group, Stack } from "@mantine/core";
import { Link } from "wouter";

import type { Event } from "../api";
import { sessionHref } from "../filter";
import { useSession } from "../pages/sessions/data";
import { deviceName, STATES } from "../pages/sessions/words";
import { Field } from "./event-field";
import { EndSession } from "./session-end";
import { SessionState } from "./session-state";
import { EndedWhy } from "./session-who";
import { Time } from "./time";

export function EventSession({ event: { session, session_id: named } }: { event: Event }) {
    if (session !== undefined) {
        return <Known of={session} />;
    }
    return (
        <dl className="event-fields">
            <Field name="Session" filters={named?.startsWith("ses_") ? { session_id: named } : undefined}>
                {named ? (
                    <>
                        <span className="event-id">{named}</span> <span className="quiet">– there is none with this id</span>
                    </>
                ) : (
                    <span className="quiet">None was named</span>
                )}
            </Field>
        </dl>
    );
}

function Known({ of: { id, state } }: { of: NonNullable<Event["session"]> }) {
    const session = useSession(id).data;
    return (
        <Stack gap="xs">
            <Group justify="space-between" gap="xs" wrap="nowrap" mih={30}>
                <Group gap="sm" style={{ minWidth: 0 }}>
                    <Anchor component={Link} href={sessionHref(id)} size="sm" fw={600} className="any-text">
                        {session === undefined ? "This session" : deviceName(session)}
                    </Anchor>
                    <span className="event-state">{session === undefined ? STATES[state] : <SessionState of={session} />}</span>
                </Group>
                {session !== undefined && <EndSession session={session} />}
            </Group>
            <dl className="event-fields">
                <Field name="Why">{session !== undefined && session.state !== "active" && <EndedWhy of={session} />}</Field>
                <Field name="Last seen">{session && <Time at={session.last_seen_at} />}</Field>
                <Field name="Place now">{session?.location}</Field>
                <Field name="Id" filters={{ session_id: id }}>
                    <span className="event-id">{id}</span>
                </Field>
                <Field name="Device rules, version">{session?.labels_version}</Field>
            </dl>
        </Stack>
    );
}
