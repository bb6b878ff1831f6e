import { Group, Paper, type PaperProps, Stack, Title } from "@mantine/core";
import { type ReactNode, useEffect, useId } from "react";

interface PageProps {
    /** The heading, and the title of the window. */
    title: string;
    /** Beside the heading. */
    actions?: ReactNode;
    /** A heading of another form, such as one with a picture. */
    heading?: ReactNode;
    /** For a page of another form, such as one that is as high as the window. */
    className?: string;
    children: ReactNode;
}

/** A page: its heading, and what is below it. */
export function Page({ title, actions, heading, className = "", children }: PageProps) {
    useEffect(() => {
        document.title = `${title} – Gatebook`;
    }, [title]);
    return (
        <Stack gap="md" maw={1480} mx="auto" className={className}>
            <Group justify="space-between" gap="sm">
                <Title order={1} size="h2" className="any-text">
                    {heading ?? title}
                </Title>
                {actions}
            </Group>
            {children}
        </Stack>
    );
}

interface CardProps extends PaperProps {
    title?: string;
    /** Beside the title. */
    aside?: ReactNode;
    children: ReactNode;
}

/** A part of a page with a frame around it, and a heading. */
export function Card({ title, aside, children, ...rest }: CardProps) {
    const id = useId();
    return (
        <Paper
            component="section"
            aria-labelledby={title === undefined ? undefined : id}
            p="md"
            withBorder
            style={{ borderColor: "var(--console-line)", background: "var(--console-card)", minWidth: 0 }}
            {...rest}
        >
            {(title !== undefined || aside !== undefined) && (
                <Group justify="space-between" mb="sm" gap="xs">
                    {title !== undefined && (
                        <Title order={2} size="h5" id={id}>
                            {title}
                        </Title>
                    )}
                    {aside}
                </Group>
            )}
            {children}
        </Paper>
    );
}
