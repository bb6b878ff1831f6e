/** The sections of the settings, as they stand in the console's addresses. */
export const SECTIONS = [
    "keys",
    "members",
    "retention",
    "redaction",
    "capture",
    "ignored",
    "proxies",
    "sessions",
    "blocked",
    "erasure",
    "locations",
    "jobs",
] as const;
