import css from "./style.css?raw";

let made: CSSStyleSheet | undefined;

/** The one sheet that all lists of a page share. It needs no style element, so no policy of the page has to allow it. */
export function style(): CSSStyleSheet {
    if (made === undefined) {
        made = new CSSStyleSheet();
        made.replaceSync(css);
    }
    return made;
}
