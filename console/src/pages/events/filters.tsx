/** The filters of the page: those that are asked for, and the input for more. */
import { Button, Group } from "@mantine/core";

import { Refused } from "../../api";
import { FILTERS, type FilterName, type Filters } from "../../filter";
import { Chips } from "../../parts/chips";
import { FilterInput } from "./filter-input";
import { together } from "./syntax";

interface FiltersProps {
    filters: Filters;
    ask: (changed: { filters: Filters }) => void;
    /** What the API said of the list. */
    error: Error | null;
}

/** Where the input is. */
const FIELD = ".events-filter input";

/** The input, which says what is wrong with the filters that are asked for. */
export function FilterField({ filters, ask, error }: FiltersProps) {
    return <FilterInput add={(more) => ask({ filters: together(filters, more) })} error={inWords(wrongFilters(error))} />;
}

/** The filters that are asked for. */
export function FilterChips({ filters, ask, error }: FiltersProps) {
    const names = Object.keys(filters) as FilterName[];
    function remove(name: FilterName) {
        const { [name]: _, ...others } = filters;
        ask({ filters: others });
    }
    if (names.length === 0) {
        return null;
    }
    return (
        <Group gap="xs">
            <Chips filters={filters} remove={remove} after={FIELD} wrong={wrongFilters(error)} />
            {names.length > 1 && (
                <Button
                    variant="subtle"
                    size="compact-sm"
                    onClick={({ currentTarget }) => {
                        if (currentTarget.matches(":focus-visible")) {
                            document.querySelector<HTMLElement>(FIELD)?.focus();
                        }
                        ask({ filters: {} });
                    }}
                >
                    Clear the filters
                </Button>
            )}
        </Group>
    );
}

/** The filters that the API did not take, with what is wrong with each. */
export function wrongFilters(error: Error | null): Filters {
    const wrong: Filters = {};
    const places = error instanceof Refused && error.status === 422 ? (error.problem?.errors ?? []) : [];
    for (const { parameter, detail } of places) {
        if (parameter !== undefined && Object.hasOwn(FILTERS, parameter)) {
            wrong[parameter as FilterName] = detail;
        }
    }
    return wrong;
}

function inWords(wrong: Filters): string | undefined {
    const names = Object.keys(wrong) as FilterName[];
    return names.length === 0 ? undefined : names.map((name) => `${FILTERS[name]} ${wrong[name]}`).join(", ");
}
