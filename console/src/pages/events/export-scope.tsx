/** Which events a file has, in words. */
import { Text } from "@mantine/core";

import { FILTERS, type FilterName, RANGES, type Range } from "../../filter";
import { exactTime } from "../../format";
import { clip } from "../../parts/event-words";
import type { Scope } from "./export-data";

export function ExportScope({ filters, range }: Scope) {
    const names = Object.keys(filters) as FilterName[];
    return (
        <Text component="div" size="sm">
            All events {rangeWords(range)}
            {names.length === 0 ? "." : ", as far as they fit:"}
            {names.length > 0 && (
                <ul className="events-scope">
                    {names.map((name) => (
                        <li key={name}>
                            {FILTERS[name]}: <b className="any-text">{clip(filters[name] ?? "")}</b>
                        </li>
                    ))}
                </ul>
            )}
        </Text>
    );
}

function rangeWords(range: Range): string {
    if (!("name" in range)) {
        return `from ${exactTime(range.since)} to ${exactTime(range.until)}`;
    }
    return range.name === "all" ? "that are kept" : `of the ${RANGES[range.name].label.toLowerCase()}`;
}
