/** What the list of sessions can be asked for. */
import { Input, SegmentedControl, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { type ReactNode, useEffect, useState } from "react";

import type { SessionFilters } from "./data";
import css from "./sessions.module.css";
import { STATES } from "./words";

interface FiltersProps {
    filters: SessionFilters;
    set: (name: keyof SessionFilters, value: string) => void;
    /** What is wrong with the address or network. */
    problem: string | undefined;
}

export function Filters({ filters, set, problem }: FiltersProps) {
    return (
        <form role="search" aria-label="Sessions" className={css["filters"]} onSubmit={(event) => event.preventDefault()}>
            <Typed
                label="Search"
                hint="User, browser, platform or user agent"
                longest={256}
                value={filters.text}
                set={(value) => set("text", value)}
                icon={<IconSearch size={16} aria-hidden />}
            />
            <Typed
                label="User"
                hint="Exact name"
                longest={256}
                isExact
                value={filters.user_id}
                set={(value) => set("user_id", value)}
            />
            <Typed
                label="Address"
                hint="IP or network"
                longest={64}
                value={filters.ip}
                set={(value) => set("ip", value)}
                problem={problem}
            />
            <div>
                <Input.Label labelElement="div" id="session-state">
                    State
                </Input.Label>
                <SegmentedControl
                    fullWidth
                    h={36}
                    aria-labelledby="session-state"
                    value={filters.state ?? ""}
                    onChange={(value) => set("state", value)}
                    data={[{ value: "", label: "All" }, ...Object.entries(STATES).map(([value, label]) => ({ value, label }))]}
                />
            </div>
        </form>
    );
}

/** How long nobody types before it is asked for, in milliseconds. */
const PAUSE = 300;

interface TypedProps {
    label: string;
    hint: string;
    longest: number;
    /** Whether spaces around it count. */
    isExact?: boolean;
    value: string | undefined;
    set: (value: string) => void;
    icon?: ReactNode;
    problem?: string | undefined;
}

/** A field that asks when nobody has typed for a moment. */
function Typed({ label, hint, longest, isExact = false, value = "", set, icon, problem }: TypedProps) {
    const [typed, setTyped] = useState(value);
    const settle = useDebouncedCallback(set, PAUSE);
    const meant = (text: string) => (isExact ? text : text.trim());
    // What was asked for comes back without the spaces around it: the one behind it may be followed by another word.
    useEffect(() => setTyped((now) => (meant(now) === value ? now : value)), [value]);
    return (
        <TextInput
            type="search"
            label={label}
            placeholder={hint}
            maxLength={longest}
            leftSection={icon}
            value={typed}
            error={problem}
            onChange={({ currentTarget }) => {
                setTyped(currentTarget.value);
                settle(meant(currentTarget.value));
            }}
        />
    );
}
