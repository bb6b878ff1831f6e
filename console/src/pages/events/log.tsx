/** The log on screen: rows that scroll by themselves, new ones on top, and what stands there when there are none. */
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FocusEvent, type KeyboardEvent, type MouseEvent, useCallback, useEffect, useRef, useState } from "react";

import type { Event } from "../../api";
import { Empty, Failed, Loading, sentence, State } from "../../parts/states";
import type { useWhole } from "./asked";
import { wrongFilters } from "./filters";
import { Foot } from "./foot";
import { newestOf, type Pages, type useEvents, withArrived } from "./list";
import { LiveNote } from "./live";
import { Rows, type RowsHandle } from "./rows";
import { useTail } from "./tail";
import { placeOf } from "./visit";

/** Pixels that count as the top. */
const AT_TOP = 8;

interface LogProps {
    visit: string;
    whole: ReturnType<typeof useWhole>;
    events: ReturnType<typeof useEvents>;
}

export function Log({ visit, whole, events: { list, key, rows } }: LogProps) {
    const queries = useQueryClient();
    const [scroller, setScroller] = useState<HTMLElement | null>(null);
    const handle = useRef<RowsHandle>(null);
    const [isAtTop, setAtTop] = useState(() => placeOf(visit) < AT_TOP);
    const [isInRow, setInRow] = useState(false);
    const [isNearEnd, setNearEnd] = useState(false);
    const [freshAbove, setFreshAbove] = useState(Number.POSITIVE_INFINITY);
    const newest = newestOf(list.data);
    const isHeld = !isAtTop || isInRow || whole.event !== undefined;
    const tail = useTail({
        isOn: whole.isLive,
        asked: whole,
        isReady: list.isSuccess,
        newest,
        isHeld,
        take: (arrived: Event[]) => {
            setFreshAbove(newest ?? 0);
            queries.setQueryData<Pages>(key, (kept) => kept && withArrived(kept, arrived));
        },
        startAnew: () => void queries.resetQueries({ queryKey: key, exact: true }),
    });
    const focusRow = useCallback((index: number) => handle.current?.focus(index), []);
    useFocusBack(whole.event, rows, scroller, focusRow);
    function goOn() {
        scroller?.scrollTo({ top: 0 });
        scroller?.focus({ preventScroll: true });
        setInRow(false);
    }
    return (
        <div className="events-frame">
            {whole.isLive && list.data !== undefined && <LiveNote state={tail.state} waiting={isHeld ? tail.waiting : 0} goOn={goOn} again={tail.again} />}
            <div
                ref={setScroller}
                className="events-scroller"
                role="region"
                aria-label="List of events"
                tabIndex={0}
                onFocus={(event) => setInRow(isFocusShown(event))}
                onBlur={() => setInRow(false)}
                onClick={openRow}
                onKeyDown={(event) => moveFocus(event, focusRow)}
            >
                {scroller !== null && rows.length > 0 && (
                    <Rows
                        visit={visit}
                        rows={rows}
                        scroller={scroller}
                        handle={handle}
                        hrefOf={(event) => whole.href({}, event)}
                        opened={whole.event}
                        freshAbove={freshAbove}
                        onNearEnd={setNearEnd}
                        onScroll={(offset) => setAtTop(offset < AT_TOP)}
                    />
                )}
                {list.isSuccess && rows.length === 0 && !list.hasNextPage && <Nothing whole={whole} />}
                {list.isSuccess && (rows.length > 0 || list.hasNextPage) && (
                    <Foot list={list} whole={whole} rows={rows.length} isNearEnd={isNearEnd || rows.length === 0} />
                )}
                {list.isPending && <Loading what="Loading the events" />}
                {list.isLoadingError && <NotLoaded error={list.error} again={() => void list.refetch()} />}
            </div>
        </div>
    );
}

/** Whether a row has the focus in a way that is seen: then it stays where it is. */
function isFocusShown({ target, currentTarget }: FocusEvent): boolean {
    return target !== currentTarget && target.matches(":focus-visible");
}

/** A click anywhere in a row opens it, unless it is for something else. */
function openRow({ target }: MouseEvent): void {
    if (!(target instanceof Element) || target.closest("a, button") || window.getSelection()?.isCollapsed === false) {
        return;
    }
    const opener = target.closest("[data-index]")?.querySelector<HTMLElement>(".events-opener");
    opener?.focus({ preventScroll: true });
    opener?.click();
}

/** The arrow keys go from row to row. */
function moveFocus(event: KeyboardEvent, focusRow: (index: number) => void): void {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const row = event.target instanceof Element ? event.target.closest("[data-index]") : null;
    if (step !== 0 && row !== null) {
        event.preventDefault();
        focusRow(Number(row.getAttribute("data-index")) + step);
    }
}

/** When the panel closes, the focus goes to its row, also if it was not opened from there; and at once, so that it takes nobody back. */
function useFocusBack(
    opened: string | undefined,
    rows: readonly Event[],
    scroller: HTMLElement | null,
    focusRow: (index: number) => void,
): void {
    const before = useRef(opened);
    const latest = useRef(rows);
    latest.current = rows;
    useEffect(() => {
        const closed = before.current;
        before.current = opened;
        if (closed === undefined || opened !== undefined) {
            return;
        }
        const row = latest.current.findIndex(({ id }) => id === closed);
        if (row < 0) {
            scroller?.focus({ preventScroll: true });
        } else {
            focusRow(row);
        }
    }, [opened, scroller, focusRow]);
}

function Nothing({ whole: { filters, range, ask } }: Pick<LogProps, "whole">) {
    const isFiltered = Object.keys(filters).length > 0;
    const isAllTime = "name" in range && range.name === "all";
    if (!isFiltered && isAllTime) {
        return <Empty title="Nothing yet">Events stand here as soon as the application posts them.</Empty>;
    }
    return (
        <Empty title={isFiltered ? "Nothing fits" : "Nothing happened in this period"}>
            {isFiltered && (
                <Button variant="default" size="xs" onClick={() => ask({ filters: {} })}>
                    Clear the filters
                </Button>
            )}{" "}
            {!isAllTime && (
                <Button variant="default" size="xs" onClick={() => ask({ range: { name: "all" } })}>
                    Look in all that is kept
                </Button>
            )}
        </Empty>
    );
}

function NotLoaded({ error, again }: { error: Error; again: () => void }) {
    if (Object.keys(wrongFilters(error)).length > 0) {
        return <State title="A filter does not fit">{sentence(error)}</State>;
    }
    return <Failed error={error} again={again} />;
}
