/** A form over the tenant's settings: its fields, whether it is saved, and what became of saving it. */
import { Button, Group, Stack, Text } from "@mantine/core";
import { type ReactNode, type RefObject, useEffect, useRef } from "react";

import { useHold } from "../../leave";
import { Card } from "../../parts/page";
import { Answer, sentence } from "../../parts/states";
import { Note } from "./note";
import { hasPlaces } from "./problems";
import classes from "./settings.module.css";
import { type Form, type Tenant, useForm, useTenant } from "./tenant";
import { NAMES, valueOf } from "./words";

interface TenantFormProps {
    title: string;
    /** What the section is about, in a sentence or two. */
    about: ReactNode;
    /** The fields. */
    children: (form: Form) => ReactNode;
    /** What is tried out with the values of the form, saved or not. */
    beside?: (form: Form) => ReactNode;
    /** Asks before it is saved; answers whether it has. */
    before?: (form: Form) => boolean;
    /** What a refusal means that names no field. */
    words?: (error: unknown) => ReactNode;
}

/** A section of settings: loads the tenant, shows the fields, and what is beside them. */
export function TenantForm(props: TenantFormProps) {
    const tenant = useTenant();
    return <Answer of={tenant}>{(data) => <Loaded tenant={data} {...props} />}</Answer>;
}

function Loaded({ tenant, title, about, children, beside, before, words }: TenantFormProps & { tenant: Tenant }) {
    const form = useForm(tenant);
    const state = useRef<HTMLParagraphElement>(null);
    useHold(form.isChanged, "typed", "Leave without saving?", "What was changed on this page is not saved, and will be lost.");
    const isHeld = form.conflicts.length > 0 || form.isUnfit || form.isSaving;
    return (
        <Stack gap="md">
            <Card title={title}>
                <form
                    noValidate
                    onSubmit={(event) => {
                        event.preventDefault();
                        if (form.isChanged && !isHeld && !before?.(form)) {
                            form.save();
                        }
                    }}
                >
                    <Stack gap="lg">
                        <Text size="sm" className="quiet" maw={680}>
                            {about}
                        </Text>
                        {children(form)}
                        {form.conflicts.length > 0 && <Conflict form={form} whenChosen={() => state.current?.focus()} />}
                        <Foot form={form} state={state}>
                            <Refusal error={form.error} words={words} />
                        </Foot>
                    </Stack>
                </form>
            </Card>
            {beside?.(form)}
        </Stack>
    );
}

/** A button that does nothing now, and keeps the focus: who pressed it by keyboard is still where they were. */
const idle = (isIdle: boolean) => isIdle && { "aria-disabled": true, "data-disabled": true };

/** The end of the form, which stays in sight while there is something to save. */
function Foot({ form, state, children }: { form: Form; state: RefObject<HTMLParagraphElement | null>; children: ReactNode }) {
    const { isChanged, isUnsure, isUnfit, isSaving, conflicts, discard } = form;
    const isConflict = conflicts.length > 0;
    const mayDiscard = isChanged && !isSaving;
    return (
        <Stack className={classes["foot"]} data-changed={isChanged || undefined} gap="sm">
            {children}
            <Group justify="space-between" gap="xs">
                <Text ref={state} tabIndex={-1} size="sm" role="status" className={isChanged ? undefined : "quiet"} fw={isChanged ? 600 : 400}>
                    {isChanged ? "Unsaved changes" : isUnsure ? "Whether the last change was saved is not known" : "Everything is saved"}
                </Text>
                <Group gap="xs">
                    <Button variant="default" onClick={() => mayDiscard && discard()} {...idle(!mayDiscard)}>
                        Discard
                    </Button>
                    <Button type="submit" {...idle(!isChanged || isUnfit || isSaving || isConflict)}>
                        {isSaving ? "Saving …" : "Save"}
                    </Button>
                </Group>
            </Group>
        </Stack>
    );
}

/** What somebody else has made of the same settings, and which of the two is to stand. */
function Conflict({ form, whenChosen }: { form: Form; whenChosen: () => void }) {
    const place = useRef<HTMLDivElement>(null);
    useEffect(() => {
        place.current?.scrollIntoView({ block: "nearest" });
    }, []);
    function choose(take: () => void) {
        take();
        whenChosen();
    }
    return (
        <div ref={place} className={classes["conflict"]}>
            <Note role="alert" title="Somebody else has changed this meanwhile">
                <Stack gap="sm">
                    <div className={classes["theirs"]} tabIndex={0} role="group" aria-label="Theirs">
                        {form.conflicts.map((name) => (
                            <div key={name}>
                                {NAMES[name]}, theirs: <bdi>{valueOf(form.stored, name)}</bdi>
                            </div>
                        ))}
                    </div>
                    <Group gap="xs">
                        <Button size="xs" variant="default" onClick={() => choose(form.discard)}>
                            Take theirs
                        </Button>
                        <Button size="xs" variant="default" onClick={() => choose(form.keepMine)}>
                            Keep mine, to save it
                        </Button>
                    </Group>
                </Stack>
            </Note>
        </div>
    );
}

function Refusal({ error, words }: { error: unknown; words: TenantFormProps["words"] }) {
    if (error === null) {
        return null;
    }
    const said = words?.(error) ?? (hasPlaces(error) ? "Not saved: something above does not fit." : sentence(error));
    return (
        <Text role="alert" size="sm" c="var(--console-bad)">
            {said}
        </Text>
    );
}
