/** A whole or broken number that is being typed. */
import { NumberInput, type NumberInputProps } from "@mantine/core";
import { useState } from "react";

interface AmountProps extends Omit<NumberInputProps, "value" | "onChange" | "onBlur" | "clampBehavior" | "allowNegative"> {
    value: number;
    change: (value: number) => void;
}

/** A field for a number. It may be empty while somebody types; whether the number fits, the API says. */
export function Amount({ value, change, ...rest }: AmountProps) {
    const [text, setText] = useState<number | string>(value);
    const [known, setKnown] = useState(value);
    if (known !== value) {
        setKnown(value);
        setText(value);
    }
    return (
        <NumberInput
            {...rest}
            clampBehavior="none"
            allowNegative={false}
            value={text}
            onChange={(next) => {
                setText(next);
                if (typeof next === "number") {
                    setKnown(next);
                    change(next);
                }
            }}
            onBlur={() => setText(value)}
        />
    );
}
