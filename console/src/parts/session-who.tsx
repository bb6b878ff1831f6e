import { Anchor } from "@mantine/core";
import { Link } from "wouter";

import type { Session } from "../api";
import { sessionHref } from "../filter";
import { useName } from "../pages/sessions/names";
import { span } from "../pages/sessions/words";
import { useLogin } from "../session";

interface WhoProps {
    /** Who it was, as the log names them: `key_…`, `ses_…`, `mem_…`, `gatebook`. */
    by: string;
    /** The session that it was done to. */
    session: string | undefined;
}

/** Who did something to a session, in words. */
export function Who({ by, session }: WhoProps) {
    const { member } = useLogin();
    const name = useName(by);
    if (by === member.id) {
        return "you";
    }
    if (by.startsWith("mem_")) {
        return name === undefined ? "a member of this tenant" : <bdi>{name}</bdi>;
    }
    if (by.startsWith("key_")) {
        return name === undefined ? "the application, with a key" : <>the application, with the key <bdi>{name}</bdi></>;
    }
    if (by === session || by === "session") {
        return "its user";
    }
    if (by.startsWith("ses_")) {
        return (
            <>
                its user, from{" "}
                <Anchor component={Link} href={sessionHref(by)} inherit underline="always">
                    another session
                </Anchor>
            </>
        );
    }
    return by === "gatebook" ? "Gatebook" : <bdi>{by}</bdi>;
}

/** Who ended a session, and why, as a sentence. */
export function EndedWhy({ of: { id, end_reason, ended_by, idle_timeout_s } }: { of: Session }) {
    switch (end_reason) {
        case "signed_out":
            return ended_by === undefined || ended_by === id ? "Its user signed out." : "Its user signed out everywhere.";
        case "limit":
            return "Gatebook ended it to make room: its user signed in once more than this tenant allows.";
        case "reuse_detected":
            return "Gatebook ended it because an old secret of it was used: somebody has a copy.";
        case "idle":
            return `It was over because it was not used for ${span(idle_timeout_s)}.`;
        case "absolute":
            return "Its time was over.";
        default:
            return ended_by === undefined ? "It was ended." : <>It was ended by <Who by={ended_by} session={id} />.</>;
    }
}
