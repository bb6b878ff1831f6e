/** Buttons that end sessions. They ask first, and say what follows. Viewers do not have them. */
import { Button, type ButtonProps, Text } from "@mantine/core";
import { type ReactNode, useEffect, useRef, useState } from "react";

import { fitsPath, type Session } from "../api";
import { isPending, useEnding } from "../pages/sessions/ending";
import { deviceName, listed, sessionCount } from "../pages/sessions/words";
import { useMayChange } from "../session";
import { Confirm } from "./confirm";

interface EndProps {
    /** What is on the button. */
    words: string;
    /** What is on it when it is done; nothing where that is to be seen beside it. */
    done?: string;
    /** The same for who reads by ear and does not see what it belongs to. */
    label?: string;
    title: string;
    /** What follows from it. */
    children: ReactNode;
    act: () => Promise<unknown>;
    /** Whether there is anything that can be ended. */
    isLive: boolean;
    size?: ButtonProps["size"];
}

/** A button that asks first. When all is done who works by keyboard is still where it was. */
function End({ words, done, label, title, children, act, isLive, size = "xs" }: EndProps) {
    const [opened, setOpened] = useState<boolean>();
    const button = useRef<HTMLButtonElement>(null);
    const place = useRef<HTMLSpanElement>(null);
    const [result, setResult] = useState<"asked" | "pending" | "done">();
    async function end() {
        setResult("asked");
        try {
            await act();
        } catch (error) {
            setResult(isPending(error) ? "pending" : undefined);
            throw error;
        }
        setResult("done");
    }
    function close() {
        setOpened(false);
        button.current?.focus();
    }
    const isOver = result === "done" && !isLive;
    useEffect(() => {
        if (isOver) {
            place.current?.focus();
        }
    }, [isOver]);
    if (!isLive && result === undefined) {
        return null;
    }
    const isPendingNow = result === "pending";
    const said = isOver && done !== undefined ? done : isPendingNow ? "Not ended everywhere yet" : words;
    return (
        <>
            {isOver && done === undefined ? (
                <span ref={place} tabIndex={-1} className="only-for-readers">
                    Ended
                </span>
            ) : (
                <Button
                    ref={button}
                    size={size}
                    variant="default"
                    style={{ flex: "none" }}
                    {...(said === words && label !== undefined && { "aria-label": label })}
                    {...(isOver && { "aria-disabled": true, "data-disabled": true })}
                    onClick={() => !isOver && setOpened(true)}
                >
                    {said}
                </Button>
            )}
            {opened !== undefined && (
                <Confirm
                    opened={opened}
                    close={close}
                    title={isPendingNow ? "Ended, but not everywhere yet" : title}
                    action={isPendingNow ? "Repeat" : words}
                    act={end}
                >
                    {isPendingNow ? <Pending /> : children}
                </Confirm>
            )}
        </>
    );
}

function Pending() {
    return "This is final, but some servers may not know of it yet, and let somebody in for a moment more. Repeat to be sure.";
}

/** Ends one session. */
export function EndSession({ session, size }: { session: Session; size?: ButtonProps["size"] }) {
    const { endOne } = useEnding();
    if (!useMayChange()) {
        return null;
    }
    const device = deviceName(session);
    return (
        <End
            words="End session"
            label={`End session: ${device}`}
            title="End this session?"
            act={() => endOne(session.id)}
            isLive={session.state === "active"}
            size={size}
        >
            <bdi>{device}</bdi> of {session.user_id === undefined ? "a visitor" : <bdi>{session.user_id}</bdi>} is signed out on its next
            request. This cannot be undone.
        </End>
    );
}

interface EndAllProps {
    user: string;
    /** Those that live, as far as they are known: `undefined` while they are not. */
    live: Session[] | undefined;
    /** The one that goes on. */
    except?: Session;
    size?: ButtonProps["size"];
}

/** Ends all sessions of a user, or all but one. */
export function EndAll({ user, live, except, size }: EndAllProps) {
    const { endAll } = useEnding();
    const [concerned, setConcerned] = useState<Session[]>();
    if (!useMayChange() || live === undefined || !fitsPath(user)) {
        return null;
    }
    const ending = live.filter(({ state, id }) => state === "active" && id !== except?.id);
    const words = except === undefined ? "Sign out everywhere" : "Sign out other devices";
    async function end() {
        setConcerned(ending);
        await endAll(user, except?.id);
    }
    return (
        <End
            words={words}
            done={except === undefined ? "Signed out everywhere" : "Other devices signed out"}
            title={except === undefined ? "Sign out everywhere?" : `Sign out the other devices of ${user}?`}
            act={end}
            isLive={ending.length > 0}
            size={size}
        >
            <Consequence user={user} ending={ending.length > 0 ? ending : (concerned ?? [])} except={except} />
        </End>
    );
}

interface ConsequenceProps {
    user: string;
    ending: Session[];
    except: Session | undefined;
}

/** Devices that are named one by one; of more, their number is said. */
const NAMED = 5;

function Consequence({ user, ending, except }: ConsequenceProps) {
    const devices = ending.map(deviceName);
    const named = devices.length > NAMED ? [...devices.slice(0, NAMED - 1), `${devices.length - NAMED + 1} more`] : devices;
    return (
        <>
            <Text inherit>
                {sessionCount(ending.length, except === undefined ? "live" : "other")} of <bdi>{user}</bdi>{" "}
                {ending.length === 1 ? "is signed out on its" : "are signed out on their"} next request: <bdi>{listed.format(named)}</bdi>.
                This cannot be undone.
            </Text>
            {except !== undefined && (
                <Text inherit mt="xs">
                    <bdi>{deviceName(except)}</bdi> goes on.
                </Text>
            )}
        </>
    );
}
