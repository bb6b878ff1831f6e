//! The queries of a statement, and which of their tables are bound to a tenant.

use std::collections::BTreeSet;

use super::words::Word;

/// The column that binds.
const TENANT: &str = "tenant_id";
/// The schema of tables that end with their session.
const TEMPORARY: &str = "pg_temp";
/// What a query begins with.
const QUERIES: [&str; 6] = ["select", "insert", "update", "delete", "with", "merge"];
/// What follows a table and is not another name of it.
const AFTER_TABLE: [&str; 34] = [
    "as",
    "on",
    "using",
    "where",
    "set",
    "join",
    "left",
    "right",
    "inner",
    "full",
    "cross",
    "natural",
    "group",
    "order",
    "limit",
    "offset",
    "for",
    "returning",
    "union",
    "except",
    "intersect",
    "having",
    "window",
    "values",
    "select",
    "default",
    "overriding",
    "fetch",
    "tablesample",
    "with",
    "from",
    "when",
    "lateral",
    "only",
];
/// What ends a condition.
const AFTER_CONDITION: [&str; 16] = [
    "join",
    "left",
    "right",
    "inner",
    "full",
    "cross",
    "natural",
    "group",
    "order",
    "limit",
    "offset",
    "for",
    "returning",
    "having",
    "window",
    "set",
];

/// The tables that there are.
pub struct Tables {
    /// With a `tenant_id`.
    pub of_tenants: BTreeSet<String>,
    /// Without.
    pub others: BTreeSet<String>,
}

/// The words of one query; what is asked in parentheses inside is another one.
type Query<'a> = Vec<&'a Word>;

/// A table of a query.
struct Used {
    table: String,
    /// By what name its columns are called.
    name: String,
    /// An insert's: what its rows come from is bound elsewhere.
    is_target: bool,
    bound: bool,
}

/// The first table that is not bound, in words; nothing when all are.
pub fn unbound(words: &[Word], tables: &Tables) -> Option<String> {
    let words: Query = words.iter().collect();
    let words = words.as_slice();
    let derived = derived_names(words);
    if let Some(hidden) = derived.iter().find(|name| tables.of_tenants.contains(**name)) {
        return Some(format!("gives the name of the table {hidden} to something else"));
    }
    if let Some(first) = words.first().filter(|first| ["truncate", "table", "copy"].iter().any(|name| first.is(name)))
        && !(first.is("copy") && words.get(1).is_some_and(|next| next.is("(")))
    {
        let several = if first.is("truncate") { usize::MAX } else { 1 };
        let mut named = words[1..].split(|word| word.is(",")).take(several).filter_map(|words| {
            let names = words.iter().take_while(|word| !word.is("(")).filter_map(|word| word.name());
            let names: Vec<&str> = names.filter(|name| !["table", "only"].contains(name)).take(2).collect();
            let is_qualified = words.iter().any(|word| word.is("."));
            if is_qualified { Some((*names.get(1)?, Some(names[0]))) } else { Some((*names.first()?, None)) }
        });
        let taken = named.find(|(name, schema)| is_of_tenants(name, *schema, &derived, tables))?;
        return Some(format!("takes all rows of {}", taken.0));
    }
    queries(words).iter().find_map(|query| unbound_of(query, &derived, tables))
}

/// The temporary table that a statement makes, if it makes one.
pub fn temporary(words: &[Word]) -> Option<String> {
    if !(words.first()?.is("create") && is_one_of(words.get(1)?, &["temp", "temporary"]) && words.get(2)?.is("table")) {
        return None;
    }
    let mut named = words[3..].iter().take_while(|word| !word.is("(")).filter_map(Word::name);
    named.find(|name| !["if", "not", "exists", TEMPORARY].contains(name)).map(str::to_owned)
}

/// Splits into queries, the innermost first.
fn queries<'a>(words: &[&'a Word]) -> Vec<Query<'a>> {
    let mut done = Vec::new();
    // What is open: a query, or parentheses that belong to the one around them.
    let mut open = vec![Query::default()];
    let mut parentheses: Vec<bool> = Vec::new();
    for (place, word) in words.iter().enumerate() {
        let begins_query = word.is("(")
            && words[place + 1..].iter().find(|word| !word.is("(")).is_some_and(|next| is_one_of(next, &QUERIES));
        if begins_query {
            parentheses.push(true);
            // Its place in the query around it.
            open.last_mut().expect("one is open").push(&Word::Value);
            open.push(Query::default());
        } else if word.is("(") {
            parentheses.push(false);
            open.last_mut().expect("one is open").push(word);
        } else if word.is(")") {
            if parentheses.pop() == Some(true) && open.len() > 1 {
                done.extend(open.pop());
            } else {
                open.last_mut().expect("one is open").push(word);
            }
        } else if is_one_of(word, &["union", "except", "intersect"]) && parentheses.last() != Some(&false) {
            done.extend(open.pop());
            open.push(Query::default());
        } else {
            open.last_mut().expect("one is open").push(word);
        }
    }
    done.extend(open);
    done
}

