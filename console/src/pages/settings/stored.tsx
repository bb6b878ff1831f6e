/** An event as it would be stored, with what was replaced in it marked. */
import { Fragment, type ReactNode } from "react";

import classes from "./settings.module.css";

/** What stands in place of a secret. */
const REPLACED = "[redacted]";

interface StoredProps {
    value: unknown;
    /** JSON pointers to what was replaced. */
    redacted: readonly string[];
}

/** The event as JSON. */
export function Stored({ value, redacted }: StoredProps) {
    return (
        <pre className={classes["source"]} role="group" aria-label="What would be stored">
            <Value value={value} pointer="" indent={0} redacted={redacted} />
        </pre>
    );
}

interface ValueProps extends StoredProps {
    pointer: string;
    indent: number;
}

function Value({ value, pointer, indent, redacted }: ValueProps): ReactNode {
    if (typeof value !== "object" || value === null) {
        const isTouched = redacted.some((place) => place === pointer || place.startsWith(`${pointer}/`));
        return isTouched ? <Marked text={JSON.stringify(value)} /> : JSON.stringify(value);
    }
    const isList = Array.isArray(value);
    const [open, close] = isList ? "[]" : "{}";
    const members = Object.entries(value);
    if (members.length === 0) {
        return `${open}${close}`;
    }
    const margin = "  ".repeat(indent + 1);
    return (
        <>
            {open}
            {members.map(([name, member], index) => (
                <Fragment key={name}>
                    {`\n${margin}`}
                    {!isList && (
                        <>
                            {name.includes(REPLACED) ? <Marked text={JSON.stringify(name)} /> : JSON.stringify(name)}
                            {": "}
                        </>
                    )}
                    <Value value={member} pointer={`${pointer}/${escaped(name)}`} indent={indent + 1} redacted={redacted} />
                    {index < members.length - 1 && ","}
                </Fragment>
            ))}
            {`\n${"  ".repeat(indent)}${close}`}
        </>
    );
}

/** A name as JSON pointers have it (RFC 6901). */
function escaped(name: string): string {
    return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

function Marked({ text }: { text: string }) {
    return text.split(REPLACED).map((piece, index) => (
        <Fragment key={index}>
            {index > 0 && <mark className={classes["replaced"]}>{REPLACED}</mark>}
            {piece}
        </Fragment>
    ));
}
