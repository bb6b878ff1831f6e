/** The switch for new events to come in by themselves, and the note on the list while they do. */
import { Button, Switch, Tooltip } from "@mantine/core";
import { IconArrowUp } from "@tabler/icons-react";

import { number } from "../../format";
import { type TailState, WAITING_MAX } from "./tail";

interface SwitchProps {
    isLive: boolean;
    canBeLive: boolean;
    change: (isLive: boolean) => void;
}

export function LiveSwitch({ isLive, canBeLive, change }: SwitchProps) {
    return (
        <Tooltip
            label="Live shows events by arrival, in a period that ends now"
            disabled={canBeLive}
            events={{ hover: true, focus: true, touch: true }}
        >
            <Switch
                label="Live"
                className={isLive ? "events-live is-on" : "events-live"}
                checked={isLive}
                disabled={!canBeLive}
                onChange={(event) => change(event.currentTarget.checked)}
            />
        </Tooltip>
    );
}

interface NoteProps {
    state: TailState;
    /** Events that wait because the list is held. */
    waiting: number;
    goOn: () => void;
    again: () => void;
}

/** Says what waits, and when nothing comes in any more. */
export function LiveNote({ state, waiting, goOn, again }: NoteProps) {
    const many = waiting >= WAITING_MAX ? `${number(WAITING_MAX)}+` : number(waiting);
    return (
        <div className="events-note">
            <span role="status" className="only-for-readers">
                {waiting > 0 ? "New events wait on top of the list" : ""}
            </span>
            {waiting > 0 && (
                <Button size="xs" radius="xl" leftSection={<IconArrowUp size={14} aria-hidden />} onClick={goOn}>
                    {many} new
                </Button>
            )}
            {waiting === 0 && state === "connecting" && <span className="events-note-text">Connecting…</span>}
            {state === "refused" && (
                <span className="events-note-text" role="alert">
                    Live has stopped
                    <Button size="compact-xs" variant="default" onClick={again}>
                        Try again
                    </Button>
                </span>
            )}
        </div>
    );
}
