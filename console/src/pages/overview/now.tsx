import type { Filters } from "../../filter";
import { compact } from "../../format";
import css from "./now.module.css";
import { useLive } from "./queries";

/** How many are there now, and what they looked at in the last five minutes. */
export function Now({ filters, isWanted }: { filters: Filters; isWanted: boolean }) {
    const live = useLive(filters, isWanted);
    const isStill = live.data === undefined || live.data.hits === 0;
    return (
        <p className={css.now} data-still={isStill || undefined} title="In the last 5 minutes">
            {/* A new number is a new dot, which begins its pulse. */}
            <span key={live.data?.hits} className={css.dot} aria-hidden />
            {live.data === undefined ? (
                <span>{live.error === null ? "Counting…" : "Not known who is there now"}</span>
            ) : (
                <>
                    <bdi>
                        <b>{compact(live.data.visitors)}</b> {live.data.visitors === 1 ? "visitor" : "visitors"} now
                    </bdi>
                    <span className={css.nowViews}>
                        <bdi>
                            <b>{compact(live.data.hits)}</b> {live.data.hits === 1 ? "page view" : "page views"} in 5 min
                        </bdi>
                    </span>
                </>
            )}
        </p>
    );
}
