/** Something to heed, beside what it is about. */
import { Group, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";

import classes from "./settings.module.css";

interface NoteProps {
    title?: string;
    /** Whether something went wrong, rather than may. */
    isBad?: boolean;
    /** How readers of the screen come to hear of it, when it was not there from the beginning. */
    role?: "alert" | "status";
    children: ReactNode;
}

export function Note({ title, isBad = false, role, children }: NoteProps) {
    return (
        <Group className={classes["note"]} data-bad={isBad || undefined} role={role} gap="sm" wrap="nowrap" align="flex-start">
            <IconAlertTriangle size={18} stroke={1.7} aria-hidden style={{ flex: "none", marginTop: 2 }} />
            <div style={{ minWidth: 0, flex: 1 }}>
                {title !== undefined && (
                    <Text size="sm" fw={600} mb={4}>
                        {title}
                    </Text>
                )}
                <Text size="sm" component="div" className="any-text">
                    {children}
                </Text>
            </div>
        </Group>
    );
}
