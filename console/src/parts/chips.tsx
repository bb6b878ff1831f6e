/** The filters that are asked for, as chips that can be taken away. */
import { ActionIcon, Badge, Group } from "@mantine/core";
import { IconAlertTriangle, IconX } from "@tabler/icons-react";

import { FILTERS, type FilterName, type Filters } from "../filter";
import { countryName } from "../format";

interface ChipsProps {
    filters: Filters;
    /** Takes one away. */
    remove: (name: FilterName) => void;
    /** Where whoever works by keyboard goes on when the last one is gone. */
    after: string;
    /** What is wrong with those that the API did not take. */
    wrong?: Filters;
}

/** Leads from the button of a chip that goes to the one beside it, or to what is `after` the last one. */
function goOn(button: HTMLElement, after: string) {
    const chip = button.closest("li");
    const beside = (chip?.nextElementSibling ?? chip?.previousElementSibling)?.querySelector("button");
    (beside ?? document.querySelector<HTMLElement>(after))?.focus();
}

export function Chips({ filters, remove, after, wrong = {} }: ChipsProps) {
    const names = Object.keys(filters) as FilterName[];
    if (names.length === 0) {
        return null;
    }
    return (
        <Group gap={6} component="ul" p={0} m={0} style={{ listStyle: "none" }} aria-label="Filters">
            {names.map((name) => (
                <li key={name} style={{ maxWidth: "100%" }}>
                    <Badge
                        variant="light"
                        color={wrong[name] === undefined ? "gate" : "red"}
                        leftSection={wrong[name] !== undefined && <IconAlertTriangle size={14} role="img" aria-label="does not fit" />}
                        title={wrong[name]}
                        size="lg"
                        tt="none"
                        fw={500}
                        maw="100%"
                        rightSection={
                            <ActionIcon
                                size="xs"
                                variant="transparent"
                                c="inherit"
                                aria-label={`Remove the filter ${FILTERS[name]}`}
                                onClick={({ currentTarget }) => {
                                    if (currentTarget.matches(":focus-visible")) {
                                        goOn(currentTarget, after);
                                    }
                                    remove(name);
                                }}
                            >
                                <IconX size={14} />
                            </ActionIcon>
                        }
                    >
                        {FILTERS[name]}: <bdi>{name === "country" ? countryName(filters[name] ?? "") : filters[name]}</bdi>
                    </Badge>
                </li>
            ))}
        </Group>
    );
}
