/** The tenant with its settings, and changes of them that do not overwrite what somebody else has changed meanwhile. */
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, ask, Refused, type Schemas } from "../../api";

export type Tenant = Schemas["Tenant"];
export type Settings = Schemas["Settings"];
export type SettingName = keyof Settings;

const TENANT = ["tenant"];
const getTenant = () => ask(api.GET("/v1/tenant"));

/** The tenant as it is kept. Its version is its `ETag`. */
export function useTenant() {
    return useQuery({ queryKey: TENANT, queryFn: getTenant });
}

/** Changes the settings if the tenant still is as it was read. */
function change(tenant: Tenant, settings: Partial<Settings>): Promise<Tenant> {
    return ask(api.PATCH("/v1/tenant", { params: { header: { "If-Match": `"${tenant.version}"` } }, body: { settings } }));
}

/** Whether two values of a setting are the same. */
function same(one: unknown, other: unknown): boolean {
    return JSON.stringify(one) === JSON.stringify(other);
}

interface Draft {
    /** What was changed in the form. */
    mine: Partial<Settings>;
    /** What the settings were when the first change was made. */
    base?: Settings;
}

/** Settings that are being edited. */
export type Form = ReturnType<typeof useForm>;

/** A form over the tenant's settings: what differs from what is kept is sent, and nothing else. */
export function useForm(tenant: Tenant) {
    const queries = useQueryClient();
    const [{ mine, base }, setDraft] = useState<Draft>({ mine: {} });
    const stored = tenant.settings;
    const names = (Object.keys(mine) as SettingName[]).filter((name) => !same(mine[name], stored[name]));
    const patch = Object.fromEntries(names.map((name) => [name, mine[name]])) as Partial<Settings>;
    const isTheirs = (now: Settings) => names.filter((name) => !same(base?.[name], now[name]));

    const saving = useMutation({
        mutationFn: async () => {
            try {
                return await change(tenant, patch);
            } catch (error) {
                if (!(error instanceof Refused && error.code === "version_mismatch")) {
                    throw error;
                }
                const now = await queries.fetchQuery({ queryKey: TENANT, queryFn: getTenant, staleTime: 0 });
                if (isTheirs(now.settings).length > 0) {
                    throw error;
                }
                // Something else was changed: the two changes do not meet.
                return change(now, patch);
            }
        },
        onSuccess: (saved) => {
            queries.setQueryData(TENANT, saved);
            setDraft({ mine: {} });
            if (saved.job !== undefined) {
                void queries.invalidateQueries({ queryKey: ["jobs"] });
            }
            notifications.show({ message: "Settings saved", autoClose: 2500 });
        },
    });
    const isConflict = saving.error instanceof Refused && saving.error.code === "version_mismatch";
    return {
        stored,
        /** The settings as the form shows them. */
        values: { ...stored, ...mine } satisfies Settings,
        set: <N extends SettingName>(name: N, value: Settings[N]) => {
            // What was refused is not what stands there any more.
            if (saving.isError) {
                saving.reset();
            }
            setDraft((draft) => {
                const before = draft.base ?? stored;
                const { [name]: _, ...others } = draft.mine;
                const kept = same(value, before[name]) ? others : { ...draft.mine, [name]: value };
                return { mine: kept, base: before };
            });
        },
        isChanged: names.length > 0,
        /** Whether a field has something else than a number in it, which the field says itself. */
        isUnfit: Object.values(patch).some(Number.isNaN),
        /** Settings that somebody else has changed since, and that are changed here otherwise. */
        conflicts: isTheirs(stored),
        /** Lets what is in the form stand against what somebody else has made of it. */
        keepMine: () => {
            setDraft({ mine, base: stored });
            saving.reset();
        },
        discard: () => {
            setDraft({ mine: {} });
            saving.reset();
        },
        save: () => saving.mutate(),
        isSaving: saving.isPending,
        error: isConflict ? null : saving.error,
        /** What the last change was answered with. */
        saved: saving.data,
    };
}
