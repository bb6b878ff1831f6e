/** A list of short texts, as tags that can be taken away, with a field that adds more. */
import { ActionIcon, Box, Button, Input, Stack, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";

import { number } from "../../format";
import { useHold } from "../../leave";
import { capital } from "../../parts/states";
import type { Problem } from "./problems";
import classes from "./settings.module.css";

interface TagsProps {
    label: string;
    description?: ReactNode;
    placeholder?: string;
    values: readonly string[];
    change: (values: string[]) => void;
    /** What is wrong with the list or an entry of it. */
    problems?: Problem[];
    /** Most entries. */
    most?: number;
    /** Stands where there is none. */
    none: string;
    /** What is between entries that are pasted together. */
    between?: RegExp;
    /** The form in which an entry is kept. */
    tidy?: (entry: string) => string;
}

export function Tags(props: TagsProps) {
    const { label, description, placeholder, values, change, problems = [], most = 200, none, between = /[\s,]+/ } = props;
    const { tidy = (entry: string) => entry } = props;
    const [text, setText] = useState("");
    const input = useRef<HTMLInputElement>(null);
    useHold(text.trim() !== "", "typed", "Leave without saving?", `What was typed below “${label}” is not added, and will be lost.`);
    function add() {
        const entries = text.split(between).map((entry) => tidy(entry.trim()));
        const added = [...new Set(entries)].filter((entry) => entry !== "" && !values.includes(entry));
        setText("");
        if (added.length > 0) {
            change([...values, ...added]);
        }
    }
    const isFull = values.length >= most;
    const said = problems.map(({ index, detail }) =>
        index === undefined ? capital(detail) : `“${values[index] ?? number(index + 1)}” ${detail}.`,
    );
    return (
        <Stack gap={8}>
            <TextInput
                ref={input}
                label={label}
                description={description}
                placeholder={said.length > 0 ? undefined : placeholder}
                error={said.length > 0 && <span className="any-text">{said.slice(0, 5).join(" ")}</span>}
                dir="auto"
                autoComplete="off"
                autoCapitalize="off"
                spellCheck={false}
                disabled={isFull}
                value={text}
                onChange={(event) => setText(event.currentTarget.value)}
                onBlur={add}
                onKeyDown={(event) => {
                    if (event.key === "Enter" && !event.nativeEvent.isComposing) {
                        event.preventDefault();
                        add();
                    }
                }}
                rightSectionWidth={60}
                rightSectionPointerEvents="all"
                rightSection={
                    <Button
                        size="compact-sm"
                        variant="light"
                        onClick={add}
                        disabled={isFull}
                        aria-label={`Add to ${label.toLowerCase()}`}
                    >
                        Add
                    </Button>
                }
                maw={680}
                classNames={{ wrapper: classes["field"] }}
            />
            {isFull && <Input.Description>There are as many as there can be: {number(most)}.</Input.Description>}
            {values.length === 0 ? (
                <Box fz="sm" className="quiet">
                    {none}
                </Box>
            ) : (
                <Entries
                    label={label}
                    values={values}
                    wrong={problems.flatMap(({ index }) => index ?? [])}
                    remove={(index) => change(values.filter((_, at) => at !== index))}
                    whenEmpty={() => input.current?.focus()}
                />
            )}
        </Stack>
    );
}

interface EntriesProps {
    label: string;
    values: readonly string[];
    /** Entries with which something is wrong. */
    wrong: number[];
    remove: (index: number) => void;
    /** Called when the last one was taken away. */
    whenEmpty: () => void;
}

/** The tags: one stop of the Tab key, arrows between them, Enter or Delete takes one away. */
function Entries({ label, values, wrong, remove, whenEmpty }: EntriesProps) {
    const [at, setAt] = useState(0);
    const isMoved = useRef(false);
    const list = useRef<HTMLUListElement>(null);
    const here = Math.min(at, values.length - 1);
    useEffect(() => {
        if (isMoved.current) {
            isMoved.current = false;
            list.current?.querySelectorAll("button")[here]?.focus();
        }
    });
    function go(to: number) {
        isMoved.current = true;
        setAt(Math.max(0, Math.min(to, values.length - 1)));
    }
    function take(index: number) {
        remove(index);
        if (values.length === 1) {
            whenEmpty();
        } else {
            isMoved.current = true;
            setAt(index);
        }
    }
    function onKeyDown(event: KeyboardEvent<HTMLUListElement>) {
        const isRightToLeft = getComputedStyle(event.currentTarget).direction === "rtl";
        const keys: Record<string, () => void> = {
            [isRightToLeft ? "ArrowLeft" : "ArrowRight"]: () => go(here + 1),
            [isRightToLeft ? "ArrowRight" : "ArrowLeft"]: () => go(here - 1),
            ArrowDown: () => go(here + 1),
            ArrowUp: () => go(here - 1),
            Home: () => go(0),
            End: () => go(values.length - 1),
            Delete: () => take(here),
            Backspace: () => take(here),
        };
        const act = keys[event.key];
        if (act !== undefined) {
            event.preventDefault();
            act();
        }
    }
    return (
        <ul ref={list} className={classes["tags"]} aria-label={label} onKeyDown={onKeyDown}>
            {values.map((value, index) => (
                <li key={value} className={classes["tag"]} data-wrong={wrong.includes(index) || undefined}>
                    <span className="one-line" title={value}>
                        <bdi>{value}</bdi>
                    </span>
                    <ActionIcon
                        size={24}
                        radius="xl"
                        variant="subtle"
                        c="inherit"
                        tabIndex={index === here ? 0 : -1}
                        aria-label={`Remove ${value}`}
                        onFocus={() => setAt(index)}
                        onClick={() => take(index)}
                    >
                        <IconX size={14} />
                    </ActionIcon>
                </li>
            ))}
        </ul>
    );
}
