import { Anchor, Text } from "@mantine/core";
import { Link } from "wouter";

import { fitsPath } from "../api";
import { eventsHref } from "../filter";
import { useMayChange } from "../session";

/** Says of a user whom a browser cannot ask for by name what that keeps from whoever looks for them, and what is left; nothing of others. */
export function NoPageOf({ user }: { user: string }) {
    const mayChange = useMayChange();
    if (fitsPath(user)) {
        return null;
    }
    const named = `user_id=${encodeURIComponent(user)}`;
    return (
        <Text component="p" size="sm" className="quiet" maw={680} m={0}>
            A browser takes the name <bdi className="any-text">{user}</bdi> for a step in an address, and cannot ask for this user by it: they
            have no page here, and their sessions are ended one by one. They are found by their{" "}
            <Way to={eventsHref({ user_id: user })}>events</Way> and <Way to={`/sessions?${named}`}>sessions</Way>
            {mayChange && (
                <>
                    , and can be <Way to={`/settings/erasure?${named}`}>erased</Way>
                </>
            )}
            .
        </Text>
    );
}

function Way({ to, children }: { to: string; children: string }) {
    return (
        <Anchor component={Link} href={to} inherit underline="always">
            {children}
        </Anchor>
    );
}
