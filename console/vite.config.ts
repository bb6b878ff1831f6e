import { fileURLToPath } from "node:url";

import { defineConfig } from "vite";

import { pageOfOverview } from "./build/overview";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Where `npm run dev` finds an API, for who works on the console. */
const api = process.env["GATEBOOK_URL"] ?? "http://127.0.0.1:8080";
const proxied = { target: api, changeOrigin: false };

export default defineConfig({
    base: "/console/",
    plugins: [pageOfOverview()],
    esbuild: { jsx: "automatic" },
    resolve: {
        alias: {
            "gatebook-client": here("../clients/typescript/src/index.ts"),
            "openapi-fetch": here("node_modules/openapi-fetch"),
        },
    },
    build: {
        outDir: "dist/console",
        assetsInlineLimit: 0,
        target: "es2022",
        sourcemap: false,
        // What is small goes with what uses it: twenty files of a kilobyte take longer than one of twenty.
        rollupOptions: { output: { experimentalMinChunkSize: 20_000 } },
    },
    server: { proxy: { "/v1": proxied, "/embed": proxied, "/openapi.yaml": proxied } },
});
