/** The button and the dialog that take events along as a file. */
import { Alert, Button, Group, Modal, SegmentedControl, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconAlertTriangle, IconDownload, IconFileDownload, IconInfoCircle } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useId, useMemo, useState } from "react";

import { compact } from "../../format";
import { BusyButton } from "../../parts/busy-button";
import { sentence } from "../../parts/states";
import {
    areNotSetUp,
    directHref,
    type Export,
    type ExportOf,
    isWriting,
    type Request,
    requestFor,
    type Scope,
    useOrdered,
} from "./export-data";
import { ExportProgress } from "./export-progress";
import { ExportScope } from "./export-scope";

/** Opens the dialog, and says how far the export is while one is written. */
export function ExportButton(of: Scope) {
    const [opened, dialog] = useDisclosure(false);
    const exports = useOrdered();
    const now = exports.ordered?.data;
    const says = standing(now);
    return (
        <>
            <Button
                variant="default"
                className={`events-export${says === undefined ? " is-idle" : ""}`}
                leftSection={<IconDownload size={16} aria-hidden />}
                onClick={dialog.open}
            >
                {says ?? "Export"}
            </Button>
            <Modal
                opened={opened}
                onClose={dialog.close}
                title="Export events"
                size="lg"
                closeButtonProps={{ "aria-label": "Close" }}
            >
                {exports.ordered === undefined ? (
                    <Order {...of} order={exports.order} />
                ) : (
                    <ExportProgress of={exports.ordered} scope={exports.scope} another={exports.forget} remove={exports.remove} />
                )}
            </Modal>
        </>
    );
}

function standing(of: Export | undefined): string | undefined {
    if (of === undefined) {
        return undefined;
    }
    return isWriting(of) ? `${compact(of.rows)} rows…` : of.state === "done" ? "Export is ready" : undefined;
}

const FORMATS = [
    { value: "csv", label: "CSV" },
    { value: "ndjson", label: "NDJSON" },
];
const ORDERS = [
    { value: "desc", label: "Newest first" },
    { value: "asc", label: "Oldest first" },
];

function Order({ filters, range, order }: Scope & { order: (request: Request) => Promise<void> }) {
    const [format, setFormat] = useState<ExportOf["format"]>("csv");
    const [way, setWay] = useState<ExportOf["order"]>("desc");
    const of = useMemo((): ExportOf => ({ filters, range, format, order: way }), [filters, range, format, way]);
    const request = useMemo(() => requestFor(of), [of]);
    const ordering = useMutation({ mutationFn: () => order(request) });
    return (
        <Stack>
            <ExportScope filters={filters} range={range} />
            <Group gap="xl">
                <Choice label="Format" data={FORMATS} value={format} change={(value) => setFormat(value as ExportOf["format"])} />
                <Choice label="Order" data={ORDERS} value={way} change={(value) => setWay(value as ExportOf["order"])} />
            </Group>
            {ordering.error !== null && <NotOrdered error={ordering.error} />}
            <Text size="sm" className="quiet">
                An export is written in the background, packed with gzip, and kept for up to 3 days.
                A small result can come at once.
            </Text>
            <Group justify="flex-end" gap="xs">
                <Button
                    component="a"
                    href={directHref(of)}
                    download={`events.${format}`}
                    variant="default"
                    leftSection={<IconFileDownload size={16} aria-hidden />}
                >
                    Download now
                </Button>
                <BusyButton isBusy={ordering.isPending} onClick={() => ordering.mutate()}>
                    Start the export
                </BusyButton>
            </Group>
        </Stack>
    );
}

interface ChoiceProps {
    label: string;
    data: { value: string; label: string }[];
    value: string;
    change: (value: string) => void;
}

function Choice({ label, data, value, change }: ChoiceProps) {
    const id = useId();
    return (
        <Stack gap={4}>
            <Text size="sm" fw={500} id={id}>
                {label}
            </Text>
            <SegmentedControl aria-labelledby={id} data={data} value={value} onChange={change} />
        </Stack>
    );
}

function NotOrdered({ error }: { error: Error }) {
    if (areNotSetUp(error)) {
        return (
            <Alert role="alert" variant="default" icon={<IconInfoCircle />} title="Exports are not set up on this server">
                Its operator has not said where they are kept. “Download now” works all the same.
            </Alert>
        );
    }
    return (
        <Alert role="alert" variant="default" icon={<IconAlertTriangle />} title="The export was not started">
            {sentence(error)}
        </Alert>
    );
}
