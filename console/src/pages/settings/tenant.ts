/** The tenant with its settings, and changes of them that do not overwrite what somebody else has changed meanwhile. */
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, ask, Refused, type Schemas } from "../../api";
import { useLogin } from "../../session";

export type Tenant = Schemas["Tenant"];
export type Settings = Schemas["Settings"];
export type SettingName = keyof Settings;

const TENANT = ["tenant"];

/** The tenant with this id. Another one, which is whose somebody else has signed in to meanwhile, is never taken for it. */
async function only(id: string, asked: Promise<Tenant>): Promise<Tenant> {
    const tenant = await asked;
    if (tenant.id !== id) {
        throw new Refused(401, undefined, "somebody else is signed in");
    }
    return tenant;
}

const getTenant = (id: string) => only(id, ask(api.GET("/v1/tenant")));

/** The tenant as it is kept. Its version is its `ETag`. */
export function useTenant() {
    const { id } = useLogin().tenant;
    return useQuery({ queryKey: TENANT, queryFn: () => getTenant(id) });
}

/** Changes the settings if the tenant still is as it was read. */
function change({ id, version }: Tenant, settings: Partial<Settings>): Promise<Tenant> {
    return only(id, ask(api.PATCH("/v1/tenant", { params: { header: { "If-Match": `"${version}"` } }, body: { settings } })));
}

/** Whether two values of a setting are the same. */
function same(one: unknown, other: unknown): boolean {
    return JSON.stringify(one) === JSON.stringify(other);
}

interface Draft {
    /** What was changed in the form. */
    mine: Partial<Settings>;
    /** What each of these was when it was first changed. */
    base: Partial<Settings>;
}

/** What is left of a draft when this much of it is saved: what was changed meanwhile is changed from there. */
function without({ mine, base }: Draft, saved: Partial<Settings>): Draft {
    const isLeft = ([name, value]: [string, unknown]) => !(name in saved && same(value, saved[name as SettingName]));
    const left = Object.fromEntries(Object.entries(mine).filter(isLeft)) as Partial<Settings>;
    const names = Object.keys(left) as SettingName[];
    return { mine: left, base: Object.fromEntries(names.map((name) => [name, name in saved ? saved[name] : base[name]])) };
}

/** Settings that are being edited. */
export type Form = ReturnType<typeof useForm>;

/** A form over the tenant's settings: what differs from what is kept is sent, and nothing else. */
export function useForm(tenant: Tenant) {
    const queries = useQueryClient();
    const [{ mine, base }, setDraft] = useState<Draft>({ mine: {}, base: {} });
    const stored = tenant.settings;
    const names = (Object.keys(mine) as SettingName[]).filter((name) => !same(mine[name], stored[name]));
    const patch = Object.fromEntries(names.map((name) => [name, mine[name]])) as Partial<Settings>;
    const isTheirs = (now: Settings) => names.filter((name) => !same(base[name], now[name]));

    const saving = useMutation({
        mutationFn: async (sent: Partial<Settings>) => {
            try {
                return await change(tenant, sent);
            } catch (error) {
                if (!(error instanceof Refused && error.code === "version_mismatch")) {
                    throw error;
                }
                const now = await queries.fetchQuery({ queryKey: TENANT, queryFn: () => getTenant(tenant.id), staleTime: 0 });
                if (isTheirs(now.settings).length > 0) {
                    throw error;
                }
                // Something else was changed: the two changes do not meet.
                return change(now, sent);
            }
        },
        onSuccess: (saved, sent) => {
            queries.setQueryData(TENANT, saved);
            // What was changed while it was being saved is still to be saved.
            setDraft((draft) => without(draft, sent));
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
                const before = name in draft.mine ? draft.base[name] : stored[name];
                // What is being saved differs from it soon.
                if (same(value, before) && !(saving.isPending && name in saving.variables)) {
                    const { [name]: _, ...mine } = draft.mine;
                    return { ...draft, mine };
                }
                return { mine: { ...draft.mine, [name]: value }, base: { ...draft.base, [name]: before } };
            });
        },
        isChanged: names.length > 0,
        /** Whether a field has something else than a number in it, which the field says itself. */
        isUnfit: Object.values(patch).some(Number.isNaN),
        /** Settings that somebody else has changed since, and that are changed here otherwise. */
        conflicts: saving.isPending ? [] : isTheirs(stored),
        /** Lets what is in the form stand against what somebody else has made of it. */
        keepMine: () => {
            setDraft({ mine, base: stored });
            saving.reset();
        },
        discard: () => {
            setDraft({ mine: {}, base: {} });
            saving.reset();
        },
        save: () => saving.mutate(patch),
        isSaving: saving.isPending,
        error: isConflict ? null : saving.error,
        /** What the last change was answered with. */
        saved: saving.data,
    };
}
