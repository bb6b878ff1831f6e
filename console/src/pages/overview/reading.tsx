import css from "./chart.module.css";
import type { Bucket } from "./period";
import type { Point } from "./queries";
import { bucketName, METRIC_NAMES, METRICS, type Metric } from "./words";

const WIDE = 216;
const NARROW = 192;
/** Below this the chart is that of a phone. */
const SMALL = 440;
const GAP = 14;

interface ReadingProps {
    point: Point;
    before: Point | undefined;
    bucket: Bucket;
    metric: Metric;
    /** Where the point is, and how wide the chart. */
    place: number;
    width: number;
    isOpen: boolean;
}

/** The numbers of a bucket, beside where it is. */
export function Reading({ point, before, bucket, metric, place, width, isOpen }: ReadingProps) {
    const own = width < SMALL ? NARROW : WIDE;
    const wanted = place < width / 2 ? place + GAP : place - GAP - own;
    const left = Math.max(0, Math.min(wanted, width - own));
    return (
        <div className={css.reading} style={{ left, width: own }} aria-hidden>
            <b>{bucketName(point, bucket)}</b>
            {isOpen && <span className="quiet"> so far</span>}
            <table>
                <thead>
                    <tr>
                        <td />
                        <td />
                        <th scope="col">Before</th>
                    </tr>
                </thead>
                <tbody>
                    {METRIC_NAMES.map((name) => (
                        <tr key={name} data-chosen={name === metric || undefined}>
                            <th scope="row">{METRICS[name].label}</th>
                            <td>{METRICS[name].show(point[name])}</td>
                            <td className="quiet">{before === undefined ? "–" : METRICS[name].show(before[name])}</td>
                        </tr>
                    ))}
                </tbody>
            </table>
        </div>
    );
}
