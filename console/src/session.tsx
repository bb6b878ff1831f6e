/** Who is signed in, and what their role lets them do. */
import { type QueryClient, queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, use, useEffect, useState } from "react";
import { useLocation } from "wouter";

import { api, ask, onSignedOut, Refused, type Schemas } from "./api";
import { loss } from "./leave";
import { OtherSignIn } from "./other-sign-in";
import { Failed, Loading } from "./parts/states";
import { askOnlyAs, isPageOfAnother, tellTabs, whenInDoubt } from "./sign-ins";

type Login = Schemas["Login"];

const SignedIn = createContext<Login | undefined>(undefined);

/** What `GET /v1/login` answered is kept under this key. */
export const LOGIN = ["login"];

/** Asks who is signed in. */
export const LOGIN_QUERY = queryOptions({
    queryKey: LOGIN,
    queryFn: () => ask(api.GET("/v1/login")),
    staleTime: Number.POSITIVE_INFINITY,
});

/** Whether nobody is signed in any more, or somebody else than whose page this is: it says so itself then. */
export async function isOver(queries: QueryClient): Promise<boolean> {
    try {
        return isPageOfAnother(await queries.fetchQuery({ ...LOGIN_QUERY, staleTime: 0 }));
    } catch (error) {
        return error instanceof Refused && error.status === 401;
    }
}

/** Who is signed in. Only below {@link OnlySignedIn}. */
export function useLogin(): Login {
    const login = use(SignedIn);
    if (login === undefined) {
        throw new Error("nobody is signed in here");
    }
    return login;
}

/** Whether whoever is signed in may change things: end sessions, settings, keys, members. Viewers may look. */
export function useMayChange(): boolean {
    return useLogin().role !== "viewer";
}

/** Shows what is inside to who is signed in; leads everybody else to the sign-in, and from there back. */
export function OnlySignedIn({ children }: { children: ReactNode }) {
    const queries = useQueryClient();
    const login = useQuery(LOGIN_QUERY);
    useEffect(() => onSignedOut(() => void queries.invalidateQueries({ queryKey: LOGIN })), [queries]);
    if (login.error instanceof Refused && login.error.status === 401) {
        return <ToSignIn />;
    }
    if (login.data !== undefined) {
        return <OfOne login={login.data}>{children}</OfOne>;
    }
    if (login.error !== null) {
        return <Failed error={login.error} again={() => void login.refetch()} />;
    }
    return <Loading />;
}

/** Leads to the sign-in, which says what was lost with the page that stood here. */
function ToSignIn() {
    const [, go] = useLocation();
    const queries = useQueryClient();
    // Asked while the page is still there.
    const [lost] = useState(loss);
    const [here] = useState(() => window.location.pathname.replace(/^\/console/, "") + window.location.search);
    useEffect(() => {
        forgetAll(queries);
        const told = lost === undefined ? "" : `&lost=${lost}`;
        go(here === "/" ? "/sign-in" : `/sign-in?back=${encodeURIComponent(here)}${told}`, { replace: true });
    }, [go, here, lost, queries]);
    return <Loading />;
}

/** Nothing of what was seen stays for who signs in next. */
function forgetAll(queries: QueryClient) {
    queries.removeQueries({ predicate: (query) => query.queryKey[0] !== LOGIN[0] });
}

/** Shows what is inside to who was signed in when it was opened, and to nobody else. */
function OfOne({ login, children }: { login: Login; children: ReactNode }) {
    const queries = useQueryClient();
    const [shown] = useState(login);
    // For good: what was asked before may be answered late, and say the opposite.
    const [isOther, setOther] = useState(false);
    // Before anything below asks.
    useState(() => askOnlyAs(shown));
    if (!isOther && isPageOfAnother(login)) {
        setOther(true);
    }
    useEffect(() => {
        tellTabs(shown);
        return whenInDoubt(shown, () => void queries.invalidateQueries({ queryKey: LOGIN }));
    }, [shown, queries]);
    useEffect(() => {
        if (isOther) {
            forgetAll(queries);
        }
    }, [isOther, queries]);
    return isOther ? <OtherSignIn was={shown} now={login} /> : <SignedIn value={login}>{children}</SignedIn>;
}
