/** What a request carried, as a tree that can be opened and closed, and as the parameters of its query. */
import { IconLock } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";

import "./event-parts.css";
import { number } from "../format";

/** What stands where a value was replaced before it was stored. */
const REPLACED = "[redacted]";
/** Members that are shown at once. */
const SHOWN_AT_ONCE = 100;
/** Characters of a text that are shown at once. */
const TEXT_AT_ONCE = 400;
/** Parts with more members than this are closed at first. */
const OPEN_AT_MOST = 20;

interface TreeProps {
    /** The members of an object. */
    of: object;
    /** Its place in the posted event, as a JSON pointer. */
    pointer: string;
    /** Places whose values were replaced. */
    redacted: readonly string[];
}

/** The members of an object as a tree. */
export function EventTree({ of, pointer, redacted }: TreeProps) {
    return (
        <div className="event-tree">
            <Members of={of} pointer={pointer} redacted={redacted} depth={0} />
        </div>
    );
}

function Members({ of, pointer, redacted, depth }: TreeProps & { depth: number }) {
    const [shown, setShown] = useState(SHOWN_AT_ONCE);
    const entries = Object.entries(of);
    return (
        <ul>
            {entries.slice(0, shown).map(([key, value]: [string, unknown]) => (
                <li key={key}>
                    <Member name={key} value={value} pointer={`${pointer}/${escape(key)}`} redacted={redacted} depth={depth} />
                </li>
            ))}
            {entries.length > shown && (
                <li>
                    <More onClick={() => setShown(shown + 10 * SHOWN_AT_ONCE)}>{number(entries.length - shown)} more</More>
                </li>
            )}
        </ul>
    );
}

interface MemberProps {
    name: string;
    value: unknown;
    pointer: string;
    redacted: readonly string[];
    depth: number;
}

function Member({ name, value, pointer, redacted, depth }: MemberProps) {
    if (typeof value === "object" && value !== null && Object.keys(value).length > 0) {
        return <Part name={name} value={value} pointer={pointer} redacted={redacted} depth={depth} />;
    }
    return (
        <>
            <bdi className="event-key any-text">{name}</bdi>: <Value value={value} isRedacted={redacted.includes(pointer)} />
        </>
    );
}

/** An object or a list inside of another. What is closed is not laid out. */
function Part({ name, value, pointer, redacted, depth }: MemberProps & { value: object }) {
    const size = Object.keys(value).length;
    const [isOpen, setOpen] = useState(depth < 3 && size <= OPEN_AT_MOST);
    return (
        <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary>
                <bdi className="event-key any-text">{name}</bdi>{" "}
                <span className="quiet">{Array.isArray(value) ? `[${number(size)}]` : `{${number(size)}}`}</span>
            </summary>
            {isOpen && <Members of={value} pointer={pointer} redacted={redacted} depth={depth + 1} />}
        </details>
    );
}

function Value({ value, isRedacted }: { value: unknown; isRedacted: boolean }) {
    if (isRedacted || (typeof value === "string" && value.includes(REPLACED))) {
        return (
            <span className="event-lock">
                <IconLock size={14} aria-hidden />
                <LongText text={typeof value === "string" ? value : JSON.stringify(value)} />
            </span>
        );
    }
    if (typeof value === "string") {
        return (
            <span className="event-value is-string">
                <LongText text={value === "" ? "“”" : value} />
            </span>
        );
    }
    return <span className="event-value is-other">{JSON.stringify(value)}</span>;
}

/** A text from outside, whose end is shown when it is asked for. */
export function LongText({ text }: { text: string }) {
    const [isWhole, setWhole] = useState(false);
    if (isWhole || text.length <= TEXT_AT_ONCE) {
        return <bdi className="any-text">{text}</bdi>;
    }
    return (
        <span>
            <bdi className="any-text">{text.slice(0, TEXT_AT_ONCE)}</bdi>…{" "}
            <More onClick={() => setWhole(true)}>Show all {number(text.length)} characters</More>
        </span>
    );
}

function More({ onClick, children }: { onClick: () => void; children: ReactNode }) {
    return (
        <button type="button" className="event-more" onClick={onClick}>
            {children}
        </button>
    );
}

/** A query as an object: a parameter that is given more than once is a list. */
export function parameters(query: string): Record<string, string | string[]> {
    const found = new Map<string, string[]>();
    for (const [name, value] of new URLSearchParams(query)) {
        const values = found.get(name);
        if (values === undefined) {
            found.set(name, [value]);
        } else {
            values.push(value);
        }
    }
    return Object.fromEntries([...found].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? "") : values]));
}

/** A member's name inside of a JSON pointer (RFC 6901). */
function escape(name: string): string {
    return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
