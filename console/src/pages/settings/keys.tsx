/** The keys that open the API to programs. */
import { Button, Switch, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";

import { api, ask, type Schemas } from "../../api";
import { number } from "../../format";
import { Card } from "../../parts/page";
import { Answer, Empty } from "../../parts/states";
import { allPages } from "./all-pages";
import { KeyForm } from "./key-form";
import { KEYS, KeyRow, Roll } from "./key-row";
import { commandFor } from "./scopes";
import classes from "./settings.module.css";
import { Command, ShownOnce } from "./shown-once";

type Key = Schemas["Key"];
type NewKey = Schemas["NewlyIssuedKey"];

export default function Keys() {
    const queries = useQueryClient();
    const [isCreating, creating] = useDisclosure(false);
    const [made, setMade] = useState<NewKey>();
    const [isShown, shown] = useDisclosure(false);
    const [rolled, setRolled] = useState<{ of: Key; by: HTMLElement | null }>();
    const [isRolling, rolling] = useDisclosure(false);
    const keys = useQuery({
        queryKey: KEYS,
        queryFn: () =>
            allPages(
                (cursor) =>
                    ask(api.GET("/v1/keys", { params: { query: { limit: 100, ...(cursor !== undefined && { cursor }) } } })),
                (page) => page.keys,
            ),
    });
    const creator = useRef<HTMLButtonElement>(null);
    const asked = useRef<HTMLElement>(null);
    /** Shows a new key; `by` is the button that was pressed for it, and has the focus again then. */
    function show(key: NewKey, by: HTMLElement | null) {
        asked.current = by;
        setMade(key);
        shown.open();
        void queries.invalidateQueries({ queryKey: KEYS });
    }
    function roll(of: Key, by: HTMLElement | null) {
        setRolled({ of, by });
        rolling.open();
    }
    function whenClosed() {
        setMade(undefined);
        (asked.current?.isConnected ? asked : creator).current?.focus();
    }
    return (
        <Card
            title="Keys"
            aside={
                <Button ref={creator} size="sm" leftSection={<IconPlus size={16} aria-hidden />} onClick={creating.open}>
                    Create a key
                </Button>
            }
        >
            <Text size="sm" className="quiet" mb="sm">
                With a key, a program may use the API for this tenant: your web server to append events and check sessions, for
                example.
            </Text>
            <Answer of={keys}>{(list) => <List of={list} roll={roll} />}</Answer>
            <KeyForm opened={isCreating} close={creating.close} whenMade={(key) => show(key, creator.current)} />
            <Roll
                of={rolled?.of}
                opened={isRolling}
                close={rolling.close}
                whenMade={(key) => show(key, rolled?.by ?? null)}
            />
            <ShownOnce
                opened={isShown}
                secret={made?.token ?? ""}
                close={shown.close}
                whenClosed={whenClosed}
                title="The new key"
                what="key"
            >
                <Command text={commandFor(made?.token ?? "", made?.key.scopes ?? [])} />
            </ShownOnce>
        </Card>
    );
}

function List({ of: keys, roll }: { of: Key[]; roll: (of: Key, by: HTMLElement | null) => void }) {
    const [withEnded, setWithEnded] = useState(false);
    const active = keys.filter(({ state }) => state === "active");
    const ended = keys.length - active.length;
    const nameOfKey = (id: string) => keys.find((key) => key.id === id)?.name;
    const listed = withEnded ? keys : active;
    return (
        <>
            {ended > 0 && (
                <Switch
                    label={`Show revoked and expired ones (${number(ended)})`}
                    checked={withEnded}
                    onChange={(event) => setWithEnded(event.currentTarget.checked)}
                />
            )}
            {listed.length === 0 ? (
                <Empty title="No active keys">Nothing but this console can use the API now.</Empty>
            ) : (
                <ul className={classes["rows"]} aria-label="Keys">
                    {listed.map((key) => (
                        <li key={key.id} className={classes["row"]}>
                            <KeyRow of={key} nameOfKey={nameOfKey} roll={(by) => roll(key, by)} />
                        </li>
                    ))}
                </ul>
            )}
        </>
    );
}
