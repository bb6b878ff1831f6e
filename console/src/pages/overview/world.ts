/** The countries of the world as shapes, by their codes (ISO 3166-1 alpha-2). */
import { geoNaturalEarth1, geoPath } from "d3-geo";
import codes from "i18n-iso-countries/codes.json";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import topology from "world-atlas/countries-110m.json";

/** How large the map is, in its own units. */
export const MAP = { width: 720, height: 364 };

/** A country. */
export interface Land {
    key: string;
    /** What the API calls it; nothing for land that has no code. */
    code: string | undefined;
    /** Its outline, as a path of SVG. */
    shape: string;
}

type World = Topology<{ countries: GeometryCollection<{ name: string }> }>;

const ANTARCTICA = "010";

/** Those that have a code without having a number. */
const WITHOUT_NUMBER: Record<string, string> = { Kosovo: "XK" };

const byNumber = new Map(codes.map(([alpha2, , numeric]) => [numeric, alpha2] as const));

/** Every country that is large enough for the map. */
export const LANDS: Land[] = lands(topology as unknown as World);

function lands(world: World): Land[] {
    const { features, ...rest } = feature(world, world.objects.countries);
    const shown = features.filter(({ id }) => id !== ANTARCTICA);
    const { width, height } = MAP;
    const projection = geoNaturalEarth1().fitExtent([[2, 2], [width - 2, height - 2]], { ...rest, features: shown });
    const path = geoPath(projection).digits(1);
    return shown.map((country) => {
        const { name } = country.properties;
        const code = country.id === undefined ? WITHOUT_NUMBER[name] : byNumber.get(String(country.id));
        return { key: name, code, shape: path(country) ?? "" };
    });
}
