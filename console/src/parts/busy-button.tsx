/** A button for what takes a while. It is not disabled meanwhile: whoever pressed it by keyboard is still where they were. */
import { Button, type ButtonProps, Loader } from "@mantine/core";
import type { ComponentPropsWithoutRef, MouseEvent } from "react";

interface BusyButtonProps extends ButtonProps, Omit<ComponentPropsWithoutRef<"button">, keyof ButtonProps> {
    /** Whether it is under way: pressed again, it does nothing. */
    isBusy: boolean;
}

export function BusyButton({ isBusy, leftSection, onClick, ...rest }: BusyButtonProps) {
    function press(event: MouseEvent<HTMLButtonElement>) {
        // The second click of two comes before it is drawn busy.
        if (isBusy || event.detail > 1) {
            // Nor does it send its form.
            event.preventDefault();
        } else {
            onClick?.(event);
        }
    }
    return (
        <Button
            {...rest}
            aria-disabled={isBusy || undefined}
            aria-busy={isBusy || undefined}
            leftSection={isBusy ? <Loader size={14} color="currentColor" aria-hidden /> : leftSection}
            onClick={press}
        />
    );
}
