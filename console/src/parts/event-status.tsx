/** The two codes of a request, as they stand in lists and in the panel of an event. */
import "./event-parts.css";

const TONES = ["none", "info", "good", "moved", "wrong", "broken"] as const;

/** An HTTP status: the figure says it, and its colour shows it from afar. */
export function EventStatus({ status }: { status: number | undefined }) {
    if (status === undefined) {
        return null;
    }
    return <span className={`event-status is-${TONES[Math.floor(status / 100)] ?? "none"}`}>{status}</span>;
}

/** An HTTP method. Those that change something stand out. */
export function EventMethod({ method }: { method: string | undefined }) {
    if (method === undefined) {
        return null;
    }
    const isReading = /^(GET|HEAD|OPTIONS)$/.test(method);
    return (
        <span className={isReading ? "event-method" : "event-method is-writing"} title={method}>
            {method}
        </span>
    );
}
