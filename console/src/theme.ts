import { createTheme, type MantineColorsTuple, Notification } from "@mantine/core";

/** Green of a gate book's cloth; the shades that carry text have a contrast of 4.5 with white. */
const gate: MantineColorsTuple = [
    "#edf8f4",
    "#d8ede6",
    "#aedccd",
    "#80cab2",
    "#5bba9b",
    "#3fa385",
    "#2c8a6f",
    "#1f6f5c",
    "#185a4a",
    "#10463a",
];

/** What the dark pages are made of, from text to the darkest ground: of the same cloth. `7` is a card, `8` the page behind it. */
const dark: MantineColorsTuple = [
    "#cdd6d2",
    "#b3beb9",
    "#93a09b",
    "#6f7d77",
    "#3d4945",
    "#323d39",
    "#262f2c",
    "#1b2220",
    "#141917",
    "#0d110f",
];

export const theme = createTheme({
    primaryColor: "gate",
    primaryShade: { light: 7, dark: 7 },
    colors: { gate, dark },
    defaultRadius: "md",
    fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif',
    fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace',
    headings: { fontWeight: "650" },
    cursorType: "pointer",
    respectReducedMotion: true,
    components: {
        Notification: Notification.extend({ defaultProps: { closeButtonProps: { "aria-label": "Close" } } }),
    },
});
