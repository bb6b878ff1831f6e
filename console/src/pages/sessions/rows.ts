/** Which rows of a long list are on the page: those in sight, and a few around them. */
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useLayoutEffect, useRef, useState } from "react";

/** What a list needs to know to be long. */
interface Long<T> {
    /** Another list only when there is something else in it: then all rows are reckoned anew. */
    items: readonly T[];
    /** Pixels of a row, as far as that can be told beforehand. Always the same function. */
    estimate: (item: T) => number;
    /** Always the same function. */
    name: (item: T) => string;
}

/** The rows of a list that scrolls with the window. */
export function useRows<E extends HTMLElement, T>({ items, estimate, name }: Long<T>) {
    const count = items.length;
    const list = useRef<E>(null);
    const [top, setTop] = useState(0);
    useLayoutEffect(() => {
        function measureTop() {
            if (list.current !== null) {
                setTop(Math.round(list.current.getBoundingClientRect().top + window.scrollY));
            }
        }
        measureTop();
        // The page changes its height when what stands above the list does.
        const page = new ResizeObserver(measureTop);
        page.observe(document.body);
        return () => page.disconnect();
    }, []);
    const rows = useWindowVirtualizer<HTMLElement>({
        count,
        estimateSize: useCallback((index) => sizeOf(items[index], estimate), [items, estimate]),
        getItemKey: useCallback((index: number) => nameOf(items[index], index, name), [items, name]),
        overscan: 10,
        scrollMargin: top,
    });
    const shown = rows.getVirtualItems();
    const last = shown.at(-1);
    return {
        /** Is around the rows. */
        list,
        shown: shown.flatMap(({ index, key }) => {
            const item = items[index];
            return item === undefined ? [] : [{ index, key: String(key), item }];
        }),
        /** Measures a row, which says its index in `data-index`. */
        measure: rows.measureElement,
        /** Pixels of the rows that are left out before those that are shown. */
        before: Math.max(0, (shown[0]?.start ?? top) - top),
        /** The same after them. */
        after: Math.max(0, rows.getTotalSize() - ((last?.end ?? top) - top)),
        /** Whether the end of what is loaded is in sight, or nearly. */
        isNearEnd: last === undefined ? count === 0 : last.index >= count - 12,
    };
}

function sizeOf<T>(item: T | undefined, estimate: (item: T) => number): number {
    return item === undefined ? 0 : estimate(item);
}

function nameOf<T>(item: T | undefined, index: number, name: (item: T) => string): string {
    return item === undefined ? String(index) : name(item);
}
