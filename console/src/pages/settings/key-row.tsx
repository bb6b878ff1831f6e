/** A key in the list, and what can be done to it: make another in its place, or end it. */
import { Badge, Button, Group, NativeSelect, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";

import { api, ask, type Schemas } from "../../api";
import { Confirm } from "../../parts/confirm";
import { Time } from "../../parts/time";
import { useMaking } from "./making";
import { useNamedRequests } from "./request-name";
import { nameOf } from "./scopes";
import classes from "./settings.module.css";

type Key = Schemas["Key"];
type NewKey = Schemas["NewlyIssuedKey"];

/** The keys are kept under this key. */
export const KEYS = ["keys"];

interface KeyRowProps {
    of: Key;
    /** The name of a key by its id, as far as it is listed. */
    nameOfKey: (id: string) => string | undefined;
    /** Called with the button that was pressed to roll it. */
    roll: (by: HTMLElement | null) => void;
}

export function KeyRow({ of, nameOfKey, roll }: KeyRowProps) {
    const [isRevoking, revoking] = useDisclosure(false);
    const roller = useRef<HTMLButtonElement>(null);
    return (
        <>
            <div className={classes["what"]}>
                <Group gap="xs">
                    <Text fw={600} className="any-text">
                        <bdi>{of.name}</bdi>
                    </Text>
                    <State of={of} />
                </Group>
                <Group gap={6} my={6} component="ul" p={0} style={{ listStyle: "none" }} aria-label="What it may do">
                    {of.scopes.map((scope) => (
                        <li key={scope}>
                            <Badge variant="default" tt="none" fw={400} title={scope}>
                                {nameOf(scope)}
                            </Badge>
                        </li>
                    ))}
                </Group>
                <Text size="xs" className="quiet any-text" component="div">
                    <Facts of={of} nameOfKey={nameOfKey} />
                </Text>
            </div>
            {of.state === "active" && (
                <Group gap="xs">
                    <Button ref={roller} size="xs" variant="default" onClick={() => roll(roller.current)} aria-label={`Roll ${of.name}`}>
                        Roll
                    </Button>
                    <Button
                        size="xs"
                        variant="default"
                        c="var(--console-bad)"
                        onClick={revoking.open}
                        aria-label={`Revoke ${of.name}`}
                    >
                        Revoke
                    </Button>
                </Group>
            )}
            <Revoke of={of} opened={isRevoking} close={revoking.close} />
        </>
    );
}

function State({ of: { state, expires_at } }: { of: Key }) {
    const color = { active: "gate", expired: "gray", revoked: "gray" }[state];
    return (
        <Badge variant="light" color={color} tt="none">
            {state === "active" && expires_at !== undefined ? "active, expires" : state}
        </Badge>
    );
}

function Facts({ of: { id, created_at, expires_at, revoked_at, replaces, last_used_at }, nameOfKey }: Omit<KeyRowProps, "roll">) {
    return (
        <div className="dotted">
            <span>
                <bdi>
                    Created <Time at={created_at} />
                </bdi>
            </span>
            {last_used_at === undefined ? (
                <span>never used</span>
            ) : (
                <span>
                    <bdi>
                        last used <Time at={last_used_at} />
                    </bdi>
                </span>
            )}
            {revoked_at !== undefined ? (
                <span>
                    <bdi>
                        revoked <Time at={revoked_at} />
                    </bdi>
                </span>
            ) : (
                expires_at !== undefined && (
                    <span>
                        <bdi>
                            {new Date(expires_at) < new Date() ? "expired" : "expires"} <Time at={expires_at} />
                        </bdi>
                    </span>
                )
            )}
            {replaces !== undefined && (
                <span>
                    replaces <bdi title={replaces}>{nameOfKey(replaces) ?? "an earlier key"}</bdi>
                </span>
            )}
            <span style={{ fontFamily: "var(--mantine-font-family-monospace)" }}>{id}</span>
        </div>
    );
}

interface ChangeProps {
    of: Key;
    opened: boolean;
    close: () => void;
}

/** Asks before a key is revoked. */
function Revoke({ of, ...rest }: ChangeProps) {
    const queries = useQueryClient();
    async function revoke() {
        await ask(api.DELETE("/v1/keys/{key_id}", { params: { path: { key_id: of.id } } }));
        await queries.invalidateQueries({ queryKey: KEYS });
    }
    return (
        <Confirm title="Revoke this key?" action="Revoke the key" act={revoke} {...rest}>
            Whatever still uses{" "}
            <b className="any-text">
                <bdi>{of.name}</bdi>
            </b>{" "}
            is refused everywhere within 5 seconds, and the key cannot be brought back. To change a key without a gap, roll it.
        </Confirm>
    );
}

const OVERLAPS = [
    { value: "0", label: "Not at all" },
    { value: "1", label: "For an hour" },
    { value: "24", label: "For a day" },
    { value: "72", label: "For 3 days" },
    { value: "168", label: "For a week" },
];

interface RollProps extends Omit<ChangeProps, "of"> {
    of: Key | undefined;
    whenMade: (made: NewKey) => void;
}

/** Asks how long the old key is still taken, and makes the new one. It stands beside the list, which may be another meanwhile. */
export function Roll({ of, whenMade, ...rest }: RollProps) {
    const [overlap, setOverlap] = useState("24");
    const named = useNamedRequests();
    const { make } = useMaking("key");
    async function roll() {
        if (of === undefined) {
            return;
        }
        const body = { overlap_hours: Number(overlap) };
        const asked = { of: of.id, ...body };
        const request = () =>
            named(asked, (header) => ask(api.POST("/v1/keys/{key_id}/roll", { params: { path: { key_id: of.id }, header }, body })));
        whenMade(await make(of.name, asked, request));
    }
    return (
        <Confirm title="Roll this key?" action="Make the new key" isDangerous={false} staysUntilDone act={roll} {...rest}>
            <Stack gap="sm">
                <span>
                    A new key takes the place of{" "}
                    <b className="any-text">
                        <bdi>{of?.name}</bdi>
                    </b>
                    : same name, same rights, same expiry.
                </span>
                <NativeSelect
                    label="The old key is still taken"
                    description="Long enough to put the new one in place everywhere."
                    data={OVERLAPS}
                    value={overlap}
                    onChange={(event) => setOverlap(event.currentTarget.value)}
                />
            </Stack>
        </Confirm>
    );
}
