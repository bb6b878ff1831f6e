/** Whose requests the application is told to refuse. */
import { Checkbox, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { IconBan, IconCircleCheck } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { api, ask, Refused, type Schemas } from "../../api";
import { BusyButton } from "../../parts/busy-button";
import { Card } from "../../parts/page";
import { capital, sentence } from "../../parts/states";
import { TenantForm } from "./form";
import { Note } from "./note";
import { problemAt, problemsAt } from "./problems";
import { Tags } from "./tags";
import type { Form } from "./tenant";
import { Verdict } from "./verdict";

type Kind = Schemas["ProgramKind"];
type Blocked = Schemas["Blocked"];

const KINDS: { value: Kind; label: string; description: string }[] = [
    {
        value: "bot",
        label: "Bots",
        description: "Programs that visit pages by themselves and say so, search engines among them.",
    },
    { value: "tool", label: "Tools", description: "curl, libraries and the like." },
    { value: "unknown", label: "Unknown programs", description: "A user agent that says nothing that is known, or none at all." },
    { value: "app", label: "Apps", description: "Programs made for one purpose, and pages inside of one." },
    { value: "browser", label: "Browsers", description: "What people look at pages with." },
];

export default function BlockedRequests() {
    return (
        <TenantForm
            title="Blocked"
            about={
                "Gatebook refuses nothing itself: your application asks it about a request (GET /v1/decisions), and is told to refuse what is " +
                "named here. Networks come first, then programs, then kinds."
            }
            beside={(form) => <TryIt isChanged={form.isChanged} />}
        >
            {(form) => <Fields form={form} />}
        </TenantForm>
    );
}

function Fields({ form: { values, set, error } }: { form: Form }) {
    const { blocked } = values;
    const change = (changed: Partial<Blocked>) => set("blocked", { ...blocked, ...changed });
    return (
        <>
            <Tags
                label="Networks"
                description="Networks (CIDR) or single addresses."
                placeholder="198.51.100.0/24"
                none="None."
                most={1000}
                values={blocked.networks}
                change={(networks) => change({ networks })}
                problems={problemsAt(error, "/settings/blocked/networks")}
            />
            <Tags
                label="Programs"
                description="Browsers, bots and tools by name, as they are shown with an event; upper or lower case."
                placeholder="GPTBot"
                none="None."
                between={/[,\n]+/}
                values={blocked.programs}
                change={(programs) => change({ programs })}
                problems={problemsAt(error, "/settings/blocked/programs")}
            />
            <Checkbox.Group
                label="Kinds of programs"
                value={blocked.kinds}
                onChange={(kinds) => change({ kinds: KINDS.map(({ value }) => value).filter((kind) => kinds.includes(kind)) })}
                error={problemAt(error, "/settings/blocked/kinds")}
            >
                <Stack gap="xs" mt="xs">
                    {KINDS.map((kind) => (
                        <Checkbox key={kind.value} {...kind} />
                    ))}
                </Stack>
            </Checkbox.Group>
            {blocked.kinds.includes("browser") && (
                <Note role="alert">With browsers blocked, nearly everybody who visits is refused.</Note>
            )}
        </>
    );
}

/** Asks for a decision, as an application would. */
function TryIt({ isChanged }: { isChanged: boolean }) {
    const [ip, setIp] = useState("198.51.100.7");
    const [agent, setAgent] = useState(navigator.userAgent);
    const deciding = useMutation({
        mutationFn: () =>
            ask(
                api.GET("/v1/decisions", {
                    params: { query: { ...(ip.trim() !== "" && { ip: ip.trim() }), ...(agent !== "" && { user_agent: agent }) } },
                }),
            ),
    });
    const problem = (parameter: string) => {
        const places = deciding.error instanceof Refused ? (deciding.error.problem?.errors ?? []) : [];
        const found = places.find((place) => place.parameter === parameter);
        return found && capital(found.detail);
    };
    const isSaid = problem("ip") !== undefined || problem("user_agent") !== undefined;
    return (
        <Card title="Try a request">
            <form
                onSubmit={(event) => {
                    event.preventDefault();
                    deciding.mutate();
                }}
            >
                <Stack gap="md">
                    <Text size="sm" className="quiet">
                        {isChanged
                            ? "With what is saved: save your changes to try them."
                            : "With what is saved, as your application would be told."}
                    </Text>
                    <SimpleGrid cols={{ base: 1, lg: 2 }}>
                        <TextInput
                            label="Address"
                            dir="ltr"
                            autoComplete="off"
                            spellCheck={false}
                            value={ip}
                            onChange={(event) => setIp(event.currentTarget.value)}
                            error={problem("ip")}
                        />
                        <TextInput
                            label="User agent"
                            dir="ltr"
                            autoComplete="off"
                            spellCheck={false}
                            value={agent}
                            onChange={(event) => setAgent(event.currentTarget.value)}
                            error={problem("user_agent")}
                        />
                    </SimpleGrid>
                    <BusyButton
                        type="submit"
                        variant="default"
                        isBusy={deciding.isPending}
                        disabled={ip.trim() === "" && agent === ""}
                        w="fit-content"
                    >
                        Ask
                    </BusyButton>
                    <div aria-live="polite">
                        {deciding.data !== undefined && <Result of={deciding.data} />}
                        {deciding.error !== null && !isSaid && <Text size="sm">{sentence(deciding.error)}</Text>}
                    </div>
                </Stack>
            </form>
        </Card>
    );
}

const REASONS: Record<Schemas["BlockReason"], string> = {
    network: "Its address is in the network",
    program: "Its program is blocked by name:",
    kind: "Its kind of program is blocked:",
};

function Result({ of: { block, reason, rule, device, kind } }: { of: Schemas["Decision"] }) {
    const what = device ?? (kind === undefined ? undefined : `a program of the kind “${kind}”`);
    return block ? (
        <Verdict icon={IconBan} isBad title="To be refused">
            {reason !== undefined && `${REASONS[reason]} `}
            <bdi>{rule}</bdi>.
        </Verdict>
    ) : (
        <Verdict icon={IconCircleCheck} isGood title="Not blocked">
            {what === undefined ? (
                "Nothing that is blocked hits."
            ) : (
                <>
                    Seen as <bdi>{what}</bdi>: nothing that is blocked hits.
                </>
            )}
        </Verdict>
    );
}
