/** One session of the list: what it is used with, where, since when; and the question whether to end it. */
import type { OwnSession } from "./calls";
import { button, type Child, el, outside, phrase } from "./dom";
import { deviceIcon } from "./icons";
import type { Asked, Failure } from "./state";
import type { Words } from "./words";

/** What may be done in the list. */
export interface Actions {
    /** Asks whether to end one (its id) or all others. */
    ask: (of: string) => void;
    cancel: () => void;
    /** Ends what was asked for. */
    end: () => void;
    load: () => void;
    toggleEnded: () => void;
    loadEnded: () => void;
}

/** A session that lives. `isBusy`: something is being ended, so nothing else can be. */
export function liveRow(words: Words, actions: Actions, session: OwnSession, asked: Asked | undefined, isBusy: boolean): Child[] {
    const { id, current } = session;
    const name = `name-${id}`;
    const { texts } = words;
    const own = `end-${id}`;
    const part = current ? "button sign-out" : "button end";
    const attributes = { class: "button", part, id: own, "aria-labelledby": `${own} ${name}`, "aria-disabled": isBusy && "true" };
    const end = button(`end:${id}`, attributes, () => actions.ask(id), current ? texts.signOut : texts.endSession);
    const times = current ? el("span", {}, texts.activeNow) : timeOf(words, texts.lastActive, session.last_seen_at);
    const exact = [phrase(texts.lastActive, { when: words.exact(session.last_seen_at) })];
    const since = timeOf(words, texts.signedIn, session.started_at);
    exact.push(phrase(texts.signedIn, { when: words.exact(session.started_at) }));
    return [
        ...about(words, session, name, whenOf(id, [times, since], exact)),
        ...(asked === undefined ? [el("div", { class: "act" }, end)] : [question(words, actions, session, asked)]),
    ];
}

/** A session that has ended, and why. */
export function endedRow(words: Words, session: OwnSession): Child[] {
    const { texts } = words;
    const reason = words.reason(session);
    const at = session.ended_at ?? session.last_seen_at;
    const times = [timeOf(words, texts.ended, at), timeOf(words, texts.signedIn, session.started_at)];
    const exact = [
        phrase(texts.ended, { when: words.exact(at) }),
        phrase(texts.signedIn, { when: words.exact(session.started_at) }),
    ];
    const when = whenOf(session.id, times, exact);
    const why = reason === undefined ? [] : [el("p", { class: "why", part: "reason" }, reason)];
    return about(words, session, `name-${session.id}`, ...why, when);
}

function about(words: Words, session: OwnSession, name: string, ...rest: Child[]): Child[] {
    const { thisDevice, unknownPlace } = words.texts;
    const device = el("p", { class: "device", part: "device" }, el("span", { id: name }, ...words.device(session)));
    if (session.current) {
        device.append(" ", el("span", { class: "mark", part: "current-mark" }, thisDevice));
    }
    const place = session.location === undefined ? unknownPlace : outside(session.location);
    const where = el("p", { class: "where", part: "place" }, el("span", {}, place));
    if (session.ip !== undefined) {
        where.append(el("span", { class: "address", part: "address" }, outside(session.ip)));
    }
    return [
        el("span", { class: "icon", part: "icon" }, deviceIcon(session)),
        el("div", { class: "about" }, device, where, ...rest),
    ];
}

function timeOf(words: Words, template: string, at: string): HTMLElement {
    return el("span", {}, ...phrase(template, { when: el("time", { datetime: at }, words.ago(at)) }));
}

/** Times, and the exact ones while the pointer or the focus is on them. Escape puts those away. */
function whenOf(id: string, times: Child[], exact: Child[][]): HTMLElement {
    const lines = exact.map((line) => el("span", {}, ...line));
    const tip = el("span", { class: "tip", part: "exact-times", role: "tooltip", id: `exact-${id}` }, ...lines);
    const attributes = { class: "times", part: "times", "aria-describedby": tip.id };
    const shown = button(`times:${id}`, attributes, () => when.classList.toggle("pinned"));
    // A space between them, for who hears them.
    shown.append(...times.flatMap((time, index) => (index === 0 ? [time] : [" ", time])));
    const when = el("div", { class: "when" }, shown, tip);
    const leave = () => when.classList.remove("pinned", "shut");
    shown.addEventListener("blur", leave);
    when.addEventListener("pointerleave", leave);
    when.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && !when.classList.contains("shut")) {
            event.stopPropagation();
            when.classList.add("shut");
        }
    });
    return when;
}

/** What did not work, and what to do about it, if there is anything. */
export function failed(words: Words, what: string, failure: Failure | undefined): string {
    if (failure === "fault") {
        return what;
    }
    return `${what} ${failure === "offline" ? words.texts.offline : words.texts.later}`;
}

function question(words: Words, actions: Actions, session: OwnSession, asked: Asked): HTMLElement {
    const { texts } = words;
    if (session.current) {
        return confirmation(words, actions, asked, [texts.consequenceCurrent], texts.signOut);
    }
    const device = el("bdi", {}, ...words.device(session));
    return confirmation(words, actions, asked, phrase(texts.consequence, { device }), texts.endSession);
}

/** Says what follows, and what became of it; with the buttons that do it, or leave it. */
export function confirmation(words: Words, actions: Actions, asked: Asked, consequence: Child[], action: string): HTMLElement {
    const { texts } = words;
    const said: Record<Asked["phase"], Child[]> = {
        asked: consequence,
        working: consequence,
        repeating: [texts.repeating],
        pending: [texts.pending],
        failed: [failed(words, texts.endFailed, asked.failure)],
    };
    const isBusy = asked.phase === "working" || asked.phase === "repeating";
    const id = `asked-${asked.of}`;
    const does = isBusy ? texts.working : asked.phase === "asked" ? action : texts.tryAgain;
    const common = { "aria-describedby": id, "aria-disabled": isBusy && "true" };
    const cancel = button("cancel", { class: "button", part: "button cancel", ...common }, actions.cancel, texts.cancel);
    const confirm = button("confirm", { class: "button danger", part: "button confirm", ...common }, actions.end, does);
    const box = el(
        "div",
        { class: "question", part: "confirmation", role: "group", "aria-labelledby": id },
        el("p", { id, class: asked.phase === "failed" ? "bad" : undefined, part: "consequence" }, ...said[asked.phase]),
        el("div", { class: "buttons" }, confirm, cancel),
    );
    box.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && !isBusy) {
            event.stopPropagation();
            actions.cancel();
        }
    });
    return box;
}
