import { ActionIcon, Tooltip } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";

import type { Endless } from "../pages/sessions/endless";

/** Loads what is newest of a list that goes on. */
export function Again<T>({ of: { list, again }, size = "lg" }: { of: Endless<T>; size?: "md" | "lg" }) {
    return (
        <Tooltip label="Load the newest">
            <ActionIcon variant="default" size={size} onClick={again} loading={list.isPlaceholderData} aria-label="Load the newest">
                <IconRefresh size={size === "lg" ? 18 : 16} stroke={1.6} />
            </ActionIcon>
        </Tooltip>
    );
}
