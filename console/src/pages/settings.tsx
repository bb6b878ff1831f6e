/** Settings: its sections, and the one that is open. */
import { Box, NativeSelect, NavLink, Stack, Text } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { Suspense, useState } from "react";
import { Link, useLocation } from "wouter";

import { Boundary } from "../parts/later";
import { LeaveQuestion } from "../parts/leave-question";
import { Page } from "../parts/page";
import { Empty, Loading, State } from "../parts/states";
import { useMayChange } from "../session";
import { GROUPS, type Section } from "./settings/sections";
import classes from "./settings/settings.module.css";

const SECTIONS: readonly Section[] = GROUPS.flatMap((group) => group.sections);
const hrefOf = (section: string) => `/settings/${section}`;

export default function Settings({ section }: { section: string }) {
    const open = SECTIONS.find(({ id }) => id === section);
    if (!useMayChange()) {
        return (
            <Page title="Settings">
                <State icon={<IconLock size={32} stroke={1.4} aria-hidden />} title="Your role does not open this">
                    Settings are for owners and admins. You are a viewer: you can look at events and sessions.
                </State>
            </Page>
        );
    }
    return (
        <Page title={open === undefined ? "Settings" : `${open.name} – Settings`} heading="Settings">
            <div className={classes["frame"]}>
                <SectionSelect section={section} />
                <SectionList section={section} />
                <Box style={{ minWidth: 0 }}>
                    {open === undefined ? (
                        <Empty title="There is no such section">Choose one of the others.</Empty>
                    ) : (
                        <Boundary key={section}>
                            <Suspense fallback={<Loading />}>
                                <Opened section={open} />
                            </Suspense>
                        </Boundary>
                    )}
                </Box>
            </div>
            <LeaveQuestion />
        </Page>
    );
}

/** The section that is open. */
function Opened({ section }: { section: Section }) {
    // The same as long as it is shown.
    const [Shown] = useState(section.page);
    return <Shown />;
}

/** The sections as a list, where there is room for it. */
function SectionList({ section }: { section: string }) {
    return (
        <Stack component="nav" aria-label="Sections of the settings" gap="sm" visibleFrom="md">
            {GROUPS.map(({ name, sections }) => (
                <div key={name}>
                    <Text size="xs" fw={600} className="quiet" px="sm" pb={4}>
                        {name}
                    </Text>
                    {sections.map(({ id, name: label, icon: Icon }) => (
                        <NavLink
                            key={id}
                            component={Link}
                            href={hrefOf(id)}
                            label={label}
                            active={id === section}
                            aria-current={id === section ? "page" : undefined}
                            leftSection={<Icon size={18} stroke={1.6} aria-hidden />}
                            py={6}
                            style={{ borderRadius: "var(--mantine-radius-md)" }}
                        />
                    ))}
                </div>
            ))}
        </Stack>
    );
}

/** The sections as a choice, on a phone. */
function SectionSelect({ section }: { section: string }) {
    const [, go] = useLocation();
    return (
        <NativeSelect
            hiddenFrom="md"
            label="Section"
            data={GROUPS.map(({ name, sections }) => ({
                group: name,
                items: sections.map(({ id, name: label }) => ({ value: id, label })),
            }))}
            value={section}
            onChange={(event) => go(hrefOf(event.currentTarget.value))}
        />
    );
}
