/** All that the list says. An application may replace any of it. */

/** A text for each number that a language tells apart (`Intl.PluralRules`); `{count}` is the number. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** What is said, with places such as `{device}` and `{when}` that are filled in. */
export interface Texts {
    /** What the list of those that live is called, for who does not see it. */
    list: string;
    /** How many live. */
    summary: Plural;
    thisDevice: string;
    unknownDevice: string;
    unknownPlace: string;
    /** How a device is called, of `{program}` and `{platform}`. */
    device: string;
    /** In place of `lastActive`, of the session that asks. */
    activeNow: string;
    /** In place of `{when}`, within the last minute. Where it is not given, as browsers have it. */
    justNow?: string;
    lastActive: string;
    signedIn: string;
    ended: string;

    endSession: string;
    signOut: string;
    signOutOthers: string;
    cancel: string;
    /** What follows when a session is ended. */
    consequence: string;
    /** The same, of the session that asks. */
    consequenceCurrent: string;
    /** The same, of all others; `{count}` is how many. */
    consequenceOthers: Plural;
    /** On the button, while a session is being ended. */
    working: string;
    /** Said when it has ended. */
    done: string;
    doneOthers: string;
    /** It has ended, but some servers do not know yet: it is asked for again. */
    repeating: string;
    /** The same, when it has been asked for several times. */
    pending: string;

    showEnded: string;
    endedEmpty: string;
    more: string;
    /** Said when more ended sessions are there; `{count}` is how many there are now. */
    endedShown: Plural;

    loading: string;
    empty: string;
    loadFailed: string;
    endFailed: string;
    /** Follows what failed, when there was no answer. */
    offline: string;
    /** Follows what failed, when the answer was that it cannot be done now. */
    later: string;
    tryAgain: string;
    signedOut: string;
    signedOutHint: string;

    /** Why a session ended. */
    reasonSignedOut: string;
    reasonRevoked: string;
    /** The application, or somebody who looks after it. */
    reasonApplication: string;
    reasonLimit: string;
    reasonReuse: string;
    reasonIdle: string;
    reasonAbsolute: string;
}
