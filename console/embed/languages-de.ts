import type { Texts } from "./texts";

/** German. */
export const de: Texts = {
    list: "Geräte, auf denen Sie angemeldet sind",
    summary: { one: "Sie sind auf {count} Gerät angemeldet", other: "Sie sind auf {count} Geräten angemeldet" },
    thisDevice: "Dieses Gerät",
    unknownDevice: "Unbekanntes Gerät",
    unknownPlace: "Unbekannter Ort",
    device: "{program} auf {platform}",
    activeNow: "Jetzt aktiv",
    justNow: "gerade eben",
    lastActive: "Zuletzt aktiv: {when}",
    signedIn: "Angemeldet: {when}",
    ended: "Beendet: {when}",

    endSession: "Sitzung beenden",
    signOut: "Abmelden",
    signOutOthers: "Von allen anderen Geräten abmelden",
    cancel: "Abbrechen",
    consequence: "{device} wird sofort abgemeldet. Wer das Gerät benutzt, muss sich neu anmelden.",
    consequenceCurrent: "Sie werden auf diesem Gerät sofort abgemeldet und müssen sich neu anmelden.",
    consequenceOthers: {
        one: "Das andere Gerät wird sofort abgemeldet. Sie bleiben nur auf diesem Gerät angemeldet.",
        other: "Die {count} anderen Geräte werden sofort abgemeldet. Sie bleiben nur auf diesem Gerät angemeldet.",
    },
    working: "Wird abgemeldet …",
    done: "{device} ist abgemeldet.",
    doneOthers: "Alle anderen Geräte sind abgemeldet.",
    repeating: "Abgemeldet, aber noch nicht überall. Neuer Versuch …",
    pending:
        "Endgültig abgemeldet, aber noch nicht überall: Für einen Moment ist noch Zugriff möglich. " +
        "Versuchen Sie es zur Sicherheit erneut.",

    showEnded: "Beendete Sitzungen",
    endedEmpty: "Es gibt keine beendeten Sitzungen.",
    more: "Mehr anzeigen",
    endedShown: { one: "{count} beendete Sitzung wird angezeigt.", other: "{count} beendete Sitzungen werden angezeigt." },

    loading: "Ihre Geräte werden geladen …",
    empty: "Sie sind auf keinem Gerät angemeldet.",
    loadFailed: "Ihre Geräte konnten nicht geladen werden.",
    endFailed: "Das Abmelden hat nicht funktioniert.",
    offline: "Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung.",
    later: "Versuchen Sie es gleich noch einmal.",
    tryAgain: "Erneut versuchen",
    signedOut: "Sie sind abgemeldet.",
    signedOutHint: "Melden Sie sich wieder an, um Ihre Geräte zu sehen.",

    reasonSignedOut: "Sie haben sich abgemeldet",
    reasonRevoked: "Von Ihnen auf einem anderen Gerät beendet",
    reasonApplication: "Vom Dienst beendet",
    reasonLimit: "Beendet, weil Sie auf zu vielen Geräten angemeldet waren",
    reasonReuse: "Vorsorglich beendet: Möglicherweise hat jemand diese Sitzung kopiert",
    reasonIdle: "Abgelaufen, weil sie nicht benutzt wurde",
    reasonAbsolute: "Abgelaufen nach der längsten erlaubten Zeit",
};
