/** Values that a filter may have: those that were seen most, or all that there are. */
import { useQuery } from "@tanstack/react-query";

import { api, ask, type Schemas } from "../../api";
import { FILTERS, type FilterName } from "../../filter";
import { compact, countryName } from "../../format";
import { EVENT_TYPES, typeWords } from "../../parts/event-words";
import type { Typing } from "./syntax";

/** The filters whose values are counted, with what they are counted by. */
const COUNTED: Partial<Record<FilterName, Schemas["StatsDimension"]>> = {
    path: "path",
    referrer: "referrer",
    country: "country",
    city: "city",
    browser: "browser",
    platform: "platform",
    kind: "kind",
    status: "status",
    search: "search",
    user_id: "user",
};

/** Values that are known without asking. */
const KNOWN: Partial<Record<FilterName, readonly string[]>> = {
    method: ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"],
    status: ["2xx", "3xx", "4xx", "5xx"],
    type: Object.keys(EVENT_TYPES),
};

/** What a value looks like, where that is not plain. */
export const EXAMPLES: Partial<Record<FilterName, string>> = {
    text: "words in the path or in a search",
    path: "/shop, or /shop/* for all below",
    status: "404 or 4xx",
    ip: "203.0.113.7 or 203.0.113.0/24",
    country: "NL",
    session_id: "ses_…",
    user_id: "as the application names them",
    referrer: "www.example.org",
    type: "session.revoked",
};

/** How far back values are counted for suggestions, in milliseconds. */
const COUNTED_FOR = 30 * 86_400_000;
const SHOWN_MAX = 8;

/** Something that can be chosen. */
export interface Suggestion {
    /** The value of the filter. */
    value: string;
    label: string;
    hint?: string;
}

/** The values that fit what is typed so far, those that were seen most first. */
export function useSuggestions(typed: Typing | undefined): Suggestion[] {
    const dimension = typed && COUNTED[typed.name];
    const counted = useQuery({
        queryKey: ["suggestions", dimension],
        queryFn: async ({ signal }) => {
            if (dimension === undefined) {
                return [];
            }
            const query = { dimension, limit: 100, since: new Date(Date.now() - COUNTED_FOR).toISOString() };
            return (await ask(api.GET("/v1/stats/top", { params: { query }, signal }))).values;
        },
        enabled: dimension !== undefined,
        staleTime: 60_000,
    });
    if (typed === undefined) {
        return [];
    }
    const { name, value } = typed;
    const known = (KNOWN[name] ?? []).map((each) => suggestion(name, each));
    const seen = (counted.data ?? []).map((each) => suggestion(name, each.value, compact(each.hits)));
    const fitting = [...known, ...seen].filter(({ value: each, label }) => fits(each, value) || fits(label, value));
    return [...asTyped(name, value, fitting), ...fitting.slice(0, SHOWN_MAX)];
}

function fits(text: string, part: string): boolean {
    return text.toLowerCase().includes(part.toLowerCase());
}

function suggestion(name: FilterName, value: string, hits?: string): Suggestion {
    const hint = hits === undefined ? {} : { hint: hits };
    switch (name) {
        case "country":
            return { value, label: countryName(value), hint: value };
        case "city":
            return { value: cityOf(value), label: value, ...hint };
        case "type":
            return { value, label: typeWords(value), hint: value };
        default:
            return { value, label: value, ...hint };
    }
}

/** A city is counted with its country, as in `Zwolle, The Netherlands`, and asked for by its name. */
function cityOf(label: string): string {
    const end = label.lastIndexOf(", ");
    return end > 0 ? label.slice(0, end) : label;
}

/** What is typed can be chosen, whatever was seen; the beginning of a path, too. */
function asTyped(name: FilterName, value: string, fitting: readonly Suggestion[]): Suggestion[] {
    const text = value.trim();
    if (text === "") {
        return [];
    }
    const own: Suggestion[] = [];
    if (!fitting.some((each) => each.value.toLowerCase() === text.toLowerCase())) {
        own.push({ value: text, label: text, hint: "as typed" });
    }
    if (name === "path" && !text.endsWith("*")) {
        own.push({ value: `${text}*`, label: `${text}*`, hint: "all that begin so" });
    }
    return own;
}

/** Filters whose name fits what is typed. */
export function namesThatFit(text: string): FilterName[] {
    const names = Object.keys(FILTERS) as FilterName[];
    return names.filter((name) => fits(FILTERS[name], text) || name.startsWith(text.toLowerCase()));
}
