import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { defineConfig, type Plugin } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The example is a page as an application would have it: nothing of it is changed. */
const example: Plugin = {
    name: "example-page",
    generateBundle() {
        for (const fileName of ["example.html", "example.css"]) {
            this.emitFile({ type: "asset", fileName, source: readFileSync(here(`embed/${fileName}`)) });
        }
    },
};

/** The list of own sessions that applications embed: one module, which keeps its name, so that pages find the newest. */
export default defineConfig({
    base: "/embed/",
    publicDir: false,
    plugins: [example],
    resolve: {
        alias: {
            "gatebook-client": here("../clients/typescript/src/index.ts"),
            "openapi-fetch": here("node_modules/openapi-fetch"),
        },
    },
    build: {
        outDir: "dist/embed",
        target: "es2022",
        sourcemap: false,
        rollupOptions: {
            input: { sessions: here("embed/sessions.ts"), example: here("embed/example.ts") },
            // Whoever imports the module by a bundler finds the class.
            preserveEntrySignatures: "strict",
            output: { format: "es", entryFileNames: "[name].js" },
        },
    },
});
