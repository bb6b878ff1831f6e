/** Asks whoever goes elsewhere whether they leave without what would be lost. It stands on each page that holds something. */
import { Stack } from "@mantine/core";
import { useState, useSyncExternalStore } from "react";

import { asked, leave, stay } from "../leave";
import { Confirm } from "./confirm";

/** Above whatever dialog it was asked in. */
const ABOVE = 300;

export function LeaveQuestion() {
    const question = useSyncExternalStore(asked.subscribe, asked.now);
    // What was asked stands there while it fades away.
    const [shown, setShown] = useState(question);
    if (question !== undefined && question !== shown) {
        setShown(question);
    }
    // What cannot be typed again comes first.
    const about = [...(shown?.about ?? [])].sort((one, other) => Number(one.loss === "typed") - Number(other.loss === "typed"));
    return (
        <Confirm
            opened={question !== undefined}
            close={stay}
            title={about[0]?.title ?? ""}
            action="Leave"
            act={leave}
            zIndex={ABOVE}
        >
            <Stack gap="xs">
                {[...new Set(about.map(({ words }) => words))].map((words) => (
                    <span key={words}>{words}</span>
                ))}
            </Stack>
        </Confirm>
    );
}
