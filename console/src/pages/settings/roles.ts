/** What members may do, in words. */
import type { Role } from "../../api";

/** All roles, from the one that may do most. */
export const ROLES: readonly { role: Role; name: string; description: string }[] = [
    { role: "owner", name: "Owner", description: "Everything. Only owners can add, change or remove owners." },
    { role: "admin", name: "Admin", description: "Everything but changing owners: settings, keys, members, sessions." },
    { role: "viewer", name: "Viewer", description: "Looks at events, figures and sessions, and changes nothing." },
];

/** What a role is called on screen. */
export const nameOfRole = (role: Role) => ROLES.find((known) => known.role === role)?.name ?? role;

/** The roles that somebody can give: an owner all, an admin all but their own betters. */
export const rolesFor = (mine: Role) => ROLES.filter(({ role }) => mine === "owner" || role !== "owner");
