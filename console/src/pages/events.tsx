/** The events of the log: find one, look at it, follow what comes, take them along. */
import { ActionIcon, Group, SegmentedControl, Tooltip } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";

import "./events/events.css";
import { EventDetail } from "../parts/event-detail";
import { NoPageOf } from "../parts/no-page";
import { Page } from "../parts/page";
import { RangeControl } from "../parts/range";
import { Loading } from "../parts/states";
import { type Order, useWhole } from "./events/asked";
import { ExportButton } from "./events/export";
import { FilterChips, FilterField } from "./events/filters";
import { useEvents } from "./events/list";
import { LiveSwitch } from "./events/live";
import { Log } from "./events/log";
import { useVisit } from "./events/visit";

const ORDERS: { value: Order; label: string }[] = [
    { value: "desc", label: "By arrival" },
    { value: "occurred", label: "By time" },
];

export default function Events() {
    const whole = useWhole();
    const { visit, isOver } = useVisit();
    const events = useEvents(visit, whole);
    const filtering = { filters: whole.filters, ask: whole.ask, error: events.list.error };
    function close() {
        if (isOver) {
            window.history.back();
        } else {
            whole.amend({}, visit === undefined ? undefined : { visit });
        }
    }
    return (
        <Page
            title="Events"
            className="events-page"
            actions={
                <Group gap="xs" wrap="nowrap">
                    <RangeControl range={whole.range} ask={(range) => whole.ask({ range })} withAll />
                    <ExportButton filters={whole.filters} range={whole.range} />
                </Group>
            }
        >
            <div className="events-bar">
                <FilterField {...filtering} />
                <Group gap="sm" wrap="nowrap" className="events-ways">
                    <SegmentedControl
                        aria-label="Order"
                        data={ORDERS}
                        value={whole.order}
                        onChange={(order) => whole.ask({ order: order as Order })}
                    />
                    <LiveSwitch
                        isLive={whole.isLive}
                        canBeLive={whole.canBeLive}
                        change={(isLive) => whole.amend({ isLive }, isLive || visit === undefined ? undefined : { visit })}
                    />
                    <Tooltip label="Read the list again">
                        <ActionIcon variant="default" size={36} aria-label="Read the list again" onClick={() => whole.amend({})}>
                            <IconRefresh size={18} stroke={1.6} />
                        </ActionIcon>
                    </Tooltip>
                </Group>
            </div>
            <FilterChips {...filtering} />
            {whole.filters.user_id !== undefined && <NoPageOf user={whole.filters.user_id} />}
            {visit === undefined ? <Loading /> : <Log key={visit} visit={visit} whole={whole} events={events} />}
            <EventDetail
                id={whole.event}
                close={close}
                returnFocus={false}
                lead={({ filters = {}, range }) =>
                    whole.href(range === undefined ? { filters: { ...whole.filters, ...filters } } : { filters, range })
                }
            />
        </Page>
    );
}
