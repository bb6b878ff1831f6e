/** Which proxies are believed about where a request came from. */
import { SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { IconMapPin, IconMapPinOff } from "@tabler/icons-react";
import { useState } from "react";

import { Card } from "../../parts/page";
import { capital } from "../../parts/states";
import { TenantForm } from "./form";
import { parse } from "./networks";
import { usePreview } from "./preview";
import { problemsAt } from "./problems";
import classes from "./settings.module.css";
import { Tags } from "./tags";
import type { Form } from "./tenant";
import { Verdict } from "./verdict";
import { type Step, walk } from "./walk";

export default function Proxies() {
    return (
        <TenantForm
            title="Trusted proxies"
            about={
                <>
                    When proxies or a load balancer stand before your application, they write into{" "}
                    <span style={{ whiteSpace: "nowrap" }}>X-Forwarded-For</span> where a request came from. Anybody can write into
                    that header, so only what your own proxies wrote is believed: name them here.
                </>
            }
            beside={(form) => <TryIt form={form} />}
        >
            {({ values, set, error }) => (
                <Tags
                    label="Networks of your proxies"
                    description="Networks (CIDR) or single addresses."
                    placeholder="10.0.0.0/8"
                    none="None: the header is not believed, and the address of the connection counts."
                    values={values.trusted_proxies}
                    change={(networks) => set("trusted_proxies", networks)}
                    problems={problemsAt(error, "/settings/trusted_proxies")}
                />
            )}
        </TenantForm>
    );
}

function TryIt({ form: { values } }: { form: Form }) {
    const [remote, setRemote] = useState("10.0.0.1");
    const [forwarded, setForwarded] = useState("198.51.100.9, 203.0.113.7, 10.0.0.2");
    const { trusted_proxies } = values;
    const preview = usePreview(
        // What is asked is who the client is: neither an ignore rule nor the capture switch is to hide it.
        { trusted_proxies, capture_ip: "full", ignored_prefixes: [], ignored_extensions: [] },
        { method: "GET", path: "/", remote_addr: remote, x_forwarded_for: forwarded },
    );
    const wrong = (place: string) =>
        preview.eventProblems
            .filter(({ rest }) => rest === place)
            .map(({ detail }) => capital(detail))
            .join(" ");
    const found = preview.data?.event?.ip;
    return (
        <Card title="Try it">
            <Text size="sm" className="quiet" mb="sm">
                With the proxies above, saved or not.
            </Text>
            <SimpleGrid cols={{ base: 1, lg: 2 }} mb="md">
                <TextInput
                    label="Address of the connection"
                    description="Who connected to your application."
                    dir="ltr"
                    autoComplete="off"
                    spellCheck={false}
                    value={remote}
                    onChange={(event) => setRemote(event.currentTarget.value)}
                    error={wrong("/remote_addr")}
                />
                <TextInput
                    label="X-Forwarded-For"
                    description="Each proxy adds at the right whom it saw."
                    dir="ltr"
                    autoComplete="off"
                    spellCheck={false}
                    value={forwarded}
                    onChange={(event) => setForwarded(event.currentTarget.value)}
                    error={wrong("/x_forwarded_for")}
                />
            </SimpleGrid>
            <div aria-live="polite" style={{ opacity: preview.isCurrent ? 1 : 0.6 }}>
                {preview.data !== undefined && (
                    <Stack gap="md">
                        <Client ip={found} capture={values.capture_ip} />
                        <Steps steps={explained(remote, forwarded, trusted_proxies, found)} />
                    </Stack>
                )}
                {preview.problem !== undefined && <Text size="sm">{preview.problem}</Text>}
            </div>
        </Card>
    );
}

/** The steps, unless they do not lead to what the API found. */
function explained(remote: string, forwarded: string, trusted: readonly string[], found: string | undefined): Step[] {
    const { steps, client } = walk(remote, forwarded, trusted);
    const [mine, its] = [client, found].map((text) => (text === undefined ? undefined : parse(text)?.bits));
    return mine === its ? steps : [];
}

const STORED = {
    full: "This address is stored.",
    anonymised: "Of this address the network is stored: see Capture.",
    off: "No address is stored: see Capture.",
};

function Client({ ip, capture }: { ip: string | undefined; capture: Form["values"]["capture_ip"] }) {
    if (ip === undefined) {
        return (
            <Verdict icon={IconMapPinOff} title="Not known">
                Nothing here names an address for certain.
            </Verdict>
        );
    }
    return (
        <Verdict icon={IconMapPin} isGood title={ip}>
            The client. {STORED[capture]}
        </Verdict>
    );
}

function Steps({ steps }: { steps: Step[] }) {
    if (steps.length === 0) {
        return null;
    }
    return (
        <div>
            <Text size="sm" fw={600} mb={6}>
                How it is found
            </Text>
            <ol className={classes["steps"]}>
                {steps.map((step, index) => (
                    <li key={index}>
                        <Text size="sm" className="any-text">
                            <Text span ff="monospace" fw={600} size="sm">
                                <bdi>{step.text}</bdi>
                            </Text>{" "}
                            {meaning(step, index === steps.length - 1)}
                        </Text>
                    </li>
                ))}
            </ol>
        </div>
    );
}

function meaning({ from, is, network = "" }: Step, isLast: boolean): string {
    const isConnection = from === "connection";
    const nextEntry = isConnection ? "the last entry of the header" : "the entry left of it";
    const where = isConnection ? "is who connected" : "comes next in the header, from the right";
    switch (is) {
        case "proxy":
            return isLast
                ? `${where}. It is in ${network}, but nothing is left behind it: so it counts as the client.`
                : `${where}. It is in ${network}, one of your proxies: ${nextEntry} is whom it saw.`;
        case "client":
            return `${where}. It is none of your proxies: this is the client.`;
        case "rubbish":
            return `${where}, and is no address: nothing from here on is believed, and the one before counts.`;
        case "unread":
            return "is further left, where the client can write what it likes: not looked at.";
    }
}
