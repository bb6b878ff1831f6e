// Packs each built file as browsers take it, where that makes it smaller: `.br` and `.gz` beside it. The server only hands them out.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const packings = {
    ".br": (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
    ".gz": (bytes) => gzipSync(bytes, { level: 9 }),
};

for (const name of readdirSync("dist", { recursive: true })) {
    const path = join("dist", name);
    if (!statSync(path).isFile() || !/\.(js|css|html|svg|json)$/.test(name)) {
        continue;
    }
    const bytes = readFileSync(path);
    for (const [suffix, pack] of Object.entries(packings)) {
        const packed = pack(bytes);
        if (packed.length < bytes.length) {
            writeFileSync(path + suffix, packed);
        }
    }
}
