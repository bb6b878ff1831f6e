import type { ReactNode } from "react";

/** A fact with its name, in a list of them. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
    return (
        <>
            <dt>{name}</dt>
            <dd className="any-text">{children}</dd>
        </>
    );
}
