import type { OutputBundle, OutputChunk } from "rollup";
import type { Plugin } from "vite";

const PAGE = "index.html";
const PAGE_OF_OVERVIEW = "overview.html";
const SOURCE = "/src/pages/overview.tsx";

/**
 * Makes a second page, for the address that people open first: the same, but it names the scripts of the overview too. So they are
 * asked for with the first script, and not once that has run.
 */
export function pageOfOverview(): Plugin {
    return {
        name: "page-of-overview",
        enforce: "post",
        generateBundle(_, bundle) {
            const page = bundle[PAGE];
            if (page?.type !== "asset") {
                this.error(`${PAGE} is missing`);
            }
            const links = scriptsOf(bundle).map((name) => `    <link rel="modulepreload" crossorigin href="/console/${name}">\n`);
            const source = String(page.source).replace("</head>", `${links.join("").trimStart()}    </head>`);
            this.emitFile({ type: "asset", fileName: PAGE_OF_OVERVIEW, source });
        },
    };
}

/** The scripts that the overview needs beside those that every page has. */
function scriptsOf(bundle: OutputBundle): string[] {
    const chunks = Object.values(bundle).filter((built): built is OutputChunk => built.type === "chunk");
    const withAll = (chunk: OutputChunk | undefined, all = new Set<string>()) => {
        if (chunk !== undefined && !all.has(chunk.fileName)) {
            all.add(chunk.fileName);
            for (const name of chunk.imports) {
                withAll(chunks.find(({ fileName }) => fileName === name), all);
            }
        }
        return all;
    };
    const always = withAll(chunks.find(({ isEntry }) => isEntry));
    const overview = withAll(chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(SOURCE))));
    return [...overview].filter((name) => !always.has(name));
}
