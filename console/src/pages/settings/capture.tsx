/** What is kept of a page view. */
import { Radio, Stack, Switch } from "@mantine/core";

import type { Schemas } from "../../api";
import { TenantForm } from "./form";
import { problemAt, problemsAt } from "./problems";
import { Tags } from "./tags";
import type { Form } from "./tenant";

const ADDRESSES: { value: Schemas["IpCapture"]; label: string; description: string }[] = [
    {
        value: "full",
        label: "In full",
        description:
            "203.0.113.7 is stored as it is. Sessions and events can be found by address, and a person can be erased by it.",
    },
    {
        value: "anonymised",
        label: "Anonymised",
        description: "203.0.113.7 is stored as 203.0.113.0, and IPv6 to the /48. The country stays known, the city mostly.",
    },
    { value: "off", label: "Off", description: "No address is stored. Places, and visitors without a session, are not known." },
];

export default function Capture() {
    return (
        <TenantForm
            title="Capture"
            about="What is kept of each page view from now on. What is stored already stays. Secrets are removed in any case."
        >
            {(form) => <Fields form={form} />}
        </TenantForm>
    );
}

function Fields({ form: { values, set, error } }: { form: Form }) {
    return (
        <>
            <Radio.Group
                label="Visitor’s address"
                value={values.capture_ip}
                onChange={(value) => set("capture_ip", value as Schemas["IpCapture"])}
                error={problemAt(error, "/settings/capture_ip")}
            >
                <Stack gap="sm" mt="xs">
                    {ADDRESSES.map((choice) => (
                        <Radio key={choice.value} {...choice} />
                    ))}
                </Stack>
            </Radio.Group>
            <Stack gap="md">
                <Switch
                    label="Keep the user agent"
                    description="Without it, devices, browsers, platforms and bots are not known."
                    checked={values.capture_user_agent}
                    onChange={(event) => set("capture_user_agent", event.currentTarget.checked)}
                />
                <Switch
                    label="Keep GET and POST data"
                    description="What was sent with a request, without its secrets. The query of a URL is kept all the same."
                    checked={values.capture_data}
                    onChange={(event) => set("capture_data", event.currentTarget.checked)}
                />
            </Stack>
            <Tags
                label="Search keys"
                description="Parameters of a query that hold what was searched for. The first that is there counts."
                placeholder="q"
                none="None: search terms are not known."
                most={16}
                values={values.search_keys}
                change={(keys) => set("search_keys", keys)}
                problems={problemsAt(error, "/settings/search_keys")}
            />
        </>
    );
}
