/** What is made by a request and shown once: it is lost neither by leaving, nor by an answer that does not come. */
import { Modal } from "@mantine/core";
import { type ReactNode, useLayoutEffect, useState } from "react";

import { Refused } from "../../api";
import { useHold } from "../../leave";
import { useNamedRequests } from "./request-name";

/** What is shown once. */
export type Secret = "key" | "password";

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
                if (outcome !== "as before") {
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

/** What a refusal says of whether it was made, by this request or one before it. */
function outcomeOf(error: unknown): "not made" | "unknown" | "as before" {
    if (!(error instanceof Refused)) {
        return "as before";
    }
    if (error.problem === undefined || error.status >= 500) {
        return "unknown";
    }
    return SAY_NOTHING.includes(error.status) ? "as before" : "not made";
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
