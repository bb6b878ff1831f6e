/** Where the lines of the chart run. */
import { scaleLinear, scaleTime } from "d3-scale";
import { area, curveMonotoneX, line } from "d3-shape";

import type { Point } from "./queries";
import type { Metric } from "./words";

/** What is around the lines: the numbers to the left, the times below. */
export const MARGIN = { top: 10, right: 10, bottom: 26, left: 52 };

/** How high the chart is. */
export const HEIGHT = 264;

const TICK_WIDTH = 92;

/** How wide a letter of the times below is, about, and how far apart two of them have to be to be read. */
const LETTER = 7;
const TICK_GAP = 8;

/** A time this near to a side stands beside its place, so that it stays inside. */
const EDGE = 28;

interface Plotted {
    /** In order; at least one. */
    points: Point[];
    /** The period before, where it is compared; empty until it is known. */
    before: Point[];
    metric: Metric;
    width: number;
    /** Whether the last bucket is not over yet. */
    isOpen: boolean;
    /** What a time is called below. */
    name: (at: Date) => string;
}

/** A chart with a width. */
export type Plot = ReturnType<typeof plot>;

/** Lays out the lines. */
export function plot({ points, before, metric, width, isOpen, name }: Plotted) {
    const first = points[0]?.at ?? 0;
    const last = points.at(-1)?.at ?? first;
    const most = [...points, ...before].reduce((max, point) => Math.max(max, point[metric]), 1);
    const x = scaleTime([first, last], [MARGIN.left, width - MARGIN.right]);
    const y = scaleLinear([0, most], [HEIGHT - MARGIN.bottom, MARGIN.top]).nice(4);
    const ground = y(0);
    const through = (name: Metric) =>
        line<Point>()
            .x(({ at }) => x(at))
            .y((point) => y(point[name]))
            .curve(curveMonotoneX);
    const below = (name: Metric) =>
        area<Point>()
            .x(({ at }) => x(at))
            .y0(ground)
            .y1((point) => y(point[name]))
            .curve(curveMonotoneX);
    const over = isOpen && points.length > 1 ? points.slice(0, -1) : points;
    const open = over === points ? [] : points.slice(-2);
    // One that is longer, by a change of the clock, would run out of the chart.
    const end = over.at(-1)?.at ?? last;
    const compared = before.filter(({ at }) => at >= first && at <= end);
    // Of two, a phone would have one: months, for 30 days.
    const times = x.ticks(Math.max(3, Math.floor((width - MARGIN.left) / TICK_WIDTH)));
    const ends = (time: Date) => extent(x(time), name(time).length * LETTER, width);
    // Every second day is counted anew each month: the 1st stands beside the 31st. And a clock of twelve hours takes more room.
    const xTicks = times.reduce<Date[]>((kept, time) => {
        const before = kept.at(-1);
        const isApart = before === undefined || ends(time).left - ends(before).right >= TICK_GAP;
        return isApart ? [...kept, time] : kept;
    }, []);
    return {
        x,
        y,
        ground,
        xTicks,
        yTicks: y.ticks(4).filter((tick) => Number.isInteger(tick)),
        area: below(metric)(over),
        line: through(metric)(over),
        openLine: through(metric)(open),
        before: through(metric)(compared),
        errors: metric === "hits" ? { area: below("errors")(over), line: through("errors")(over) } : undefined,
        /** What a line cannot show. */
        alone: over.length === 1 ? over[0] : undefined,
    };
}

/** How what stands at a place is put: the outer times stay inside. */
export function anchor(place: number, width: number): "start" | "middle" | "end" {
    if (place > width - EDGE) {
        return "end";
    }
    return place < EDGE ? "start" : "middle";
}

/** From where to where a time below reaches that is `length` long. */
function extent(place: number, length: number, width: number): { left: number; right: number } {
    const left = place - length * { start: 0, middle: 0.5, end: 1 }[anchor(place, width)];
    return { left, right: left + length };
}

/** Which point is nearest to a place. */
export function nearest(points: Point[], { x }: Plot, place: number): number {
    const distance = (point: Point) => Math.abs(x(point.at) - place);
    return points.reduce((best, point, index) => {
        const there = points[best];
        return there !== undefined && distance(there) <= distance(point) ? best : index;
    }, 0);
}
