/** What happened, newest first, day by day. */
import { Text, Title } from "@mantine/core";
import { IconFileText, IconKey, IconLogin2, IconLogout, IconMapPin, IconPencil, IconPointFilled, IconSearch } from "@tabler/icons-react";
import { memo, type ReactNode, useMemo, useState } from "react";

import type { Event } from "../api";
import { dayName } from "../format";
import type { Endless } from "../pages/sessions/endless";
import { formerEvents, type Happening, isBySomebody, title } from "../pages/sessions/happenings";
import { useRows } from "../pages/sessions/rows";
import css from "../pages/sessions/sessions.module.css";
import { EventDetail } from "./event-detail";
import { EventMethod, EventStatus } from "./event-status";
import { clip } from "./event-words";
import { Parts } from "./session-device";
import { More } from "./session-more";
import { Who } from "./session-who";
import { Empty, Failed, Loading } from "./states";
import { Time, useNow } from "./time";

interface TimelineProps {
    of: Endless<Happening>;
    /** What stands there when nothing happened. */
    none: ReactNode;
    /** What stands below the last one. */
    end: string;
    /** Whether it says of each page view what it was seen with. */
    withDevice?: boolean;
}

export function Timeline({ of, none, end, withDevice = false }: TimelineProps) {
    const [opened, setOpened] = useState<string>();
    const { list, items } = of;
    if (list.isPending) {
        return <Loading what="Loading what happened" />;
    }
    if (list.error !== null && list.data === undefined) {
        return <Failed error={list.error} again={() => void list.refetch()} />;
    }
    if (items.length === 0 && !list.hasNextPage) {
        return none;
    }
    return (
        <>
            <Days of={of} end={end} withDevice={withDevice} open={setOpened} />
            <EventDetail id={opened} close={() => setOpened(undefined)} />
        </>
    );
}

/** What one session did. */
export function SessionTimeline({ of }: { of: Endless<Happening> }) {
    return (
        <Timeline
            of={of}
            none={<Empty title="Nothing is left of it">What it did is older than this tenant keeps events.</Empty>}
            end="Before that it did nothing that is kept."
        />
    );
}

/** A row: the name of a day, with how many happenings are above it, or something that happened on it. */
type Row = { day: string; at: string; after: number } | { happening: Happening; former: Event | undefined };

/** The happenings with the names of their days between them. */
function inDays(happenings: readonly Happening[]): Row[] {
    const former = formerEvents(happenings);
    const rows: Row[] = [];
    let last: string | undefined;
    for (const [index, happening] of happenings.entries()) {
        const at = happening.event.occurred_at;
        const day = new Date(at).toDateString();
        if (day !== last) {
            rows.push({ day, at, after: index });
            last = day;
        }
        rows.push({ happening, former: former[index] });
    }
    return rows;
}

interface DaysProps extends Omit<TimelineProps, "none"> {
    open: (event: string) => void;
}

function Days({ of, end, withDevice = false, open }: DaysProps) {
    const entries = useMemo(() => inDays(of.items), [of.items]);
    const { list, shown, measure, before, after, isNearEnd } = useRows<HTMLOListElement, Row>({
        items: entries,
        estimate: sizeOf,
        name: nameOf,
    });
    return (
        <>
            <ol ref={list} className={css["timeline"]} style={{ paddingTop: before, paddingBottom: after }}>
                {shown.map(({ index, key, item }) => (
                    <li key={key} ref={measure} data-index={index}>
                        {"day" in item ? <Day at={item.at} /> : <Line {...item} withDevice={withDevice} open={open} />}
                    </li>
                ))}
            </ol>
            <More of={of} isNearEnd={isNearEnd} end={end} />
        </>
    );
}

function sizeOf(row: Row): number {
    if ("day" in row) {
        return 41;
    }
    return row.happening.event.type.startsWith("session.") ? 50 : 32;
}

function nameOf(row: Row): string {
    // Events come by position: a day can come again.
    return "day" in row ? `${row.day} ${row.after}` : row.happening.event.id;
}

function Day({ at }: { at: string }) {
    const now = useNow();
    const day = new Date(at).toDateString();
    const yesterday = new Date(now);
    yesterday.setDate(yesterday.getDate() - 1);
    const name = day === now.toDateString() ? "Today" : day === yesterday.toDateString() ? "Yesterday" : dayName(at);
    return (
        <Title order={3} size="h6" className={css["day"]}>
            <bdi>{name}</bdi>
        </Title>
    );
}

interface LineProps {
    happening: Happening;
    former: Event | undefined;
    withDevice: boolean;
    open: (event: string) => void;
}

const Line = memo(function Line({ happening, former, withDevice, open }: LineProps) {
    const { event, what } = happening;
    return (
        <div className={css["happening"]} data-what={what}>
            <span className={css["picture"]}>
                <Picture of={happening} />
            </span>
            <div className={css["said"]}>
                <button type="button" className={css["open"]} onClick={() => open(event.id)}>
                    <Said happening={happening} former={former} />
                </button>
                {event.type.startsWith("session.") && <Circumstances of={happening} />}
            </div>
            {withDevice && event.type === "access" && (
                <Text component="span" size="xs" className={`quiet one-line ${css["with"]}`}>
                    <bdi>{event.device}</bdi>
                </Text>
            )}
            <Text component="span" size="xs" className={`quiet ${css["clock"]}`}>
                <Time at={event.occurred_at} style="clock" />
            </Text>
        </div>
    );
});

function Said({ happening, former }: Omit<LineProps, "withDevice" | "open">) {
    const { event, what, search_terms } = happening;
    if (what === "search") {
        return (
            <span className={`one-line ${css["gives"]}`}>
                Searched for <bdi className={css["title"]}>{clip(search_terms ?? "")}</bdi>
            </span>
        );
    }
    if (what === "page_view") {
        return (
            <>
                <EventMethod method={event.method} />
                <bdi className={`one-line ${css["gives"]}`}>{clip(event.path ?? "")}</bdi>
                <EventStatus status={event.status} />
            </>
        );
    }
    return <b className={css["title"]}>{title(happening, former)}</b>;
}

/** Who did it, with what, from where. */
function Circumstances({ of }: { of: Happening }) {
    const { event, by } = of;
    return (
        <Text size="xs" className="quiet" component="div">
            <Parts of={[event.device, event.location, event.ip]}>
                {isBySomebody(of) && by !== undefined && (
                    <span>
                        By <Who by={by} session={event.session_id} />
                    </span>
                )}
            </Parts>
        </Text>
    );
}

function Picture({ of: { what, event } }: { of: Happening }) {
    const shared = { size: 16, stroke: 1.6, "aria-hidden": true } as const;
    switch (what) {
        case "page_view":
            return <IconFileText {...shared} />;
        case "search":
            return <IconSearch {...shared} />;
        case "sign_in":
            return <IconLogin2 {...shared} />;
        case "session_ended":
            return <IconLogout {...shared} />;
        default:
    }
    switch (event.type) {
        case "session.moved":
            return <IconMapPin {...shared} />;
        case "session.rotated":
            return <IconKey {...shared} />;
        default:
            return event.type.startsWith("session.") ? <IconPencil {...shared} /> : <IconPointFilled {...shared} />;
    }
}
