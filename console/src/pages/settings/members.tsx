/** The people who sign in to this console. */
import { Anchor, Button, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Link } from "wouter";

import { api, ask, type Schemas } from "../../api";
import { Card } from "../../parts/page";
import { Answer } from "../../parts/states";
import { allPages } from "./all-pages";
import { MemberForm } from "./member-form";
import { MEMBERS, MemberRow, Reset } from "./member-row";
import { ROLES } from "./roles";
import classes from "./settings.module.css";
import { ShownOnce } from "./shown-once";

type Member = Schemas["Member"];
type WithPassword = Schemas["MemberWithPassword"];

export default function Members() {
    const queries = useQueryClient();
    const [isAdding, adding] = useDisclosure(false);
    const [given, setGiven] = useState<WithPassword>();
    const [isShown, shown] = useDisclosure(false);
    const [asking, setAsking] = useState<{ of: Member; by: HTMLElement | null }>();
    const [isResetting, resetting] = useDisclosure(false);
    const members = useQuery({
        queryKey: MEMBERS,
        queryFn: () =>
            allPages(
                (cursor) =>
                    ask(api.GET("/v1/members", { params: { query: { limit: 100, ...(cursor !== undefined && { cursor }) } } })),
                (page) => page.members,
            ),
    });
    const adder = useRef<HTMLButtonElement>(null);
    const asked = useRef<HTMLElement>(null);
    /** Shows a new password; `by` is the button that was pressed for it, and has the focus again then. */
    function show(what: WithPassword, by: HTMLElement | null) {
        asked.current = by;
        setGiven(what);
        shown.open();
        void queries.invalidateQueries({ queryKey: MEMBERS });
    }
    function reset(of: Member, by: HTMLElement | null) {
        setAsking({ of, by });
        resetting.open();
    }
    function whenClosed() {
        setGiven(undefined);
        (asked.current?.isConnected ? asked : adder).current?.focus();
    }
    return (
        <Stack gap="md">
            <Card
                title="Members"
                aside={
                    <Button ref={adder} size="sm" leftSection={<IconPlus size={16} aria-hidden />} onClick={adding.open}>
                        Add a member
                    </Button>
                }
            >
                <Answer of={members}>{(list) => <List of={list} reset={reset} />}</Answer>
            </Card>
            <Card title="Roles">
                <dl className={classes["facts"]}>
                    {ROLES.map(({ role, name, description }) => (
                        <div key={role}>
                            <dt>{name}</dt>
                            <dd>{description}</dd>
                        </div>
                    ))}
                </dl>
                <Text size="sm" className="quiet" mt="sm">
                    Your own password and sessions are in your{" "}
                    <Anchor component={Link} href="/profile" size="sm" underline="always">
                        profile
                    </Anchor>
                    .
                </Text>
            </Card>
            <Reset
                of={asking?.of}
                opened={isResetting}
                close={resetting.close}
                whenReset={(what) => show(what, asking?.by ?? null)}
            />
            <MemberForm opened={isAdding} close={adding.close} whenAdded={(added) => show(added, adder.current)} />
            <ShownOnce
                opened={isShown}
                secret={given?.password ?? ""}
                close={shown.close}
                whenClosed={whenClosed}
                title="A password to hand on"
                what="password"
            >
                <Text size="sm">
                    For{" "}
                    <b className="any-text">
                        <bdi>{given?.member.name}</bdi>
                    </b>
                    , who signs in with <bdi>{given?.member.email}</bdi> and can change it in the profile.
                </Text>
            </ShownOnce>
        </Stack>
    );
}

interface ListProps {
    of: Member[];
    reset: (of: Member, by: HTMLElement | null) => void;
}

function List({ of: members, reset }: ListProps) {
    const owners = members.filter(({ role }) => role === "owner").length;
    return (
        <ul className={classes["rows"]} aria-label="Members">
            {members.map((member) => (
                <li key={member.id} className={classes["row"]}>
                    <MemberRow
                        of={member}
                        isLastOwner={member.role === "owner" && owners === 1}
                        reset={(by) => reset(member, by)}
                    />
                </li>
            ))}
        </ul>
    );
}
