import { Anchor } from "@mantine/core";
import { useIntersection } from "@mantine/hooks";
import { type ComponentProps, Suspense, useState } from "react";
import { Link, useLocation } from "wouter";

import type { Schemas } from "../../api";
import { Boundary, later } from "../../parts/later";
import { Card } from "../../parts/page";
import { useMayChange } from "../../session";
import { useOverview } from "./asked";
import { DIMENSIONS } from "./dimensions";
import map from "./map.module.css";
import { useTop } from "./queries";
import { Rows } from "./rows";
import { Counting, PageViews, SHOWN } from "./top";
import css from "./top.module.css";

/** The most countries that an answer has. */
const ALL = 100;

const NONE: Schemas["StatsValue"][] = [];

const worldMap = later(() => import("./map"));

function WorldMap(props: ComponentProps<ReturnType<typeof worldMap>>) {
    // The same as long as it is shown.
    const [Shown] = useState(worldMap);
    return <Shown {...props} />;
}

/** Countries on a map, and the first of them beside it. The map is large: it is loaded when one comes near it. */
export function Countries() {
    const overview = useOverview();
    const [, go] = useLocation();
    const top = useTop(overview, "country", ALL);
    const { title, none } = DIMENSIONS.country;
    const { ref, entry } = useIntersection<HTMLDivElement>({ rootMargin: "200px" });
    const [isNear, setIsNear] = useState(false);
    if (!isNear && entry?.isIntersecting === true) {
        setIsNear(true);
    }
    return (
        <div className={css.cell} data-of="country">
            <Card title={title} aside={<PageViews />}>
                <div className={map.world} data-stale={top.isPlaceholderData}>
                    <div className={map.map} ref={ref}>
                        {isNear && (
                            <Boundary>
                                <Suspense>
                                    <WorldMap
                                        values={top.data?.values ?? NONE}
                                        asked={overview.filters.country}
                                        choose={(code) => go(overview.toggled("country", code))}
                                    />
                                </Suspense>
                            </Boundary>
                        )}
                    </div>
                    <div className={css.list}>
                        <Counting of={top}>
                            {({ values, other_hits: other }) =>
                                values.length === 0 ? (
                                    <NoCountry none={none} />
                                ) : (
                                    <Rows dimension="country" values={values.slice(0, SHOWN)} other={other} />
                                )
                            }
                        </Counting>
                    </div>
                </div>
            </Card>
        </div>
    );
}

/** Without a location database there are no countries, and whoever may can look whether there is one. */
function NoCountry({ none }: { none: string }) {
    const mayChange = useMayChange();
    return (
        <p className={css.none}>
            {none}{" "}
            {mayChange && (
                <Anchor component={Link} href="/settings/locations" size="sm" underline="always">
                    Location databases
                </Anchor>
            )}
        </p>
    );
}
