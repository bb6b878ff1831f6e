/** The member's own sessions, by the very component that applications put into their pages. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";

import { LOGIN } from "../session";
import { Failed, Loading } from "./states";

interface ListProps extends React.HTMLAttributes<HTMLElement> {
    base: string;
    "ongatebook-signed-out": () => void;
}

declare module "react" {
    namespace JSX {
        interface IntrinsicElements {
            "gatebook-sessions": React.DetailedHTMLProps<ListProps, HTMLElement>;
        }
    }
}

/** Asks with the cookie, as everything in the console does. Who ends the session that they are in gets to the sign-in. */
export function OwnSessions() {
    const queries = useQueryClient();
    const [is, setIs] = useState<"loading" | "there" | "away">("loading");
    const load = useCallback(() => {
        setIs("loading");
        import("../../embed/sessions").then(
            () => setIs("there"),
            () => setIs("away"),
        );
    }, []);
    useEffect(load, [load]);
    if (is === "loading") {
        return <Loading what="Loading your sessions" />;
    }
    if (is === "away") {
        return <Failed error={undefined} again={load} />;
    }
    const leave = () => void queries.invalidateQueries({ queryKey: LOGIN });
    return <gatebook-sessions base={window.location.origin} ongatebook-signed-out={leave} />;
}
