/** A form that makes a key. */
import { Button, Checkbox, Group, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { api, ask, type Schemas } from "../../api";
import { dayName } from "../../format";
import { BusyButton } from "../../parts/busy-button";
import { sentence } from "../../parts/states";
import { DialogOfOnce, type FormOfOnce, useTyped } from "./making";
import { hasPlaces, problemAt } from "./problems";
import { SCOPES, type Scope } from "./scopes";

type NewKey = Schemas["NewlyIssuedKey"];

interface KeyFormProps {
    opened: boolean;
    close: () => void;
    whenMade: (made: NewKey) => void;
}

export function KeyForm({ opened, close, whenMade }: KeyFormProps) {
    return (
        <DialogOfOnce opened={opened} close={close} title="Create a key" what="key" unfinished="Leave without creating the key?" size="lg">
            {(form) => <Fields whenMade={whenMade} {...form} />}
        </DialogOfOnce>
    );
}

const FIRST_SCOPES: Scope[] = ["events:write"];

function Fields({ whenMade, ...form }: Pick<KeyFormProps, "whenMade"> & FormOfOnce) {
    const { close, until, named } = form;
    const [name, setName] = useState("");
    const [scopes, setScopes] = useState(FIRST_SCOPES);
    const [expiry, setExpiry] = useState<string>();
    const [isTried, setTried] = useState(false);
    useTyped(name !== "" || scopes.join() !== FIRST_SCOPES.join() || expiry !== undefined, form);
    const making = useMutation({
        mutationFn: () => {
            const body = { name: name.trim(), scopes, ...(expiry !== undefined && { expires_at: expiry }) };
            return until.make(body.name, body, () => named(body, (header) => ask(api.POST("/v1/keys", { params: { header }, body }))));
        },
        onSuccess: (made) => {
            close();
            whenMade(made);
        },
    });
    return (
        <form
            onSubmit={(event) => {
                event.preventDefault();
                setTried(true);
                if (scopes.length > 0) {
                    making.mutate();
                }
            }}
        >
            <Stack>
                <TextInput
                    label="Name"
                    description="What uses it, such as “web server”."
                    required
                    withAsterisk={false}
                    maxLength={200}
                    data-autofocus
                    value={name}
                    onChange={(event) => setName(event.currentTarget.value)}
                    error={problemAt(making.error, "/name")}
                />
                <Checkbox.Group
                    label="What it may do"
                    description="As little as what uses it needs: none includes another."
                    value={scopes}
                    onChange={(chosen) => setScopes(chosen as Scope[])}
                    error={isTried && scopes.length === 0 ? "Choose one at least." : problemAt(making.error, "/scopes")}
                >
                    <Stack gap="xs" mt="xs">
                        {SCOPES.map((known) => (
                            <Checkbox
                                key={known.scope}
                                value={known.scope}
                                label={
                                    <>
                                        {known.name} <span className="quiet">({known.scope})</span>
                                    </>
                                }
                                description={known.description}
                            />
                        ))}
                    </Stack>
                </Checkbox.Group>
                <Expiry at={expiry} change={setExpiry} error={problemAt(making.error, "/expires_at")} />
                {making.error !== null && !hasPlaces(making.error) && (
                    <Text role="alert" size="sm" c="var(--console-bad)">
                        {sentence(making.error)}
                    </Text>
                )}
                <Group justify="flex-end">
                    <Button variant="default" onClick={() => until.isMaking || close()}>
                        Cancel
                    </Button>
                    {/* It is never disabled: whoever goes by keyboard would not come to it, nor learn what is missing. */}
                    <BusyButton type="submit" isBusy={making.isPending}>
                        Create the key
                    </BusyButton>
                </Group>
            </Stack>
        </form>
    );
}

const PERIODS = [
    { value: "", label: "Never" },
    { value: "30", label: "In 30 days" },
    { value: "90", label: "In 90 days" },
    { value: "365", label: "In a year" },
    { value: "own", label: "On a day of its own" },
];

interface ExpiryProps {
    at: string | undefined;
    change: (at: string | undefined) => void;
    error: string | undefined;
}

/** When a key is refused of itself. */
function Expiry({ at, change, error }: ExpiryProps) {
    const [period, setPeriod] = useState("");
    const [day, setDay] = useState("");
    function choose(chosen: string) {
        setPeriod(chosen);
        const end = new Date();
        end.setDate(end.getDate() + Number(chosen));
        // The end of that day: whoever chooses the same again today asks for the same.
        end.setHours(23, 59, 59, 0);
        change(chosen === "" || chosen === "own" ? undefined : end.toISOString());
    }
    function chooseDay(chosen: string) {
        setDay(chosen);
        const end = new Date(`${chosen}T23:59:59`);
        change(Number.isNaN(end.getTime()) ? undefined : end.toISOString());
    }
    return (
        <Group align="flex-start" gap="sm">
            <NativeSelect
                label="Expires"
                description={at === undefined ? "It is taken until it is revoked." : `It is refused after ${dayName(at)}.`}
                data={PERIODS}
                value={period}
                onChange={(event) => choose(event.currentTarget.value)}
                error={period === "own" ? undefined : error}
                miw={220}
            />
            {period === "own" && (
                <TextInput
                    type="date"
                    label="Last day"
                    description="In your time zone."
                    required
                    withAsterisk={false}
                    value={day}
                    onChange={(event) => chooseDay(event.currentTarget.value)}
                    error={error}
                />
            )}
        </Group>
    );
}
