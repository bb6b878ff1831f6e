/** A user: what they did, on which device, and the button that ends that. */
import { Button, Group, Menu } from "@mantine/core";
import { IconChevronDown, IconDownload, IconEraser, IconListDetails, IconUser } from "@tabler/icons-react";
import { useRef } from "react";
import { Link, useLocation, useSearchParams } from "wouter";

import { eventsHref, userHref } from "../filter";
import { Card, Page } from "../parts/page";
import { Again } from "../parts/session-again";
import { EndAll } from "../parts/session-end";
import { SessionTimeline, Timeline } from "../parts/session-timeline";
import { Empty } from "../parts/states";
import { useMayChange } from "../session";
import { useLiveSessions, useSession } from "./sessions/data";
import { useHistoryOfSession, useHistoryOfUser } from "./sessions/happenings";
import css from "./sessions/sessions.module.css";
import { deviceName } from "./sessions/words";
import { Figures } from "./user/figures";
import { SessionsOf } from "./user/sessions";

export default function User({ user }: { user: string }) {
    const [query] = useSearchParams();
    const [, go] = useLocation();
    const chosen = query.get("session") ?? undefined;
    const live = useLiveSessions(user);
    const history = useHistoryOfUser(user);
    const did = useRef<HTMLDivElement>(null);
    function choose(session: string | undefined) {
        go(userHref(user) + (session === undefined ? "" : `?session=${encodeURIComponent(session)}`), { replace: true });
        requestAnimationFrame(() => did.current !== null && showBeginning(did.current));
    }
    return (
        <Page title={user} heading={<Heading user={user} />} actions={<Actions user={user} live={live.data} />}>
            <Figures user={user} live={live.data} happenings={history.items} />
            <div className={css["sides"]}>
                <Card title="Sessions" className={css["stays"]}>
                    <SessionsOf user={user} live={live} chosen={chosen} choose={choose} />
                </Card>
                <div ref={did} className={css["did"]}>
                    {chosen === undefined ? (
                        <Everything of={history} />
                    ) : (
                        <OneOf key={chosen} session={chosen} leave={() => choose(undefined)} />
                    )}
                </div>
            </div>
        </Page>
    );
}

/** Pixels that the beginning of what was asked for is to have at the end of the window at least. */
const ROOM = 200;

/** Scrolls to the beginning of what was asked for when it is out of sight, as where the two are below each other. */
function showBeginning(of: HTMLElement) {
    const { top } = of.getBoundingClientRect();
    if (top < 0 || top > window.innerHeight - ROOM) {
        of.scrollIntoView({ block: "start" });
    }
}

function Heading({ user }: { user: string }) {
    return (
        <Group component="span" gap="sm" wrap="nowrap">
            <IconUser size={28} stroke={1.5} aria-hidden style={{ flex: "none" }} />
            <bdi>{user}</bdi>
        </Group>
    );
}

function Actions({ user, live }: { user: string; live: ReturnType<typeof useLiveSessions>["data"] }) {
    return (
        <Group gap="xs">
            <EndAll user={user} live={live} size="sm" />
            <Button
                component={Link}
                href={eventsHref({ user_id: user })}
                variant="default"
                size="sm"
                leftSection={<IconListDetails size={16} stroke={1.6} aria-hidden />}
            >
                Events
            </Button>
            {useMayChange() && <Privacy user={user} />}
        </Group>
    );
}

/** What a person has a right to: their data, and to be forgotten. */
function Privacy({ user }: { user: string }) {
    return (
        <Menu position="bottom-end" withinPortal withInitialFocusPlaceholder={false}>
            <Menu.Target>
                <Button variant="default" size="sm" rightSection={<IconChevronDown size={16} aria-hidden />}>
                    Privacy
                </Button>
            </Menu.Target>
            <Menu.Dropdown>
                <Menu.Item
                    component="a"
                    href={`/v1/users/${encodeURIComponent(user)}/export`}
                    download={`${user}.ndjson`}
                    leftSection={<IconDownload size={16} aria-hidden />}
                >
                    Give this person’s data
                </Menu.Item>
                <Menu.Item
                    component={Link}
                    href={`/settings/erasure?user_id=${encodeURIComponent(user)}`}
                    leftSection={<IconEraser size={16} aria-hidden />}
                >
                    Erase this person…
                </Menu.Item>
            </Menu.Dropdown>
        </Menu>
    );
}

/** All that the user did, on whatever device. */
function Everything({ of }: { of: ReturnType<typeof useHistoryOfUser> }) {
    return (
        <Card title="What happened" aside={<Again of={of} size="md" />}>
            <Timeline
                of={of}
                withDevice
                none={<Empty title="Nothing is known of this user">There are no events with this name, or none that are still kept.</Empty>}
                end="Before that nothing is kept."
            />
        </Card>
    );
}

/** What one of the sessions did. */
function OneOf({ session: id, leave }: { session: string; leave: () => void }) {
    const session = useSession(id);
    const history = useHistoryOfSession(id);
    return (
        <Card
            title={`What ${session.data === undefined ? "this session" : deviceName(session.data)} did`}
            aside={
                <Group gap="xs">
                    <Button variant="default" size="compact-sm" onClick={leave}>
                        Show everything
                    </Button>
                    <Again of={history} size="md" />
                </Group>
            }
        >
            <SessionTimeline of={history} />
        </Card>
    );
}
