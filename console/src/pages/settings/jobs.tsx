/** What is done in the background, and how far it is. */
import { Group, Stack, Text } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";

import { api, ask } from "../../api";
import { BusyButton } from "../../parts/busy-button";
import { Card } from "../../parts/page";
import { Empty, Failed, Loading, sentence } from "../../parts/states";
import { Time } from "../../parts/time";
import { EVERY, isOver, type Job, JobError, kindOf, Progression } from "./job";
import classes from "./settings.module.css";

const JOBS = ["jobs"];

export default function Jobs() {
    const jobs = useInfiniteQuery({
        queryKey: JOBS,
        queryFn: ({ pageParam }) =>
            ask(api.GET("/v1/jobs", { params: { query: pageParam === undefined ? {} : { cursor: pageParam } } })),
        initialPageParam: undefined as string | undefined,
        getNextPageParam: (page) => page.next,
        refetchInterval: ({ state: { data } }) => (data?.pages.some(({ jobs }) => !jobs.every(isOver)) ? EVERY : false),
        staleTime: 0,
    });
    const list = jobs.data?.pages.flatMap((page) => page.jobs);
    return (
        <Card title="Jobs">
            <Text size="sm" className="quiet" mb="sm">
                Work in the background: exports, erasures, changes of retention. Done jobs are listed for 30 days, failed ones for
                90.
            </Text>
            {list === undefined &&
                (jobs.error === null ? <Loading /> : <Failed error={jobs.error} again={() => void jobs.refetch()} />)}
            {list?.length === 0 && <Empty title="No jobs">No exports, erasures or retention changes in the last 30 days.</Empty>}
            {list !== undefined && list.length > 0 && (
                <ul className={classes["rows"]} aria-label="Jobs">
                    {list.map((job) => (
                        <li key={job.id} className={classes["row"]}>
                            <JobRow job={job} />
                        </li>
                    ))}
                </ul>
            )}
            {jobs.hasNextPage && (
                <Group justify="center" mt="sm">
                    <BusyButton variant="default" isBusy={jobs.isFetchingNextPage} onClick={() => void jobs.fetchNextPage()}>
                        Show older ones
                    </BusyButton>
                </Group>
            )}
        </Card>
    );
}

function JobRow({ job }: { job: Job }) {
    const queries = useQueryClient();
    const retry = useMutation({
        mutationFn: () => ask(api.POST("/v1/jobs/{job_id}/retry", { params: { path: { job_id: job.id } } })),
        onSettled: () => queries.invalidateQueries({ queryKey: JOBS }),
    });
    return (
        <Stack gap={6} w="100%">
            <Group justify="space-between" gap="xs">
                <div>
                    <Text fw={600} size="sm">
                        {kindOf(job)}
                    </Text>
                    <Text size="xs" className="quiet">
                        <Times job={job} />
                    </Text>
                </div>
                {job.state === "failed" && (
                    <BusyButton
                        size="xs"
                        variant="default"
                        isBusy={retry.isPending}
                        onClick={() => retry.mutate()}
                        aria-label={`Try again: ${kindOf(job)}`}
                    >
                        Try again
                    </BusyButton>
                )}
            </Group>
            <Progression job={job} />
            {job.error !== undefined && job.state !== "done" && <JobError job={job} />}
            {retry.error !== null && (
                <Text role="alert" size="sm" c="var(--console-bad)">
                    {sentence(retry.error)}
                </Text>
            )}
        </Stack>
    );
}

function Times({ job: { state, created_at, started_at, finished_at } }: { job: Job }) {
    return (
        <>
            Ordered <Time at={created_at} />
            {started_at !== undefined && (
                <>
                    , begun <Time at={started_at} />
                </>
            )}
            {finished_at !== undefined && (
                <>
                    , {state === "failed" ? "given up" : "done"} <Time at={finished_at} />
                </>
            )}
        </>
    );
}
