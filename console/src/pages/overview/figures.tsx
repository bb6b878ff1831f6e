import { Skeleton } from "@mantine/core";
import { IconArrowDownRight, IconArrowUpRight, IconEqual } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, useId } from "react";
import { Link } from "wouter";

import type { Schemas } from "../../api";
import { eventsHref } from "../../filter";
import { bytes, compact, duration, number, percent } from "../../format";
import { useOverview } from "./asked";
import css from "./figures.module.css";
import { Refusal } from "./refusal";
import { change } from "./words";

type Summary = Schemas["StatsSummary"];
type Numbers = Schemas["StatsNumbers"];

interface Figure {
    label: string;
    /** The same where there is not so much room. */
    short?: string;
    of: (numbers: Numbers) => number | undefined;
    show: (value: number) => string;
    /** As it stands behind the mouse, with all its digits. */
    exact?: (value: number) => string;
    /** Whether it may be an estimate. */
    mayBeAbout?: boolean;
    /** Whether more of it is worse. */
    isWorseUp?: boolean;
    /** Why it may not be known. */
    unknown?: string;
}

const NOT_WITH_FILTER = "not counted with this filter";
const NOT_REPORTED = "not reported";

const FIGURES: Figure[] = [
    { label: "Page views", of: ({ hits }) => hits, show: compact, exact: number },
    { label: "Visitors", of: ({ visitors }) => visitors, show: compact, exact: number, mayBeAbout: true },
    { label: "Users", of: ({ users }) => users, show: compact, exact: number, mayBeAbout: true, unknown: NOT_WITH_FILTER },
    { label: "Sessions", of: ({ sessions }) => sessions, show: compact, exact: number, mayBeAbout: true, unknown: NOT_WITH_FILTER },
    { label: "Errors", of: ({ errors }) => errors, show: compact, exact: number, isWorseUp: true },
    { label: "Latency, median", of: ({ duration_p50_ms: p50 }) => p50, show: duration, isWorseUp: true, unknown: NOT_REPORTED },
    {
        label: "Latency, 95th percentile",
        short: "95th percentile",
        of: ({ duration_p95_ms: p95 }) => p95,
        show: duration,
        isWorseUp: true,
        unknown: NOT_REPORTED,
    },
    { label: "Data sent", of: ({ bytes: sent }) => sent, show: bytes, exact: (sent) => `${number(sent)} bytes` },
];

/** What the period comes to, beside the one before. */
export function Figures({ of: summary }: { of: UseQueryResult<Summary> }) {
    const id = useId();
    return (
        <section className={css.figures} aria-labelledby={id} data-stale={summary.isPlaceholderData}>
            <h2 className="only-for-readers" id={id}>
                In figures
            </h2>
            {summary.data === undefined && summary.error !== null ? (
                <div className={css.instead}>
                    <Refusal error={summary.error} again={() => void summary.refetch()} />
                </div>
            ) : (
                <dl className={css.figureGrid}>
                    {FIGURES.map((figure) => (
                        <OneFigure key={figure.label} figure={figure} summary={summary.data} />
                    ))}
                </dl>
            )}
        </section>
    );
}

function OneFigure({ figure, summary }: { figure: Figure; summary: Summary | undefined }) {
    return (
        <div className={css.figure}>
            <dt>
                <Label of={figure} />
                {figure.label === "Errors" && <Hundreds />}
            </dt>
            {summary === undefined ? (
                <dd aria-hidden>
                    <Skeleton height={22} width={84} mt={6} radius="sm" />
                    <Skeleton height={12} width={108} mt={10} radius="sm" />
                </dd>
            ) : (
                <Value figure={figure} summary={summary} />
            )}
        </div>
    );
}

function Label({ of: { label, short } }: { of: Figure }) {
    const { filters, range } = useOverview();
    if (short !== undefined) {
        return (
            <>
                <span className={css.long}>{label}</span>
                <span className={css.short} title={label}>
                    {short}
                </span>
            </>
        );
    }
    return label === "Page views" ? <Link href={eventsHref(filters, range)}>{label}</Link> : label;
}

function Value({ figure, summary: { current, previous, approximate } }: { figure: Figure; summary: Summary }) {
    const [now, before] = [figure.of(current), figure.of(previous)];
    if (now === undefined) {
        return <Told value={<span className="quiet">–</span>}>{figure.unknown}</Told>;
    }
    return (
        <Told
            value={
                <>
                    {figure.mayBeAbout === true && approximate ? (
                        <bdi title={`An estimate, within about 2%: ${number(now)}`}>≈ {figure.show(now)}</bdi>
                    ) : (
                        <bdi title={figure.exact?.(now)}>{figure.show(now)}</bdi>
                    )}
                    {figure.label === "Errors" && <Share of={current} />}
                </>
            }
        >
            <Changed figure={figure} now={now} before={before} />
        </Told>
    );
}

function Told({ value, children }: { value: ReactNode; children: ReactNode }) {
    return (
        <>
            <dd className={css.value}>{value}</dd>
            <dd className={css.told}>{children}</dd>
        </>
    );
}

function Share({ of: { hits, errors } }: { of: Numbers }) {
    return hits === 0 ? null : (
        <span className={css.part} title="of page views">
            {" "}
            {percent(errors / hits)}
            <span className="only-for-readers"> of page views</span>
        </span>
    );
}

/** The statuses that are errors, as filters. */
function Hundreds() {
    const { toggled } = useOverview();
    return (
        <span className={css.hundreds}>
            {["4xx", "5xx"].map((status) => (
                <Link key={status} href={toggled("status", status)} aria-label={`Status ${status}`}>
                    {status}
                </Link>
            ))}
        </span>
    );
}

const WAYS = {
    up: { icon: IconArrowUpRight, word: "up " },
    down: { icon: IconArrowDownRight, word: "down " },
    same: { icon: IconEqual, word: "" },
} as const;

/** What a figure is that is worse the more there is of it. */
const MOODS = { up: "bad", down: "good", same: undefined } as const;

function Changed({ figure, now, before }: { figure: Figure; now: number; before: number | undefined }) {
    const changed = change(now, before);
    if (changed === undefined || before === undefined) {
        return <span>not known before</span>;
    }
    const { icon: Icon, word } = WAYS[changed.way];
    const isJudged = figure.isWorseUp === true && changed.way !== "same" && before > 0;
    const mood = isJudged ? MOODS[changed.way] : undefined;
    return (
        <span className={css.changed}>
            <span className={css.way} data-mood={mood}>
                <Icon size={14} stroke={2} aria-hidden />
                <span className="only-for-readers">{word}</span>
                {changed.words}
            </span>
            {changed.way !== "same" && before > 0 && <bdi className={css.from}>from {figure.show(before)}</bdi>}
        </span>
    );
}
