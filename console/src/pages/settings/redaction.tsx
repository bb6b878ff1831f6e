/** Which values never reach the log, and what would be stored of an event. */
import { Badge, Group, SimpleGrid, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";

import { Card } from "../../parts/page";
import { capital } from "../../parts/states";
import { TenantForm } from "./form";
import { type PostedEvent, type Preview, usePreview } from "./preview";
import { problemsAt } from "./problems";
import classes from "./settings.module.css";
import { Stored } from "./stored";
import { Tags } from "./tags";
import type { Form } from "./tenant";

const BUILT_IN = [
    "password",
    "passwd",
    "pwd",
    "secret",
    "token",
    "api key",
    "authorization",
    "cookie",
    "csrf",
    "session",
    "session id",
    "credit card",
    "card number",
    "cvv",
    "ssn",
    "otp",
    "pin",
];

const BUILT_IN_PATTERNS = [
    "card numbers",
    "JSON web tokens",
    "private keys",
    "Bearer and Basic credentials",
    "user and password of a URL",
    "keys of well-known services",
];

const EXAMPLE: PostedEvent = {
    method: "POST",
    url: "https://shop.example/checkout?step=pay&access_token=8f3kLq9vXw2r",
    referrer: "https://shop.example/cart?coupon=SPRING",
    ip: "203.0.113.7",
    user_id: "user-42",
    data: {
        post: {
            name: "Ada de Vries",
            iban: "NL91 ABNA 0417 1643 00",
            password: "correct horse battery",
            note: "Please charge 4111 1111 1111 1111",
        },
    },
};

export default function Redaction() {
    return (
        <TenantForm
            title="Redaction"
            about={
                "Secrets are replaced before anything is stored: by the name of their field, and by their pattern wherever they stand. " +
                "What was replaced is noted with the event."
            }
            beside={(form) => <TryIt form={form} />}
        >
            {(form) => (
                <>
                    <Fixed title="Names that are always secret" words={BUILT_IN} />
                    <Fixed title="Patterns that are always secret" words={BUILT_IN_PATTERNS} />
                    <Text size="sm" className="quiet" mt={-8}>
                        These are built in and cannot be switched off.
                    </Text>
                    <Tags
                        label="Your own field names"
                        description="Further names of secret fields. “iban” also finds “customer_iban” and “IBAN2”."
                        placeholder="iban"
                        none="None beside the built-in ones."
                        between={/[,\n]+/}
                        values={form.values.redacted_words}
                        change={(words) => form.set("redacted_words", words)}
                        problems={problemsAt(form.error, "/settings/redacted_words")}
                    />
                </>
            )}
        </TenantForm>
    );
}

/** What cannot be taken away. */
function Fixed({ title, words }: { title: string; words: readonly string[] }) {
    return (
        <Stack gap={6}>
            <Text size="sm" fw={600}>
                {title}
            </Text>
            <Group gap={6} component="ul" p={0} m={0} style={{ listStyle: "none" }} aria-label={title}>
                {words.map((word) => (
                    <li key={word}>
                        <Badge variant="default" size="lg" tt="none" fw={400}>
                            {word}
                        </Badge>
                    </li>
                ))}
            </Group>
        </Stack>
    );
}

/** An event to try the rules on. */
function TryIt({ form }: { form: Form }) {
    const [text, setText] = useState(() => JSON.stringify(EXAMPLE, null, 2));
    const { event, wrong } = parsed(text);
    const preview = usePreview({ redacted_words: form.values.redacted_words }, event);
    const refused = preview.eventProblems.map(({ rest, detail }) =>
        rest === "" ? capital(detail) : `${rest.slice(1)}: ${detail}.`,
    );
    const error = wrong ?? (refused.length > 0 ? refused.join(" ") : undefined);
    return (
        <Card title="What would be stored">
            <Text size="sm" className="quiet" mb="sm">
                With the names above, saved or not. Nothing is stored of what is tried here.
            </Text>
            <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
                <Textarea
                    label="An event as it is posted"
                    autosize
                    minRows={8}
                    maxRows={30}
                    spellCheck={false}
                    dir="ltr"
                    value={text}
                    onChange={(changed) => setText(changed.currentTarget.value)}
                    error={error}
                    styles={{
                        input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: "var(--mantine-font-size-xs)" },
                    }}
                />
                <Stack gap={0} aria-live="polite">
                    {/* As high as the label of the field beside it. */}
                    <div style={{ lineHeight: "var(--mantine-line-height)" }}>
                        <Text size="sm" fw={600} lh="inherit" display="inline-block" component="h3">
                            The event as it is stored
                        </Text>
                    </div>
                    {preview.data !== undefined && (
                        <div style={{ opacity: preview.isCurrent ? 1 : 0.6 }}>
                            <Result of={preview.data} />
                        </div>
                    )}
                    {error !== undefined && (
                        <Text size="sm" className="quiet">
                            The event has to be in order first.
                        </Text>
                    )}
                    {preview.problem !== undefined && <Text size="sm">{preview.problem}</Text>}
                </Stack>
            </SimpleGrid>
        </Card>
    );
}

function Result({ of: { ignored, event, redacted } }: { of: Preview }) {
    if (ignored) {
        return <Text size="sm">Nothing: an ignore rule drops this path.</Text>;
    }
    return (
        <>
            <Stored value={event && inOrder(event)} redacted={redacted} />
            <Text size="sm" mt={4}>
                {redacted.length === 0 ? "Nothing was replaced." : "Replaced:"}
            </Text>
            <ul className={classes["steps"]}>
                {redacted.map((place) => (
                    <li key={place}>
                        <Text size="sm" ff="monospace" className="any-text">
                            <bdi dir="ltr">{place}</bdi>
                        </Text>
                    </li>
                ))}
            </ul>
        </>
    );
}

/** The members of an event, in the order in which people would write them. */
const ORDER = ["occurred_at", "method", "host", "path", "query", "referrer", "ip", "user_agent", "user_id", "data"] as const;

function inOrder(event: NonNullable<Preview["event"]>): object {
    return Object.fromEntries(ORDER.flatMap((name) => (event[name] === undefined ? [] : [[name, event[name]]])));
}

function parsed(text: string): { event?: PostedEvent; wrong?: string } {
    try {
        const value: unknown = JSON.parse(text);
        const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
        // Whether its members fit, the API says.
        return isObject ? { event: value as PostedEvent } : { wrong: "This has to be a JSON object." };
    } catch (error) {
        return { wrong: `This is not JSON yet: ${error instanceof Error ? error.message : "it cannot be read"}` };
    }
}
