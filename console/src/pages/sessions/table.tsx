/** The sessions as a table, and where that is too wide, as cards. */
import { Group, Table, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { memo } from "react";

import type { Session } from "../../api";
import { Parts, SessionDevice, SessionUser } from "../../parts/session-device";
import { EndSession } from "../../parts/session-end";
import { More } from "../../parts/session-more";
import { SessionState } from "../../parts/session-state";
import { Time } from "../../parts/time";
import type { Endless } from "./endless";
import { useRows } from "./rows";
import css from "./sessions.module.css";
import { placeName } from "./words";

const END = "These are all of them.";

const rowSize = () => 57;
const cardSize = () => 153;
const idOf = ({ id }: Session) => id;

export function SessionList({ of }: { of: Endless<Session> }) {
    const isWide = useMediaQuery("(min-width: 75em)", undefined, { getInitialValueInEffect: false });
    return isWide ? <Rows of={of} /> : <Cards of={of} />;
}

function Rows({ of }: { of: Endless<Session> }) {
    const { items } = of;
    const { list, shown, measure, before, after, isNearEnd } = useRows<HTMLTableSectionElement, Session>({
        items,
        estimate: rowSize,
        name: idOf,
    });
    return (
        <>
            <Table className={css["table"]} verticalSpacing={9} aria-label="Sessions">
                <Table.Thead>
                    <Table.Tr>
                        <Table.Th scope="col" w="22%">
                            Device
                        </Table.Th>
                        <Table.Th scope="col" w="16%">
                            User
                        </Table.Th>
                        <Table.Th scope="col" w="20%">
                            Place and address
                        </Table.Th>
                        <Table.Th scope="col" w={106}>
                            Last seen
                        </Table.Th>
                        <Table.Th scope="col" w={106}>
                            Started
                        </Table.Th>
                        <Table.Th scope="col">State</Table.Th>
                    </Table.Tr>
                </Table.Thead>
                <Table.Tbody ref={list}>
                    <Gap height={before} />
                    {shown.map(({ index, key, item }) => (
                        <Row key={key} session={item} index={index} measure={measure} />
                    ))}
                    <Gap height={after} />
                </Table.Tbody>
            </Table>
            <More of={of} isNearEnd={isNearEnd} end={END} />
        </>
    );
}

/** The place of the rows that are out of sight. */
function Gap({ height }: { height: number }) {
    return height === 0 ? null : (
        <tr aria-hidden className={css["gap"]}>
            <td colSpan={6} style={{ height }} />
        </tr>
    );
}

interface RowProps {
    session: Session;
    index: number;
    measure: (row: HTMLElement | null) => void;
}

/** Is drawn again only when something about its session is another, and not with each step of scrolling. */
const Row = memo(function Row({ session, index, measure }: RowProps) {
    return (
        <Table.Tr ref={measure} data-index={index} data-over={session.state === "active" ? undefined : ""}>
            <Table.Td>
                <SessionDevice of={session} />
            </Table.Td>
            <Table.Td>
                <SessionUser of={session} />
            </Table.Td>
            <Table.Td>
                <Text inherit className={session.location === undefined ? "quiet one-line" : "one-line"} title={session.location}>
                    <bdi>{placeName(session)}</bdi>
                </Text>
                <Text size="xs" className="quiet one-line" title={session.ip}>
                    <bdi>{session.ip}</bdi>
                </Text>
            </Table.Td>
            <Table.Td>
                <Time at={session.last_seen_at} />
            </Table.Td>
            <Table.Td>
                <Time at={session.started_at} />
            </Table.Td>
            <Table.Td>
                <Group justify="space-between" gap="xs" wrap="nowrap">
                    <SessionState of={session} />
                    <EndSession session={session} />
                </Group>
            </Table.Td>
        </Table.Tr>
    );
});

function Cards({ of }: { of: Endless<Session> }) {
    const { items } = of;
    const { list, shown, measure, before, after, isNearEnd } = useRows<HTMLUListElement, Session>({
        items,
        estimate: cardSize,
        name: idOf,
    });
    return (
        <>
            <ul ref={list} className={css["cards"]} style={{ paddingTop: before, paddingBottom: after }} aria-label="Sessions">
                {shown.map(({ index, key, item }) => (
                    <CardOf key={key} session={item} index={index} measure={measure} />
                ))}
            </ul>
            <More of={of} isNearEnd={isNearEnd} end={END} />
        </>
    );
}

const CardOf = memo(function CardOf({ session, index, measure }: RowProps) {
    return (
        <li ref={measure} data-index={index} className={css["card"]}>
            <SessionDevice of={session}>
                <Text size="sm" component="div">
                    <SessionUser of={session} />
                </Text>
                <Text size="sm" className="quiet any-text">
                    <Parts of={[placeName(session), session.ip]} />
                </Text>
                <Text size="sm" className="quiet" component="div">
                    <bdi>
                        Seen <Time at={session.last_seen_at} />, started <Time at={session.started_at} />
                    </bdi>
                </Text>
                <Group justify="space-between" mt="xs" mih={30}>
                    <Text size="sm" component="div">
                        <SessionState of={session} />
                    </Text>
                    <EndSession session={session} />
                </Group>
            </SessionDevice>
        </li>
    );
});
