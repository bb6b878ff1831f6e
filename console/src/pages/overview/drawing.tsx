import css from "./chart.module.css";
import type { Bucket } from "./period";
import { anchor, HEIGHT, MARGIN, type Plot } from "./plot";
import type { Point } from "./queries";
import { METRICS, type Metric, tickName } from "./words";

interface DrawingProps {
    plot: Plot;
    width: number;
    metric: Metric;
    bucket: Bucket;
    /** What is pointed at. */
    chosen: Point | undefined;
    /** What it is compared with. */
    chosenBefore: Point | undefined;
}

/** The lines of the chart with its axes. What they say is said in words elsewhere. */
export function Drawing({ plot, width, metric, bucket, chosen, chosenBefore }: DrawingProps) {
    const { x, y, ground, errors, alone } = plot;
    return (
        <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} className={css.drawing} aria-hidden>
            {plot.yTicks.map((tick) => (
                <g key={tick}>
                    <line className={css.grid} x1={MARGIN.left} x2={width - MARGIN.right} y1={y(tick)} y2={y(tick)} />
                    <text className={css.tick} x={MARGIN.left - 10} y={y(tick)} dy="0.32em" textAnchor="end">
                        {METRICS[metric].tick(tick)}
                    </text>
                </g>
            ))}
            {plot.xTicks.map((tick) => (
                <text key={tick.getTime()} className={css.tick} x={x(tick)} y={HEIGHT - 6} textAnchor={anchor(x(tick), width)}>
                    {tickName(tick, bucket)}
                </text>
            ))}
            <path className={css.area} d={plot.area ?? ""} />
            <path className={css.beforeLine} d={plot.before ?? ""} />
            {errors !== undefined && (
                <>
                    <path className={css.errorArea} d={errors.area ?? ""} />
                    <path className={css.errorLine} d={errors.line ?? ""} />
                </>
            )}
            <path className={css.line} d={plot.line ?? ""} />
            <path className={css.openLine} d={plot.openLine ?? ""} />
            {alone !== undefined && <circle className={css.mark} cx={x(alone.at)} cy={y(alone[metric])} r={4} />}
            {chosen !== undefined && (
                <g>
                    <line className={css.cursor} x1={x(chosen.at)} x2={x(chosen.at)} y1={MARGIN.top} y2={ground} />
                    {chosenBefore !== undefined && (
                        <circle className={css.beforeMark} cx={x(chosen.at)} cy={y(chosenBefore[metric])} r={3.5} />
                    )}
                    {errors !== undefined && <circle className={css.errorMark} cx={x(chosen.at)} cy={y(chosen.errors)} r={3.5} />}
                    <circle className={css.mark} cx={x(chosen.at)} cy={y(chosen[metric])} r={4.5} />
                </g>
            )}
        </svg>
    );
}
