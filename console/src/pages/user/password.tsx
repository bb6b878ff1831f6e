/** Another password of one's own. */
import { Alert, Anchor, PasswordInput, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";

import { api, ask, Refused } from "../../api";
import { useHold } from "../../leave";
import { BusyButton } from "../../parts/busy-button";
import { sentence } from "../../parts/states";
import { LOGIN, useLogin } from "../../session";
import { isPending } from "../sessions/ending";

/** Fewest characters of a password. */
const SHORTEST = 12;
const LONGEST = 200;

const NONE = { current_password: "", new_password: "" };

/** The form. `changed` is called when the password is another, and the sessions of the one before have ended. */
export function Password({ changed }: { changed: () => void }) {
    const queries = useQueryClient();
    const { member } = useLogin();
    const [typed, setTyped] = useState(NONE);
    const [isTried, setTried] = useState(false);
    /** Whether a change was sent and not answered: it may be carried out. */
    const [isUnsure, setUnsure] = useState(false);
    const change = useMutation({
        mutationFn: (body: typeof NONE) => ask(api.POST("/v1/password", { body })),
        onError: (error) => setUnsure((before) => before || (error instanceof Refused && error.problem === undefined)),
        onSuccess: () => {
            setTyped(NONE);
            setTried(false);
            setUnsure(false);
            notifications.show({ message: "Password changed. All other sessions of yours have ended." });
            void queries.invalidateQueries({ queryKey: LOGIN });
            changed();
        },
    });
    const words = change.isPending
        ? "Your password is being changed."
        : isUnsure
          ? "Whether your password was changed is not known."
          : "Your password is not changed yet.";
    const isTyped = typed.new_password !== "" && !isPending(change.error);
    useHold(isTyped || change.isPending || isUnsure, "typed", "Leave without another password?", words);
    const tooWeak = weakness(typed.new_password, member.email);
    const refused = (name: keyof typeof NONE) => (change.error instanceof Refused ? change.error.at(`/${name}`) : undefined);
    // What was sent may stand there no more.
    const said = (name: keyof typeof NONE) => (change.variables?.[name] === typed[name] ? asSentence(refused(name)) : undefined);
    const isSaidElsewhere = refused("current_password") !== undefined || refused("new_password") !== undefined;

    function type(name: keyof typeof NONE, value: string) {
        setTyped((before) => ({ ...before, [name]: value }));
        // What is under way is answered, whatever is typed meanwhile.
        if (!change.isPending) {
            change.reset();
        }
    }
    return (
        <form
            onSubmit={(event) => {
                event.preventDefault();
                setTried(true);
                if (tooWeak === undefined) {
                    change.mutate(typed);
                }
            }}
        >
            <Stack gap="sm">
                {change.error !== null && !isSaidElsewhere && (
                    <Alert color="red" variant="light" role="alert">
                        {isPending(change.error) ? <SignInAgain /> : sentence(change.error)}
                    </Alert>
                )}
                {/* For who lets a program keep passwords: which account it is. */}
                <input type="text" name="username" autoComplete="username" value={member.email} readOnly hidden />
                <PasswordInput
                    label="Current password"
                    autoComplete="current-password"
                    required
                    withAsterisk={false}
                    maxLength={LONGEST}
                    value={typed.current_password}
                    onChange={({ currentTarget }) => type("current_password", currentTarget.value)}
                    error={said("current_password") && (isUnsure ? MAYBE_CHANGED : said("current_password"))}
                    visibilityToggleButtonProps={{ "aria-label": "Show or hide the current password", tabIndex: 0 }}
                />
                <PasswordInput
                    label="New password"
                    description={`At least ${SHORTEST} characters, and not your e-mail address.`}
                    autoComplete="new-password"
                    required
                    withAsterisk={false}
                    maxLength={LONGEST}
                    value={typed.new_password}
                    onChange={({ currentTarget }) => type("new_password", currentTarget.value)}
                    error={said("new_password") ?? (isTried ? tooWeak : undefined)}
                    visibilityToggleButtonProps={{ "aria-label": "Show or hide the new password", tabIndex: 0 }}
                />
                <Text size="sm" className="quiet">
                    All your other sessions end, in every tenant. You stay signed in here.
                </Text>
                <BusyButton type="submit" isBusy={change.isPending} style={{ alignSelf: "start" }}>
                    Change password
                </BusyButton>
            </Stack>
        </form>
    );
}

/** What is said of the current password when an attempt before this one was not answered. */
const MAYBE_CHANGED = "This is not the password, or not any more: the attempt before may have changed it. Sign in with the new one to see.";

/** What is said when the password is another, and the session has ended with all others before it got a new one. */
function SignInAgain() {
    return (
        <>
            Your password is changed, and your sessions have ended, though not everywhere yet.{" "}
            <Anchor component={Link} href="/sign-in" inherit underline="always">
                Sign in again
            </Anchor>{" "}
            with the new one.
        </>
    );
}

/** Why a password is refused, as far as that can be told before it is sent. */
function weakness(password: string, email: string): string | undefined {
    if ([...password].length < SHORTEST) {
        return `This has fewer than ${SHORTEST} characters.`;
    }
    return password.toLowerCase() === email ? "This is your e-mail address." : undefined;
}

function asSentence(detail: string | undefined): string | undefined {
    return detail && `This ${detail}.`;
}
