import { SegmentedControl, Skeleton } from "@mantine/core";
import { useId, useState } from "react";

import type { Range } from "../../filter";
import { Card } from "../../parts/page";
import { useOverview } from "./asked";
import { Chart } from "./chart";
import css from "./chart.module.css";
import type { Point, Series, useSeries, useSeriesBefore } from "./queries";
import { Counting } from "./top";
import { bucketName, METRIC_NAMES, METRICS, type Metric } from "./words";

interface VisitsProps {
    of: ReturnType<typeof useSeries>;
    before: ReturnType<typeof useSeriesBefore>;
}

const NONE: Point[] = [];

/** Visits over time beside the period before. */
export function Visits({ of: series, before }: VisitsProps) {
    const overview = useOverview();
    const [metric, setMetric] = useState<Metric>("hits");
    const help = useId();
    // Lines of different periods are not compared with each other.
    const beside = before.isPlaceholderData === series.isPlaceholderData ? before.data?.points : undefined;
    const isOpen = "name" in overview.range || Date.parse(overview.range.until) > Date.now();
    const choices = METRIC_NAMES.map((value) => ({ value, label: METRICS[value].label }));
    return (
        <Card
            title="Visits over time"
            aside={
                <SegmentedControl
                    size="xs"
                    aria-label="What is shown"
                    data={choices}
                    value={metric}
                    onChange={(value) => setMetric(value)}
                />
            }
        >
            <div className={css.chartBody} data-stale={series.isPlaceholderData}>
                {series.data === undefined && series.error === null ? (
                    <Skeleton height="100%" radius="sm" opacity={0.45} aria-hidden />
                ) : (
                    <Counting of={series}>
                        {(data) => (
                            <>
                                <p className="only-for-readers">{inWords(data, metric)}</p>
                                <Chart
                                    series={data}
                                    before={beside ?? NONE}
                                    metric={metric}
                                    isOpen={isOpen}
                                    help={help}
                                    zoom={(point) => overview.ask({ range: rangeOf(point) })}
                                />
                            </>
                        )}
                    </Counting>
                )}
            </div>
            <div className={css.legend}>
                <span data-line="now">This period</span>
                {isOpen && (series.data?.points.length ?? 2) > 1 && <span data-line="open">Not over yet</span>}
                <span data-line="before">The period before</span>
                {metric === "hits" && <span data-line="errors">Errors</span>}
                <span id={help} className={css.help}>
                    {series.data?.bucket === "minute"
                        ? "Arrow keys read the minutes"
                        : "Click a point, or press Enter on it, to look into it"}
                </span>
            </div>
        </Card>
    );
}

/** The time of a bucket alone. */
function rangeOf({ at, until }: Point): Range {
    return { since: new Date(at).toISOString(), until: new Date(until).toISOString() };
}

/** The chart in a sentence. */
function inWords({ points, bucket, approximate }: Series, metric: Metric): string {
    const { label, show } = METRICS[metric];
    const [first, last] = [points[0], points.at(-1)];
    if (first === undefined || last === undefined) {
        return `${label}: none.`;
    }
    const most = points.reduce((best, point) => (point[metric] > best[metric] ? point : best), first);
    const least = points.reduce((best, point) => (point[metric] < best[metric] ? point : best), first);
    const about = approximate && metric === "visitors" ? "about " : "";
    const told = (point: Point) => `${about}${show(point[metric])}, ${bucketName(point, bucket)}`;
    const span = `${bucketName(first, bucket)} to ${bucketName(last, bucket)}`;
    return `${label} from ${span}: most ${told(most)}; least ${told(least)}.`;
}
