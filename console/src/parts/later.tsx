/** What is loaded when it is first shown, and what stands there when that fails or anything else breaks while it is drawn. */
import { Button } from "@mantine/core";
import { Component, type ComponentType, lazy, type ReactNode } from "react";
import { useLocation, useSearch } from "wouter";

import { Failed } from "./states";

/** Forgets each that could not be loaded, so that it is asked for again. */
const forgets: (() => void)[] = [];

/** Gives what `load` leads to, as a component that loads it when it is drawn. React keeps a failure for good, so another takes its place. */
export function later<P extends object>(load: () => Promise<{ default: ComponentType<P> }>): () => ComponentType<P> {
    const make = () =>
        lazy(() =>
            load().catch((error: unknown) => {
                // Not at once: as long as it is drawn, it would be asked for without end.
                forgets.push(() => (component = make()));
                throw error;
            }),
        ) as unknown as ComponentType<P>;
    let component = make();
    return () => component;
}

interface BoundaryProps {
    /** The address. */
    at: string;
    children: ReactNode;
}

/** Shows what is inside, or that it broke, with a way out. Another address is tried by itself. */
export function Boundary({ children }: { children: ReactNode }) {
    const [path] = useLocation();
    const search = useSearch();
    return <Caught at={`${path}?${search}`}>{children}</Caught>;
}

class Caught extends Component<BoundaryProps, { error?: unknown }> {
    override state: { error?: unknown } = {};

    static getDerivedStateFromError(error: unknown) {
        return { error: error ?? new Error("nothing was said") };
    }

    override componentDidUpdate(before: BoundaryProps) {
        if (this.state.error !== undefined && before.at !== this.props.at) {
            this.again();
        }
    }

    again = () => {
        for (const forget of forgets.splice(0)) {
            forget();
        }
        this.setState({ error: undefined });
    };

    override render() {
        if (this.state.error === undefined) {
            return this.props.children;
        }
        return (
            <Failed error={this.state.error} again={this.again}>
                {/* Some browsers keep a failure, too; and a newer console has its parts at other addresses. */}
                <Button variant="default" size="xs" onClick={() => window.location.reload()}>
                    Load the console anew
                </Button>
            </Failed>
        );
    }
}
