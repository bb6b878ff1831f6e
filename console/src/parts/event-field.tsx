/** A field of an event in its panel: what it is called, what is in it, and the way to all events with the same. */
import { ActionIcon } from "@mantine/core";
import { IconFilterPlus, IconLock } from "@tabler/icons-react";
import { createContext, type ReactNode, use } from "react";
import { Link } from "wouter";

import { type Asked, eventsHref, type Filters } from "../filter";

/** Leads to the events that fit what is asked for. */
export type Lead = (changed: Partial<Asked>) => string;

/** Leads to the page of events, from wherever a panel stands. */
export const toEvents: Lead = ({ filters = {}, range }) => eventsHref(filters, range);

interface Around {
    lead: Lead;
    /** Places of the event whose values were replaced. */
    redacted: readonly string[];
}

/** What the fields of a panel have in common. */
export const FieldsOf = createContext<Around>({ lead: toEvents, redacted: [] });

interface FieldProps {
    name: string;
    /** The filters that find all events with the same. */
    filters?: Filters | undefined;
    /** Its place in the posted event, such as `/referrer`. */
    pointer?: string;
    /** A field without anything in it is left out. */
    children: ReactNode;
}

export function Field({ name, filters, pointer, children }: FieldProps) {
    const { lead, redacted } = use(FieldsOf);
    if (children === undefined || children === "" || children === false) {
        return null;
    }
    const isRedacted = pointer !== undefined && redacted.some((at) => at === pointer || at.startsWith(`${pointer}/`));
    return (
        <div>
            <dt>
                {name}
                {isRedacted && (
                    <span className="event-lock" title="Something in it was replaced before it was stored">
                        <IconLock size={13} role="img" aria-label="redacted" />
                    </span>
                )}
            </dt>
            <dd>
                <span className="any-text">{children}</span>
                {filters !== undefined && <Only of={name} href={lead({ filters })} />}
            </dd>
        </div>
    );
}

/** The way to all events with the same. */
function Only({ of, href }: { of: string; href: string }) {
    const label = `Filter by this ${of.toLowerCase()}`;
    return (
        <ActionIcon component={Link} href={href} variant="subtle" color="gray" size={22} aria-label={label} title={label}>
            <IconFilterPlus size={15} stroke={1.6} />
        </ActionIcon>
    );
}
