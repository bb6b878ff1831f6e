/** What would be stored of an event, if the settings were as they are being edited. */
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { api, ask, type Schemas } from "../../api";
import { sentence } from "../../parts/states";
import { type Problem, problemsAt } from "./problems";

export type PostedEvent = Schemas["PostedEvent"];
export type Preview = Schemas["RedactionPreview"];

/** How long nobody types before it is asked for, in milliseconds. */
const PAUSE = 300;

/** Asks whenever the event or the settings have changed; not while there is no event. Stores nothing. */
export function usePreview(settings: Schemas["SettingsPatch"], event: PostedEvent | undefined) {
    const now = JSON.stringify({ settings, event });
    const [asked] = useDebouncedValue(now, PAUSE);
    const body = JSON.parse(asked) as { settings: Schemas["SettingsPatch"]; event?: PostedEvent };
    const { data, error, isPlaceholderData } = useQuery({
        queryKey: ["settings-preview", asked],
        queryFn: ({ signal }) => {
            const { settings, event = { method: "GET" } } = body;
            return ask(api.POST("/v1/settings-previews", { body: { settings, event }, signal }));
        },
        enabled: body.event !== undefined,
        placeholderData: keepPreviousData,
        // Each text that was ever typed would be kept otherwise.
        gcTime: 10_000,
    });
    const refused = event === undefined ? null : error;
    return {
        /** What would be stored; of what was asked before, while that is not answered yet. */
        data: event === undefined || refused !== null ? undefined : data,
        /** Whether it is the answer to what stands there now. */
        isCurrent: asked === now && !isPlaceholderData,
        ...refusals(refused),
    };
}

/** What is wrong: with the event, which its fields say, or with anything else. */
function refusals(error: unknown): { eventProblems: Problem[]; problem?: string } {
    const eventProblems = problemsAt(error, "/event");
    if (error === null || eventProblems.length > 0) {
        return { eventProblems };
    }
    const [ofSettings] = problemsAt(error, "/settings");
    const problem = ofSettings === undefined ? sentence(error) : `What is set above does not fit yet: ${ofSettings.detail}.`;
    return { eventProblems, problem };
}
