/** The member's own sessions, by the very component that applications put into their pages. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";

import { api } from "../api";
import { LOGIN } from "../session";
import { Failed, Loading } from "./states";

interface ListProps extends React.HTMLAttributes<HTMLElement> {
    client: typeof api;
    "ongatebook-signed-out": () => void;
}

declare module "react" {
    namespace JSX {
        interface IntrinsicElements {
            "gatebook-sessions": React.DetailedHTMLProps<ListProps, HTMLElement>;
        }
    }
}

/** Asks as everything in the console does. Who ends the session that they are in gets to the sign-in. */
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
    return <gatebook-sessions client={api} ongatebook-signed-out={leave} />;
}
