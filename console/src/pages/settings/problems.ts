/** What the API says is wrong, by the place of the form where it is to be read. */
import { Refused } from "../../api";
import { capital } from "../../parts/states";

/** What is wrong with a place, or with one of the entries of the list that is there. */
export interface Problem {
    /** Which entry, from 0. */
    index?: number;
    /** The rest of its JSON pointer; empty for the place itself. */
    rest: string;
    detail: string;
}

/** What an error says of a place of the body, such as `/settings/trusted_proxies`, and of what is below it. */
export function problemsAt(error: unknown, pointer: string): Problem[] {
    const places = error instanceof Refused ? (error.problem?.errors ?? []) : [];
    return places.flatMap(({ pointer: at, detail }) => {
        if (at !== pointer && !at?.startsWith(`${pointer}/`)) {
            return [];
        }
        const rest = at.slice(pointer.length);
        const index = /^\/(\d+)/.exec(rest)?.[1];
        return [{ rest, detail, ...(index !== undefined && { index: Number(index) }) }];
    });
}

/** The same as a sentence for below a field; nothing when the place is in order. */
export function problemAt(error: unknown, pointer: string): string | undefined {
    const [first] = problemsAt(error, pointer);
    return first && capital(first.detail);
}

/** Whether an error names places of the body, which are said where they are. */
export function hasPlaces(error: unknown): boolean {
    return error instanceof Refused && error.problem !== undefined && error.problem.errors.length > 0;
}
