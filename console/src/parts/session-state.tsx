import { Group } from "@mantine/core";
import { IconCircleFilled, IconCircleX, IconClockOff } from "@tabler/icons-react";

import type { Session } from "../api";
import { STATES } from "../pages/sessions/words";
import { Time, useNow } from "./time";

/** How long an end counts as having just happened, in milliseconds. */
const JUST = 60_000;

/** How a session stands, by a picture and in words; of one that has ended, since when. */
export function SessionState({ of: { state, ended_at } }: { of: Session }) {
    const now = useNow();
    const isLive = state === "active";
    const isJust = ended_at !== undefined && now.getTime() - Date.parse(ended_at) < JUST;
    return (
        <Group gap={6} wrap="nowrap" c={isLive ? "var(--console-good)" : "var(--console-quiet)"} component="span" ta="start">
            <Picture of={state} />
            <bdi>
                {STATES[state]}
                {isJust && " just now"}
                {ended_at !== undefined && !isJust && (
                    <>
                        {" "}
                        <Time at={ended_at} />
                    </>
                )}
            </bdi>
        </Group>
    );
}

function Picture({ of }: { of: Session["state"] }) {
    const shared = { "aria-hidden": true, style: { flex: "none" } } as const;
    switch (of) {
        case "active":
            return <IconCircleFilled size={10} {...shared} />;
        case "revoked":
            return <IconCircleX size={15} stroke={1.6} {...shared} />;
        default:
            return <IconClockOff size={15} stroke={1.6} {...shared} />;
    }
}