/// What `with` gives a name to.
fn derived_names<'a>(words: &[&'a Word]) -> BTreeSet<&'a str> {
    let is_query = |place: usize| {
        words.get(place).is_some_and(|word| word.is("("))
            && words[place..]
                .iter()
                .find(|word| !word.is("("))
                .is_some_and(|next| is_one_of(next, &QUERIES) || next.is("values"))
    };
    let mut names = BTreeSet::new();
    for place in 0..words.len() {
        let mut after = place + 1;
        if words.get(after).is_some_and(|word| word.is("(")) {
            after = closing(words, after) + 1;
        }
        if !words.get(after).is_some_and(|word| word.is("as")) {
            continue;
        }
        after += 1;
        while words.get(after).is_some_and(|word| is_one_of(word, &["not", "materialized"])) {
            after += 1;
        }
        if let Some(name) = words[place].name().filter(|_| is_query(after)) {
            names.insert(name);
        }
    }
    names
}

/// The first table of one query that is not bound.
fn unbound_of(words: &[&Word], derived: &BTreeSet<&str>, tables: &Tables) -> Option<String> {
    let mut used = used(words, derived, tables);
    let conditions = conditions(words);
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (place, word) in words.iter().enumerate() {
        if !word.is(TENANT) || !conditions.contains(&place) {
            continue;
        }
        let Some(of) = owners(words, place, &used) else { continue };
        match other_side(words, place) {
            Side::None => {}
            Side::Column(other) => match owners(words, other, &used) {
                Some(others) => joined.extend(of.iter().flat_map(|a| others.iter().map(|b| (*a, *b)))),
                None => of.iter().for_each(|of| used[*of].bound = true),
            },
            Side::Anything => of.iter().for_each(|of| used[*of].bound = true),
            Side::AllJoined => joined.extend(of.windows(2).map(|pair| (pair[0], pair[1]))),
        }
    }
    // Whatever is joined to something that is bound is bound.
    for _ in 0..used.len() {
        for (a, b) in &joined {
            let bound = used[*a].bound || used[*b].bound;
            (used[*a].bound, used[*b].bound) = (bound, bound);
        }
    }
    let unbound = used.iter().find(|used| !used.bound)?;
    Some(format!("does not bind {} to a tenant", unbound.table))
}

/// The tenants' tables that a query uses.
fn used(words: &[&Word], derived: &BTreeSet<&str>, tables: &Tables) -> Vec<Used> {
    let mut used = Vec::new();
    let mut depth = 0_usize;
    let mut in_list = false;
    for (place, word) in words.iter().enumerate() {
        let before = |steps: usize| place.checked_sub(steps).map(|place| words[place]);
        let after_any = |names: &[&str]| before(1).is_some_and(|before| is_one_of(before, names));
        let (mut is_place, mut into) = (false, false);
        if word.is("(") {
            depth += 1;
        } else if word.is(")") {
            depth = depth.saturating_sub(1);
        } else if depth == 0 && word.is("from") {
            is_place = !after_any(&["distinct"]);
            in_list |= is_place;
        } else if word.is("join") {
            is_place = true;
        } else if depth == 0 && word.is("using") {
            // `using (…)` lists columns.
            is_place = !words.get(place + 1).is_some_and(|next| next.is("("));
        } else if depth == 0 && word.is("into") {
            (is_place, into) = (true, after_any(&["insert"]));
        } else if depth == 0 && word.is("update") {
            is_place = !after_any(&["for", "key", "do", "then"]);
        } else if depth == 0 && word.is(",") {
            is_place = in_list;
        } else if depth == 0
            && is_one_of(word, &["where", "set", "group", "order", "limit", "returning", "for", "select"])
        {
            in_list = false;
        }
        if is_place {
            used.extend(table_at(words, place + 1, into, derived, tables));
        }
    }
    used
}

/// The tenants' table that is named from this place on.
fn table_at(words: &[&Word], start: usize, into: bool, derived: &BTreeSet<&str>, tables: &Tables) -> Option<Used> {
    let mut place = start;
    while words.get(place).is_some_and(|word| is_one_of(word, &["only", "lateral", "("])) {
        place += 1;
    }
    let mut name = words.get(place)?.name()?;
    let mut schema = None;
    place += 1;
    if words.get(place).is_some_and(|word| word.is(".")) {
        schema = Some(name);
        name = words.get(place + 1)?.name()?;
        place += 2;
    }
    // An insert's columns may stand behind another name.
    if into && words.get(place).is_some_and(|word| word.is("as")) {
        place += 2;
    }
    let has_parentheses = words.get(place).is_some_and(|word| word.is("("));
    // What has arguments is a function.
    if (has_parentheses && !into) || !is_of_tenants(name, schema, derived, tables) {
        return None;
    }
    if into {
        let end = if has_parentheses { closing(words, place) } else { place };
        let bound = words[place..end].iter().any(|word| word.is(TENANT));
        return Some(Used { table: name.to_owned(), name: name.to_owned(), is_target: true, bound });
    }
    if words.get(place).is_some_and(|word| word.is("as")) {
        place += 1;
    }
    let alias = words.get(place).and_then(|word| word.name()).filter(|alias| !AFTER_TABLE.contains(alias));
    let name_of_columns = alias.unwrap_or(name).to_owned();
    Some(Used { table: name.to_owned(), name: name_of_columns, is_target: false, bound: false })
}

