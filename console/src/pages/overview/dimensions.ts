/** What page views are counted by: the cards of the overview. */
import type { FilterName } from "../../filter";
import { countryName } from "../../format";
import type { Dimension } from "./queries";
import { kindName, statusName } from "./words";

/** A card of the overview. */
export interface Counted {
    title: string;
    /** What stands there when nothing was counted. */
    none: string;
    filter: FilterName;
    /** The value of the filter for a value of the dimension, where it is another. */
    asFilter?: (value: string) => string;
    /** What a value is called, where that is not the value itself. */
    name?: (value: string) => string;
}

export const DIMENSIONS: Record<Dimension, Counted> = {
    path: { title: "Pages", none: "No page views in this period.", filter: "path", asFilter: pathFilter },
    referrer: { title: "Referrers", none: "Nobody came from another site.", filter: "referrer" },
    search: { title: "Search terms", none: "Nothing was searched for.", filter: "search" },
    country: { title: "Countries", none: "No country is known.", filter: "country", name: countryName },
    city: { title: "Cities", none: "No city is known.", filter: "city", asFilter: cityFilter },
    browser: { title: "Browsers", none: "No browser is known.", filter: "browser" },
    platform: { title: "Platforms", none: "No platform is known.", filter: "platform" },
    kind: { title: "Kinds of programs", none: "No kind of program is known.", filter: "kind", name: kindName },
    status: { title: "Statuses", none: "No status was reported.", filter: "status", name: statusName },
    user: { title: "Users", none: "Nobody was signed in.", filter: "user_id" },
};

/** The bytes from which on a path may have been cut. */
const WHOLE_MAX = 508;

/** A path that was cut stands for all that begin so. */
function pathFilter(path: string): string {
    return new TextEncoder().encode(path).length > WHOLE_MAX ? `${path}*` : path;
}

/** A city is counted with its country, `Zwolle, The Netherlands`, and found without. */
function cityFilter(city: string): string {
    const comma = city.lastIndexOf(", ");
    return comma > 0 ? city.slice(0, comma) : city;
}
