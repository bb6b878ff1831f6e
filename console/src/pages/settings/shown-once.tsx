/** What is shown once and never again: a key, or a password. */
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from "react";

import { Refused } from "../../api";
import { useHold } from "../../leave";
import { Copy } from "../../parts/copy";
import { Note } from "./note";
import { useNamedRequests } from "./request-name";
import classes from "./settings.module.css";

/** What is shown once. */
type Secret = "key" | "password";

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

/** What was asked for and not answered. */
interface Unanswered {
    /** Says whether something else asks for the same. */
    asked: string;
    /** Whose key or password it is, for people. */
    of: string;
}

/**
 * Asks whoever goes elsewhere while something is being made that is shown once, and would be seen by nobody; or while it is not known
 * whether it was. `again` says what becomes of it when it is asked for again.
 */
export function useMaking(what: Secret, again = "Who asks for the same again here gets it, once.") {
    const [count, setCount] = useState(0);
    const [unanswered, setUnanswered] = useState<readonly Unanswered[]>([]);
    const isMaking = count > 0;
    const names = unanswered.map(({ of }) => `${NAMED[what]} “${of}”`).join(", or ");
    const unknown = unanswered.length > 0 ? `Whether ${names} was made is not known. ${again}` : "";
    const words = isMaking ? `It is being made, and is shown here alone, once. ${unknown}` : unknown;
    useHold(isMaking || unanswered.length > 0, what, `Leave without the ${what}?`, words.trim());
    return {
        /** Makes what is asked for, of this name; who asks for the same learns what became of it the last time. */
        make: async <T,>(of: string, body: unknown, request: () => Promise<T>): Promise<T> => {
            const asked = JSON.stringify(body);
            const others = (before: readonly Unanswered[]) => before.filter((other) => other.asked !== asked);
            setCount((before) => before + 1);
            try {
                const shown = await request();
                setUnanswered(others);
                return shown;
            } catch (error) {
                const outcome = outcomeOf(error);
                if (outcome !== "no answer") {
                    setUnanswered((before) => [...others(before), ...(outcome === "unknown" ? [{ asked, of }] : [])]);
                }
                throw error;
            } finally {
                setCount((before) => before - 1);
            }
        },
        /** Whether it is being made: what asks for it is not closed then. */
        isMaking,
    };
}

const NAMED = { key: "the key", password: "the password of" };

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
    /** Told whether something is typed. */
    setTyped: (isTyped: boolean) => void;
}

interface DialogOfOnceProps {
    opened: boolean;
    close: () => void;
    title: string;
    what: Secret;
    /** Asks whether to leave what is typed for it. */
    unfinished: string;
    size?: string;
    children: (form: FormOfOnce) => ReactNode;
}

/** A dialog with a form for something that is shown once: it does not close over what was typed, nor while it is being made. */
export function DialogOfOnce({ opened, close, title, what, unfinished, size, children }: DialogOfOnceProps) {
    // Beyond the form: one that is opened again asks for the same by the same name.
    const until = useMaking(what);
    const named = useNamedRequests();
    const [isTyped, setTyped] = useState(false);
    const { whenLetGo } = useHold(isTyped && !until.isMaking, "typed", unfinished, "What was typed is lost.");
    return (
        <Modal
            opened={opened}
            onClose={() => until.isMaking || whenLetGo(close)}
            title={title}
            centered
            closeButtonProps={{ "aria-label": "Close" }}
            {...(size !== undefined && { size })}
        >
            {children({ close, until, named, setTyped })}
        </Modal>
    );
}

/** Tells whether something is typed, as long as the form is there. */
export function useTyped(isTyped: boolean, { setTyped }: FormOfOnce) {
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
