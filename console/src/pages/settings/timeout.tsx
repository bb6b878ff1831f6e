/** A length of time, in the unit that people would choose. */
import { Group, Input, NativeSelect } from "@mantine/core";
import { type ReactNode, useId, useState } from "react";

import { Amount } from "./amount";
import { split, UNITS, type Unit } from "./words";

interface TimeoutProps {
    label: string;
    description: ReactNode;
    seconds: number;
    change: (seconds: number) => void;
    /** Whether the API refuses it. */
    isWrong: boolean;
}

/** What a timeout may be. */
const BOUNDS = "Must be from 5 minutes to 366 days.";
const DECIMALS = 2;
const NUMBER = "Must be a number, with two decimals at most.";

/** A timeout: shown as an amount of a unit, and kept in seconds. */
export function Timeout({ label, description, seconds, change, isWrong }: TimeoutProps) {
    const id = useId();
    const [chosen, setChosen] = useState<Unit>();
    const natural = split(seconds);
    const unit = chosen ?? natural.unit;
    const isNumber = !Number.isNaN(seconds);
    return (
        <Input.Wrapper label={label} description={description} error={isNumber ? isWrong && BOUNDS : NUMBER} id={id}>
            <Group gap="xs" my={6} wrap="nowrap">
                <Amount
                    id={id}
                    aria-describedby={`${id}-description ${id}-error`}
                    w={110}
                    min={0}
                    decimals={DECIMALS}
                    error={isWrong || !isNumber}
                    value={Number((seconds / UNITS[unit]).toFixed(DECIMALS))}
                    change={(amount) => {
                        // The unit stays, or 1.5 days would be 36 hours as soon as it is typed.
                        setChosen(unit);
                        change(Math.round(amount * UNITS[unit]));
                    }}
                />
                <NativeSelect
                    aria-label={`${label}: unit`}
                    w={120}
                    data={Object.keys(UNITS)}
                    value={unit}
                    onChange={(event) => {
                        const next = event.currentTarget.value as Unit;
                        setChosen(next);
                        change(Math.round((seconds / UNITS[unit]) * UNITS[next]));
                    }}
                />
            </Group>
        </Input.Wrapper>
    );
}
