/** Asks before something is done that cannot be undone, and says what follows from it. */
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useRef } from "react";

import { BusyButton } from "./busy-button";
import { sentence } from "./states";

interface ConfirmProps {
    opened: boolean;
    close: () => void;
    title: string;
    /** What follows from it. */
    children: ReactNode;
    /** The button that does it, such as `End the session`. */
    action: string;
    /** Does it. The question closes when it is done. */
    act: () => Promise<unknown>;
    /** Whether the question stays until it is done: what is made is shown then. */
    staysUntilDone?: boolean;
    /** Whether it takes something away. */
    isDangerous?: boolean;
    /** Where it stands among dialogs; of itself where they do. */
    zIndex?: number;
}

export function Confirm({
    opened,
    close,
    title,
    children,
    action,
    act,
    staysUntilDone = false,
    isDangerous = true,
    zIndex,
}: ConfirmProps) {
    const isUnderWay = useRef(false);
    const doing = useMutation({ mutationFn: act, onSuccess: leave, onSettled: () => (isUnderWay.current = false) });
    function cancel() {
        if (!(staysUntilDone && doing.isPending)) {
            leave();
        }
    }
    function leave() {
        // One that is under way is shown as such when the question is opened again.
        if (!doing.isPending) {
            doing.reset();
        }
        close();
    }
    // The second click of two comes before the button is drawn anew, or while the question fades away.
    function doOnce() {
        if (opened && !isUnderWay.current) {
            isUnderWay.current = true;
            doing.mutate();
        }
    }
    return (
        <Modal
            opened={opened}
            onClose={cancel}
            title={title}
            centered
            closeButtonProps={{ "aria-label": "Close" }}
            {...(zIndex !== undefined && { zIndex })}
        >
            <Stack>
                <Text component="div" size="sm">
                    {children}
                </Text>
                {doing.error !== null && (
                    <Text role="alert" size="sm" c="var(--console-bad)">
                        {sentence(doing.error)}
                    </Text>
                )}
                <Group justify="flex-end">
                    <Button variant="default" onClick={cancel} data-autofocus>
                        Cancel
                    </Button>
                    <BusyButton color={isDangerous ? "red.8" : "gate"} isBusy={doing.isPending} onClick={doOnce}>
                        {action}
                    </BusyButton>
                </Group>
            </Stack>
        </Modal>
    );
}
