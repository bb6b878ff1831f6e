/** Names of requests, so that what is sent again after a lost answer is done once. */
import { useRef } from "react";

/** Gives an `Idempotency-Key` by the body of a request: the same body has the same one for as long as a form is open. */
export function useRequestNames(): (body: unknown) => string {
    const names = useRef(new Map<string, string>());
    return (body) => {
        const text = JSON.stringify(body);
        const name = names.current.get(text) ?? crypto.getRandomValues(new Uint32Array(4)).join("-");
        names.current.set(text, name);
        return name;
    };
}
