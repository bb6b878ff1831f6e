/** The input that adds filters: choose a filter and a value, or type `status:4xx country:NL shoes`. */
import { Combobox, Kbd, TextInput, useCombobox } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from "react";

import { FILTERS, type FilterName, type Filters } from "../../filter";
import { clip } from "../../parts/event-words";
import { EXAMPLES, namesThatFit, useSuggestions } from "./suggestions";
import { parse, typing } from "./syntax";

interface InputProps {
    /** Adds filters to those that are there. */
    add: (filters: Filters) => void;
    /** What is wrong with the filters that are asked for. */
    error: string | undefined;
}

interface Option {
    key: string;
    label: string;
    hint?: string | undefined;
    choose: () => void;
}

export function FilterInput({ add, error }: InputProps) {
    const [text, setText] = useState("");
    // The filter was chosen from the list: all that is typed behind it is its value, spaces and all.
    const [isWhole, setWhole] = useState(false);
    const [active, setActive] = useState(-1);
    const id = useId();
    const input = useRef<HTMLInputElement>(null);
    useFocusKey(input);
    const list = useCombobox();
    function write(next: string, isWholeNow: boolean) {
        setText(next);
        setWhole(isWholeNow);
        setActive(-1);
    }
    function apply(filters: Filters) {
        if (Object.keys(filters).length > 0) {
            add(filters);
            write("", false);
            list.closeDropdown();
        }
    }
    function begin(name: FilterName) {
        const before = text.replace(/\S*$/, "");
        write(`${before}${name}:`, before.trim() === "");
        input.current?.focus();
    }
    const options = useOptions(text, isWhole, apply, begin);
    const isOpen = list.dropdownOpened && options.length > 0;
    const chosen = isOpen ? options[active] : undefined;
    function go(step: number) {
        const from = active === -1 && step < 0 ? 0 : active;
        const next = (from + step + options.length) % options.length;
        list.openDropdown();
        setActive(next);
        document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: "nearest" });
    }
    function onKeyDown(event: KeyboardEvent) {
        if (event.nativeEvent.isComposing) {
            return;
        }
        if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options.length > 0) {
            event.preventDefault();
            go(event.key === "ArrowDown" ? 1 : -1);
        } else if (event.key === "Enter") {
            event.preventDefault();
            if (chosen === undefined) {
                apply(parse(text, isWhole));
            } else {
                chosen.choose();
            }
        } else if (event.key === "Escape") {
            list.closeDropdown();
        }
    }
    return (
        <Combobox store={list} onOptionSubmit={(index) => options[Number(index)]?.choose()} withinPortal>
            <Combobox.Target withKeyboardNavigation={false} withAriaAttributes={false}>
                <TextInput
                    ref={input}
                    role="combobox"
                    aria-label="Add a filter"
                    aria-autocomplete="list"
                    aria-expanded={isOpen}
                    aria-controls={isOpen ? id : undefined}
                    aria-activedescendant={chosen && `${id}-${active}`}
                    placeholder="Filter, such as status:4xx shoes"
                    className="events-filter"
                    leftSection={<IconFilter size={16} aria-hidden />}
                    rightSection={<Kbd visibleFrom="sm">/</Kbd>}
                    value={text}
                    error={error}
                    autoComplete="off"
                    spellCheck={false}
                    maxLength={8400}
                    onChange={({ currentTarget: { value } }) => {
                        write(value, isWhole && typing(value, true) !== undefined);
                        list.openDropdown();
                    }}
                    onFocus={() => list.openDropdown()}
                    onClick={() => list.openDropdown()}
                    onBlur={() => list.closeDropdown()}
                    onKeyDown={onKeyDown}
                />
            </Combobox.Target>
            <Combobox.Dropdown hidden={options.length === 0}>
                <Combobox.Options id={id} aria-label="Filters and values" className="events-options">
                    {options.map(({ key, label, hint }, index) => (
                        <Combobox.Option
                            key={key}
                            id={`${id}-${index}`}
                            value={String(index)}
                            aria-selected={index === active}
                            className={index === active ? "events-choice is-active" : "events-choice"}
                        >
                            <bdi className="one-line">{clip(label, 120)}</bdi>
                            {hint !== undefined && <span className="quiet">{hint}</span>}
                        </Combobox.Option>
                    ))}
                </Combobox.Options>
            </Combobox.Dropdown>
        </Combobox>
    );
}

function useOptions(
    text: string,
    isWhole: boolean,
    apply: (filters: Filters) => void,
    begin: (name: FilterName) => void,
): Option[] {
    const typed = typing(text, isWhole);
    const suggestions = useSuggestions(typed);
    if (typed !== undefined) {
        return suggestions.map(({ value, label, hint }) => ({
            key: `${typed.name}:${value}`,
            label,
            hint,
            choose: () => apply({ ...parse(typed.before, false), [typed.name]: value }),
        }));
    }
    const lastWord = /\S*$/.exec(text)?.[0] ?? "";
    const whole = parse(text, false);
    const names = namesThatFit(lastWord).map((name) => ({
        key: name,
        label: FILTERS[name],
        hint: EXAMPLES[name],
        choose: () => begin(name),
    }));
    return Object.keys(whole).length === 0
        ? names
        : [{ key: "as typed", label: inWords(whole), hint: "Enter", choose: () => apply(whole) }, ...names];
}

function inWords(filters: Filters): string {
    return (Object.keys(filters) as FilterName[]).map((name) => `${FILTERS[name]}: ${filters[name]}`).join(", ");
}

/** Whoever presses `/` outside of an input begins to type a filter. */
function useFocusKey(input: RefObject<HTMLInputElement | null>) {
    useEffect(() => {
        function onKey(event: globalThis.KeyboardEvent) {
            const inputs = "input, textarea, select, [contenteditable]";
            const isTyping = event.target instanceof HTMLElement && event.target.closest(inputs) !== null;
            const isHeld = event.ctrlKey || event.metaKey || event.altKey;
            if (event.key === "/" && !isTyping && !isHeld && document.querySelector('[aria-modal="true"]') === null) {
                event.preventDefault();
                input.current?.focus();
            }
        }
        window.addEventListener("keydown", onKey);
        return () => window.removeEventListener("keydown", onKey);
    }, [input]);
}
