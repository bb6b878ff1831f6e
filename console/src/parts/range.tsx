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
        <Popover opened={opened} onChange={(open) => !open && form.close()} position="bottom-end" withinPortal trapFocus withRoles={false}>
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

function OwnRange({ range, ask }: Omit<RangeProps, "withAll">) {
    const [since, setSince] = useState(() => local("name" in range ? new Date(Date.now() - 86_400_000) : new Date(range.since)));
    const [until, setUntil] = useState(() => local("name" in range ? new Date() : new Date(range.until)));
    const isInOrder = since < until;
    return (
        <form
            onSubmit={(event) => {
                event.preventDefault();
                if (isInOrder) {
                    ask({ since: new Date(since).toISOString(), until: new Date(until).toISOString() });
                }
            }}
        >
            <Stack gap="sm">
                <TextInput type="datetime-local" label="From" required value={since} onChange={(event) => setSince(event.currentTarget.value)} />
                <TextInput
                    type="datetime-local"
                    label="To"
                    required
                    value={until}
                    onChange={(event) => setUntil(event.currentTarget.value)}
                    error={isInOrder ? undefined : "This is before the beginning."}
                />
                <Button type="submit">Show</Button>
            </Stack>
        </form>
    );
}
