/** How far an export is, and its file when it is there. */
import { Alert, Button, Group, Loader, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconDownload } from "@tabler/icons-react";
import { useMutation, type UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef } from "react";

import { Refused } from "../../api";
import { bytes, exactTime, number } from "../../format";
import { BusyButton } from "../../parts/busy-button";
import { Copy } from "../../parts/copy";
import { Failed, Loading, sentence } from "../../parts/states";
import { type Export, isWriting, type Scope } from "./export-data";
import { ExportScope } from "./export-scope";

interface ProgressProps {
    of: UseQueryResult<Export>;
    /** Which events it has. */
    scope: Scope | undefined;
    /** Leaves it, to order another one. */
    another: () => void;
    remove: () => Promise<unknown>;
}

export function ExportProgress({ of, scope, another, remove }: ProgressProps) {
    const removing = useMutation({ mutationFn: remove });
    const standing = useRef<HTMLDivElement>(null);
    useEffect(() => {
        // The button that ordered it has gone: who works by keyboard stays in the dialog.
        if (document.activeElement === document.body) {
            standing.current?.focus();
        }
    }, []);
    if (of.error instanceof Refused && of.error.status === 404) {
        return (
            <Stack align="flex-start">
                <Text size="sm">This export is not there any more: its time was over, or it was removed.</Text>
                <Button onClick={another}>Export again</Button>
            </Stack>
        );
    }
    if (of.data === undefined) {
        return of.error === null ? <Loading /> : <Failed error={of.error} again={() => void of.refetch()} />;
    }
    const isAtWork = isWriting(of.data);
    return (
        <Stack>
            <div ref={standing} role="status" tabIndex={-1}>
                <Standing of={of.data} />
            </div>
            {scope !== undefined && <ExportScope {...scope} />}
            {of.data.state === "done" && <File of={of.data} />}
            {removing.error !== null && (
                <Text role="alert" size="sm" c="var(--console-bad)">
                    {sentence(removing.error)}
                </Text>
            )}
            <Group justify="flex-end" gap="xs">
                <BusyButton variant="default" isBusy={removing.isPending} onClick={() => removing.mutate()}>
                    {isAtWork ? "Give it up" : "Remove it"}
                </BusyButton>
                {!isAtWork && (
                    <Button variant="default" onClick={another}>
                        Another export
                    </Button>
                )}
                {of.data.url !== undefined && (
                    <Button component="a" href={of.data.url} download leftSection={<IconDownload size={16} aria-hidden />}>
                        Download
                    </Button>
                )}
            </Group>
        </Stack>
    );
}

function Standing({ of }: { of: Export }) {
    switch (of.state) {
        case "failed":
            return (
                <Alert variant="default" icon={<IconAlertTriangle />} title="The export could not be written">
                    {of.error ?? "Nothing is known of the reason."}
                </Alert>
            );
        case "done":
            return (
                <Group gap="xs">
                    <IconCircleCheck size={20} color="var(--console-good)" aria-hidden />
                    <b>The export is ready.</b>
                </Group>
            );
        default:
            return (
                <Group gap="sm">
                    <Loader size={18} aria-hidden />
                    <span>
                        {of.state === "waiting" ? "Waiting for its turn" : "Writing"}: <b>{number(of.rows)}</b> rows so far.
                        It goes on when this is closed.
                    </span>
                </Group>
            );
    }
}

function File({ of }: { of: Export }) {
    return (
        <dl className="event-fields">
            <Line name="Rows">{number(of.rows)}</Line>
            <Line name="Size">{bytes(of.bytes)}, packed with gzip</Line>
            <Line name="Format">
                {of.format === "csv" ? "CSV" : "NDJSON"}, {of.order === "desc" ? "newest first" : "oldest first"}
            </Line>
            {of.expires_at !== undefined && <Line name="Kept until">{exactTime(of.expires_at)}</Line>}
            {of.sha256 !== undefined && (
                <Line name="SHA-256">
                    <span className="event-id">{of.sha256}</span>
                    <Copy text={of.sha256} what="the SHA-256" />
                </Line>
            )}
        </dl>
    );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
    return (
        <div>
            <dt>{name}</dt>
            <dd>{children}</dd>
        </div>
    );
}
