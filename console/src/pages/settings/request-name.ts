/** Requests that make something, and are repeated: what is asked again after a lost answer is done once. */
import { useRef } from "react";

/**
 * Sends a request with an `Idempotency-Key`. Who asks for the same has the same one until it was answered: what is asked for after
 * that is another one, which is made anew.
 */
export function useNamedRequests() {
    const names = useRef(new Map<string, string>());
    return async <T>(what: unknown, send: (header: { "Idempotency-Key": string }) => Promise<T>): Promise<T> => {
        const text = JSON.stringify(what);
        const name = names.current.get(text) ?? crypto.getRandomValues(new Uint32Array(4)).join("-");
        names.current.set(text, name);
        const answer = await send({ "Idempotency-Key": name });
        names.current.delete(text);
        return answer;
    };
}
