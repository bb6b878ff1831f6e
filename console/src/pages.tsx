/** Which page is at which address. Each is loaded when it is first opened. */
import { lazy, type ReactNode, Suspense } from "react";
import { Redirect, Route, Switch } from "wouter";

import { Empty, Loading } from "./parts/states";
import { OnlySignedIn } from "./session";
import { Shell } from "./shell";

const SignIn = lazy(() => import("./pages/sign-in"));
const Overview = lazy(() => import("./pages/overview"));
const Events = lazy(() => import("./pages/events"));
const Sessions = lazy(() => import("./pages/sessions"));
const SessionPage = lazy(() => import("./pages/sessions/session"));
const User = lazy(() => import("./pages/user"));
const Settings = lazy(() => import("./pages/settings"));
const Profile = lazy(() => import("./pages/profile"));

export function Pages() {
    return (
        <Suspense fallback={<Loading />}>
            <Switch>
                <Route path="/sign-in" component={SignIn} />
                <Route>
                    <OnlySignedIn>
                        <Shell>
                            <Suspense fallback={<Loading />}>
                                <Inside />
                            </Suspense>
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
