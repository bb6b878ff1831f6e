/** Lists that go on as far as one scrolls, and are as they were for who comes back. */
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";

import { step } from "./arrival";

/** Part of a list, and where the next one goes on. */
export interface Part<T> {
    items: T[];
    next?: string | undefined;
}

/** A list that goes on. */
export type Endless<T> = ReturnType<typeof useEndless<T>>;

interface Question<T> {
    key: readonly unknown[];
    part: (cursor: string | undefined, signal: AbortSignal) => Promise<Part<T>>;
    /** Whether it is asked at all. */
    isWanted?: boolean;
    /** Whether the list from before stays until the answer to another question is there. */
    keeps?: boolean;
}

/** Parts without anything in them that are asked for in a row before somebody has to say whether to go on. */
const PATIENCE = 5;

let visits = 0;
const seen = new Map<string, number>();

/** Begins anew on each visit; who comes back by the browser's button finds all that was loaded. */
export function useEndless<T>({ key, part, isWanted = true, keeps = false }: Question<T>) {
    const name = JSON.stringify(key);
    const [visit, setVisit] = useState(() => seen.get(`${step()} ${name}`) ?? ++visits);
    useEffect(() => {
        const here = step();
        if (here !== undefined) {
            seen.set(`${here} ${name}`, visit);
        }
    }, [name, visit]);
    const list = useInfiniteQuery({
        queryKey: [...key, visit],
        queryFn: ({ pageParam, signal }) => part(pageParam, signal),
        initialPageParam: undefined as string | undefined,
        getNextPageParam: (last) => last.next,
        staleTime: Number.POSITIVE_INFINITY,
        enabled: isWanted,
        ...(keeps && { placeholderData: keepPreviousData }),
    });
    const parts = list.data?.pages;
    const items = useMemo(() => parts?.flatMap((each) => each.items) ?? [], [parts]);
    const emptyParts = parts === undefined ? 0 : parts.length - 1 - parts.findLastIndex((each) => each.items.length > 0);
    return {
        list,
        items,
        /** Whether more is to be had by asking alone. */
        isGoingOn: list.hasNextPage && !list.isFetching && !list.isError && (emptyParts === 0 || emptyParts % PATIENCE !== 0),
        more: () => void list.fetchNextPage({ cancelRefetch: false }),
        /** Begins again with what is newest. */
        again: () => setVisit(++visits),
    };
}
