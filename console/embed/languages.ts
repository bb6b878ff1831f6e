/** English and Dutch; and which languages there are. */
import { ar } from "./languages-ar";
import { de } from "./languages-de";
import type { Texts } from "./texts";

const en: Texts = {
    list: "Devices you are signed in on",
    summary: { one: "You are signed in on {count} device", other: "You are signed in on {count} devices" },
    thisDevice: "This device",
    unknownDevice: "Unknown device",
    unknownPlace: "Unknown place",
    device: "{program} on {platform}",
    activeNow: "Active now",
    justNow: "just now",
    lastActive: "Last active {when}",
    signedIn: "Signed in {when}",
    ended: "Ended {when}",

    endSession: "End session",
    signOut: "Sign out",
    signOutOthers: "Sign out of all other devices",
    cancel: "Cancel",
    consequence: "{device} is signed out at once. Whoever uses it has to sign in again.",
    consequenceCurrent: "You are signed out on this device at once, and have to sign in again.",
    consequenceOthers: {
        one: "The other device is signed out at once. You stay signed in on this device only.",
        other: "The {count} other devices are signed out at once. You stay signed in on this device only.",
    },
    working: "Signing out…",
    done: "{device} has been signed out.",
    doneOthers: "All other devices have been signed out.",
    repeating: "Signed out, but not everywhere yet. Trying again…",
    pending: "Signed out for good, but not everywhere yet: it may still get in for a moment. Try again to be sure.",

    showEnded: "Ended sessions",
    endedEmpty: "There are no ended sessions.",
    more: "Show more",
    endedShown: { one: "{count} ended session is shown.", other: "{count} ended sessions are shown." },

    loading: "Loading your devices…",
    empty: "You are not signed in on any device.",
    loadFailed: "Your devices could not be loaded.",
    endFailed: "Signing out did not work.",
    offline: "The server cannot be reached. Check your connection.",
    later: "Try again in a moment.",
    tryAgain: "Try again",
    signedOut: "You are signed out.",
    signedOutHint: "Sign in again to see your devices.",

    reasonSignedOut: "You signed out",
    reasonRevoked: "You ended it from another device",
    reasonApplication: "Ended by the service",
    reasonLimit: "Ended because you signed in on too many devices",
    reasonReuse: "Ended to be safe: somebody may have copied this session",
    reasonIdle: "Expired because it was not used",
    reasonAbsolute: "Expired after the longest time allowed",
};

const nl: Texts = {
    list: "Apparaten waarop je bent ingelogd",
    summary: { one: "Je bent op {count} apparaat ingelogd", other: "Je bent op {count} apparaten ingelogd" },
    thisDevice: "Dit apparaat",
    unknownDevice: "Onbekend apparaat",
    unknownPlace: "Onbekende plaats",
    device: "{program} op {platform}",
    activeNow: "Nu actief",
    justNow: "zojuist",
    lastActive: "Laatst actief: {when}",
    signedIn: "Ingelogd: {when}",
    ended: "Beëindigd: {when}",

    endSession: "Sessie beëindigen",
    signOut: "Uitloggen",
    signOutOthers: "Uitloggen op alle andere apparaten",
    cancel: "Annuleren",
    consequence: "{device} wordt meteen uitgelogd. Wie dat apparaat gebruikt, moet opnieuw inloggen.",
    consequenceCurrent: "Je wordt op dit apparaat meteen uitgelogd en moet opnieuw inloggen.",
    consequenceOthers: {
        one: "Het andere apparaat wordt meteen uitgelogd. Je blijft alleen op dit apparaat ingelogd.",
        other: "De {count} andere apparaten worden meteen uitgelogd. Je blijft alleen op dit apparaat ingelogd.",
    },
    working: "Wordt uitgelogd…",
    done: "{device} is uitgelogd.",
    doneOthers: "Alle andere apparaten zijn uitgelogd.",
    repeating: "Uitgelogd, maar nog niet overal. We proberen het opnieuw…",
    pending:
        "Definitief uitgelogd, maar nog niet overal: heel even kan er nog toegang zijn. Probeer het voor de zekerheid opnieuw.",

    showEnded: "Beëindigde sessies",
    endedEmpty: "Er zijn geen beëindigde sessies.",
    more: "Meer tonen",
    endedShown: { one: "{count} beëindigde sessie wordt getoond.", other: "{count} beëindigde sessies worden getoond." },

    loading: "Je apparaten worden geladen…",
    empty: "Je bent op geen enkel apparaat ingelogd.",
    loadFailed: "Je apparaten konden niet worden geladen.",
    endFailed: "Uitloggen is niet gelukt.",
    offline: "De server is niet bereikbaar. Controleer je verbinding.",
    later: "Probeer het zo meteen nog eens.",
    tryAgain: "Opnieuw proberen",
    signedOut: "Je bent uitgelogd.",
    signedOutHint: "Log opnieuw in om je apparaten te zien.",

    reasonSignedOut: "Je hebt zelf uitgelogd",
    reasonRevoked: "Door jou beëindigd vanaf een ander apparaat",
    reasonApplication: "Beëindigd door de dienst",
    reasonLimit: "Beëindigd omdat je op te veel apparaten was ingelogd",
    reasonReuse: "Uit voorzorg beëindigd: mogelijk heeft iemand deze sessie gekopieerd",
    reasonIdle: "Verlopen omdat de sessie niet werd gebruikt",
    reasonAbsolute: "Verlopen na de langst toegestane tijd",
};

/** The texts of each language that there is, by its code. */
export const LANGUAGES: ReadonlyMap<string, Texts> = new Map(Object.entries({ en, nl, de, ar }));
const { justNow: _, ...others } = en;
/** The language for who reads none of the others; times are in theirs. */
export const ENGLISH: Texts = others;
