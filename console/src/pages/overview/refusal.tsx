import { Anchor, Button, Stack } from "@mantine/core";
import { IconFilterSearch } from "@tabler/icons-react";
import { Link } from "wouter";

import { Refused } from "../../api";
import { FILTERS, type FilterName, RANGES, type RangeName } from "../../filter";
import { Failed, State, sentence } from "../../parts/states";
import { useOverview } from "./asked";
import { isForGood } from "./queries";
import css from "./refusal.module.css";

/** Filters that statistics have to count row by row, whatever else is asked for. */
const SLOW: FilterName[] = ["text", "method", "city", "type"];

interface RefusalProps {
    error: unknown;
    again: () => void;
}

/** Why there are no figures, and what can be narrowed when counting takes longer than it may. */
export function Refusal({ error, again }: RefusalProps) {
    if (!isTooBroad(error)) {
        return <Failed error={error} again={again} />;
    }
    return (
        <State icon={<IconFilterSearch size={32} stroke={1.4} aria-hidden />} title="Too much to count">
            <Stack gap={4} role="alert">
                <span>Counting this takes too long. A shorter period helps, or a filter by user, session or address.</span>
                <Narrower />
            </Stack>
        </State>
    );
}

/** The same within a card, in few words: what all of them lack is said once, above. */
export function QuietRefusal({ error, again }: RefusalProps) {
    return (
        <div className={css.quiet}>
            {isTooBroad(error) ? (
                <>
                    <span>Too much to count.</span>
                    <Narrower />
                </>
            ) : (
                <>
                    <span>{sentence(error)}</span>
                    {!isForGood(error) && (
                        <Button variant="default" size="compact-xs" onClick={again}>
                            Try again
                        </Button>
                    )}
                </>
            )}
        </div>
    );
}

const isTooBroad = (error: unknown) => error instanceof Refused && error.code === "too_broad";

/** Ways to ask for less. */
function Narrower() {
    const { filters, range, href } = useOverview();
    const shorter = (Object.keys(RANGES) as RangeName[]).filter((name) => RANGES[name].seconds < seconds(range)).at(-1);
    const names = Object.keys(filters) as FilterName[];
    const slow = names.find((name) => SLOW.includes(name)) ?? names.at(-1);
    return (
        <>
            {shorter !== undefined && (
                <Anchor component={Link} href={href({ range: { name: shorter } })} size="sm" underline="always">
                    Show the {RANGES[shorter].label.toLowerCase()}
                </Anchor>
            )}
            {slow !== undefined && (
                <Anchor component={Link} href={href({ filters: { ...filters, [slow]: "" } })} size="sm" underline="always">
                    Take away the filter {FILTERS[slow]}
                </Anchor>
            )}
        </>
    );
}

function seconds(range: { name: RangeName | "all" } | { since: string; until: string }): number {
    if (!("name" in range)) {
        return (Date.parse(range.until) - Date.parse(range.since)) / 1000;
    }
    return range.name === "all" ? Number.POSITIVE_INFINITY : RANGES[range.name].seconds;
}
