/** What is around every page: where one can go, which tenant it is, who is signed in. */
import { ActionIcon, AppShell, Avatar, Box, Burger, Group, Menu, NavLink, Text, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconChartAreaLine, IconDevices, IconListDetails, IconLogout, IconMoon, IconSettings, IconSun, IconUserCircle } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef } from "react";
import { Link, useLocation } from "wouter";

import { api, ask, Refused } from "./api";
import { whenLetGoFor } from "./leave";
import { nameOfRole } from "./pages/settings/roles";
import { initials } from "./parts/initials";
import { PlaceCredit } from "./parts/place-credit";
import { sentence } from "./parts/states";
import { isOver, useLogin } from "./session";
import { tellTabs } from "./sign-ins";

const PLACES = [
    { path: "/", name: "Overview", icon: IconChartAreaLine },
    { path: "/events", name: "Events", icon: IconListDetails },
    { path: "/sessions", name: "Sessions", icon: IconDevices },
    { path: "/settings", name: "Settings", icon: IconSettings },
] as const;

export function Shell({ children }: { children: ReactNode }) {
    const [opened, menu] = useDisclosure(false);
    const [path] = useLocation();
    const main = useRef<HTMLElement>(null);
    const burger = useRef<HTMLButtonElement>(null);
    const before = useRef(path);
    useEffect(() => {
        menu.close();
        if (before.current !== path) {
            // Whoever reads by ear begins with the new page, and not with the menu again.
            before.current = path;
            main.current?.focus({ preventScroll: true });
            window.scrollTo(0, 0);
        }
    }, [path, menu.close]);
    useEffect(() => {
        function onKey(event: KeyboardEvent) {
            if (event.key === "Escape") {
                menu.close();
                burger.current?.focus();
            }
        }
        if (opened) {
            window.addEventListener("keydown", onKey);
        }
        return () => window.removeEventListener("keydown", onKey);
    }, [opened, menu.close]);
    return (
        <AppShell
            header={{ height: 56 }}
            navbar={{ width: 216, breakpoint: "sm", collapsed: { mobile: !opened } }}
            padding={{ base: "sm", sm: "lg" }}
        >
            <a className="skip-link" href="#main" onClick={(event) => {
                event.preventDefault();
                main.current?.focus();
            }}>
                Skip to the page
            </a>
            <AppShell.Header>
                <Group h="100%" px="md" justify="space-between" wrap="nowrap">
                    <Group gap="sm" wrap="nowrap" style={{ minWidth: 0 }}>
                        <Burger
                            ref={burger}
                            opened={opened}
                            onClick={menu.toggle}
                            hiddenFrom="sm"
                            size="sm"
                            aria-label={opened ? "Close the menu" : "Open the menu"}
                            aria-expanded={opened}
                        />
                        <Brand />
                    </Group>
                    <Group gap="xs" wrap="nowrap">
                        <SchemeSwitch />
                        <Person />
                    </Group>
                </Group>
            </AppShell.Header>
            <AppShell.Navbar p="xs" aria-label="Pages">
                {PLACES.map(({ path: to, name, icon: Icon }) => {
                    const isHere = to === "/" ? path === "/" : path.startsWith(to);
                    return (
                        <NavLink
                            key={to}
                            component={Link}
                            href={to}
                            label={name}
                            active={isHere}
                            aria-current={isHere ? "page" : undefined}
                            leftSection={<Icon size={20} stroke={1.6} aria-hidden />}
                            style={{ borderRadius: "var(--mantine-radius-md)" }}
                        />
                    );
                })}
                <Text size="xs" className="quiet" p="xs" mt="auto">
                    <PlaceCredit />
                </Text>
            </AppShell.Navbar>
            <AppShell.Main id="main" ref={main} tabIndex={-1}>
                {children}
            </AppShell.Main>
        </AppShell>
    );
}

function Brand() {
    const { tenant } = useLogin();
    return (
        <Group gap={10} wrap="nowrap" style={{ minWidth: 0 }}>
            <img src={`${import.meta.env.BASE_URL}favicon.svg`} width={28} height={28} alt="" />
            <Text fw={650} visibleFrom="xs">
                Gatebook
            </Text>
            <Box visibleFrom="xs" className="quiet" aria-hidden>
                /
            </Box>
            <Text className="one-line" title={tenant.slug}>
                {tenant.name}
            </Text>
        </Group>
    );
}

function SchemeSwitch() {
    const { setColorScheme } = useMantineColorScheme();
    const isDark = useComputedColorScheme("light") === "dark";
    return (
        <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={isDark ? "Light colours" : "Dark colours"}
            onClick={() => setColorScheme(isDark ? "light" : "dark")}
        >
            {isDark ? <IconSun size={20} stroke={1.6} /> : <IconMoon size={20} stroke={1.6} />}
        </ActionIcon>
    );
}

/** How long a sign-out may take, in milliseconds: nothing else can be done meanwhile. */
const SIGN_OUT_MAX = 20_000;

function Person() {
    const { member, role } = useLogin();
    const queries = useQueryClient();
    /** Answers where to go then: anew, so that nothing of what was seen or begun here is left. */
    async function signOut(): Promise<(() => void) | undefined> {
        try {
            await ask(api.POST("/v1/logout", { signal: AbortSignal.timeout(SIGN_OUT_MAX) }));
        } catch (error) {
            const isRefused = error instanceof Refused && error.status === 401;
            if (isRefused && (await isOver(queries))) {
                return () => {};
            }
            const message = isRefused ? "The server does not say that you are signed out." : sentence(error);
            notifications.show({ color: "red", title: isRefused ? "You may still be signed in" : "You are still signed in", message });
            return undefined;
        }
        tellTabs();
        return () => window.location.assign(`${import.meta.env.BASE_URL}sign-in`);
    }
    return (
        <Menu position="bottom-end" width={230} withinPortal withInitialFocusPlaceholder={false}>
            <Menu.Target>
                <ActionIcon variant="subtle" color="gray" size="lg" radius="xl">
                    <Avatar size={30} color="gate" variant="filled" aria-hidden>
                        {initials(member.name)}
                    </Avatar>
                    <span className="only-for-readers">{member.name}: profile and sign-out</span>
                </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
                <Box px="sm" py={6}>
                    <Text size="sm" fw={600} className="one-line">
                        {member.name}
                    </Text>
                    <Text size="xs" className="quiet one-line">
                        {member.email}
                    </Text>
                    <Text size="xs" className="quiet">
                        {nameOfRole(role)}
                    </Text>
                </Box>
                <Menu.Divider />
                <Menu.Item leftSection={<IconUserCircle size={16} />} component={Link} href="/profile">
                    Profile
                </Menu.Item>
                <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => whenLetGoFor(signOut)}>
                    Sign out
                </Menu.Item>
            </Menu.Dropdown>
        </Menu>
    );
}
