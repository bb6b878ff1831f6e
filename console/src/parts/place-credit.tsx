/** Whom to thank for places, where the licence of a database wants that said. */
import { Anchor } from "@mantine/core";

import { useLogin } from "../session";

export function PlaceCredit() {
    const { location_credit: credit } = useLogin();
    return credit === undefined ? null : (
        <Anchor href={credit.url} target="_blank" rel="noreferrer" inherit>
            {credit.text}
        </Anchor>
    );
}
