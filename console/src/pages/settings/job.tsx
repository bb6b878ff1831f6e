/** A job: what it is, how it stands, and how far it is. */
import { Group, Progress, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { api, ask, type Schemas } from "../../api";
import { number } from "../../format";
import { Answer } from "../../parts/states";
import { Note } from "./note";

export type Job = Schemas["Job"];

/** How often a job that is not over is asked for, in milliseconds. */
export const EVERY = 1000;

const KINDS: Partial<Record<string, string>> = {
    tenant_removal: "Removal of the tenant",
    retention_change: "Change of retention",
    erasure: "Erasure",
    export: "Export",
};

const STATES: Record<Job["state"], string> = {
    waiting: "Waiting for its turn",
    running: "Running",
    done: "Done",
    failed: "Failed",
};

/** What a job does, in words. */
export const kindOf = ({ kind }: Job) => KINDS[kind] ?? kind.replaceAll("_", " ");

/** How a job stands, in words. */
const stateOf = ({ state }: Job) => STATES[state];

/** Whether nothing more comes of a job by itself. */
export const isOver = ({ state }: Job) => state === "done" || state === "failed";

/** How far a job is: in words, and as a bar while it is not over. */
export function Progression({ job }: { job: Job }) {
    const { state, done, total } = job;
    const share = total === undefined || total === 0 ? undefined : Math.min(100, (done / total) * 100);
    const figures = total === undefined ? number(done) : `${number(done)} of ${number(total)}`;
    return (
        <Stack gap={4}>
            <Group gap="xs" justify="space-between">
                <Text size="sm">{stateOf(job)}</Text>
                {state !== "done" && (done > 0 || total !== undefined) && (
                    <Text size="sm" className="quiet">
                        {figures} events
                    </Text>
                )}
            </Group>
            {!isOver(job) && (
                <Progress.Root size="md" aria-hidden={share === undefined}>
                    <Progress.Section
                        value={share ?? 100}
                        striped={share === undefined}
                        animated={share === undefined}
                        {...(share !== undefined && { "aria-label": `${kindOf(job)}: progress` })}
                    />
                </Progress.Root>
            )}
        </Stack>
    );
}

/** Follows a job until it is over. */
export function JobProgress({ id, children }: { id: string; children?: (job: Job) => ReactNode }) {
    const job = useQuery({
        queryKey: ["job", id],
        queryFn: () => ask(api.GET("/v1/jobs/{job_id}", { params: { path: { job_id: id } } })),
        refetchInterval: ({ state: { data } }) => (data === undefined || isOver(data) ? false : EVERY),
        staleTime: 0,
    });
    return (
        <Answer of={job}>
            {(data) => (
                <Stack gap="sm" role="status">
                    <Progression job={data} />
                    {data.error !== undefined && <JobError job={data} />}
                    {children?.(data)}
                </Stack>
            )}
        </Answer>
    );
}

/** Why the last attempt at a job failed. */
export function JobError({ job: { error, state } }: { job: Job }) {
    return (
        <Note isBad={state === "failed"}>
            {state === "failed" ? "Given up: " : "The last attempt failed, and it is tried again: "}
            <bdi>{error}</bdi>
        </Note>
    );
}
