/** A form that adds a member. */
import { Button, Group, Radio, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { api, ask, Refused, type Role, type Schemas } from "../../api";
import { BusyButton } from "../../parts/busy-button";
import { sentence } from "../../parts/states";
import { useLogin } from "../../session";
import { DialogOfOnce, type FormOfOnce, useTyped } from "./making";
import { hasPlaces, problemAt } from "./problems";
import { rolesFor } from "./roles";

interface MemberFormProps {
    opened: boolean;
    close: () => void;
    whenAdded: (added: Schemas["MemberWithPassword"]) => void;
}

export function MemberForm({ opened, close, whenAdded }: MemberFormProps) {
    return (
        <DialogOfOnce opened={opened} close={close} title="Add a member" what="password" unfinished="Leave without adding the member?">
            {(form) => <Fields whenAdded={whenAdded} {...form} />}
        </DialogOfOnce>
    );
}

function Fields({ whenAdded, ...form }: Pick<MemberFormProps, "whenAdded"> & FormOfOnce) {
    const { close, until, named } = form;
    const { role: mine } = useLogin();
    const [email, setEmail] = useState("");
    const [name, setName] = useState("");
    const [role, setRole] = useState<Role>("viewer");
    useTyped(email !== "" || name !== "" || role !== "viewer", form);
    const adding = useMutation({
        mutationFn: () => {
            const body = { email: email.trim(), name: name.trim(), role };
            return until.make(body.name, body, () => named(body, (header) => ask(api.POST("/v1/members", { params: { header }, body }))));
        },
        onSuccess: (added) => {
            close();
            whenAdded(added);
        },
    });
    return (
        <form
            onSubmit={(event) => {
                event.preventDefault();
                adding.mutate();
            }}
        >
            <Stack>
                <TextInput
                    label="E-mail address"
                    description="What they sign in with. Nothing is sent there."
                    type="email"
                    required
                    withAsterisk={false}
                    autoComplete="off"
                    data-autofocus
                    value={email}
                    onChange={(event) => setEmail(event.currentTarget.value)}
                    error={
                        isTaken(adding.error)
                            ? "Somebody in this installation has this address."
                            : problemAt(adding.error, "/email")
                    }
                />
                <TextInput
                    label="Name"
                    required
                    withAsterisk={false}
                    autoComplete="off"
                    maxLength={200}
                    value={name}
                    onChange={(event) => setName(event.currentTarget.value)}
                    error={problemAt(adding.error, "/name")}
                />
                <Radio.Group
                    label="Role"
                    value={role}
                    onChange={(chosen) => setRole(chosen as Role)}
                    error={problemAt(adding.error, "/role")}
                >
                    <Stack gap="xs" mt="xs">
                        {rolesFor(mine).map((known) => (
                            <Radio key={known.role} value={known.role} label={known.name} description={known.description} />
                        ))}
                    </Stack>
                </Radio.Group>
                {adding.error !== null && !hasPlaces(adding.error) && !isTaken(adding.error) && (
                    <Text role="alert" size="sm" c="var(--console-bad)">
                        {sentence(adding.error)}
                    </Text>
                )}
                <Group justify="flex-end">
                    <Button variant="default" onClick={() => until.isMaking || close()}>
                        Cancel
                    </Button>
                    <BusyButton type="submit" isBusy={adding.isPending}>
                        Add the member
                    </BusyButton>
                </Group>
            </Stack>
        </form>
    );
}

function isTaken(error: unknown): boolean {
    return error instanceof Refused && error.code === "email_taken";
}
