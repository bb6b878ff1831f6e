/** All that is known of a session. */
import { Anchor, Text } from "@mantine/core";
import { Link } from "wouter";

import type { Session } from "../../api";
import { exactTime } from "../../format";
import { Copy } from "../../parts/copy";
import { Fact } from "../../parts/fact";
import { NoPageOf } from "../../parts/no-page";
import { SessionUser } from "../../parts/session-device";
import { SessionState } from "../../parts/session-state";
import { EndedWhy } from "../../parts/session-who";
import { Time } from "../../parts/time";
import css from "./sessions.module.css";
import { deviceName, placeName, span } from "./words";

export function Facts({ session }: { session: Session }) {
    const { state, ip, user_agent: agent, metadata, idle_timeout_s: idle } = session;
    return (
        <dl className={css["facts"]}>
            <Fact name="State">
                <SessionState of={session} />
                {state !== "active" && (
                    <Text size="sm" mt={2}>
                        <EndedWhy of={session} />
                    </Text>
                )}
            </Fact>
            <Fact name="User">
                <SessionUser of={session} />
                {session.user_id !== undefined && <NoPageOf user={session.user_id} />}
            </Fact>
            <Fact name="Device">
                <bdi>{deviceName(session)}</bdi>
            </Fact>
            <Fact name="User agent">{agent === undefined ? "Not known" : <bdi className={css["code"]}>{agent}</bdi>}</Fact>
            <Fact name="Place">
                <bdi>{placeName(session)}</bdi>
            </Fact>
            <Fact name="Address">{ip === undefined ? "Not known" : <SameAddress ip={ip} />}</Fact>
            <Fact name="Last seen">
                <Moment at={session.last_seen_at} />
            </Fact>
            <Fact name="Started">
                <Moment at={session.started_at} />
            </Fact>
            {session.ended_at !== undefined && (
                <Fact name="Ended">
                    <Moment at={session.ended_at} />
                </Fact>
            )}
            <Fact name={state === "active" ? "Ends" : "Would have ended"}>
                <Moment at={session.expires_at} />
                <Text size="xs" className="quiet">
                    Or sooner, after {span(idle)} without use
                </Text>
            </Fact>
            <Fact name="Metadata">{metadata === undefined ? "None" : <Metadata of={metadata} />}</Fact>
            <Fact name="Id">
                <span className={css["copied"]}>
                    <span className={`any-text ${css["code"]}`}>{session.id}</span> <Copy text={session.id} what="the id" />
                </span>
            </Fact>
            {session.labels_version !== undefined && <Fact name="Device rules, version">{session.labels_version}</Fact>}
        </dl>
    );
}

/** A time in full, and how long ago that is. */
function Moment({ at }: { at: string }) {
    return (
        <>
            <Time at={at} />
            <Text size="xs" className="quiet">
                {exactTime(at)}
            </Text>
        </>
    );
}

/** An address, which leads to all sessions that are used from there. */
function SameAddress({ ip }: { ip: string }) {
    return (
        <Anchor component={Link} href={`/sessions?ip=${encodeURIComponent(ip)}`} inherit title="Sessions from this address">
            <bdi>{ip}</bdi>
        </Anchor>
    );
}

/** What the application keeps with the session, as it is. */
function Metadata({ of }: { of: object }) {
    return (
        <pre className={css["metadata"]} tabIndex={0} aria-label="Metadata">
            {JSON.stringify(of, null, 2)}
        </pre>
    );
}
