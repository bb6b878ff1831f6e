/** A whole or broken number that is being typed. */
import { NumberInput, TextInput, type TextInputProps, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useRef, useState } from "react";

interface AmountProps extends Omit<TextInputProps, "value" | "onChange" | "onKeyDown" | "inputMode" | "rightSection"> {
    min: number;
    max?: number;
    /** How many digits may stand behind the point; without it, the number is a whole one. */
    decimals?: number;
    /** `NaN` while there is none that fits, which the form does not save. */
    value: number;
    change: (value: number) => void;
}

/**
 * A field for a number. What is typed stays as it is: of `1e5` or `3.7` no other number is made. While it is not one that fits,
 * the field says so, unless it has another `error`.
 */
export function Amount({ min, max = Infinity, decimals = 0, value, change, error, ...rest }: AmountProps) {
    const input = useRef<HTMLInputElement>(null);
    /** `of` is the value that the text stands for; none until it is known what the form has made of the text. */
    const [typed, setTyped] = useState<{ text: string; of?: number }>({ text: textOf(value), of: value });
    if (!Object.is(typed.of, value)) {
        setTyped({ text: typed.of === undefined ? typed.text : textOf(value), of: value });
    }
    const type = (text: string) => {
        setTyped({ text });
        change(read(text, min, max, decimals));
    };
    const step = (by: number) => {
        const from = Number(typed.text.replace(",", "."));
        const to = typed.text === "" || Number.isNaN(from) ? min : Math.min(Math.max(from + by, min), max);
        type(String(Number(to.toFixed(decimals))));
    };
    const steps = { ArrowUp: 1, ArrowDown: -1 };
    return (
        <TextInput
            {...rest}
            ref={input}
            autoComplete="off"
            inputMode={decimals === 0 ? "numeric" : "decimal"}
            value={typed.text}
            error={error ?? (Number.isNaN(value) && `Must be a ${decimals === 0 ? "whole " : ""}number ${rangeOf(min, max)}.`)}
            onChange={(event) => type(event.currentTarget.value)}
            onKeyDown={(event) => {
                if (event.key === "ArrowUp" || event.key === "ArrowDown") {
                    event.preventDefault();
                    step(steps[event.key]);
                }
            }}
            rightSectionWidth={24}
            // The keys do the same, so that the buttons are for the mouse alone, as those of a browser's own field.
            rightSection={
                <div className={NumberInput.classes.controls} aria-hidden>
                    {([1, -1] as const).map((by) => (
                        <UnstyledButton
                            key={by}
                            className={NumberInput.classes.control}
                            tabIndex={-1}
                            onMouseDown={(event) => event.preventDefault()}
                            onClick={() => {
                                input.current?.focus();
                                step(by);
                            }}
                        >
                            {by === 1 ? <IconChevronUp size={14} /> : <IconChevronDown size={14} />}
                        </UnstyledButton>
                    ))}
                </div>
            }
        />
    );
}

const textOf = (value: number) => (Number.isNaN(value) ? "" : String(value));
const rangeOf = (min: number, max: number) => (max === Infinity ? `from ${min}` : `from ${min} to ${max}`);

/** The number that a text is, in plain digits; `NaN` when it is none, or one that does not fit. */
function read(text: string, min: number, max: number, decimals: number): number {
    const written = decimals === 0 ? /^\d+$/ : new RegExp(`^\\d+([.,]\\d{0,${decimals}})?$`);
    const amount = written.test(text.trim()) ? Number(text.replace(",", ".")) : NaN;
    return amount >= min && amount <= max ? amount : NaN;
}