/// A table that nobody knows is a tenant's: partitions come and go.
fn is_of_tenants(name: &str, schema: Option<&str>, derived: &BTreeSet<&str>, tables: &Tables) -> bool {
    let is_catalog =
        name.starts_with("pg_") || schema.is_some_and(|schema| [TEMPORARY, "information_schema"].contains(&schema));
    (tables.of_tenants.contains(name) && schema != Some(TEMPORARY))
        || !(is_catalog || derived.contains(name) || tables.others.contains(name))
}

/// Which words stand in conditions: behind `where` and `on`, or between the parentheses of `using`.
fn conditions(words: &[&Word]) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let (mut is_condition, mut depth, mut begun_at) = (false, 0_usize, 0_usize);
    for (place, word) in words.iter().enumerate() {
        let next = |name: &str| words.get(place + 1).is_some_and(|next| next.is(name));
        if word.is("(") {
            depth += 1;
        } else if word.is(")") {
            depth = depth.saturating_sub(1);
        }
        let of_filter = place >= 2 && words[place - 1].is("(") && words[place - 2].is("filter");
        if (word.is("where") && !of_filter) || (word.is("on") && !next("conflict")) || (word.is("using") && next("(")) {
            (is_condition, begun_at) = (true, depth);
        } else if depth <= begun_at && is_one_of(word, &AFTER_CONDITION) && !next("(") {
            is_condition = false;
        } else if is_condition {
            found.insert(place);
        }
    }
    found
}

/// Whose `tenant_id` stands here: one table's, if it says whose; else that of all. Nothing if it is none of the tenants' tables.
fn owners(words: &[&Word], place: usize, used: &[Used]) -> Option<Vec<usize>> {
    let says_whose = place >= 2 && words[place - 1].is(".");
    let name = if says_whose { Some(words[place - 2].name()?) } else { None };
    let is_owner = |used: &Used| !used.is_target && name.is_none_or(|name| used.name == name);
    let found: Vec<usize> = (0..used.len()).filter(|index| is_owner(&used[*index])).collect();
    (!found.is_empty()).then_some(found)
}

/// What a `tenant_id` is compared with.
enum Side {
    /// Nothing, or not for being the same.
    None,
    /// The `tenant_id` at this place.
    Column(usize),
    /// Something else.
    Anything,
    /// `using`: with that of the tables before.
    AllJoined,
}

fn other_side(words: &[&Word], place: usize) -> Side {
    let at = |place: Option<usize>| place.and_then(|place| words.get(place)).copied();
    let is = |place: Option<usize>, text: &str| at(place).is_some_and(|word| word.is(text));
    let start = if place >= 2 && words[place - 1].is(".") { place - 2 } else { place };
    // Where the side of the comparison ends: here, or with the row that it is the first of.
    let (mut before, mut end) = (start.checked_sub(1), place);
    if is(before, "(") {
        let opening = start - 1;
        if is(opening.checked_sub(1), "using") {
            return Side::AllJoined;
        }
        let row = words[opening..].iter().take(closing(words, opening) - opening);
        if row.into_iter().any(|word| word.is(",")) && is(Some(place + 1), ",") {
            (before, end) = (opening.checked_sub(1), closing(words, opening));
        }
    }
    if is(Some(end + 1), "in") {
        return Side::Anything;
    }
    if is(Some(end + 1), "=") {
        return match column_from(words, end + 2) {
            Some(column) => Side::Column(column),
            None => Side::Anything,
        };
    }
    // The right side of one: the left says the rest, unless it is no column.
    let is_right = is(before, "=")
        && !at(before.and_then(|place| place.checked_sub(1))).is_some_and(|word| is_one_of(word, &["<", ">", "!"]));
    if is_right {
        let left = before.and_then(|place| place.checked_sub(1));
        if is(left, TENANT) {
            return left.map_or(Side::None, Side::Column);
        }
        return if is(left, ")") { Side::None } else { Side::Anything };
    }
    Side::None
}

/// The place of a `tenant_id` that stands here, or first in the row here.
fn column_from(words: &[&Word], start: usize) -> Option<usize> {
    let start = if words.get(start)?.is("(") { start + 1 } else { start };
    if words.get(start)?.is(TENANT) {
        return Some(start);
    }
    (words.get(start + 1)?.is(".") && words.get(start + 2)?.is(TENANT)).then_some(start + 2)
}

/// The place of the parenthesis that closes the one at `opening`.
fn closing(words: &[&Word], opening: usize) -> usize {
    let mut depth = 0_usize;
    for (place, word) in words.iter().enumerate().skip(opening) {
        if word.is("(") {
            depth += 1;
        } else if word.is(")") {
            depth -= 1;
            if depth == 0 {
                return place;
            }
        }
    }
    words.len() - 1
}

fn is_one_of(word: &Word, names: &[&str]) -> bool {
    word.name().is_some_and(|name| names.contains(&name))
}
