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

interface MakingOptions {
    what: "key" | "password";
    /** Asks whether to leave what is typed for it. */
    unfinished?: string;
    /** What becomes of it when its answer was lost and it is asked for again. */
    again?: string;
}

/**
 * Asks whoever goes elsewhere while something is being made that is shown once, and would be seen by nobody; or while it is not known
 * whether it was, or something is typed for it.
 */
export function useMaking({ what, unfinished = `Leave without the ${what}?`, again = "Who asks for the same again here gets it, once." }: MakingOptions) {
    const [count, setCount] = useState(0);
    /** What was asked for and not answered, by the requests. */
    const [unanswered, setUnanswered] = useState<readonly string[]>([]);
    const [isTyped, setTyped] = useState(false);
    const isMaking = count > 0;
    const isSecret = isMaking || unanswered.length > 0;
    const words = [
        isMaking && "It is being made, and is shown here alone, once.",
        unanswered.length > 0 && `Whether it was made is not known. ${again}`,
        isTyped && !isMaking && "What was typed is lost.",
    ].filter((said) => said !== false);
    const { whenLetGo } = useHold(isSecret || isTyped, isSecret ? what : "typed", isSecret ? `Leave without the ${what}?` : unfinished, words.join(" "));
    return {
        /** Makes what is asked for; who asks for the same learns what became of it the last time. */
        make: async <T,>(asked: unknown, request: () => Promise<T>): Promise<T> => {
            const name = JSON.stringify(asked);
            setCount((before) => before + 1);
            try {
                const shown = await request();
                setUnanswered((before) => before.filter((other) => other !== name));
                return shown;
            } catch (error) {
                const outcome = outcomeOf(error);
                if (outcome !== "no answer") {
                    setUnanswered((before) => [...before.filter((other) => other !== name), ...(outcome === "unknown" ? [name] : [])]);
                }
                throw error;
            } finally {
                setCount((before) => before - 1);
            }
        },
        /** Whether it is being made: what asks for it is not closed then. */
        isMaking,
        /** Told whether something is typed. */
        setTyped,
        whenLetGo,
    };
}

/** Refusals that come before anybody looks whether it was made already. */
const SAY_NOTHING: readonly number[] = [401, 403, 408, 409, 425, 429];

/** What a refusal says of whether it was made, by this request or one before it: that it was not, nothing, or neither. */
function outcomeOf(error: unknown): "not made" | "unknown" | "no answer" {
    if (!(error instanceof Refused)) {
        return "no answer";
    }
    if (error.problem === undefined || error.status >= 500) {
        return "unknown";
    }
    return SAY_NOTHING.includes(error.status) ? "no answer" : "not made";
}

export type Making = ReturnType<typeof useMaking>;

/** What a form for something that is shown once is given. */
export interface FormOfOnce {
    close: () => void;
    until: Making;
    named: ReturnType<typeof useNamedRequests>;
}

interface DialogOfOnceProps extends MakingOptions {
    opened: boolean;
    close: () => void;
    title: string;
    size?: string;
    children: (form: FormOfOnce) => ReactNode;
}

/** A dialog with a form for something that is shown once: it does not close over what was typed, nor while it is being made. */
export function DialogOfOnce({ opened, close, title, size, children, ...making }: DialogOfOnceProps) {
    const until = useMaking(making);
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
