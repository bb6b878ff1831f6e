/** What stands where data would be: while it is loaded, when there is none, when it failed, when it is not for this role. */
import { Button, Center, Loader, Stack, Text, Title } from "@mantine/core";
import { IconCloudOff, IconLock, IconMoodEmpty } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { Refused } from "../api";
import { FILTERS, type FilterName } from "../filter";
import { useLevel } from "./page";

export function Loading({ what = "Loading" }: { what?: string }) {
    return (
        <Center mih={160}>
            <Loader aria-label={what} role="status" />
        </Center>
    );
}

interface StateProps {
    icon?: ReactNode;
    title: string;
    children?: ReactNode;
}

/** A state in words, in the middle of where the data would be. */
export function State({ icon, title, children }: StateProps) {
    const level = useLevel();
    return (
        <Center mih={160} p="md">
            <Stack align="center" gap="xs" maw={460} ta="center">
                {icon}
                <Title order={level} size="h4">
                    {title}
                </Title>
                <Text component="div" size="sm" className="quiet">
                    {children}
                </Text>
            </Stack>
        </Center>
    );
}

export function Empty({ title, children }: StateProps) {
    return (
        <State icon={<IconMoodEmpty size={32} stroke={1.4} aria-hidden />} title={title}>
            {children}
        </State>
    );
}

interface FailedProps {
    error: unknown;
    again?: () => void;
    /** What else may help. */
    children?: ReactNode;
}

/** What was refused, with a way to try again when that may help. */
export function Failed({ error, again, children }: FailedProps) {
    if (error instanceof Refused && error.status === 403) {
        return (
            <State icon={<IconLock size={32} stroke={1.4} aria-hidden />} title="Your role does not open this">
                {error.problem?.detail ?? "Ask an owner or an admin of this tenant."}
            </State>
        );
    }
    const mayHelp = !(error instanceof Refused) || error.status === 0 || error.status >= 500 || error.status === 429;
    return (
        <State icon={<IconCloudOff size={32} stroke={1.4} aria-hidden />} title="This could not be loaded">
            <Stack align="center" gap="sm" role="alert">
                <span>{sentence(error)}</span>
                {mayHelp && again !== undefined && (
                    <Button variant="default" size="xs" onClick={again}>
                        Try again
                    </Button>
                )}
                {children}
            </Stack>
        </State>
    );
}

/** What went wrong, as a sentence for people. */
export function sentence(error: unknown): string {
    if (!(error instanceof Refused)) {
        return "Something went wrong in this page.";
    }
    if (error.problem === undefined && [502, 503, 504].includes(error.status)) {
        return "The server is not ready. Try again in a moment.";
    }
    const places = error.problem?.errors.map(({ pointer, parameter, detail }) => `${nameOf(parameter) ?? pointer ?? ""}: ${detail}`);
    return capital(places?.length ? places.join("; ") : error.message);
}

/** What a parameter is called on screen, if it is a filter. */
function nameOf(parameter: string | undefined): string | undefined {
    return parameter !== undefined && Object.hasOwn(FILTERS, parameter) ? FILTERS[parameter as FilterName] : parameter;
}

/** The text with a capital and a full stop. */
export function capital(text: string): string {
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** What a question came to: loading, failed, or what `children` makes of the answer. */
export function Answer<T>({ of, children }: { of: UseQueryResult<T>; children: (data: T) => ReactNode }) {
    if (of.data !== undefined) {
        return children(of.data);
    }
    return of.error === null ? <Loading /> : <Failed error={of.error} again={() => void of.refetch()} />;
}
