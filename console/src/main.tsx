import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./console.css";

import { DirectionProvider, MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Router } from "wouter";

import { Refused } from "./api";
import { aroundNav } from "./leave";
import { loadFirst, Pages } from "./pages";
import { Boundary } from "./parts/later";
import { LOGIN_QUERY } from "./session";
import { askOnlyAs } from "./sign-ins";
import { theme } from "./theme";

const queries = new QueryClient({
    defaultOptions: {
        // Without a connection everything fails at once and says so. Otherwise it waits unseen, and what somebody has long
        // since cancelled is done when the connection is back.
        mutations: { networkMode: "always" },
        queries: {
            networkMode: "always",
            // What failed meanwhile is asked for again, however new it is.
            refetchOnReconnect: ({ state }) => (state.status === "error" ? "always" : true),
            staleTime: 15_000,
            // What is refused for good is not asked again.
            retry: (failures, error) => failures < 2 && !(error instanceof Refused && !(error.problem?.retryable ?? error.status === 0)),
        },
    },
});

const root = document.getElementById("root");
if (root === null) {
    throw new Error("the page has no #root");
}
// Both at once, and before anything is drawn that waits for them. At the sign-in nobody is expected to be signed in.
const login = window.location.pathname.endsWith("/sign-in") ? undefined : queries.prefetchQuery(LOGIN_QUERY);
const ahead = await loadFirst(window.location.pathname);
// Drawing takes long enough for the first answers to come meanwhile.
void login?.then(() => {
    const shown = queries.getQueryData(LOGIN_QUERY.queryKey);
    if (shown !== undefined) {
        askOnlyAs(shown);
        ahead?.(queries);
    }
});
createRoot(root).render(
    <StrictMode>
        <DirectionProvider>
            <MantineProvider theme={theme} defaultColorScheme="auto">
                <QueryClientProvider client={queries}>
                    <Notifications position="bottom-right" />
                    <Router base="/console" aroundNav={aroundNav}>
                        <Boundary>
                            <Pages />
                        </Boundary>
                    </Router>
                </QueryClientProvider>
            </MantineProvider>
        </DirectionProvider>
    </StrictMode>,
);
