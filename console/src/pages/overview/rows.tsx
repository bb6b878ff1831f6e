import { IconListDetails, IconUserCircle } from "@tabler/icons-react";
import type { CSSProperties } from "react";
import { Link } from "wouter";

import type { Schemas } from "../../api";
import { userHref } from "../../filter";
import { compact, number, percent } from "../../format";
import { useOverview } from "./asked";
import { DIMENSIONS } from "./dimensions";
import type { Dimension } from "./queries";
import css from "./top.module.css";

type Value = Schemas["StatsValue"];

interface RowsProps {
    dimension: Dimension;
    values: Value[];
    /** Page views with values that were not counted one by one. */
    other: number;
}

/** Values with a bar behind each. A row sets the filter, or takes it away; what stands at its end leads to the events. */
export function Rows({ dimension, values, other }: RowsProps) {
    const most = values[0]?.hits ?? 0;
    return (
        <>
            <ol className={css.rows}>
                {values.map((value) => (
                    <Row key={value.value} dimension={dimension} value={value} most={most} />
                ))}
            </ol>
            {other > 0 && (
                <p className={css.other}>
                    <span title="Values that were not counted one by one">Others</span>
                    <span title={number(other)}>{compact(other)}</span>
                    <span className={css.share} />
                    <span className={css.away} />
                </p>
            )}
        </>
    );
}

function Row({ dimension, value: { value, hits, share }, most }: { dimension: Dimension; value: Value; most: number }) {
    const overview = useOverview();
    const { filter, asFilter, name: nameOf } = DIMENSIONS[dimension];
    const name = nameOf?.(value) ?? value;
    const wanted = asFilter?.(value) ?? value;
    const isAsked = overview.filters[filter] === wanted;
    const bar = { "--bar": `${(hits / Math.max(most, 1)) * 100}%` } as CSSProperties;
    return (
        <li className={css.row} style={bar} data-asked={isAsked || undefined}>
            <Link
                href={overview.toggled(filter, wanted)}
                className={css.rowLink}
                dir="auto"
                title={name}
                aria-current={isAsked || undefined}
            >
                {dimension === "city" ? <City of={name} /> : name}
            </Link>
            <span className={css.hits} title={number(hits)}>
                {compact(hits)}
                <span className="only-for-readers"> page views</span>
            </span>
            <span className={css.share}>{percent(share)}</span>
            <span className={css.away}>
                {dimension === "user" && (
                    <Link href={userHref(value)} aria-label={`The page of ${name}`} title="User">
                        <IconUserCircle size={16} stroke={1.6} aria-hidden />
                    </Link>
                )}
                <Link href={overview.events(filter, wanted)} aria-label={`Events: ${name}`} title="Events">
                    <IconListDetails size={16} stroke={1.6} aria-hidden />
                </Link>
            </span>
        </li>
    );
}

/** A city is read before its country, which has room for little more than its name. */
function City({ of }: { of: string }) {
    const comma = of.lastIndexOf(", ");
    return comma < 0 ? (
        of
    ) : (
        <>
            {of.slice(0, comma)}
            <span className={css.country}>{of.slice(comma).replace(/^, The /, ", ")}</span>
        </>
    );
}
