/** A member in the list, and what can be done: another role, another password, or out. */
import { ActionIcon, Avatar, Badge, Group, Menu, NativeSelect, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconDots, IconKey, IconUserMinus } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";

import { api, ask, Refused, type Role, type Schemas } from "../../api";
import { Confirm } from "../../parts/confirm";
import { initials } from "../../parts/initials";
import { Time } from "../../parts/time";
import { useLogin } from "../../session";
import { useMaking } from "./making";
import { nameOfRole, rolesFor } from "./roles";
import classes from "./settings.module.css";

type Member = Schemas["Member"];

/** The members are kept under this key. */
export const MEMBERS = ["members"];

interface MemberRowProps {
    of: Member;
    /** Whether the tenant would be without an owner without them. */
    isLastOwner: boolean;
    /** Asks for a new password; `by` is the button that was pressed for it. */
    reset: (by: HTMLElement | null) => void;
}

export function MemberRow({ of, isLastOwner, reset }: MemberRowProps) {
    const { member: me, role: mine } = useLogin();
    const isMe = of.id === me.id;
    const mayChange = mine === "owner" || of.role !== "owner";
    return (
        <>
            <Group gap="sm" wrap="nowrap" className={classes["what"]}>
                <Avatar color="gate" aria-hidden>
                    {initials(of.name)}
                </Avatar>
                <div style={{ minWidth: 0 }}>
                    <Group gap="xs">
                        <Text fw={600} className="any-text">
                            <bdi>{of.name}</bdi>
                        </Text>
                        {isMe && (
                            <Badge variant="default" tt="none" fw={500}>
                                you
                            </Badge>
                        )}
                    </Group>
                    <Text size="sm" className="any-text">
                        <bdi>{of.email}</bdi>
                    </Text>
                    <Text size="xs" className="quiet dotted" component="div">
                        <span>
                            <bdi>
                                Member since <Time at={of.created_at} />
                            </bdi>
                        </span>
                        {isLastOwner && mayChange && <span>The last owner cannot be removed: make another one first</span>}
                    </Text>
                </div>
            </Group>
            {mayChange && !isLastOwner ? (
                <Changes of={of} isMe={isMe} reset={reset} />
            ) : (
                <Badge variant="light" size="lg" tt="none" fw={500} className={classes["role"]}>
                    {nameOfRole(of.role)}
                </Badge>
            )}
        </>
    );
}

function Changes({ of, isMe, reset }: Omit<MemberRowProps, "isLastOwner"> & { isMe: boolean }) {
    const { role: mine } = useLogin();
    const [role, setRole] = useState<Role>();
    const [isRemoving, removing] = useDisclosure(false);
    const more = useRef<HTMLButtonElement>(null);
    return (
        <Group gap="xs" wrap="nowrap" className={classes["role"]}>
            <NativeSelect
                aria-label={`Role of ${of.name}`}
                data={rolesFor(mine).map((known) => ({ value: known.role, label: known.name }))}
                value={of.role}
                onChange={(event) => setRole(event.currentTarget.value as Role)}
            />
            <Menu position="bottom-end" withinPortal>
                <Menu.Target>
                    <ActionIcon ref={more} variant="default" size={36} aria-label={`More for ${of.name}`}>
                        <IconDots size={18} />
                    </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                    {!isMe && (
                        <Menu.Item leftSection={<IconKey size={16} />} onClick={() => reset(more.current)}>
                            Give a new password
                        </Menu.Item>
                    )}
                    <Menu.Item leftSection={<IconUserMinus size={16} />} c="var(--console-bad)" onClick={removing.open}>
                        {isMe ? "Leave the tenant" : "Remove"}
                    </Menu.Item>
                </Menu.Dropdown>
            </Menu>
            <ChangeRole of={of} isMe={isMe} to={role} close={() => setRole(undefined)} />
            <Remove of={of} isMe={isMe} opened={isRemoving} close={removing.close} />
        </Group>
    );
}

/** Says why it was refused in words that fit here. */
async function inWords<T>(answer: Promise<T>): Promise<T> {
    try {
        return await answer;
    } catch (error) {
        const words = error instanceof Refused && error.code !== undefined ? WORDS[error.code] : undefined;
        if (error instanceof Refused && error.problem !== undefined && words !== undefined) {
            throw new Refused(error.status, { ...error.problem, detail: words, errors: [] });
        }
        throw error;
    }
}

const WORDS: Partial<Record<Schemas["Code"], string>> = {
    last_owner: "the tenant’s last owner cannot be removed or given another role: make somebody else an owner first",
    member_shared: "this person belongs to other tenants too, so only they can change their password",
};

interface ChangeProps {
    of: Member;
    close: () => void;
}

function ChangeRole({ of, isMe, to, close }: ChangeProps & { isMe: boolean; to: Role | undefined }) {
    const refresh = useRefresh(isMe);
    async function change() {
        if (to !== undefined) {
            await inWords(
                ask(api.PATCH("/v1/members/{member_id}", { params: { path: { member_id: of.id } }, body: { role: to } })),
            );
            await refresh();
        }
    }
    return (
        <Confirm
            opened={to !== undefined}
            close={close}
            title="Give another role?"
            action="Change the role"
            isDangerous={false}
            act={change}
        >
            <Who of={of} /> becomes {nameOfRole(to ?? of.role).toLowerCase()}.{" "}
            {isMe ? "You are signed out at once." : "They are signed out at once."}
        </Confirm>
    );
}

interface ResetProps {
    of: Member | undefined;
    opened: boolean;
    close: () => void;
    whenReset: (reset: Schemas["MemberWithPassword"]) => void;
}

/** Asks before somebody's password is made another. It stands beside the list, which may be another meanwhile. */
export function Reset({ of, opened, close, whenReset }: ResetProps) {
    const { make } = useMaking("password", "Who asks again here makes another, which is shown.");
    async function reset() {
        if (of !== undefined) {
            const params = { path: { member_id: of.id } };
            whenReset(await make(of.name, of.id, () => inWords(ask(api.POST("/v1/members/{member_id}/reset", { params, body: {} })))));
        }
    }
    return (
        <Confirm opened={opened} close={close} title="Give a new password?" action="Make a new password" staysUntilDone act={reset}>
            {of && <Who of={of} />} is signed out at once, and the old password opens nothing any more. The new one is shown to you once,
            to hand on.
        </Confirm>
    );
}

function Remove({ of, isMe, opened, close }: ChangeProps & { isMe: boolean; opened: boolean }) {
    const refresh = useRefresh(isMe);
    async function remove() {
        await inWords(ask(api.DELETE("/v1/members/{member_id}", { params: { path: { member_id: of.id } } })));
        await refresh();
    }
    return (
        <Confirm
            opened={opened}
            close={close}
            title={isMe ? "Leave this tenant?" : "Remove this member?"}
            action={isMe ? "Leave" : "Remove the member"}
            act={remove}
        >
            <Who of={of} /> is signed out at once, and cannot sign in to this tenant any more. Who belongs to no other tenant is
            forgotten, with name and address.
        </Confirm>
    );
}

/** Loads the members again; and who is signed in, if that was about themselves. */
function useRefresh(isMe: boolean): () => Promise<void> {
    const queries = useQueryClient();
    return () => queries.invalidateQueries(isMe ? {} : { queryKey: MEMBERS });
}

function Who({ of }: { of: Member }): ReactNode {
    return (
        <b className="any-text">
            <bdi>{of.name}</bdi>
        </b>
    );
}
