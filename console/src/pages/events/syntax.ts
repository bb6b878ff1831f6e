/** What is typed into the filter's input: `status:4xx country:NL shoes`. */
import { FILTERS, type FilterName, type Filters } from "../../filter";

const NAMES = Object.keys(FILTERS) as FilterName[];

/** The filter that a word before a colon means: by its name in the API, or by that on screen. */
function filterNamed(word: string): FilterName | undefined {
    const lower = word.toLowerCase();
    return NAMES.find((name) => name === lower) ?? NAMES.find((name) => FILTERS[name].toLowerCase() === lower);
}

/** What is typed, as far as it is a filter whose value is being typed: all before it, and both. */
export interface Typing {
    before: string;
    name: FilterName;
    value: string;
}

/** The filter whose value is being typed at the end. With `isWhole` the first one goes on to the end, spaces and all. */
export function typing(text: string, isWhole: boolean): Typing | undefined {
    const found = (isWhole ? /^()([A-Za-z_]+):(.*)$/ : /^(.*\s|)([A-Za-z_]+):("[^"]*|[^\s"]*)$/).exec(text);
    const name = filterNamed(found?.[2] ?? "");
    if (found === null || name === undefined) {
        return undefined;
    }
    return { before: (found[1] ?? "").trim(), name, value: (found[3] ?? "").replace(/^"/, "").trimStart() };
}

/** All filters that are typed. Words that belong to none are text; of a name that comes twice the last counts. */
export function parse(text: string, isWhole: boolean): Filters {
    const whole = isWhole ? typing(text, true) : undefined;
    if (whole !== undefined) {
        return whole.value === "" ? {} : { [whole.name]: unquoted(whole.value.trim()) };
    }
    const filters: Filters = {};
    const words: string[] = [];
    for (const [token] of text.matchAll(/(?:[A-Za-z_]+:)?"[^"]*"?|\S+/g)) {
        const [, word = "", value = ""] = /^([A-Za-z_]+):(.*)$/s.exec(token) ?? [];
        const name = filterNamed(word);
        if (name !== undefined && name !== "text") {
            const given = unquoted(value);
            if (given !== "") {
                filters[name] = given;
            }
        } else {
            words.push(unquoted(name === "text" ? value : token));
        }
    }
    const together = words.filter((word) => word !== "").join(" ");
    return together === "" ? filters : { ...filters, text: together };
}

function unquoted(text: string): string {
    return text.replace(/^"(.*?)"?$/s, "$1");
}

/** Filters with others added: words are looked for together, and everything else is replaced. */
export function together(filters: Filters, more: Filters): Filters {
    const text = [filters.text, more.text].filter((words) => words !== undefined).join(" ");
    return { ...filters, ...more, ...(text !== "" && { text }) };
}
