/** The world with the countries that page views came from. Loaded by itself: its geometry is large. */
import { type CSSProperties, type KeyboardEvent, useState } from "react";

import type { Schemas } from "../../api";
import { countryName, percent } from "../../format";
import css from "./map.module.css";
import { viewsName } from "./words";
import { type Land, LANDS, MAP } from "./world";

type Value = Schemas["StatsValue"];

interface MapProps {
    /** Countries by their codes, most page views first. */
    values: Value[];
    /** The country that is asked for already. */
    asked: string | undefined;
    /** Asks for a country. */
    choose: (code: string) => void;
}

/** A country that page views came from. */
interface Seen {
    land: Land;
    value: Value;
}

const STEPS: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export default function WorldMap({ values, asked, choose }: MapProps) {
    // What is read below the map: what was pointed at or focused last.
    const [shown, setShown] = useState<string>();
    // Where the tab key comes in.
    const [entry, setEntry] = useState<string>();
    const byCode = new Map(values.map((value) => [value.value, value]));
    // In the order of the list, so that the arrow keys go from one to the next.
    const seen = values.flatMap((value): Seen[] => {
        const land = LANDS.find(({ code }) => code === value.value);
        return land === undefined ? [] : [{ land, value }];
    });
    const most = values[0]?.hits ?? 0;
    const first = seen.find(({ land }) => land.code === entry) ?? seen[0];
    const told = LANDS.find(({ code }) => code === shown);

    function onKeyDown(event: KeyboardEvent<SVGPathElement>, index: number) {
        const step = STEPS[event.key];
        const code = seen[index]?.land.code;
        if (step !== undefined) {
            const next = seen[(index + step + seen.length) % seen.length]?.land.code;
            event.currentTarget.ownerSVGElement?.querySelector<SVGPathElement>(`[data-code="${next}"]`)?.focus();
        } else if ((event.key === "Enter" || event.key === " ") && code !== undefined) {
            choose(code);
        } else {
            return;
        }
        event.preventDefault();
    }

    return (
        <div className={css.mapFrame} dir="ltr">
            <svg
                viewBox={`0 0 ${MAP.width} ${MAP.height}`}
                className={css.mapDrawing}
                role="group"
                aria-label="Map of the countries"
            >
                {LANDS.filter(({ code }) => code === undefined || !byCode.has(code)).map(({ key, code, shape }) => (
                    <path
                        key={key}
                        d={shape}
                        className={css.land}
                        onPointerEnter={() => setShown(code)}
                        onPointerLeave={() => setShown(undefined)}
                    />
                ))}
                {/* What is focused has its outline above its neighbours: it is drawn last of all. */}
                {seen.map(({ land, value }, index) => (
                    <path
                        key={land.key}
                        d={land.shape}
                        className={css.land}
                        style={heat(value.hits, most)}
                        data-code={land.code}
                        data-seen
                        data-asked={land.code === asked || undefined}
                        role="link"
                        tabIndex={land === first?.land ? 0 : -1}
                        aria-label={`${countryName(value.value)}: ${viewsName(value.hits)}`}
                        onClick={() => choose(value.value)}
                        onKeyDown={(event) => onKeyDown(event, index)}
                        onFocus={() => {
                            setShown(value.value);
                            setEntry(value.value);
                        }}
                        onBlur={() => setShown(undefined)}
                        onPointerEnter={() => setShown(value.value)}
                        onPointerLeave={() => setShown(undefined)}
                    />
                ))}
            </svg>
            <p className={css.mapReading} aria-hidden>
                {told?.code === undefined ? <Scale most={most} /> : <Told code={told.code} value={byCode.get(told.code)} />}
            </p>
        </div>
    );
}

/** How strong the colour is: by the root, so that a country with a tenth is seen beside the largest. */
function heat(hits: number, most: number): CSSProperties {
    return { "--heat": `${Math.round(18 + 82 * Math.sqrt(hits / Math.max(most, 1)))}%` } as CSSProperties;
}

function Told({ code, value }: { code: string; value: Value | undefined }) {
    return (
        <>
            <b>
                <bdi>{countryName(code)}</bdi>
            </b>
            {value === undefined ? (
                <span className="quiet">no page views</span>
            ) : (
                <span>
                    {viewsName(value.hits)}, {percent(value.share)}
                </span>
            )}
        </>
    );
}

function Scale({ most }: { most: number }) {
    return most < 2 ? null : (
        <>
            <span className="quiet">1</span>
            <span className={css.mapScale} />
            <span className="quiet">{viewsName(most)}</span>
        </>
    );
}
