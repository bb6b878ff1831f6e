/** How long events are kept, and what would go if it were shorter. */
import { Button, Group, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api, ask, Refused } from "../../api";
import { exactTime, number } from "../../format";
import { Confirm } from "../../parts/confirm";
import { Card } from "../../parts/page";
import { sentence } from "../../parts/states";
import { Amount } from "./amount";
import { TenantForm } from "./form";
import { JobProgress } from "./job";
import { problemAt } from "./problems";
import type { Form } from "./tenant";

const MOST = 400;
const USUAL = [7, 30, 90, 365, MOST];
const DAY = 86_400_000;

export default function Retention() {
    const [isAsking, setIsAsking] = useState(false);
    return (
        <TenantForm
            title="Retention"
            about="How many days an event is kept from the day it occurred; one that arrives later than that, from the day it arrived. Then it goes for good. It can be changed once a day."
            before={({ values, stored }) => {
                const isShorter = values.retention_days >= 1 && values.retention_days < stored.retention_days;
                setIsAsking(isShorter);
                return isShorter;
            }}
            words={refusal}
            beside={(form) => (
                <>
                    <Running form={form} />
                    <Confirm
                        opened={isAsking}
                        close={() => setIsAsking(false)}
                        title={`Keep events for ${days(form.values.retention_days)} only?`}
                        action={`Keep ${days(form.values.retention_days)}`}
                        act={async () => form.save()}
                    >
                        <WhatGoes form={form} isFinal />
                    </Confirm>
                </>
            )}
        >
            {(form) => <Fields form={form} />}
        </TenantForm>
    );
}

const days = (count: number) => (count === 1 ? "1 day" : `${number(count)} days`);

function Fields({ form }: { form: Form }) {
    const { values, stored, set, error } = form;
    const isShorter = values.retention_days < stored.retention_days;
    return (
        <Stack gap="sm">
            <Amount
                label="Days that events are kept"
                description={`From 1 to ${MOST}.`}
                maw={240}
                min={1}
                max={MOST}
                value={values.retention_days}
                change={(amount) => set("retention_days", amount)}
                error={problemAt(error, "/settings/retention_days")}
            />
            <Group gap={6} role="group" aria-label="Usual numbers of days">
                {USUAL.map((usual) => (
                    <Button
                        key={usual}
                        size="compact-sm"
                        variant={usual === values.retention_days ? "light" : "default"}
                        aria-pressed={usual === values.retention_days}
                        onClick={() => set("retention_days", usual)}
                    >
                        {days(usual)}
                    </Button>
                ))}
            </Group>
            <Text size="sm" aria-live="polite">
                {isShorter && <WhatGoes form={form} />}
                {values.retention_days > stored.retention_days &&
                    `Nothing goes: what is there now stays until it is ${days(values.retention_days)} old.`}
            </Text>
        </Stack>
    );
}

/** How much is older than it would be kept; with `isFinal`, that what goes is lost. */
function WhatGoes({ form: { values }, isFinal = false }: { form: Form; isFinal?: boolean }) {
    const [kept] = useDebouncedValue(values.retention_days, 300);
    const isPossible = kept >= 1 && kept < MOST;
    const older = useQuery({
        queryKey: ["older-than", kept],
        queryFn: () => {
            const before = (ago: number) => new Date(Date.now() - ago * DAY).toISOString();
            return ask(api.GET("/v1/stats/summary", { params: { query: { since: before(MOST), until: before(kept) } } }));
        },
        enabled: isPossible,
    });
    if (!isPossible) {
        return null;
    }
    const lost = isFinal ? " What goes cannot be brought back." : "";
    if (older.error !== null) {
        return `Everything that is older than ${days(kept)} goes. How much that is cannot be said: ${sentence(older.error)}${lost}`;
    }
    const views = older.data?.current.hits;
    if (views === undefined) {
        return "Counting what would go …";
    }
    return views === 0
        ? `No page views are older than ${days(kept)}.`
        : `About ${number(views)} page ${views === 1 ? "view is" : "views are"} older than ${days(kept)} and would go.${lost}`;
}

/** The job that carries out a change: of just now, or one that is still at it. */
function Running({ form: { saved } }: { form: Form }) {
    const jobs = useQuery({ queryKey: ["jobs", "first"], queryFn: () => ask(api.GET("/v1/jobs")), staleTime: 0 });
    const running = jobs.data?.jobs.find(
        ({ kind, state }) => kind === "retention_change" && state !== "done" && state !== "failed",
    );
    const id = saved?.job ?? running?.id;
    return (
        id !== undefined && (
            <Card title="Change of retention">
                <JobProgress key={id} id={id}>
                    {({ state }) => (
                        <Text size="sm" className="quiet">
                            {state === "done"
                                ? "Stored events are where the new retention has them."
                                : "Stored events are moved to where the new retention has them."}
                        </Text>
                    )}
                </JobProgress>
            </Card>
        )
    );
}

/** When it can be changed again, if it was changed less than a day ago. */
function refusal(error: unknown): string | undefined {
    if (!(error instanceof Refused) || error.code !== "retention_changed_recently") {
        return undefined;
    }
    const at = /\d{4}-\d\d-\d\dT\S+/.exec(error.message)?.[0];
    const when = at === undefined || Number.isNaN(Date.parse(at)) ? "a day after that" : `on ${exactTime(at)}`;
    return `Retention was changed less than a day ago. It can be changed again ${when}.`;
}
