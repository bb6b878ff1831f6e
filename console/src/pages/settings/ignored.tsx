/** Which paths are not worth an event. */
import { Text, TextInput } from "@mantine/core";
import { IconFilterOff, IconListDetails } from "@tabler/icons-react";
import { useState } from "react";

import { Card } from "../../parts/page";
import { capital } from "../../parts/states";
import { TenantForm } from "./form";
import { type Preview, usePreview } from "./preview";
import { problemsAt } from "./problems";
import { Tags } from "./tags";
import type { Form } from "./tenant";
import { Verdict } from "./verdict";

export default function Ignored() {
    return (
        <TenantForm
            title="Ignore rules"
            about="Requests for static files and the like are counted, not stored. The rules hold for what is posted from now on."
            beside={(form) => <TryIt form={form} />}
        >
            {({ values, set, error }) => (
                <>
                    <Tags
                        label="Extensions"
                        description="A path whose last part ends in one of these is ignored, upper or lower case."
                        placeholder="pdf"
                        none="None: files are stored as everything else."
                        tidy={(entry) => entry.replace(/^\.+/, "").toLowerCase()}
                        values={values.ignored_extensions}
                        change={(extensions) => set("ignored_extensions", extensions)}
                        problems={problemsAt(error, "/settings/ignored_extensions")}
                    />
                    <Tags
                        label="Path prefixes"
                        description="A path that begins with one of these, exactly as written, is ignored."
                        placeholder="/internal/"
                        none="None."
                        between={/[\s]+/}
                        values={values.ignored_prefixes}
                        change={(prefixes) => set("ignored_prefixes", prefixes)}
                        problems={problemsAt(error, "/settings/ignored_prefixes")}
                    />
                </>
            )}
        </TenantForm>
    );
}

function TryIt({ form: { values } }: { form: Form }) {
    const [path, setPath] = useState("/assets/logo.svg?v=3");
    const { ignored_extensions, ignored_prefixes } = values;
    const preview = usePreview({ ignored_extensions, ignored_prefixes }, path === "" ? undefined : { method: "GET", url: path });
    return (
        <Card title="Try a path">
            <Text size="sm" className="quiet" mb="sm">
                With the rules above, saved or not.
            </Text>
            <TextInput
                label="Path"
                dir="ltr"
                autoComplete="off"
                spellCheck={false}
                maw={480}
                mb="md"
                value={path}
                onChange={(event) => setPath(event.currentTarget.value)}
                error={preview.eventProblems.map(({ detail }) => capital(detail)).join(" ")}
            />
            <div aria-live="polite" style={{ opacity: preview.isCurrent ? 1 : 0.6 }}>
                {preview.data !== undefined && <Result of={preview.data} path={path} form={values} />}
                {preview.problem !== undefined && <Text size="sm">{preview.problem}</Text>}
            </div>
        </Card>
    );
}

/** The path of what may be a whole URL, as it is written: what is compared is neither unpacked nor tidied. */
function pathOf(url: string): string {
    const [base = ""] = url.split(/[?#]/);
    return base.replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/i, "") || "/";
}

function Result({ of: { ignored }, path, form }: { of: Preview; path: string; form: Form["values"] }) {
    if (!ignored) {
        return (
            <Verdict icon={IconListDetails} isGood title="Kept">
                The request is stored as an event.
            </Verdict>
        );
    }
    const prefix = form.ignored_prefixes.find((beginning) => pathOf(path).startsWith(beginning));
    return (
        <Verdict icon={IconFilterOff} title="Ignored">
            {prefix === undefined ? "Its extension is one of those above." : `It begins with “${prefix}”.`}
        </Verdict>
    );
}
