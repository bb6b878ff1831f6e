import { Anchor, Code, Stack, Text } from "@mantine/core";
import { Link } from "wouter";

import { Copy } from "../../parts/copy";
import { Card } from "../../parts/page";
import { useMayChange } from "../../session";
import css from "./now.module.css";

/** What to do when nothing was ever posted. The overview follows by itself once something is. */
export function First() {
    const mayChange = useMayChange();
    const line = [
        `curl -sS "${window.location.origin}/v1/events" \\`,
        `  -H "Authorization: Bearer gbk_…" \\`,
        `  -H "Content-Type: application/json" \\`,
        `  -d '{"method": "GET", "path": "/", "status": 200, "remote_addr": "203.0.113.7"}'`,
    ].join("\n");
    return (
        <Card title="Post the first page view">
            <Stack gap="md">
                <Text size="sm">
                    Nothing has come in yet. An application reports each page view with a key of this tenant, which stands in the
                    place of <code>gbk_…</code>.{" "}
                    {mayChange ? (
                        <>
                            <Anchor component={Link} href="/settings/keys" size="sm" underline="always">
                                Create a key in Settings › Keys
                            </Anchor>, and paste:
                        </>
                    ) : (
                        "An owner or an admin of this tenant can give you one. Then paste:"
                    )}
                </Text>
                <div className={css.curl}>
                    <Code block>{line}</Code>
                    <Copy text={line} what="the line" />
                </div>
                <p className={css.waiting}>
                    <span className={css.dot} data-again aria-hidden />
                    Waiting for it. This page shows it as soon as it is there.
                </p>
            </Stack>
        </Card>
    );
}
