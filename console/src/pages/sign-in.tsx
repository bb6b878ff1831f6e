/** Signing in, and choosing among the tenants that one belongs to. */
import { Alert, Anchor, Center, NativeSelect, Paper, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";

import { api, ask, Refused } from "../api";
import { useQueryOfAddress } from "../filter";
import { LOST } from "../leave";
import { BusyButton } from "../parts/busy-button";
import { sentence } from "../parts/states";

/** What `gatebook dev` puts behind the `#` of its link, which never leaves the browser. */
function given(): { email: string; password: string } {
    const fragment = new URLSearchParams(window.location.hash.slice(1));
    return { email: fragment.get("email") ?? "", password: fragment.get("password") ?? "" };
}

/** Where to go then: a page of the console, and nowhere else. Anybody may have made the link: it counts where a browser takes it to. */
function destination(back: string | null): string {
    const { pathname, search } = new URL(`/console${back ?? "/"}`, window.location.origin);
    const [, path] = /^\/console(\/(?!\/).*)$/.exec(pathname) ?? [];
    return path === undefined || isSignIn(path) ? "/" : path + search;
}

/** Whether a path leads here again. The router minds neither case nor escapes. */
function isSignIn(path: string): boolean {
    try {
        return /^\/sign-in\/?$/i.test(decodeURIComponent(path));
    } catch {
        return false;
    }
}

/** Whether the API is on this machine. What comes with a link signs in by itself there alone: elsewhere anybody may have made it. */
const IS_HERE = ["localhost", "127.0.0.1", "[::1]"].includes(window.location.hostname);

export default function SignIn() {
    const query = useQueryOfAddress();
    const named = query.get("lost") ?? "";
    const lost = Object.hasOwn(LOST, named) ? LOST[named] : undefined;
    const [link] = useState(given);
    const [credentials, setCredentials] = useState(link);
    const [tenant, setTenant] = useState<string>();
    const signIn = useMutation({
        mutationFn: () => ask(api.POST("/v1/login", { body: { ...credentials, ...(tenant !== undefined && { tenant }) } })),
        // Anew: nothing of who was here before is gone on with as somebody else.
        onSuccess: () => window.location.replace(`/console${destination(query.get("back"))}`),
        onError: (error) => {
            if (error instanceof Refused && error.code === "tenant_needed") {
                setTenant(error.problem?.tenants?.[0]?.slug);
            }
        },
    });
    const tenants = signIn.error instanceof Refused ? signIn.error.problem?.tenants : undefined;
    const begun = useRef(false);
    useEffect(() => {
        document.title = "Sign in – Gatebook";
        if (IS_HERE && link.password !== "" && !begun.current) {
            begun.current = true;
            window.history.replaceState(null, "", window.location.pathname + window.location.search);
            signIn.mutate();
        }
    });
    return (
        <Center mih="100vh" p="md" component="main" style={{ background: "var(--console-ground)" }}>
            <Paper withBorder p="xl" w="100%" maw={400} radius="lg" style={{ borderColor: "var(--console-line)" }}>
                <form
                    onSubmit={(event) => {
                        event.preventDefault();
                        signIn.mutate();
                    }}
                >
                    <Stack>
                        <Stack gap={6} align="center" ta="center">
                            <img src={`${import.meta.env.BASE_URL}favicon.svg`} width={44} height={44} alt="" />
                            <Title order={1} size="h3">
                                Sign in to Gatebook
                            </Title>
                            <Text size="sm" className="quiet">
                                Who came in, from where, and the button that shows them out.
                            </Text>
                        </Stack>
                        {query.has("back") && signIn.isIdle && (
                            <Alert color="gate" variant="light">
                                {lost !== undefined && `Your session ended, and with it the page. ${lost} `}
                                Sign in to go on where you were.
                            </Alert>
                        )}
                        {signIn.error !== null && (
                            <Alert color={tenants === undefined ? "red" : "gate"} variant="light" role="alert">
                                {tenants === undefined ? refusal(signIn.error) : "You belong to several tenants: choose one."}
                            </Alert>
                        )}
                        <TextInput
                            label="E-mail address"
                            type="email"
                            autoComplete="username"
                            required
                            withAsterisk={false}
                            autoFocus
                            value={credentials.email}
                            onChange={(event) => setCredentials({ ...credentials, email: event.currentTarget.value })}
                        />
                        <PasswordInput
                            label="Password"
                            autoComplete="current-password"
                            required
                            withAsterisk={false}
                            value={credentials.password}
                            onChange={(event) => setCredentials({ ...credentials, password: event.currentTarget.value })}
                            visibilityToggleButtonProps={{ "aria-label": "Show the password", tabIndex: 0 }}
                        />
                        {tenants !== undefined && (
                            <NativeSelect
                                label="Tenant"
                                data={tenants.map(({ slug, name }) => ({ value: slug, label: name }))}
                                value={tenant}
                                onChange={(event) => setTenant(event.currentTarget.value)}
                            />
                        )}
                        <BusyButton type="submit" isBusy={signIn.isPending || signIn.isSuccess} fullWidth>
                            Sign in
                        </BusyButton>
                        <Text size="xs" className="quiet" ta="center">
                            No account? An owner or admin of your tenant can add you.{" "}
                            <Anchor href="/docs" size="xs" underline="always">
                                API documentation
                            </Anchor>
                        </Text>
                    </Stack>
                </form>
            </Paper>
        </Center>
    );
}

function refusal(error: unknown): string {
    if (error instanceof Refused && error.status === 401) {
        return "The e-mail address or the password is wrong.";
    }
    return error instanceof Refused && error.status === 429 ? "Too many failures: try again in a quarter of an hour." : sentence(error);
}
