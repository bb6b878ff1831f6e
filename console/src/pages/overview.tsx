/** What was visited, by whom, from where: in figures, over time, and what was seen most. */
import { Group } from "@mantine/core";
import type { QueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { Refused, type Schemas } from "../api";
import { Chips } from "../parts/chips";
import { Page } from "../parts/page";
import { RangeControl } from "../parts/range";
import { askedBy, useOverview } from "./overview/asked";
import { Countries } from "./overview/countries";
import { Figures } from "./overview/figures";
import { First } from "./overview/first";
import { Now } from "./overview/now";
import css from "./overview/overview.module.css";
import { askAhead, type Dimension, useHasViews, useSeries, useSeriesBefore, useSummary } from "./overview/queries";
import { Top } from "./overview/top";
import top from "./overview/top.module.css";
import { Visits } from "./overview/visits";
import { spanName } from "./overview/words";

const ABOVE: Dimension[] = ["path", "referrer", "search"];
const BELOW: Dimension[] = ["city", "browser", "platform", "status", "kind", "user"];

/** Asks for what is seen first. */
export function ahead(queries: QueryClient): void {
    askAhead(queries, askedBy(new URLSearchParams(window.location.search)));
}

export default function Overview() {
    const overview = useOverview();
    const { filters, range } = overview;
    const summary = useSummary(overview);
    const series = useSeries(overview);
    const before = useSeriesBefore(overview);
    // The figures and the chart are what is seen first; the rest is neither drawn nor asked for before them.
    const isWanted = usePainted(summary.isFetched && series.isFetched);
    // What the API does not understand at all, it says once.
    const isRefused = summary.error instanceof Refused && summary.error.code === "invalid";
    const hasFilters = Object.keys(filters).length > 0;
    const mayBeNew = summary.data?.current.hits === 0 && summary.data.previous.hits === 0 && !hasFilters;
    const hasViews = useHasViews(mayBeNew);
    if (mayBeNew && hasViews.data === false) {
        return (
            <Page title="Overview">
                <First />
            </Page>
        );
    }
    return (
        <Page
            title="Overview"
            actions={
                <Group gap="4px 16px">
                    {!isRefused && <Now filters={filters} isWanted={summary.isFetched} />}
                    <RangeControl range={range} ask={(asked) => overview.ask({ range: asked })} />
                </Group>
            }
        >
            <div className={css.page}>
                <div className={css.period}>
                    <Chips filters={filters} remove={(name) => overview.set(name, undefined)} after="main" />
                    <p data-stale={summary.isPlaceholderData}>{summary.data !== undefined && <Compared of={summary.data} />}</p>
                </div>
                <Figures of={summary} />
                {!isRefused && (
                    <>
                        <Visits of={series} before={before} />
                        {isWanted && (
                            <div className={top.tops}>
                                {ABOVE.map((dimension) => (
                                    <Top key={dimension} of={dimension} />
                                ))}
                                <Countries />
                                {BELOW.map((dimension) => (
                                    <Top key={dimension} of={dimension} />
                                ))}
                            </div>
                        )}
                    </>
                )}
            </div>
        </Page>
    );
}

/** Whether what `isReady` to be painted has been. What is ready from the beginning, as on the way back, counts as painted. */
function usePainted(isReady: boolean): boolean {
    const [isPainted, setPainted] = useState(isReady);
    useEffect(() => {
        if (!isReady) {
            return;
        }
        // The task behind a frame's callbacks comes after the frame.
        let task: ReturnType<typeof setTimeout> | undefined;
        const frame = requestAnimationFrame(() => {
            task = setTimeout(() => setPainted(true));
        });
        return () => {
            cancelAnimationFrame(frame);
            clearTimeout(task);
        };
    }, [isReady]);
    return isPainted;
}

/** Which period is shown, and which one stands beside it. */
function Compared({ of: { current, previous } }: { of: Schemas["StatsSummary"] }) {
    return (
        <>
            {spanName(current.since, current.until)}
            <span className={css.compared} title={spanName(previous.since, previous.until)}>
                {" "}
                compared with as long before it
            </span>
        </>
    );
}
