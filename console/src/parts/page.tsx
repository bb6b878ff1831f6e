import { Group, Paper, type PaperProps, Stack, Title } from "@mantine/core";
import { createContext, type ReactNode, use, useEffect, useId } from "react";

/** The level of a heading at this place: the first outside of every page, one more in a page, and again below a second title. */
export const Level = createContext<1 | 2 | 3>(1);

export const useLevel = () => use(Level);

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
        <Level value={2}>
            <Stack gap="md" maw={1480} mx="auto" className={className}>
                <Group justify="space-between" gap="sm">
                    <Title order={1} size="h2" className="any-text">
                        {heading ?? title}
                    </Title>
                    {actions}
                </Group>
                {children}
            </Stack>
        </Level>
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
            {title === undefined ? children : <Level value={3}>{children}</Level>}
        </Paper>
    );
}
