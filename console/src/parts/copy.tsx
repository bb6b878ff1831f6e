import { ActionIcon, Button, CopyButton, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";

/** Copies a text; an icon, or a button with words when `words` says them. */
export function Copy({ text, what, words }: { text: string; what: string; words?: string }) {
    return (
        <CopyButton value={text}>
            {({ copied, copy }) => {
                const icon = copied ? <IconCheck size={16} /> : <IconCopy size={16} />;
                if (words !== undefined) {
                    return (
                        <Button variant="default" onClick={copy} leftSection={icon}>
                            {copied ? "Copied" : words}
                        </Button>
                    );
                }
                const label = copied ? "Copied" : `Copy ${what}`;
                return (
                    <Tooltip label={label}>
                        <ActionIcon variant="subtle" color="gray" onClick={copy} aria-label={label}>
                            {icon}
                        </ActionIcon>
                    </Tooltip>
                );
            }}
        </CopyButton>
    );
}
