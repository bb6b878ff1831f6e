/** The rows of a list that are in sight, and a few around them, however many there are. */
import { useMediaQuery } from "@mantine/hooks";
import { useVirtualizer } from "@tanstack/react-virtual";
import {
    type CSSProperties,
    type ReactNode,
    type RefObject,
    useCallback,
    useEffect,
    useImperativeHandle,
    useLayoutEffect,
} from "react";

import "./rows.css";
import type { Event } from "../../api";
import { useNow } from "../../parts/time";
import { CARD_HEIGHT, EventCard, EventRow, ROW_HEIGHT, type RowProps } from "./row";
import { keepPlace, placeOf } from "./visit";

/** Pixels of the heads of the columns. */
const HEAD_HEIGHT = 34;
/** Rows from the end at which more is asked for. */
const NEAR = 25;

const COLUMNS = [
    ["time", "Time"],
    ["method", "Method"],
    ["path", "Path"],
    ["status", "Status"],
    ["duration", "Duration"],
    ["user", "User"],
    ["device", "Device"],
    ["place", "Place"],
    ["address", "Address"],
] as const;

/** What can be done with rows from outside. */
export interface RowsHandle {
    /** Puts the focus on a row. */
    focus: (index: number) => void;
}

interface RowsProps {
    visit: string;
    rows: readonly Event[];
    /** What scrolls. */
    scroller: HTMLElement;
    handle: RefObject<RowsHandle | null>;
    /** Where the panel of an event is. */
    hrefOf: (event: string) => string;
    opened: string | undefined;
    /** Above which position rows have just come in. */
    freshAbove: number;
    /** The end of what is loaded is in sight, or nearly. */
    onNearEnd: (isNear: boolean) => void;
    onScroll: (offset: number) => void;
}

export function Rows({ visit, rows, scroller, handle, hrefOf, opened, freshAbove, onNearEnd, onScroll }: RowsProps) {
    const isNarrow = useMediaQuery("(max-width: 47.99em)", undefined, { getInitialValueInEffect: false });
    const now = useNow();
    const head = isNarrow ? 0 : HEAD_HEIGHT;
    const keyOf = useCallback((index: number) => rows[index]?.position ?? index, [rows]);
    const list = useVirtualizer({
        count: rows.length,
        getScrollElement: () => scroller,
        estimateSize: () => (isNarrow ? CARD_HEIGHT : ROW_HEIGHT),
        getItemKey: keyOf,
        initialOffset: () => placeOf(visit),
        scrollMargin: head,
        scrollPaddingStart: head,
        overscan: 12,
        onChange: ({ scrollOffset }) => onScroll(scrollOffset ?? 0),
    });
    const remeasure = list.measure;
    useEffect(remeasure, [remeasure, isNarrow]);
    useLayoutEffect(() => () => keepPlace(visit, scroller.scrollTop), [visit, scroller]);
    useFocus(handle, scroller, rows.length, (index) => list.scrollToIndex(index, { align: "auto" }));

    const shown = list.getVirtualItems();
    const isNearEnd = (shown.at(-1)?.index ?? -1) >= rows.length - NEAR;
    useEffect(() => onNearEnd(isNearEnd), [onNearEnd, isNearEnd]);

    const visible = shown.flatMap(({ index }): RowProps[] => {
        const event = rows[index];
        if (event === undefined) {
            return [];
        }
        return [
            {
                event,
                index,
                now,
                visit,
                href: hrefOf(event.id),
                isOpened: event.id === opened,
                isFresh: event.position > freshAbove,
            },
        ];
    });
    // Rows stand one below the other behind an empty space: a place of its own for each would make every style a new one.
    const space = { height: list.getTotalSize(), paddingTop: (shown[0]?.start ?? head) - head };
    return isNarrow ? (
        <ul className="events-cards" style={space}>
            {visible.map((props) => (
                <EventCard key={props.event.position} {...props} />
            ))}
        </ul>
    ) : (
        <Table space={space}>
            {visible.map((props) => (
                <EventRow key={props.event.position} {...props} />
            ))}
        </Table>
    );
}

/** Its parts are laid out as blocks, so they say what they are of a table. */
function Table({ space, children }: { space: CSSProperties; children: ReactNode }) {
    return (
        <table className="events-table" role="table" aria-rowcount={-1} aria-label="Events">
            <thead role="rowgroup">
                <tr role="row" aria-rowindex={1} className="events-columns" style={{ height: HEAD_HEIGHT }}>
                    {COLUMNS.map(([name, label]) => (
                        <th key={name} role="columnheader" scope="col" className={`col-${name}`}>
                            {label}
                        </th>
                    ))}
                </tr>
            </thead>
            <tbody role="rowgroup" style={space}>
                {children}
            </tbody>
        </table>
    );
}

/** Lets the focus be put on a row, which is brought into sight first. */
function useFocus(handle: RefObject<RowsHandle | null>, scroller: HTMLElement, count: number, show: (index: number) => void) {
    useImperativeHandle(handle, () => ({
        focus: (index) => {
            if (index < 0 || index >= count) {
                return;
            }
            const opener = () => scroller.querySelector<HTMLElement>(`[data-index="${index}"] .events-opener`);
            show(index);
            if (opener() === null) {
                requestAnimationFrame(() => opener()?.focus({ preventScroll: true }));
            } else {
                opener()?.focus({ preventScroll: true });
            }
        },
    }));
}
