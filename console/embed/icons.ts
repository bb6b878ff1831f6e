/** Pictures of devices, drawn here: no file has to be fetched for them. The words stand beside them. */
import type { OwnSession } from "./calls";

const SVG = "http://www.w3.org/2000/svg";

const PATHS = {
    phone: "M9 2.8h6A2.2 2.2 0 0 1 17.2 5v14A2.2 2.2 0 0 1 15 21.2H9A2.2 2.2 0 0 1 6.8 19V5A2.2 2.2 0 0 1 9 2.8ZM10.8 18.2h2.4",
    tablet: "M6.5 3h11a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2h-11a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2ZM11 18h2",
    computer: "M5 4.5h14a2 2 0 0 1 2 2V14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6.5a2 2 0 0 1 2-2ZM2.5 19.5h19",
    app: "M6 4h12a2.5 2.5 0 0 1 2.5 2.5v11A2.5 2.5 0 0 1 18 20H6a2.5 2.5 0 0 1-2.5-2.5v-11A2.5 2.5 0 0 1 6 4ZM3.5 8.5h17",
    bot: "M8 8.5h8a3 3 0 0 1 3 3v4a3 3 0 0 1-3 3H8a3 3 0 0 1-3-3v-4a3 3 0 0 1 3-3ZM12 8.5v-4M10.8 4.5h2.4M9.3 12.7v1.6M14.7 12.7v1.6",
    tool: "M5 4.5h14a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-11a2 2 0 0 1 2-2ZM7 9.3l3 2.7-3 2.7M12.5 15h4",
    unknown: "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18ZM9.6 9.5a2.4 2.4 0 1 1 3.6 2.1q-1.2.7-1.2 1.9M12 16.7h.01",
    chevron: "M6 9.5l6 6 6-6",
};

/** A picture that takes the colour of the text around it. */
export function picture(name: keyof typeof PATHS): SVGSVGElement {
    const svg = document.createElementNS(SVG, "svg");
    const shared = { viewBox: "0 0 24 24", fill: "none", stroke: "currentColor", "stroke-width": "1.6", "aria-hidden": "true" };
    const ends = { "stroke-linecap": "round", "stroke-linejoin": "round" };
    for (const [attribute, value] of Object.entries({ ...shared, ...ends })) {
        svg.setAttribute(attribute, value);
    }
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", PATHS[name]);
    svg.append(path);
    return svg;
}

/** The kind of a device, as a picture. */
export function deviceIcon({ device, device_kind: kind }: OwnSession): SVGSVGElement {
    if (kind === "bot" || kind === "tool" || (kind === "app" && device === undefined)) {
        return picture(kind);
    }
    const words = device ?? "";
    if (/ipad|tablet|kindle/i.test(words)) {
        return picture("tablet");
    }
    if (/iphone|ipod|android|mobile|phone/i.test(words)) {
        return picture("phone");
    }
    if (kind === "app") {
        return picture("app");
    }
    return picture(device === undefined ? "unknown" : "computer");
}
