/** Visits over time, to point at and to go into. */
import { useElementSize } from "@mantine/hooks";
import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from "react";

import css from "./chart.module.css";
import { Drawing } from "./drawing";
import { nearest, plot } from "./plot";
import type { Point, Series } from "./queries";
import { Reading } from "./reading";
import { bucketName, METRICS, type Metric, tickName } from "./words";

interface ChartProps {
    series: Series;
    before: Point[];
    metric: Metric;
    /** Whether the last bucket is not over yet. */
    isOpen: boolean;
    /** The id of the words that say what the keys do. */
    help: string;
    /** Asks for a bucket alone. */
    zoom: (point: Point) => void;
}

const FAR = 10;

export function Chart({ series: { points, bucket }, before, metric, isOpen, help, zoom }: ChartProps) {
    const { ref, width } = useElementSize<HTMLDivElement>();
    const [at, setAt] = useState<number>();
    const wasChosen = useRef(false);
    const drawn = useMemo(
        () => (width === 0 ? undefined : plot({ points, before, metric, width, isOpen, name: (at) => tickName(at, bucket) })),
        [points, before, metric, width, isOpen, bucket],
    );
    const last = points.length - 1;
    const index = at === undefined ? undefined : Math.min(at, last);
    const chosen = index === undefined ? undefined : points[index];
    const compared = chosen && before.find((point) => point.at === chosen.at);
    const told = chosen ?? points[last];

    function enter(point: Point | undefined) {
        if (point !== undefined && bucket !== "minute") {
            setAt(undefined);
            zoom(point);
        }
    }
    function onKeyDown(event: KeyboardEvent) {
        const there = moves(index ?? last, last)[event.key];
        if (there !== undefined) {
            setAt(Math.max(0, Math.min(there, last)));
        } else if (event.key === "Enter") {
            enter(chosen);
        } else if (event.key === "Escape") {
            setAt(undefined);
        } else {
            return;
        }
        event.preventDefault();
    }
    function pointAt(event: PointerEvent) {
        return drawn && nearest(points, drawn, event.clientX - event.currentTarget.getBoundingClientRect().left);
    }

    return (
        <div
            ref={ref}
            dir="ltr"
            className={css.chart}
            data-deep={bucket !== "minute" || undefined}
            role="slider"
            tabIndex={0}
            aria-label={`${METRICS[metric].label} over time`}
            aria-describedby={help}
            aria-valuemin={0}
            aria-valuemax={last}
            aria-valuenow={index ?? last}
            aria-valuetext={told && spoken(bucketName(told, bucket), told, before.find((point) => point.at === told.at), metric)}
            onKeyDown={onKeyDown}
            onFocus={(event) => event.currentTarget.matches(":focus-visible") && setAt((current) => current ?? last)}
            onBlur={() => setAt(undefined)}
            onPointerDown={(event) => {
                // A finger first shows what is there, and goes in with the second touch.
                wasChosen.current = event.pointerType !== "touch" || pointAt(event) === index;
                setAt(pointAt(event));
            }}
            onPointerMove={(event) => setAt(pointAt(event))}
            onPointerLeave={(event) => event.pointerType !== "touch" && setAt(undefined)}
            onClick={() => wasChosen.current && enter(chosen)}
        >
            {drawn !== undefined && (
                <>
                    <Drawing plot={drawn} width={width} metric={metric} bucket={bucket} chosen={chosen} chosenBefore={compared} />
                    {chosen !== undefined && (
                        <Reading
                            point={chosen}
                            before={compared}
                            bucket={bucket}
                            metric={metric}
                            place={drawn.x(chosen.at)}
                            width={width}
                            isOpen={isOpen && index === last}
                        />
                    )}
                </>
            )}
        </div>
    );
}

/** Where the keys lead from a point. */
function moves(index: number, last: number): Record<string, number> {
    return {
        ArrowLeft: index - 1,
        ArrowDown: index - 1,
        ArrowRight: index + 1,
        ArrowUp: index + 1,
        PageDown: index - FAR,
        PageUp: index + FAR,
        Home: 0,
        End: last,
    };
}

/** A bucket for who reads by ear. */
function spoken(name: string, point: Point, before: Point | undefined, metric: Metric): string {
    const { label, show } = METRICS[metric];
    const beside = before === undefined ? "" : `, ${show(before[metric])} the period before`;
    const errors = metric === "hits" ? `, ${METRICS.errors.show(point.errors)} errors` : "";
    return `${name}: ${label} ${show(point[metric])}${beside}${errors}`;
}
