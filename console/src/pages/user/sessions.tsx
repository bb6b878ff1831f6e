/** The sessions of a user, to choose among: those that live, and those that have ended. */
import { Anchor, Group, Tabs, Text, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";

import type { Session } from "../../api";
import { sessionHref } from "../../filter";
import { number } from "../../format";
import { DeviceIcon } from "../../parts/device";
import { Parts } from "../../parts/session-device";
import { EndSession } from "../../parts/session-end";
import { More } from "../../parts/session-more";
import { SessionState } from "../../parts/session-state";
import { Answer, Empty, Failed, Loading } from "../../parts/states";
import { Time } from "../../parts/time";
import { useEndedSessions, type useLiveSessions } from "../sessions/data";
import css from "../sessions/sessions.module.css";
import { deviceName, living, placeName } from "../sessions/words";

/** Which session is chosen, and how another one is. */
export interface Choice {
    chosen: string | undefined;
    choose: (session: string | undefined) => void;
}

interface SessionsProps extends Choice {
    user: string;
    live: ReturnType<typeof useLiveSessions>;
}

export function SessionsOf({ user, live, ...choice }: SessionsProps) {
    const [tab, setTab] = useState<string | null>("live");
    const count = live.data === undefined ? undefined : living(live.data).length;
    return (
        <Tabs color="var(--console-accent)" value={tab} onChange={setTab} keepMounted={false}>
            <Tabs.List mb="sm">
                <Tabs.Tab value="live">Live{count !== undefined && ` (${number(count)})`}</Tabs.Tab>
                <Tabs.Tab value="ended">Ended</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="live">
                <Answer of={live}>
                    {(sessions) =>
                        sessions.length === 0 ? (
                            <Empty title="Not signed in anywhere">A session appears here with the next sign-in.</Empty>
                        ) : (
                            <Choices of={sessions} {...choice} />
                        )
                    }
                </Answer>
            </Tabs.Panel>
            <Tabs.Panel value="ended">
                <Ended user={user} {...choice} />
            </Tabs.Panel>
        </Tabs>
    );
}

function Ended({ user, ...choice }: Choice & { user: string }) {
    const ended = useEndedSessions(user, true);
    const { list, items } = ended;
    if (list.isPending) {
        return <Loading what="Loading sessions" />;
    }
    if (list.error !== null && list.data === undefined) {
        return <Failed error={list.error} again={() => void list.refetch()} />;
    }
    if (items.length === 0) {
        return <Empty title="None has ended">Sessions that have ended are shown here for as long as this tenant keeps events.</Empty>;
    }
    return (
        <>
            <Choices of={items} {...choice} />
            {list.hasNextPage && <More of={ended} isNearEnd={false} end="" />}
        </>
    );
}

function Choices({ of, chosen, choose }: Choice & { of: Session[] }) {
    return (
        <ul className={css["chosen"]}>
            {of.map((session) => (
                <ChoiceOf key={session.id} session={session} isChosen={session.id === chosen} choose={choose} />
            ))}
        </ul>
    );
}

interface ChoiceProps extends Pick<Choice, "choose"> {
    session: Session;
    isChosen: boolean;
}

function ChoiceOf({ session, isChosen, choose }: ChoiceProps) {
    const device = deviceName(session);
    return (
        <li className={css["choice"]} data-chosen={isChosen ? "" : undefined}>
            <UnstyledButton w="100%" aria-pressed={isChosen} onClick={() => choose(isChosen ? undefined : session.id)}>
                <span className={css["device"]}>
                    <DeviceIcon of={session} />
                    <Text component="span" size="sm" fw={600} className="one-line">
                        <bdi>{device}</bdi>
                    </Text>
                    <Text component="span" size="xs" className="quiet any-text" style={{ gridColumn: 2 }}>
                        <Parts of={[placeName(session), session.ip]} />
                    </Text>
                    <Text component="span" size="xs" className="quiet" style={{ gridColumn: 2 }}>
                        <bdi>
                            Seen <Time at={session.last_seen_at} />, started <Time at={session.started_at} />
                        </bdi>
                    </Text>
                </span>
            </UnstyledButton>
            <Group justify="space-between" gap="xs" mt={6} ps={32} mih={30}>
                <Group gap="sm">
                    {session.state !== "active" && (
                        <Text size="xs" component="div">
                            <SessionState of={session} />
                        </Text>
                    )}
                    <Anchor component={Link} href={sessionHref(session.id)} size="sm" aria-label={`Details of ${device}`}>
                        Details
                    </Anchor>
                </Group>
                <EndSession session={session} />
            </Group>
        </li>
    );
}
