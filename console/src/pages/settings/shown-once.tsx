/** What is shown once and never again: a key, or a password. */
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from "react";

import { Refused } from "../../api";
import { useHold } from "../../leave";
import { Copy } from "../../parts/copy";
import { Note } from "./note";
import { useNamedRequests } from "./request-name";
import classes from "./settings.module.css";

interface ShownOnceProps {
    opened: boolean;
    secret: string;
    close: () => void;
    /** Called when it has gone from the screen, so that it is kept no longer, and the focus goes back to where it came from. */
    whenClosed: () => void;
    title: string;
    /** What it is. */
    what: "key" | "password";
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

/**
 * Asks whoever goes elsewhere while something is being made that is shown once, and would be seen by nobody; or while it is not known
 * whether it was, or something is typed for it.
 */
export function useMaking(what: "key" | "password") {
    const [state, setState] = useState<"idle" | "making" | "unsure">("idle");
    const [isTyped, setTyped] = useState(false);
    const isIdle = state === "idle";
    const { whenLetGo } = useHold(!isIdle || isTyped, isIdle ? "typed" : what, `Leave without the ${what}?`, ASKED[state]);
    return {
        making: async <T,>(made: Promise<T>): Promise<T> => {
            setState("making");
            try {
                const shown = await made;
                setState("idle");
                return shown;
            } catch (error) {
                setState(error instanceof Refused && error.problem === undefined ? "unsure" : "idle");
                throw error;
            }
        },
        /** Whether it is being made: what asks for it is not closed then. */
        isMaking: state === "making",
        /** Told whether something is typed. */
        setTyped,
        whenLetGo,
    };
}

const ASKED = {
    idle: "What was typed is lost.",
    making: "It is being made, and is shown here alone, once.",
    unsure: "Whether it was made is not known. Who asks for the same again here gets it, once.",
};

export type Making = ReturnType<typeof useMaking>;

/** What a form for something that is shown once is given. */
export interface FormOfOnce {
    close: () => void;
    until: Making;
    named: ReturnType<typeof useNamedRequests>;
}

interface DialogOfOnceProps {
    opened: boolean;
    close: () => void;
    title: string;
    what: "key" | "password";
    size?: string;
    children: (form: FormOfOnce) => ReactNode;
}

/** A dialog with a form for something that is shown once: it does not close over what was typed, nor while it is being made. */
export function DialogOfOnce({ opened, close, title, what, size, children }: DialogOfOnceProps) {
    const until = useMaking(what);
    // Beyond the form: one that is opened again asks for the same by the same name.
    const named = useNamedRequests();
    return (
        <Modal
            opened={opened}
            onClose={() => until.isMaking || until.whenLetGo(close)}
            title={title}
            centered
            closeButtonProps={{ "aria-label": "Close" }}
            {...(size !== undefined && { size })}
        >
            {children({ close, until, named })}
        </Modal>
    );
}

/** Tells whether something is typed, as long as the form is there. */
export function useTyped(isTyped: boolean, { setTyped }: Making) {
    useLayoutEffect(() => {
        setTyped(isTyped);
        return () => setTyped(false);
    }, [isTyped, setTyped]);
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
