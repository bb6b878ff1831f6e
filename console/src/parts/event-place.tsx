/** Where an event came from, and from whom that is known. */
import { Anchor, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { api, ask, type Event } from "../api";
import { useMayChange } from "../session";

/** The place of an event. */
export function EventPlace({ event: { location, ip } }: { event: Event }) {
    if (location === undefined) {
        return ip === undefined ? null : <span className="quiet">Unknown place</span>;
    }
    return (
        <>
            <bdi>{location}</bdi>
            <PlaceSource />
        </>
    );
}

/** Names the source of places where its licence asks for that. Whether it does is told to owners and admins alone. */
function PlaceSource() {
    const mayKnow = useMayChange();
    const { data } = useQuery({
        queryKey: ["location-databases"],
        queryFn: () => ask(api.GET("/v1/location-databases")),
        enabled: mayKnow,
        staleTime: 600_000,
    });
    const isFromDbIp = data?.databases.some(({ in_use: isInUse, is_from_db_ip: is }) => isInUse && is === true);
    return isFromDbIp ? (
        <Text size="xs" className="quiet">
            <Anchor href="https://db-ip.com" target="_blank" rel="noreferrer" inherit>
                IP Geolocation by DB-IP
            </Anchor>
        </Text>
    ) : null;
}
