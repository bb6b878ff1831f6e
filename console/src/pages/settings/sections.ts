/** The sections of the settings. Each is loaded when it is first opened. */
import {
    IconBan,
    IconCamera,
    IconDevices,
    IconEraser,
    IconEyeOff,
    IconFilterOff,
    IconHourglassLow,
    IconKey,
    IconMapPin,
    IconProgress,
    IconRoute,
    IconUsers,
} from "@tabler/icons-react";
import { type ComponentType, lazy } from "react";

/** A section: the end of its address, its name, and what it shows. */
export interface Section {
    id: string;
    name: string;
    icon: typeof IconKey;
    Page: ComponentType;
}

/** All of them, by what they are about. */
export const GROUPS: readonly { name: string; sections: readonly Section[] }[] = [
    {
        name: "Access",
        sections: [
            { id: "keys", name: "Keys", icon: IconKey, Page: lazy(() => import("./keys")) },
            { id: "members", name: "Members", icon: IconUsers, Page: lazy(() => import("./members")) },
        ],
    },
    {
        name: "What is stored",
        sections: [
            { id: "capture", name: "Capture", icon: IconCamera, Page: lazy(() => import("./capture")) },
            { id: "redaction", name: "Redaction", icon: IconEyeOff, Page: lazy(() => import("./redaction")) },
            { id: "ignored", name: "Ignore rules", icon: IconFilterOff, Page: lazy(() => import("./ignored")) },
            { id: "proxies", name: "Trusted proxies", icon: IconRoute, Page: lazy(() => import("./proxies")) },
            { id: "retention", name: "Retention", icon: IconHourglassLow, Page: lazy(() => import("./retention")) },
            { id: "erasure", name: "Erasure", icon: IconEraser, Page: lazy(() => import("./erasure")) },
        ],
    },
    {
        name: "Visitors",
        sections: [
            { id: "sessions", name: "Session policy", icon: IconDevices, Page: lazy(() => import("./sessions")) },
            { id: "blocked", name: "Blocked", icon: IconBan, Page: lazy(() => import("./blocked")) },
        ],
    },
    {
        name: "Installation",
        sections: [
            { id: "locations", name: "Locations", icon: IconMapPin, Page: lazy(() => import("./locations")) },
            { id: "jobs", name: "Jobs", icon: IconProgress, Page: lazy(() => import("./jobs")) },
        ],
    },
];
