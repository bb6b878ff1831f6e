/** How long sessions live, how many there may be, and where users see their own. */
import { Anchor, Group, Radio, SimpleGrid, Stack, Text } from "@mantine/core";
import { useRef } from "react";

import type { Schemas } from "../../api";
import { Copy } from "../../parts/copy";
import { Card } from "../../parts/page";
import { Amount } from "./amount";
import { TenantForm } from "./form";
import { problemAt, problemsAt } from "./problems";
import classes from "./settings.module.css";
import { Tags } from "./tags";
import type { Form } from "./tenant";
import { Timeout } from "./timeout";

export default function SessionPolicy() {
    return (
        <TenantForm
            title="Session policy"
            about="How long the sessions of your users live. Times hold for sessions that start from now on."
            beside={() => <Embedding />}
        >
            {(form) => (
                <>
                    <Times form={form} />
                    <Most form={form} />
                    <Tags
                        label="Allowed origins"
                        description="Websites on which users may see and end their own sessions: their pages may call /v1/me."
                        placeholder="https://shop.example"
                        none="None: only your servers can ask."
                        tidy={originOf}
                        values={form.values.allowed_origins}
                        change={(origins) => form.set("allowed_origins", origins)}
                        problems={problemsAt(form.error, "/settings/allowed_origins")}
                    />
                </>
            )}
        </TenantForm>
    );
}

/** The origin of an address that was pasted; whatever else was written, the API judges. */
function originOf(entry: string): string {
    const isUrl = /^https?:\/\//i.test(entry) && URL.canParse(entry);
    return isUrl ? new URL(entry).origin : entry;
}

function Times({ form: { values, set, error } }: { form: Form }) {
    const isNeverIdle = values.session_idle_timeout_s >= values.session_absolute_timeout_s;
    return (
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
            <Timeout
                label="Idle timeout"
                description={
                    isNeverIdle
                        ? "Not shorter than the absolute timeout: it never comes to this."
                        : "A session that is not used for so long is over."
                }
                seconds={values.session_idle_timeout_s}
                change={(seconds) => set("session_idle_timeout_s", seconds)}
                isWrong={problemAt(error, "/settings/session_idle_timeout_s") !== undefined}
            />
            <Timeout
                label="Absolute timeout"
                description="After so long it is over in any case."
                seconds={values.session_absolute_timeout_s}
                change={(seconds) => set("session_absolute_timeout_s", seconds)}
                isWrong={problemAt(error, "/settings/session_absolute_timeout_s") !== undefined}
            />
        </SimpleGrid>
    );
}

function Most({ form: { values, set, error } }: { form: Form }) {
    return (
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
            <Amount
                label="Most sessions per user"
                description="At a time, from 1 to 100."
                maw={240}
                min={1}
                max={100}
                value={values.sessions_per_user_max}
                change={(amount) => set("sessions_per_user_max", amount)}
                error={problemAt(error, "/settings/sessions_per_user_max")}
            />
            <Radio.Group
                label="A sign-in beyond that"
                value={values.session_limit}
                onChange={(limit) => set("session_limit", limit as Schemas["SessionLimit"])}
                error={problemAt(error, "/settings/session_limit")}
            >
                <Stack gap="xs" mt="xs">
                    <Radio
                        value="end_oldest"
                        label="ends the oldest session"
                        description="The device that signed in first is signed out."
                    />
                    <Radio value="refuse_new" label="is refused" description="The user has to end a session first." />
                </Stack>
            </Radio.Group>
        </SimpleGrid>
    );
}

/** How an application shows its users their own sessions. */
function Embedding() {
    const place = useRef<HTMLPreElement>(null);
    const origin = window.location.origin;
    const snippet =
        `<script type="module" src="${origin}/embed/sessions.js"></script>\n` +
        `<gatebook-sessions base="${origin}" token="…"></gatebook-sessions>`;
    return (
        <Card title="The session list in your own pages">
            <Stack gap="sm">
                <Text size="sm" className="quiet">
                    Users see where they are signed in, and end what is not theirs. Put this into a page:
                </Text>
                <pre ref={place} className={classes["source"]} role="group" aria-label="Snippet for a page">
                    {snippet}
                </pre>
                <Group>
                    <Copy text={snippet} what="the snippet" words="Copy the snippet" place={place} />
                </Group>
                <ol className={classes["steps"]}>
                    <li>
                        <Text size="sm">Add the origin of the page to the allowed origins above, and save.</Text>
                    </li>
                    <li>
                        <Text size="sm">
                            As the token, your server puts in the access token that it got when it started or refreshed the user’s
                            session. It lives for a few minutes, so it is safe in a page.
                        </Text>
                    </li>
                </ol>
                <Group>
                    <Anchor href="/embed/example.html" target="_blank" rel="noreferrer" size="sm">
                        An example page
                    </Anchor>
                </Group>
            </Stack>
        </Card>
    );
}
