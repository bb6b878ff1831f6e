/** What a test came to: a picture, a word, and why. */
import { Group, Text, ThemeIcon } from "@mantine/core";
import type { IconKey } from "@tabler/icons-react";
import type { ReactNode } from "react";

interface VerdictProps {
    icon: typeof IconKey;
    title: ReactNode;
    children: ReactNode;
    isGood?: boolean;
    isBad?: boolean;
}

export function Verdict({ icon: Icon, title, children, isGood = false, isBad = false }: VerdictProps) {
    const color = isBad ? "red" : isGood ? "gate" : "gray";
    return (
        <Group gap="sm" wrap="nowrap" align="flex-start">
            <ThemeIcon variant="light" color={color} size="lg" radius="xl" aria-hidden>
                <Icon size={18} stroke={1.6} />
            </ThemeIcon>
            <div style={{ minWidth: 0 }}>
                <Text fw={600} className="any-text">
                    <bdi>{title}</bdi>
                </Text>
                <Text size="sm" className="quiet any-text" component="div">
                    {children}
                </Text>
            </div>
        </Group>
    );
}
