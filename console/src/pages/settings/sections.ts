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
import type { ComponentType } from "react";

import { later } from "../../parts/later";

/** A section: the end of its address, its name, and what it shows. */
export interface Section {
    id: string;
    name: string;
    icon: typeof IconKey;
    page: () => ComponentType;
}

/** All of them, by what they are about. */
export const GROUPS: readonly { name: string; sections: readonly Section[] }[] = [
    {
        name: "Access",
        sections: [
            { id: "keys", name: "Keys", icon: IconKey, page: later(() => import("./keys")) },
            { id: "members", name: "Members", icon: IconUsers, page: later(() => import("./members")) },
        ],
    },
    {
        name: "What is stored",
        sections: [
            { id: "capture", name: "Capture", icon: IconCamera, page: later(() => import("./capture")) },
            { id: "redaction", name: "Redaction", icon: IconEyeOff, page: later(() => import("./redaction")) },
            { id: "ignored", name: "Ignore rules", icon: IconFilterOff, page: later(() => import("./ignored")) },
            { id: "proxies", name: "Trusted proxies", icon: IconRoute, page: later(() => import("./proxies")) },
            { id: "retention", name: "Retention", icon: IconHourglassLow, page: later(() => import("./retention")) },
            { id: "erasure", name: "Erasure", icon: IconEraser, page: later(() => import("./erasure")) },
        ],
    },
    {
        name: "Visitors",
        sections: [
            { id: "sessions", name: "Session policy", icon: IconDevices, page: later(() => import("./sessions")) },
            { id: "blocked", name: "Blocked", icon: IconBan, page: later(() => import("./blocked")) },
        ],
    },
    {
        name: "Installation",
        sections: [
            { id: "locations", name: "Locations", icon: IconMapPin, page: later(() => import("./locations")) },
            { id: "jobs", name: "Jobs", icon: IconProgress, page: later(() => import("./jobs")) },
        ],
    },
];
