//! The list of licences in the About window names exactly the crates of Cargo.lock.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Licences of fonts, whose texts lie beside the fonts, and an older name of Unicode-3.0.
const ELSEWHERE: &[&str] = &["OFL-1.1", "Ubuntu-font-1.0", "Unicode-DFS-2016"];

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn every_crate_of_the_lock_file_is_listed_with_its_licence_and_nothing_else_is() {
    let lock: toml::Table = read("Cargo.lock").parse().unwrap();
    let packages = lock["package"].as_array().unwrap();
    let locked: BTreeSet<String> = packages
        .iter()
        .filter(|package| package.get("source").is_some())
        .map(|package| {
            let part = |name: &str| package[name].as_str().unwrap().to_owned();
            format!("{} {}", part("name"), part("version"))
        })
        .collect();
    let list = read("assets/licences/crates.txt");
    let listed: BTreeSet<String> =
        list.lines().filter_map(|line| Some(line.split_once(" | ")?.0.to_owned())).collect();
    assert_eq!(locked, listed, "run assets/licences/make");
}

#[test]
fn every_licence_that_is_named_alone_is_there_in_full() {
    let texts = read("assets/licences/texts.txt");
    for line in read("assets/licences/crates.txt").lines() {
        let licence = line.split(" | ").nth(1).unwrap_or("").trim();
        let choices = licence.split(" OR ").flat_map(|one| one.split('/'));
        let known = choices.into_iter().any(|choice| {
            choice.trim_matches(['(', ')', ' ']).split(" AND ").all(|part| {
                let name =
                    part.split(" WITH ").next().unwrap_or(part).trim_matches(['(', ')', ' ']);
                ELSEWHERE.contains(&name) || texts.contains(&format!("==== {name} ===="))
            })
        });
        assert!(known, "no text for {line}");
    }
}
