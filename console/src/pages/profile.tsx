/** Who is signed in: their password, and where else they are signed in. */
import { Text } from "@mantine/core";
import { useState } from "react";

import { Fact } from "../parts/fact";
import { LeaveQuestion } from "../parts/leave-question";
import { Card, Page } from "../parts/page";
import { OwnSessions } from "../parts/session-own";
import { Time } from "../parts/time";
import { useLogin } from "../session";
import css from "./sessions/sessions.module.css";
import { nameOfRole, ROLES } from "./settings/roles";
import { Password } from "./user/password";

export default function Profile() {
    const { member } = useLogin();
    // Another password ends sessions: the list is asked for anew.
    const [passwords, setPasswords] = useState(0);
    return (
        <Page title="Profile" heading={<bdi>{member.name}</bdi>}>
            <div className={css["sides"]}>
                <div className={css["stack"]}>
                    <Person />
                    <Card title="Change password">
                        <Password changed={() => setPasswords((count) => count + 1)} />
                    </Card>
                </div>
                <section aria-label="Where you are signed in" className={css["own"]}>
                    <OwnSessions key={passwords} />
                </section>
            </div>
            <LeaveQuestion />
        </Page>
    );
}

function Person() {
    const { member, tenant, role, expires_at } = useLogin();
    return (
        <Card title="Signed in">
            <dl className={css["facts"]}>
                <Fact name="Name">{member.name}</Fact>
                <Fact name="E-mail">{member.email}</Fact>
                <Fact name="Tenant">
                    {tenant.name}
                    <Text size="xs" className="quiet any-text">
                        {tenant.slug}
                    </Text>
                </Fact>
                <Fact name="Role">
                    {nameOfRole(role)}
                    <Text size="xs" className="quiet">
                        {ROLES.find((known) => known.role === role)?.description}
                    </Text>
                </Fact>
                <Fact name="Session ends">
                    <Time at={expires_at} />
                </Fact>
            </dl>
        </Card>
    );
}
