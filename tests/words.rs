//! Every key the code says exists in every language, with the same variables, and none is unused.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

type Keys = BTreeMap<String, BTreeSet<String>>;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|other| other == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The keys of a language with the variables each one fills in.
fn keys(language: &str) -> Keys {
    let mut keys = Keys::new();
    for path in files(&root().join("assets/words").join(language), "ftl") {
        let text = fs::read_to_string(&path).unwrap_or_default();
        let mut current = String::new();
        for line in text.lines() {
            if line.starts_with(|first: char| first.is_ascii_lowercase())
                && let Some((key, _)) = line.split_once(" =")
            {
                current = key.to_owned();
                let new = keys.insert(current.clone(), BTreeSet::new()).is_none();
                assert!(new, "{language}: {key} is there twice");
            }
            for (at, _) in line.match_indices('$') {
                let name: String = line[at + 1..]
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                keys.entry(current.clone()).or_default().insert(name);
            }
        }
    }
    keys
}

/// The keys in the sources: what stands in quotes right behind `words!(` or `told!(`.
fn said() -> BTreeSet<String> {
    let mut said = BTreeSet::new();
    for path in files(&root().join("src"), "rs") {
        let text = fs::read_to_string(&path).unwrap_or_default();
        let code: Vec<&str> = text.lines().filter(|l| !l.trim_start().starts_with("//")).collect();
        let code = code.join("\n");
        let calls = ["words!(", "told!("].into_iter();
        for (at, call) in calls.flat_map(|call| code.match_indices(call)) {
            let rest = code[at + call.len()..].trim_start();
            if let Some(key) = rest.strip_prefix('"').and_then(|rest| rest.split('"').next()) {
                said.insert(key.to_owned());
            }
        }
    }
    said
}

#[test]
fn every_language_has_every_key_with_the_same_variables() {
    let (english, polish) = (keys("en"), keys("pl"));
    for (key, variables) in &english {
        assert_eq!(polish.get(key), Some(variables), "pl: {key}");
    }
    let extra: Vec<&String> = polish.keys().filter(|key| !english.contains_key(*key)).collect();
    assert!(extra.is_empty(), "only in Polish: {extra:?}");
}

#[test]
fn every_key_that_is_said_has_a_text_and_every_text_is_said() {
    let (texts, said) = (keys("en"), said());
    let missing: Vec<&String> = said.iter().filter(|key| !texts.contains_key(*key)).collect();
    assert!(missing.is_empty(), "said but without a text: {missing:?}");
    let unused: Vec<&String> = texts.keys().filter(|key| !said.contains(*key)).collect();
    assert!(unused.is_empty(), "a text that nobody says: {unused:?}");
}
