/** The tenant's sessions: whose, on what device, from where, and the button that ends each of them. */
import { Button } from "@mantine/core";

import { Refused, type Session } from "../api";
import { NoPageOf } from "../parts/no-page";
import { Card, Page } from "../parts/page";
import { Again } from "../parts/session-again";
import { Empty, Failed, Loading } from "../parts/states";
import { useFormerPosition } from "./sessions/arrival";
import { useSessionFilters } from "./sessions/asked";
import { useSessions } from "./sessions/data";
import type { Endless } from "./sessions/endless";
import { Filters } from "./sessions/filters";
import { SessionList } from "./sessions/table";

export default function Sessions() {
    const { filters, set, clear } = useSessionFilters();
    const sessions = useSessions(filters);
    useFormerPosition();
    const problem = problemOfAddress(sessions.list.error);
    return (
        <Page title="Sessions" actions={<Again of={sessions} />}>
            <Filters filters={filters} set={set} problem={problem} />
            {filters.user_id !== undefined && <NoPageOf user={filters.user_id} />}
            <Card p={0} aria-busy={sessions.list.isPlaceholderData}>
                <Found sessions={sessions} isFiltered={Object.keys(filters).length > 0} isMistyped={problem !== undefined} clear={clear} />
            </Card>
        </Page>
    );
}

/** What the API says of the address or network that was typed. */
function problemOfAddress(error: unknown): string | undefined {
    const places = error instanceof Refused ? error.problem?.errors : undefined;
    return places?.some(({ parameter }) => parameter === "ip") ? "This is no address and no network." : undefined;
}

interface FoundProps {
    sessions: Endless<Session>;
    isFiltered: boolean;
    isMistyped: boolean;
    clear: () => void;
}

function Found({ sessions, isFiltered, isMistyped, clear }: FoundProps) {
    const { list, items } = sessions;
    if (list.isPending) {
        return <Loading what="Loading sessions" />;
    }
    if (isMistyped || (items.length === 0 && list.error === null)) {
        return isFiltered ? <NoneFits clear={clear} /> : <Empty title="No sessions yet">They appear here when somebody signs in to your application.</Empty>;
    }
    if (list.error !== null && list.data === undefined) {
        return <Failed error={list.error} again={() => void list.refetch()} />;
    }
    return <SessionList of={sessions} />;
}

function NoneFits({ clear }: { clear: () => void }) {
    return (
        <Empty title="No session fits">
            <Button variant="default" size="xs" mt="xs" onClick={clear}>
                Show all sessions
            </Button>
        </Empty>
    );
}
