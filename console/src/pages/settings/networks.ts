/** Addresses and networks (CIDR), as far as explaining them needs. What holds is what the API says. */

/** An address: its bits, and how many there are. */
export interface Address {
    bits: bigint;
    size: 32 | 128;
}

/** A network, with how many bits its addresses share. */
export interface Network extends Address {
    text: string;
    length: number;
}

const MAPPED = 0xffffn;

/** An address as proxies write it: also with a port, brackets, quotes or a zone. */
export function parse(text: string): Address | undefined {
    const bare = text.trim().replace(/^"(.*)"$/, "$1");
    const [, inBrackets, afterBrackets = "0"] = /^\[([^\]]*)\](?::(\d+))?$/.exec(bare) ?? [];
    if (inBrackets !== undefined) {
        return isPort(afterBrackets) ? six(inBrackets) : undefined;
    }
    const [, before, port = "0"] = /^([\d.]+):(\d+)$/.exec(bare) ?? [];
    return isPort(port) ? (four(before ?? bare) ?? six(bare)) : undefined;
}

const isPort = (text: string) => Number(text) < 65_536;

/** A network, or an address for the network of it alone. */
export function read(text: string): Network | undefined {
    const [base = "", given] = text.trim().split("/");
    const address = parse(base);
    if (address === undefined) {
        return undefined;
    }
    // `::ffff:10.0.0.0/104` means addresses of IPv4, of which 96 bits stand before.
    const before = address.size === 32 && base.includes(":") ? 96 : 0;
    const length = given === undefined ? address.size : Number(given) - before;
    return Number.isInteger(length) && length >= 0 && length <= address.size ? { ...address, text, length } : undefined;
}

/** Whether a network has an address. */
export function holds(network: Network, address: Address): boolean {
    const rest = BigInt(network.size - network.length);
    return network.size === address.size && network.bits >> rest === address.bits >> rest;
}

function four(text: string): Address | undefined {
    const parts = text.split(".");
    const isWhole = parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
    return isWhole ? { bits: parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n), size: 32 } : undefined;
}

function six(text: string): Address | undefined {
    const [whole = ""] = text.split("%");
    const last = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(whole);
    const embedded = last && four(last[2] ?? "");
    if (last && embedded === undefined) {
        return undefined;
    }
    const tail = embedded ? `${(embedded.bits >> 16n).toString(16)}:${(embedded.bits & 0xffffn).toString(16)}` : "";
    const halves = (last ? `${last[1]}${tail}` : whole).split("::");
    const [front = [], back = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
    const missing = 8 - front.length - back.length;
    if (halves.length > 2 || (halves.length === 2 ? missing < 1 : missing !== 0)) {
        return undefined;
    }
    const groups = [...front, ...Array<string>(missing).fill("0"), ...back];
    if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) {
        return undefined;
    }
    const bits = groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
    return bits >> 32n === MAPPED ? { bits: bits & 0xffffffffn, size: 32 } : { bits, size: 128 };
}
