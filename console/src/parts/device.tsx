import { IconAppWindow, IconDeviceDesktop, IconDeviceMobile, IconDeviceTablet, IconRobot, IconTerminal2, IconWorldQuestion } from "@tabler/icons-react";

interface Device {
    device?: string;
    device_kind?: string;
    platform?: string;
}

/** The kind of a device, as a picture. The words stand beside it. */
export function DeviceIcon({ of, size = 20 }: { of: Device; size?: number }) {
    const shared = { size, stroke: 1.5, "aria-hidden": true } as const;
    switch (of.device_kind) {
        case "bot":
            return <IconRobot {...shared} />;
        case "tool":
            return <IconTerminal2 {...shared} />;
        case "app":
            return <IconAppWindow {...shared} />;
        default:
    }
    const words = `${of.platform ?? ""} ${of.device ?? ""}`;
    if (/ipad|tablet/i.test(words)) {
        return <IconDeviceTablet {...shared} />;
    }
    if (/iphone|android|mobile|phone/i.test(words)) {
        return <IconDeviceMobile {...shared} />;
    }
    return of.device === undefined ? <IconWorldQuestion {...shared} /> : <IconDeviceDesktop {...shared} />;
}
