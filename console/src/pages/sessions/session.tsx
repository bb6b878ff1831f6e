/** A session: what it is, what it did, and the buttons that end it. */
import { Anchor, Button, Group, Text } from "@mantine/core";
import { IconListDetails } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "wouter";

import { Refused, type Session } from "../../api";
import { eventsHref, userHref } from "../../filter";
import { DeviceIcon } from "../../parts/device";
import { Card, Page } from "../../parts/page";
import { Again } from "../../parts/session-again";
import { EndAll, EndSession } from "../../parts/session-end";
import { SessionTimeline } from "../../parts/session-timeline";
import { Answer, Empty } from "../../parts/states";
import { useMayChange } from "../../session";
import { useLiveSessions, useSession } from "./data";
import { Facts } from "./facts";
import { useHistoryOfSession } from "./happenings";
import css from "./sessions.module.css";
import { deviceName } from "./words";

export default function SessionPage({ id }: { id: string }) {
    const session = useSession(id);
    if (session.error instanceof Refused && (session.error.status === 404 || session.error.status === 422)) {
        return (
            <Page title="Session">
                <Empty title="There is no such session">
                    It never was in this tenant, or it ended longer ago than this tenant keeps sessions.{" "}
                    <Anchor component={Link} href="/sessions" inherit underline="always">
                        All sessions
                    </Anchor>
                </Empty>
            </Page>
        );
    }
    if (session.data === undefined) {
        return (
            <Page title="Session">
                <Answer of={session}>{() => null}</Answer>
            </Page>
        );
    }
    return <Known session={session.data} />;
}

function Known({ session }: { session: Session }) {
    const device = deviceName(session);
    const owner = session.user_id;
    const mayChange = useMayChange();
    return (
        <Page
            title={`${device} of ${owner ?? "a visitor"}`}
            heading={
                <span className={css["heading"]}>
                    <DeviceIcon of={session} size={28} />
                    <span>
                        <bdi>{device}</bdi>{" "}
                        <Text span inherit fw={400} className="quiet">
                            of {owner === undefined ? "a visitor" : <Owner user={owner} />}
                        </Text>
                    </span>
                </span>
            }
            actions={mayChange && <Actions session={session} />}
        >
            <div className={css["sides"]}>
                <Card title="What is known">
                    <Facts session={session} />
                </Card>
                <Did session={session} />
            </div>
        </Page>
    );
}

function Owner({ user }: { user: string }) {
    return (
        <Anchor component={Link} href={userHref(user)} inherit className="any-text">
            {user}
        </Anchor>
    );
}

function Actions({ session }: { session: Session }) {
    const user = session.user_id;
    const live = useLiveSessions(user);
    // The buttons stay where they are when it ends here.
    const [isOrWasLive] = useState(session.state === "active");
    return (
        <Group gap="xs">
            <EndSession session={session} size="sm" />
            {user !== undefined && (
                <>
                    {isOrWasLive && <EndAll user={user} live={live.data} except={session} size="sm" />}
                    <EndAll user={user} live={live.data} size="sm" />
                </>
            )}
        </Group>
    );
}

function Did({ session }: { session: Session }) {
    const history = useHistoryOfSession(session.id);
    return (
        <Card
            title="What it did"
            aside={
                <Group gap="xs">
                    <ItsEvents of={session} />
                    <Again of={history} size="md" />
                </Group>
            }
        >
            <SessionTimeline of={history} />
        </Card>
    );
}

function ItsEvents({ of }: { of: Session }) {
    return (
        <Button
            component={Link}
            href={eventsHref({ session_id: of.id })}
            variant="subtle"
            size="compact-sm"
            leftSection={<IconListDetails size={16} stroke={1.6} aria-hidden />}
        >
            In the events
        </Button>
    );
}
