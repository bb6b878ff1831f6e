import { Anchor, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "wouter";

import type { Session } from "../api";
import { sessionHref, userHref } from "../filter";
import css from "../pages/sessions/sessions.module.css";
import { deviceName } from "../pages/sessions/words";
import { DeviceIcon } from "./device";

/** What a session is used with, by a picture and in words that lead to its page. */
export function SessionDevice({ of, children }: { of: Session; children?: ReactNode }) {
    return (
        <div className={css["device"]}>
            <DeviceIcon of={of} />
            <Anchor component={Link} href={sessionHref(of.id)} className="one-line" fw={600} inherit title={deviceName(of)}>
                <bdi>{deviceName(of)}</bdi>
            </Anchor>
            {children !== undefined && <div style={{ gridColumn: 2 }}>{children}</div>}
        </div>
    );
}

/** Whose session it is, with the way to them. */
export function SessionUser({ of: { user_id: user } }: { of: Session }) {
    if (user === undefined) {
        return (
            <Text component="span" inherit className="quiet">
                A visitor
            </Text>
        );
    }
    return (
        <Anchor component={Link} href={userHref(user)} className="one-line" inherit display="block" title={user}>
            <bdi>{user}</bdi>
        </Anchor>
    );
}

interface PartsProps {
    of: readonly (string | undefined)[];
    /** What stands before them. */
    children?: ReactNode;
}

/** Things from outside in one line, each in its own direction; those that are not known are left out. */
export function Parts({ of, children }: PartsProps) {
    return (
        <span className="dotted">
            {children}
            {of
                .filter((part) => part !== undefined)
                .map((part) => (
                    <span key={part}>
                        <bdi className="any-text">{part}</bdi>
                    </span>
                ))}
        </span>
    );
}
