/** The period that a page is about. */
import { Button, Group, NativeSelect, Popover, Stack, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";

import { RANGES, type Range, type RangeName } from "../filter";
import { timeSpan } from "../format";

interface RangeProps {
    range: Range;
    ask: (range: Range) => void;
    /** Whether all that is kept can be asked for. */
    withAll?: boolean;
}

export function RangeControl({ range, ask, withAll = false }: RangeProps) {
    const [opened, form] = useDisclosure(false);
    const own = "name" in range ? undefined : timeSpan(range.since, range.until);
    const options = [
        ...(withAll ? [{ value: "all", label: "All that is kept" }] : []),
        ...Object.entries(RANGES).map(([value, { label }]) => ({ value, label })),
        ...(own === undefined ? [] : [{ value: "own", label: own }]),
        { value: "choose", label: "From … to …" },
    ];
    return (
        <Popover opened={opened} onChange={(open) => !open && form.close()} position="bottom-end" withinPortal trapFocus returnFocus withRoles={false}>
            <Popover.Target>
                <Group gap={0}>
                    <NativeSelect
                        aria-label="Period"
                        data={options}
                        value={"name" in range ? range.name : "own"}
                        onChange={({ currentTarget: { value } }) => {
                            if (value === "choose") {
                                form.open();
                            } else if (value !== "own") {
                                ask({ name: value as RangeName | "all" });
                            }
                        }}
                    />
                </Group>
            </Popover.Target>
            <Popover.Dropdown>
                <OwnRange
                    range={range}
                    isLimited={!withAll}
                    ask={(chosen) => {
                        form.close();
                        ask(chosen);
                    }}
                />
            </Popover.Dropdown>
        </Popover>
    );
}

/** A time as an input has it: in the viewer's zone, to the minute. */
function local(at: Date): string {
    return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

const DAY = 86_400_000;
/** The longest period that there are figures of, in days. */
const DAYS_MAX = 400;
/** The last time that the API understands. */
const LAST = "9999-12-31T23:59";

interface OwnRangeProps extends Omit<RangeProps, "withAll"> {
    /** Whether figures are asked for. */
    isLimited: boolean;
}

/** What is wrong with a period, by its beginning and its end as inputs have them. */
function faultOf(since: string, until: string, isLimited: boolean): string | undefined {
    // Compared as times: the texts of years with four digits and with five are not in the order of time.
    const [first, last] = [since, until].map((text) => (text.length > LAST.length ? Number.NaN : Date.parse(text)));
    if (first === undefined || last === undefined || Number.isNaN(first) || Number.isNaN(last)) {
        return "Both need a day and a time, and a year of four digits.";
    }
    if (first >= last) {
        return "This is not after the beginning.";
    }
    return isLimited && last - first > DAYS_MAX * DAY ? `A period has ${DAYS_MAX} days at most.` : undefined;
}

function OwnRange({ range, ask, isLimited }: OwnRangeProps) {
    const [since, setSince] = useState(() => local("name" in range ? new Date(Date.now() - DAY) : new Date(range.since)));
    const [until, setUntil] = useState(() => local("name" in range ? new Date() : new Date(range.until)));
    const fault = faultOf(since, until, isLimited);
    return (
        <form
            noValidate
            onSubmit={(event) => {
                event.preventDefault();
                if (fault === undefined) {
                    ask({ since: new Date(since).toISOString(), until: new Date(until).toISOString() });
                }
            }}
        >
            <Stack gap="sm">
                <TextInput type="datetime-local" label="From" required max={LAST} value={since} onChange={(event) => setSince(event.currentTarget.value)} />
                <TextInput
                    type="datetime-local"
                    label="To"
                    required
                    max={LAST}
                    value={until}
                    onChange={(event) => setUntil(event.currentTarget.value)}
                    error={fault}
                />
                <Button type="submit">Show</Button>
            </Stack>
        </form>
    );
}
