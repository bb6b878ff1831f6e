/** The tenant with its settings, and changes of them that do not overwrite what somebody else has changed meanwhile. */
import { notifications } from "@mantine/notifications";
import { type QueryClient, queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, ask, Refused, type Schemas } from "../../api";

export type Tenant = Schemas["Tenant"];
export type Settings = Schemas["Settings"];
export type SettingName = keyof Settings;

/** The tenant as it is kept. Its version is its `ETag`. */
const TENANT = queryOptions({
    queryKey: ["tenant"],
    queryFn: async ({ client, queryKey }) => {
        const read = await ask(api.GET("/v1/tenant"));
        // What was asked before a save may be answered after it.
        const held = client.getQueryData<Tenant>(queryKey);
        return held !== undefined && held.version > read.version ? held : read;
    },
});

export const useTenant = () => useQuery(TENANT);

/** The tenant as it is kept now: what was asked before may have been read before. */
async function readAnew(queries: QueryClient): Promise<Tenant> {
    await queries.cancelQueries({ queryKey: TENANT.queryKey });
    // Should it fail, whoever looks next asks again.
    await queries.invalidateQueries({ queryKey: TENANT.queryKey, refetchType: "none" });
    return queries.fetchQuery({ ...TENANT, staleTime: 0 });
}

/** Changes the settings if the tenant still is as it was read. */
function change({ version }: Tenant, settings: Partial<Settings>): Promise<Tenant> {
    return ask(api.PATCH("/v1/tenant", { params: { header: { "If-Match": `"${version}"` } }, body: { settings } }));
}

/** Whether two values of a setting are the same. */
function same(one: unknown, other: unknown): boolean {
    return JSON.stringify(one) === JSON.stringify(other);
}

/** The settings of these that are others than those kept, or may be: of `unsure` it is not known what is kept. */
function differing(mine: Partial<Settings>, stored: Settings, unsure: SettingName[]): SettingName[] {
    return (Object.keys(mine) as SettingName[]).filter((name) => unsure.includes(name) || !same(mine[name], stored[name]));
}

/** The settings of these that are others now than when they were first changed here. */
const changedByOthers = (names: SettingName[], base: Partial<Settings>, now: Settings) => names.filter((name) => !same(base[name], now[name]));

const pick = (settings: Partial<Settings>, names: SettingName[]) =>
    Object.fromEntries(names.map((name) => [name, settings[name]])) as Partial<Settings>;

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

/** What was sent and not answered, and when that was known. Whichever section is open: it is the tenant that nobody knows. */
let lastUnanswered: { names: SettingName[]; at: number } = { names: [], at: 0 };

/** Settings that are being edited. */
export type Form = ReturnType<typeof useForm>;

/** A form over the tenant's settings: what differs from what is kept is sent, and nothing else. */
export function useForm(tenant: Tenant) {
    const queries = useQueryClient();
    const [{ mine, base }, setDraft] = useState<Draft>({ mine: {}, base: {} });
    const [unanswered, setUnanswered] = useState(lastUnanswered);
    const { dataUpdatedAt } = useTenant();
    /** What was sent and not answered, until it is known what became of it. */
    const unsure = dataUpdatedAt <= unanswered.at ? unanswered.names : [];
    const stored = tenant.settings;
    const saving = useMutation({
        mutationFn: async (sent: Partial<Settings>) => {
            try {
                return await change(tenant, sent);
            } catch (error) {
                if (!(error instanceof Refused && error.code === "version_mismatch")) {
                    throw error;
                }
                const now = await readAnew(queries);
                if (changedByOthers(Object.keys(sent) as SettingName[], base, now.settings).length > 0) {
                    throw error;
                }
                // Something else was changed: the two changes do not meet.
                return change(now, sent);
            }
        },
        onSuccess: (saved, sent) => {
            queries.setQueryData(TENANT.queryKey, saved);
            // What was changed while it was being saved is still to be saved.
            setDraft((draft) => without(draft, sent));
            if (saved.job !== undefined) {
                void queries.invalidateQueries({ queryKey: ["jobs"] });
            }
            notifications.show({ message: "Settings saved", autoClose: 2500 });
        },
        onError: (error, sent) => {
            if (error instanceof Refused && error.problem === undefined) {
                lastUnanswered = { names: Object.keys(sent) as SettingName[], at: Date.now() };
                setUnanswered(lastUnanswered);
                makeSure();
            }
        },
    });
    function makeSure() {
        readAnew(queries).catch(() => {
            // Whoever reads it next makes sure.
        });
    }
    const open = saving.isPending ? (Object.keys(saving.variables) as SettingName[]) : unsure;
    const names = differing(mine, stored, open);
    const patch = pick(mine, names);
    // What is kept now, whoever saved it, is no change any more: not even when it is made another later. What was just saved may not
    // have come to the tenant that is shown.
    const isCurrent = !saving.isPending && (saving.data === undefined || tenant.version >= saving.data.version);
    if (isCurrent && names.length < Object.keys(mine).length) {
        setDraft((draft) => ({ ...draft, mine: pick(draft.mine, differing(draft.mine, stored, unsure)) }));
    }
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
                // What is being saved differs from it soon, or may do so.
                if (same(value, stored[name]) && !open.includes(name)) {
                    const { [name]: _, ...mine } = draft.mine;
                    return { ...draft, mine };
                }
                return { mine: { ...draft.mine, [name]: value }, base: { ...draft.base, [name]: before } };
            });
        },
        isChanged: names.length > 0,
        /** Whether it is not known what is kept, and nothing is changed. */
        isUnsure: names.length === 0 && unsure.length > 0,
        /** Whether a field has something else than a number in it, which the field says itself. */
        isUnfit: Object.values(patch).some(Number.isNaN),
        /** Settings that somebody else has changed since, and that are changed here otherwise. */
        conflicts: saving.isPending ? [] : changedByOthers(names, base, stored),
        /** Lets what is in the form stand against what somebody else has made of it. */
        keepMine: () => {
            setDraft({ mine, base: stored });
            saving.reset();
        },
        discard: () => {
            setDraft({ mine: {}, base: {} });
            saving.reset();
            if (unsure.length > 0) {
                makeSure();
            }
        },
        save: () => saving.mutate(patch),
        isSaving: saving.isPending,
        error: isConflict || names.length === 0 ? null : saving.error,
        /** What the last change was answered with. */
        saved: saving.data,
    };
}
