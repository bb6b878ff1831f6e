/** The first letters of the first two words, or the first two of the only one. Whole characters: an emoji is not cut in two. */
export function initials(name: string): string {
    const words = name.split(/\s+/).filter((word) => word !== "");
    const letters = words.length === 1 ? [...(words[0] ?? "")] : words.map(([first]) => first);
    return letters.slice(0, 2).join("").toUpperCase();
}
