import { Button, Center, Group, Loader, Text } from "@mantine/core";
import { type ReactNode, useEffect } from "react";

import type { Endless } from "../pages/sessions/endless";
import { sentence } from "./states";

interface MoreProps<T> {
    of: Endless<T>;
    /** Whether the end of what is loaded is in sight, or nearly. */
    isNearEnd: boolean;
    /** What stands below the last one. */
    end: string;
}

/** The end of a list that goes on: loads more when it comes into sight, and has a button for when that is not enough. */
export function More<T>({ of, isNearEnd, end }: MoreProps<T>) {
    const isDue = isNearEnd && of.isGoingOn;
    useEffect(() => {
        if (isDue) {
            of.more();
        }
    });
    return (
        <Center mih={56} p="sm">
            {standing(of, end)}
        </Center>
    );
}

function standing<T>({ list, more }: Endless<T>, end: string): ReactNode {
    if (list.isFetchingNextPage) {
        return <Loader size="sm" role="status" aria-label="Loading more" />;
    }
    if (list.isFetchNextPageError) {
        return (
            <Group gap="sm" role="alert">
                <Text size="sm">{sentence(list.error)}</Text>
                <Button size="xs" variant="default" onClick={more}>
                    Try again
                </Button>
            </Group>
        );
    }
    if (list.hasNextPage) {
        return (
            <Button size="xs" variant="default" onClick={more}>
                Look further back
            </Button>
        );
    }
    return (
        <Text size="sm" className="quiet">
            {end}
        </Text>
    );
}
