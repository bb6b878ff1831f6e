/** Which page is at which address. Each is loaded when it is first opened. */
import type { QueryClient } from "@tanstack/react-query";
import { type ComponentType, type ReactNode, Suspense, useState } from "react";
import { Redirect, Route, Switch } from "wouter";

import { Boundary, later } from "./parts/later";
import { Empty, Loading } from "./parts/states";
import { OnlySignedIn } from "./session";
import { Shell } from "./shell";

/** A page, and what it asks for before it is drawn. */
type Loaded<P> = { default: ComponentType<P>; ahead?: Ahead };
type Ahead = (queries: QueryClient) => void;

/**
 * A page that is loaded when it is first opened, or before that by `load`. One that is there is shown at once: what
 * suspends is held back by React for 300 ms after the one before.
 */
function page<P extends object>(load: () => Promise<Loaded<P>>) {
    let loaded: ComponentType<P> | undefined;
    const whenLoaded = later(load);
    function Page(props: P) {
        // The same as long as it is shown.
        const [Shown] = useState<ComponentType<P>>(() => loaded ?? whenLoaded());
        return <Shown {...props} />;
    }
    return Object.assign(Page, {
        load: async () => {
            const page = await load();
            loaded = page.default;
            return page.ahead;
        },
    });
}

const SignIn = page(() => import("./pages/sign-in"));
const Overview = page(() => import("./pages/overview"));
const Events = page(() => import("./pages/events"));
const Sessions = page(() => import("./pages/sessions"));
const SessionPage = page(() => import("./pages/sessions/session"));
const User = page(() => import("./pages/user"));
const Settings = page(() => import("./pages/settings"));
const Profile = page(() => import("./pages/profile"));

/** What the first part of an address leads to, when nothing follows it. */
const FIRST = { "": Overview, "sign-in": SignIn, events: Events, sessions: Sessions, profile: Profile } as const;

/** Loads the page that is opened first. One that cannot be loaded is asked for again where it is shown, and says so there. */
export async function loadFirst(path: string): Promise<Ahead | undefined> {
    const name = path.replace(/^\/console\/?/, "").replace(/\/$/, "");
    return Object.hasOwn(FIRST, name) ? FIRST[name as keyof typeof FIRST].load().catch(() => undefined) : undefined;
}

export function Pages() {
    return (
        <Suspense fallback={<Loading />}>
            <Switch>
                <Route path="/sign-in" component={SignIn} />
                <Route>
                    <OnlySignedIn>
                        <Shell>
                            <Boundary>
                                <Suspense fallback={<Loading />}>
                                    <Inside />
                                </Suspense>
                            </Boundary>
                        </Shell>
                    </OnlySignedIn>
                </Route>
            </Switch>
        </Suspense>
    );
}

function Inside() {
    return (
        <Switch>
            <Route path="/" component={Overview} />
            <Route path="/events" component={Events} />
            <Route path="/sessions" component={Sessions} />
            <Route path="/sessions/:id">{() => <Named>{(id) => <SessionPage key={id} id={id} />}</Named>}</Route>
            <Route path="/users/:user">{() => <Named>{(user) => <User key={user} user={user} />}</Named>}</Route>
            <Route path="/settings">
                <Redirect to="/settings/keys" replace />
            </Route>
            <Route path="/settings/:section">{({ section }) => <Settings section={section} />}</Route>
            <Route path="/profile" component={Profile} />
            <Route>
                <Empty title="There is no such page">The address leads nowhere.</Empty>
            </Route>
        </Switch>
    );
}

/**
 * Gives the name at the end of the address. The router has unpacked half of it by then, so it is taken from where it is
 * whole: a user may be called `100%`, `a/b` or `a%2Fb`.
 */
function Named({ children }: { children: (name: string) => ReactNode }) {
    const packed = window.location.pathname.split("/").filter(Boolean).at(-1) ?? "";
    try {
        return children(decodeURIComponent(packed));
    } catch {
        return <Empty title="There is no such page">The address is not whole.</Empty>;
    }
}
