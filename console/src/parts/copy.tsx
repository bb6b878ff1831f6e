import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { type RefObject, useEffect } from "react";

interface CopyProps {
    text: string;
    /** What it is called, such as `the id`. */
    what: string;
    /** What is on the button; an icon without it. */
    words?: string;
    /** Where the text stands on the page, to be selected when it cannot be copied. */
    place?: RefObject<HTMLElement | null>;
}

/** Copies a text. Not every browser lets a page do that: then it says so. */
export function Copy({ text, what, words, place }: CopyProps) {
    const { copy, copied, error } = useClipboard();
    useEffect(() => {
        if (error === null) {
            return;
        }
        const shown = place?.current;
        if (shown) {
            window.getSelection()?.selectAllChildren(shown);
        }
        const message = `The browser does not let this page copy ${what}. ${shown ? "It is selected" : "Select it"}, to copy it yourself.`;
        notifications.show({ color: "red", title: "Could not be copied", message });
    }, [error, what, place]);
    const icon = copied ? <IconCheck size={16} /> : <IconCopy size={16} />;
    if (words !== undefined) {
        return (
            <Button variant="default" onClick={() => copy(text)} leftSection={icon}>
                {copied ? "Copied" : words}
            </Button>
        );
    }
    const label = copied ? "Copied" : `Copy ${what}`;
    return (
        <Tooltip label={label}>
            <ActionIcon variant="subtle" color="gray" onClick={() => copy(text)} aria-label={label}>
                {icon}
            </ActionIcon>
        </Tooltip>
    );
}
