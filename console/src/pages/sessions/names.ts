/** The names of those who start, change and end sessions. */
import { useQuery } from "@tanstack/react-query";

import { api, ask } from "../../api";
import { useMayChange } from "../../session";

async function namesOfKeys(signal: AbortSignal): Promise<[string, string][]> {
    const { keys } = await ask(api.GET("/v1/keys", { params: { query: { limit: 100 } }, signal }));
    return keys.map(({ id, name }) => [id, name]);
}

async function namesOfMembers(signal: AbortSignal): Promise<[string, string][]> {
    const { members } = await ask(api.GET("/v1/members", { params: { query: { limit: 100 } }, signal }));
    return members.map(({ id, name }) => [id, name]);
}

/** The name of the key or member with this id, where it is among the newest hundred and this role may know it. */
export function useName(id: string): string | undefined {
    const mayKnow = useMayChange();
    const isKey = id.startsWith("key_");
    const { data } = useQuery({
        queryKey: ["names", isKey ? "keys" : "members"],
        queryFn: async ({ signal }) => new Map(await (isKey ? namesOfKeys(signal) : namesOfMembers(signal))),
        enabled: mayKnow && (isKey || id.startsWith("mem_")),
        staleTime: 60_000,
    });
    return data?.get(id);
}
