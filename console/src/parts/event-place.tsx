/** Where an event came from, and whom to thank for knowing it. */
import { Text } from "@mantine/core";

import type { Event } from "../api";
import { PlaceCredit } from "./place-credit";

/** The place of an event. */
export function EventPlace({ event: { location, ip } }: { event: Event }) {
    if (location === undefined) {
        return ip === undefined ? null : <span className="quiet">Unknown place</span>;
    }
    return (
        <>
            <bdi>{location}</bdi>
            <Text size="xs" className="quiet">
                <PlaceCredit />
            </Text>
        </>
    );
}
