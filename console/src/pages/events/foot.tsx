/** What stands below the list: whether there is more, and what is being done to find it. */
import { Button, Group, Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";

import { api, ask } from "../../api";
import { number } from "../../format";
import { sentence } from "../../parts/states";
import { Time } from "../../parts/time";
import type { Whole } from "./asked";
import { ROWS_MAX, type useEvents, WINDOW } from "./list";

type List = ReturnType<typeof useEvents>["list"];

interface FootProps {
    list: List;
    whole: Whole;
    rows: number;
    isNearEnd: boolean;
}

/** Asks for more when the end is near, and goes on by itself while nothing is found, unless it is stopped. */
export function Foot({ list, whole, rows, isNearEnd }: FootProps) {
    const [isStopped, setStopped] = useState(false);
    const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list;
    const last = list.data?.pages.at(-1);
    const isSearching = last?.isShort === true && hasNextPage;
    const mayGoOn = isNearEnd && hasNextPage && !isFetchingNextPage && !isFetchNextPageError && !(isSearching && isStopped);
    useEffect(() => {
        if (mayGoOn) {
            void fetchNextPage();
        }
    }, [mayGoOn, fetchNextPage]);
    if (isFetchNextPageError) {
        return (
            <Line>
                <span role="alert">{sentence(list.error)}</span>
                <Button size="compact-sm" variant="default" onClick={() => void fetchNextPage()}>
                    Try again
                </Button>
            </Line>
        );
    }
    if (isSearching) {
        return (
            <Line>
                {!isStopped && <Loader size={16} aria-hidden />}
                <Searched list={list} />
                <Button size="compact-sm" variant="default" onClick={() => setStopped(!isStopped)}>
                    {isStopped ? "Go on" : "Stop"}
                </Button>
            </Line>
        );
    }
    if (hasNextPage) {
        return (
            <Line>
                <Loader size={16} aria-hidden /> Loading more
            </Line>
        );
    }
    return <Line>{last?.next === undefined ? end(whole, rows) : cut()}</Line>;
}

function Line({ children }: { children: ReactNode }) {
    return (
        <Group className="events-foot quiet" gap="xs" justify="center">
            {children}
        </Group>
    );
}

function end({ filters, range }: Whole, rows: number): string {
    const isAll = Object.keys(filters).length === 0;
    const what = rows === 1 ? "1 event" : `${number(rows)} events`;
    const kept = "name" in range && range.name === "all" ? "that is kept" : "of this period";
    return isAll ? `The end: ${what}, all ${kept}.` : `The end: ${what}, all ${kept} and fits.`;
}

const cut = () => `The newest ${number(ROWS_MAX)} are shown. Filters or a shorter period lead further; an export has them all.`;

/** How far it was looked without finding a page full. */
function Searched({ list }: { list: List }) {
    const pages = list.data?.pages ?? [];
    const downTo = pages.at(-1)?.downTo;
    const reached = useQuery({
        queryKey: ["events", "time of", downTo],
        queryFn: async ({ signal }) => {
            const query = { limit: 1, before: (downTo ?? 0) + 1 };
            return (await ask(api.GET("/v1/events", { params: { query }, signal }))).events[0] ?? null;
        },
        enabled: downTo !== undefined,
        staleTime: Number.POSITIVE_INFINITY,
        placeholderData: (before) => before,
    });
    if (reached.data) {
        return (
            <span>
                Searched back to <Time at={reached.data.occurred_at} style="list" />
            </span>
        );
    }
    const looked = pages.filter(({ isShort }) => isShort).length * WINDOW;
    return <span>Searched {number(looked)} events</span>;
}
