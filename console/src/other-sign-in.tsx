/** What stands in place of a page when somebody else has signed in meanwhile, in another tab. */
import { Button, Stack } from "@mantine/core";
import { IconUserExclamation } from "@tabler/icons-react";
import { useEffect, useState } from "react";

import type { Schemas } from "./api";
import { LOST, loss } from "./leave";
import { nameOfRole } from "./pages/settings/roles";
import { State } from "./parts/states";
import { isPageOfAnother } from "./sign-ins";

type Login = Schemas["Login"];

/** Says who is signed in now, and leads to what is theirs. */
export function OtherSignIn({ was, now }: { was: Login; now: Login }) {
    // Asked while the page is still there: later, what was typed is gone with it.
    const [lost] = useState(loss);
    const isAgain = !isPageOfAnother(now);
    useEffect(() => {
        document.title = "Signed in anew – Gatebook";
    }, []);
    return (
        <main>
            <State icon={<IconUserExclamation size={32} stroke={1.4} aria-hidden />} title="You have signed in anew in another tab">
                <Stack align="center" gap="sm">
                    <div role="alert">
                        You are <Who is={now} /> {isAgain ? "again" : "now"}. This page{" "}
                        {isAgain ? (
                            "was there before somebody else was signed in"
                        ) : (
                            <>
                                was shown to <Who is={was} />
                            </>
                        )}
                        : it is closed, so that nothing is done in the wrong place.{lost && ` ${LOST[lost]}`}
                    </div>
                    <Button autoFocus onClick={() => window.location.assign(import.meta.env.BASE_URL)}>
                        Go on with {now.tenant.name}
                    </Button>
                </Stack>
            </State>
        </main>
    );
}

function Who({ is: { member, tenant, role } }: { is: Login }) {
    return (
        <>
            <b className="any-text">
                <bdi>{member.name}</bdi>
            </b>{" "}
            ({nameOfRole(role).toLowerCase()}) at{" "}
            <b className="any-text">
                <bdi>{tenant.name}</bdi>
            </b>
        </>
    );
}
