/** The example page: an application that shows its user the list. It stands by itself, as a page of an application would. */

/** What the page says, beside the list. */
const TEXTS: Record<string, Record<string, string>> = {
    en: {
        language: "Language",
        theme: "Theme",
        auto: "Automatic",
        light: "Light",
        dark: "Dark",
        title: "Your devices",
        lead: "You are signed in to Lamplight here. If you do not recognise a device, end its session and change your password.",
        empty: "The list appears here once you have filled in the form below.",
    },
    nl: {
        language: "Taal",
        theme: "Thema",
        auto: "Automatisch",
        light: "Licht",
        dark: "Donker",
        title: "Je apparaten",
        lead: "Je bent op deze apparaten bij Lamplight ingelogd. Herken je er een niet? Beëindig die sessie en wijzig je wachtwoord.",
        empty: "De lijst verschijnt hier zodra je het formulier hieronder hebt ingevuld.",
    },
    de: {
        language: "Sprache",
        theme: "Darstellung",
        auto: "Automatisch",
        light: "Hell",
        dark: "Dunkel",
        title: "Ihre Geräte",
        lead:
            "Auf diesen Geräten sind Sie bei Lamplight angemeldet. " +
            "Kennen Sie eines nicht, beenden Sie die Sitzung und ändern Sie Ihr Passwort.",
        empty: "Die Liste erscheint hier, sobald Sie das Formular unten ausgefüllt haben.",
    },
    ar: {
        language: "اللغة",
        theme: "المظهر",
        auto: "تلقائي",
        light: "فاتح",
        dark: "داكن",
        title: "أجهزتك",
        lead: "هذه هي الأجهزة التي تم تسجيل دخولك عليها في Lamplight. إن لم تتعرّف على جهاز منها، فأنهِ جلسته وغيّر كلمة المرور.",
        empty: "ستظهر القائمة هنا بعد ملء النموذج أدناه.",
    },
};

/** The agent of the session that is started. */
const AGENT =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) " +
    "Version/18.1 Mobile/15E148 Safari/604.1";

/** What the list sends. */
const EVENTS = ["gatebook-session-ended", "gatebook-signed-out", "gatebook-error"];

function find<E extends HTMLElement>(id: string, kind: new () => E): E {
    const found = document.getElementById(id);
    if (!(found instanceof kind)) {
        throw new Error(`the page has no ${id}`);
    }
    return found;
}

const form = find("form", HTMLFormElement);
const base = find("base", HTMLInputElement);
const token = find("token", HTMLInputElement);
const language = find("language", HTMLSelectElement);
const theme = find("theme", HTMLSelectElement);

/** The list is as the page is: its language comes from the page, and its theme from here. */
const list = document.createElement("gatebook-sessions");

function showLanguage(): void {
    document.documentElement.lang = language.value;
    document.documentElement.dir = language.value === "ar" ? "rtl" : "ltr";
    const texts = TEXTS[language.value] ?? {};
    for (const element of document.querySelectorAll<HTMLElement>("[data-text]")) {
        element.textContent = texts[element.dataset["text"] ?? ""] ?? element.textContent;
    }
    document.title = `${texts["title"]} – Lamplight`;
}

function showTheme(): void {
    document.documentElement.dataset["theme"] = theme.value;
    list.setAttribute("theme", theme.value);
}

/** The commands that give a token, for this page and the API that is filled in. */
function showCommands(): void {
    const api = base.value || "https://gatebook.example";
    const command = (method: string, path: string, body: unknown) =>
        [
            `curl -sS -X ${method} '${api}${path}'`,
            `-H "Authorization: Bearer $GATEBOOK_KEY"`,
            "-H 'Content-Type: application/json'",
            `-d '${JSON.stringify(body)}'`,
        ].join(" \\\n  ");
    const session = { user_id: "ada", ip: "203.0.113.7", user_agent: AGENT };
    const settings = { allowed_origins: [location.origin] };
    find("origin", HTMLElement).textContent = location.origin;
    find("allow", HTMLElement).textContent = command("PATCH", "/v1/tenant", { settings });
    find("start", HTMLElement).textContent = command("POST", "/v1/sessions", session);
}

function showList(): void {
    const isSame = list.getAttribute("base") === base.value && list.getAttribute("token") === token.value;
    list.setAttribute("base", base.value);
    list.setAttribute("token", token.value);
    if (!list.isConnected) {
        find("place", HTMLElement).replaceChildren(list);
    } else if (isSame) {
        void list.refresh();
    }
}

/** Writes down what the list sends. */
function note(event: Event): void {
    const entry = document.createElement("li");
    const words = document.createElement("code");
    words.textContent = `${event.type} ${JSON.stringify(event instanceof CustomEvent ? event.detail : undefined)}`;
    entry.append(words);
    find("none", HTMLElement).hidden = true;
    find("told", HTMLOListElement).prepend(entry);
}

base.value = location.origin;
base.addEventListener("input", showCommands);
language.addEventListener("change", showLanguage);
theme.addEventListener("change", showTheme);
form.addEventListener("submit", (event) => {
    event.preventDefault();
    showList();
});
for (const name of EVENTS) {
    list.addEventListener(name, note);
}
const [wanted = "en"] = navigator.language.split("-");
language.value = wanted in TEXTS ? wanted : "en";
showLanguage();
showTheme();
showCommands();
