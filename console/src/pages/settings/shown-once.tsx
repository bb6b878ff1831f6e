/** What is shown once and never again: a key, or a password. */
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { type ReactNode, type RefObject, useRef } from "react";

import { useHold } from "../../leave";
import { Copy } from "../../parts/copy";
import type { Secret } from "./making";
import { Note } from "./note";
import classes from "./settings.module.css";

interface ShownOnceProps {
    opened: boolean;
    secret: string;
    close: () => void;
    /** Called when it has gone from the screen, so that it is kept no longer, and the focus goes back to where it came from. */
    whenClosed: () => void;
    title: string;
    what: Secret;
    children?: ReactNode;
}

/** Shows a secret until who sees it says that it is stored: nothing else closes the dialog. */
export function ShownOnce({ opened, secret, close, whenClosed, title, what, children }: ShownOnceProps) {
    const place = useRef<HTMLPreElement>(null);
    useHold(opened, what, `Leave without the ${what}?`, "It is never shown again.");
    return (
        <Modal
            opened={opened}
            onClose={close}
            onExitTransitionEnd={whenClosed}
            returnFocus={false}
            title={title}
            size="lg"
            centered
            withCloseButton={false}
            closeOnClickOutside={false}
            closeOnEscape={false}
        >
            <Stack>
                <Note>This {what} is shown this once and never again. Store it before you close this.</Note>
                <Shown text={secret} what={what} place={place} />
                {children}
                <Group justify="flex-end">
                    <Copy text={secret} what={`the ${what}`} words={`Copy the ${what}`} place={place} />
                    <Button onClick={close}>
                        I have stored it
                    </Button>
                </Group>
            </Stack>
        </Modal>
    );
}

function Shown({ text, what, place }: { text: string; what: string; place: RefObject<HTMLPreElement | null> }) {
    return (
        // It has the focus: a key that is pressed twice does not give it up unread.
        <pre ref={place} className={classes["source"]} role="group" aria-label={`The ${what}`} tabIndex={0} data-autofocus>
            {text}
        </pre>
    );
}

/** A command to try a key with. */
export function Command({ text }: { text: string }) {
    const place = useRef<HTMLPreElement>(null);
    return (
        <Stack gap={4}>
            <Group justify="space-between" gap="xs">
                <Text size="sm" fw={600}>
                    Try it
                </Text>
                <Copy text={text} what="the command" place={place} />
            </Group>
            <pre ref={place} className={classes["source"]} role="group" aria-label="Command to try it with">
                {text}
            </pre>
        </Stack>
    );
}
