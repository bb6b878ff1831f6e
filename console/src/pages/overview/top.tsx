import { Skeleton } from "@mantine/core";
import type { ReactNode } from "react";

import { Card } from "../../parts/page";
import { useOverview } from "./asked";
import { DIMENSIONS } from "./dimensions";
import { type Dimension, useTop } from "./queries";
import { QuietRefusal } from "./refusal";
import { Rows } from "./rows";
import css from "./top.module.css";

/** How many values a card shows. */
export const SHOWN = 8;

/** What was seen most of a dimension. The card has its height before it has its rows. */
export function Top({ of: dimension }: { of: Dimension }) {
    const overview = useOverview();
    const top = useTop(overview, dimension, SHOWN);
    const { title, none } = DIMENSIONS[dimension];
    return (
        <div className={css.cell} data-of={dimension}>
            <Card title={title} aside={<PageViews />}>
                <div className={css.list} data-of={dimension} data-stale={top.isPlaceholderData}>
                    <Counting of={top}>
                        {({ values, other_hits: other }) =>
                            values.length === 0 && other === 0 ? (
                                <p className={css.none}>{none}</p>
                            ) : (
                                <Rows dimension={dimension} values={values} other={other} />
                            )
                        }
                    </Counting>
                </div>
            </Card>
        </div>
    );
}

/** What the numbers at the end of the rows are. */
export function PageViews() {
    return (
        <span className={css.unit} aria-hidden>
            Page views
        </span>
    );
}

interface CountingProps<T> {
    of: { data: T | undefined; error: Error | null; refetch: () => unknown };
    children: (data: T) => ReactNode;
}

/** Bars where rows will be, what failed, or the rows. */
export function Counting<T>({ of, children }: CountingProps<T>) {
    if (of.data !== undefined) {
        return children(of.data);
    }
    return of.error === null ? <Bars /> : <QuietRefusal error={of.error} again={() => void of.refetch()} />;
}

function Bars() {
    return (
        <div className={css.bars} aria-hidden>
            {[92, 74, 61, 50, 42, 35, 29, 24].map((width) => (
                <Skeleton key={width} height={20} width={`${width}%`} radius="sm" />
            ))}
        </div>
    );
}
