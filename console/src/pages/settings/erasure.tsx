/** Erasing what is known of a person, for good. */
import { Anchor, Group, Radio, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";

import { api, ask, fitsPath, type Schemas } from "../../api";
import { eventsHref, useQueryOfAddress } from "../../filter";
import { number } from "../../format";
import { BusyButton } from "../../parts/busy-button";
import { Card } from "../../parts/page";
import { sentence } from "../../parts/states";
import { JobProgress } from "./job";
import { hasPlaces, problemAt } from "./problems";
import classes from "./settings.module.css";

type By = "user_id" | "ip";

/** Who is to be erased. */
interface Person {
    by: By;
    value: string;
}

const NAMES: Record<By, string> = { user_id: "user ID", ip: "address" };

const bodyOf = ({ by, value }: Person, dry_run: boolean): Schemas["ErasureToOrder"] =>
    by === "user_id" ? { user_id: value, dry_run } : { ip: value, dry_run };

export default function Erasure() {
    const query = useQueryOfAddress();
    const [by, setBy] = useState<By>("user_id");
    const [value, setValue] = useState(query.get("user_id") ?? "");
    const counting = useMutation({
        mutationFn: async (person: Person) => ({
            person,
            counts: await ask(api.POST("/v1/erasures", { body: bodyOf(person, true) })),
        }),
    });
    const erasing = useMutation({
        mutationFn: (person: Person) => ask(api.POST("/v1/erasures", { body: bodyOf(person, false) })),
        onSuccess: () => counting.reset(),
    });
    function change(next: Partial<Person>) {
        if (erasing.isPending) {
            // It stands there as what is being erased.
            return;
        }
        setBy(next.by ?? by);
        setValue(next.value ?? value);
        counting.reset();
        erasing.reset();
    }
    const { error } = counting;
    // Spaces belong to a user ID: without them it may be another person's.
    const whom = by === "ip" ? value.trim() : value;
    return (
        <Stack gap="md">
            <Card title="Erasure">
                <form
                    onSubmit={(event) => {
                        event.preventDefault();
                        if (!erasing.isPending) {
                            erasing.reset();
                            counting.mutate({ by, value: whom });
                        }
                    }}
                >
                    <Stack gap="md">
                        <Text size="sm" className="quiet" maw={680}>
                            Takes everything that is known of a person out of the log, the sessions and the figures, for good, and
                            ends their sessions. The log keeps that somebody was erased, and not who. You see how much it is
                            before anything goes.
                        </Text>
                        <Radio.Group label="Erase by" value={by} onChange={(chosen) => change({ by: chosen as By, value: "" })}>
                            <Group mt="xs">
                                <Radio value="user_id" label="User" />
                                <Radio value="ip" label="Address" />
                            </Group>
                        </Radio.Group>
                        <TextInput
                            label={by === "user_id" ? "User ID, as your application sends it" : "Address"}
                            description={by === "ip" ? "Only addresses that were kept in full can be erased." : undefined}
                            required
                            withAsterisk={false}
                            dir="auto"
                            autoComplete="off"
                            spellCheck={false}
                            maw={680}
                            classNames={{ wrapper: classes["field"] }}
                            value={value}
                            onChange={(event) => change({ value: event.currentTarget.value })}
                            error={problemAt(error, `/${by}`)}
                        />
                        {error !== null && !(hasPlaces(error) && problemAt(error, `/${by}`)) && (
                            <Text role="alert" size="sm" c="var(--console-bad)">
                                {sentence(error)}
                            </Text>
                        )}
                        <Group>
                            <BusyButton type="submit" variant="default" isBusy={counting.isPending} disabled={whom === ""}>
                                Show what would be erased
                            </BusyButton>
                            {by === "user_id" && whom !== "" && fitsPath(whom) && (
                                <Anchor size="sm" href={`/v1/users/${encodeURIComponent(whom)}/export`} download={`${whom}.ndjson`}>
                                    Download what is known first
                                </Anchor>
                            )}
                        </Group>
                        {by === "user_id" && !fitsPath(whom) && (
                            <Text size="sm" className="quiet" maw={680}>
                                A browser takes this name for a step in an address, and cannot download what is known of this user. Their{" "}
                                <Anchor component={Link} href={eventsHref({ user_id: whom })} inherit underline="always">
                                    events
                                </Anchor>{" "}
                                can be exported, and erasing finds them as anybody else.
                            </Text>
                        )}
                    </Stack>
                </form>
            </Card>
            {counting.data !== undefined && (
                <Counted
                    key={`${counting.data.person.by} ${counting.data.person.value}`}
                    person={counting.data.person}
                    counts={counting.data.counts}
                    erase={() => counting.data && erasing.mutate(counting.data.person)}
                    isErasing={erasing.isPending}
                    error={erasing.error}
                />
            )}
            {erasing.data?.job_id !== undefined && (
                <Card title="Erasing">
                    <JobProgress id={erasing.data.job_id}>
                        {({ state }) => state === "done" && <Text size="sm">Nothing of this person is kept any more.</Text>}
                    </JobProgress>
                </Card>
            )}
        </Stack>
    );
}

interface CountedProps {
    person: Person;
    counts: Schemas["Erasure"];
    erase: () => void;
    isErasing: boolean;
    error: unknown;
}

/** What there is of a person, and the order to erase it, once their name was typed. */
function Counted({ person: { by, value }, counts, erase, isErasing, error }: CountedProps) {
    const [typed, setTyped] = useState("");
    const { events = 0, sessions = 0 } = counts;
    const isNothing = events === 0 && sessions === 0;
    return (
        <Card title="What would be erased">
            <form
                onSubmit={(event) => {
                    event.preventDefault();
                    if (typed === value) {
                        erase();
                    }
                }}
            >
                <Stack gap="md">
                    <Text role="status">
                        <b>{number(events)}</b> {events === 1 ? "event" : "events"} and <b>{number(sessions)}</b>{" "}
                        {sessions === 1 ? "session" : "sessions"} of{" "}
                        <b className="any-text">
                            <bdi>{value}</bdi>
                        </b>
                        .
                    </Text>
                    {value !== value.trim() && <Text size="sm">This user ID begins or ends with a space, which belongs to it.</Text>}
                    {isNothing && (
                        <Text size="sm" className="quiet">
                            Nothing is known of them now. What was posted in the last second may not be counted yet.
                        </Text>
                    )}
                    {!isNothing && (
                        <>
                            <Text size="sm">Nobody can bring back what is erased.</Text>
                            <TextInput
                                label={`To confirm, type the ${NAMES[by]} once more`}
                                dir="auto"
                                autoComplete="off"
                                spellCheck={false}
                                maw={480}
                                value={typed}
                                onChange={(event) => setTyped(event.currentTarget.value)}
                            />
                            {error !== null && (
                                <Text role="alert" size="sm" c="var(--console-bad)">
                                    {sentence(error)}
                                </Text>
                            )}
                            <BusyButton type="submit" color="red.8" w="fit-content" disabled={typed !== value} isBusy={isErasing}>
                                Erase for good
                            </BusyButton>
                        </>
                    )}
                </Stack>
            </form>
        </Card>
    );
}
