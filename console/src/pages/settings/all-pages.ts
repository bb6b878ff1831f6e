/** Lists that are short enough to be read as a whole. */

/** All entries of a list that comes in pages. */
export async function allPages<Page extends { next?: string }, Entry>(
    get: (cursor: string | undefined) => Promise<Page>,
    entriesOf: (page: Page) => Entry[],
): Promise<Entry[]> {
    const entries: Entry[] = [];
    let cursor: string | undefined;
    do {
        const page = await get(cursor);
        entries.push(...entriesOf(page));
        cursor = page.next;
    } while (cursor !== undefined);
    return entries;
}
