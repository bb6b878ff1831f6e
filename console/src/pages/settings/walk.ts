/** How the client's address is found behind proxies, step by step: what the API does, told so that it can be explained. */
import { type Address, holds, type Network, parse, read } from "./networks";

/** An address on the way from the connection to the client, and what was made of it. */
export interface Step {
    text: string;
    /** Where it stands: the connection's own address, or an entry of the header. */
    from: "connection" | "header";
    /** What was made of it; `unread` is what stands further left. */
    is: "proxy" | "client" | "rubbish" | "unread";
    /** The trusted network that it is in. */
    network?: string;
}

/** Walks from the connection's address through the header, from the right, as far as addresses are trusted. */
export function walk(remote: string, forwarded: string, trusted: readonly string[]): { steps: Step[]; client?: string } {
    const entries = forwarded
        .split(",")
        .map((text) => text.trim())
        .filter((text) => text !== "")
        .reverse();
    const way: Pick<Step, "text" | "from">[] = [
        // A socket of the same machine names nobody.
        ...(/^\s*(unix:.*)?$/.test(remote) ? [] : [{ text: remote.trim(), from: "connection" as const }]),
        ...entries.map((text) => ({ text, from: "header" as const })),
    ];
    const networks = trusted.flatMap((text) => read(text) ?? []);
    const steps: Step[] = [];
    let client: string | undefined;
    let isOver = false;
    for (const { text, from } of way) {
        const address: Address | undefined = isOver ? undefined : parse(text);
        if (isOver) {
            steps.push({ text, from, is: "unread" });
        } else if (address === undefined) {
            steps.push({ text, from, is: "rubbish" });
            isOver = true;
        } else {
            client = text;
            const network: Network | undefined = networks.find((one) => holds(one, address));
            steps.push({ text, from, is: network === undefined ? "client" : "proxy", ...(network && { network: network.text }) });
            isOver = network === undefined;
        }
    }
    return { steps, ...(client !== undefined && { client }) };
}
