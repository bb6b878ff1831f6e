//! The security page: what it names is there.

use std::path::Path;

/// The texts between backticks.
fn named(page: &str) -> impl Iterator<Item = &str> {
    page.lines().flat_map(|line| line.split('`').skip(1).step_by(2))
}

/// Every source file below a folder, one after the other.
fn sources(folder: &Path, text: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, text);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            text.push_str(&std::fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn every_test_and_file_that_the_security_page_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let page = std::fs::read_to_string(root.join("docs/security.md")).unwrap();
    let mut code = String::new();
    for folder in ["tests/it", "domain/src", "api/src"] {
        sources(&root.join(folder), &mut code);
    }

    let is_test =
        |text: &&str| text.matches('_').count() >= 4 && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let tests: Vec<&str> = named(&page).filter(is_test).collect();
    let is_file = |text: &&str| text.contains('/') && (text.ends_with(".rs") || text.ends_with(".ts"));
    let files: Vec<&str> = named(&page).filter(is_file).collect();

    assert!(tests.len() > 40 && files.len() > 5, "{tests:?} {files:?}");
    for test in tests {
        assert!(code.contains(&format!("fn {test}(")), "there is no test {test}");
    }
    for file in files {
        let there = ["", "domain/src/"].iter().any(|folder| root.join(folder).join(file).is_file());
        assert!(there, "there is no file {file}");
    }
}
