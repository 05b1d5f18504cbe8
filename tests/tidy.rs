//! The house rules that a compiler does not check, as one test each.
//!
//! Each rule is data at the top and a few lines of text search below it: rules about the shape of
//! the code, not about its meaning. A rule that fails says what to do instead. Rules that are not
//! fully kept yet list their debts by name; the lists may only get shorter.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Which folders a folder may name. What is not listed is not allowed.
const LAYERS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("trace", &["model"]),
    ("analysis", &["trace", "model", "words"]),
    ("export", &["analysis", "trace", "model", "words"]),
    ("exec", &["model", "trace"]),
    ("script", &["model", "words"]),
    ("session", &["model", "trace", "analysis", "export", "exec", "script", "words"]),
    ("ui", &["session", "trace", "analysis", "export", "script", "model", "words"]),
    ("cli", &["session", "model", "trace", "analysis", "export", "exec", "script", "ui"]),
    ("words", &[]),
];

/// Words that a folder must not contain, and what to use instead.
const BANNED: &[(&str, &[&str], &str)] = &[
    (
        "model",
        &["std::thread", "Mutex", "Condvar", "std::time", "std::fs", "serde", "rand::"],
        "the model knows no threads, no clock, no chance and no files: ask the World",
    ),
    ("trace", &["std::thread", "Mutex", "std::time::Instant"], "the trace is data only"),
    ("analysis", &["std::thread", "Mutex", "HashMap"], "analysis is pure; use ordered maps"),
    ("export", &["HashMap", "std::thread"], "exports are the same bytes for the same trace"),
    ("session", &["egui", "eframe", "rfd::"], "only ui/ knows widgets: return a Request"),
    ("script", &["egui", "std::fs"], "scripts are text; files belong to session/files.rs"),
    ("exec", &["egui"], "only ui/ knows widgets"),
];

/// Longest line, in characters.
const LINE_CHARS_MAX: usize = 100;
/// Comments may be a little longer: rustfmt leaves them as they are.
const COMMENT_CHARS_MAX: usize = 125;
/// Longest function of an engine folder, and of ui/.
const FUNCTION_LINES_MAX: (usize, usize) = (70, 90);
/// Longest file, its tests not counted.
const FILE_LINES_MAX: usize = 500;
/// Most parameters.
const PARAMETERS_MAX: usize = 6;

/// Files that are longer than allowed, and how long they may be.
const LONG_FILES: &[(&str, usize)] = &[("exec/model_run.rs", 700), ("model/heap.rs", 540)];
/// Functions that are longer than allowed: file, name, how long they may be.
const LONG_FUNCTIONS: &[(&str, &str, usize)] = &[
    // One arm for each instruction or type: a table, written as a match.
    ("model/interp/call.rs", "deliver", 80),
    ("model/interp/fast.rs", "plain", 400),
    ("model/interp/slow.rs", "slow", 80),
    ("model/ops/item.rs", "get", 100),
    ("model/ops/iterate.rs", "advance", 100),
];
/// Files that may use a word that their folder may not, and why.
const EXCUSED: &[(&str, &str)] = &[
    // A lock around one list: what free mode's objects need to be as safe as CPython's.
    ("model/shared.rs", "Mutex"),
    // Reads the script given on the command line.
    ("script/source.rs", "std::fs"),
];
/// Folders whose `pub` items are for their own folder only: documentation is welcome there, not owed.
const PRIVATE_FOLDERS: &[&str] =
    &["script/compile", "model/builtins", "model/interp", "model/ops", "trace/"];
/// Entries of lists: the file's own header says what they are.
const ENTRIES: &[&str] = &["DETECTOR", "EXPORTER", "PLOT", "SPEC"];
/// Folders whose files are the entries of a sorted list in their `mod.rs`.
const LIST_FOLDERS: &[&str] = &["analysis/detectors", "export/plots", "model/primitives"];

/// Files that hold only tests and what tests need.
const TEST_FILES: &[&str] = &["tests", "oracle", "fixture", "analysis/cases"];

struct Source {
    /// Below `src/`, with forward slashes.
    name: String,
    text: String,
}

impl Source {
    fn folder(&self) -> &str {
        self.name.split(['/', '.']).next().unwrap_or("")
    }

    /// The lines that are no tests, with their numbers.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let is_tests = TEST_FILES.iter().any(|word| self.name.contains(word));
        let mut lines = self.text.lines().enumerate().filter(move |_| !is_tests);
        std::iter::from_fn(move || {
            loop {
                let (index, line) = lines.next()?;
                if line.trim() != "#[cfg(test)]" {
                    return Some((index + 1, line));
                }
                skip_item(&mut lines);
            }
        })
    }
}

/// Goes past the item behind an attribute: a line, or what ends with a brace of its own indent.
fn skip_item<'a>(lines: &mut impl Iterator<Item = (usize, &'a str)>) {
    let mut lines = lines.map(|(_, line)| line).skip_while(|line| is_attribute(line.trim()));
    let Some(head) = lines.next().filter(|head| !head.ends_with(';')) else { return };
    let indent = &head[..head.len() - head.trim_start().len()];
    let _ = lines.find(|line| line.strip_prefix(indent).is_some_and(|rest| rest.starts_with('}')));
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn sources() -> Vec<Source> {
    let mut paths = Vec::new();
    collect(&root().join("src"), &mut paths);
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(root().join("src")).unwrap_or(&path);
            let name = name.to_string_lossy().replace('\\', "/");
            let text = fs::read_to_string(&path).unwrap_or_default();
            Source { name, text }
        })
        .collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            paths.push(path);
        }
    }
}

/// The line without its comment and without what stands in quotes.
fn bare(line: &str) -> String {
    let unquoted: String = line.split('"').step_by(2).collect();
    unquoted.split("//").next().unwrap_or("").to_owned()
}

fn report(rule: &str, breaches: &[String]) {
    assert!(breaches.is_empty(), "{rule}\n  {}", breaches.join("\n  "));
}

#[test]
fn folders_name_only_the_folders_below_them() {
    let allowed: BTreeMap<&str, &[&str]> = LAYERS.iter().copied().collect();
    let mut breaches = Vec::new();
    for source in sources() {
        let Some(allowed) = allowed.get(source.folder()) else { continue };
        for (number, line) in source.code() {
            let line = bare(line);
            for (at, _) in line.match_indices("crate::") {
                let named = line[at + 7..].split(|c: char| !c.is_alphanumeric() && c != '_').next();
                let named = named.unwrap_or("");
                let is_layer = LAYERS.iter().any(|(layer, _)| *layer == named);
                if is_layer && named != source.folder() && !allowed.contains(&named) {
                    breaches.push(format!("src/{}:{number} names {named}", source.name));
                }
            }
        }
    }
    report("A folder may only name the folders that LAYERS lists for it.", &breaches);
}

#[test]
fn folders_keep_away_from_what_is_not_theirs() {
    let mut breaches = Vec::new();
    for source in sources() {
        let bans = BANNED.iter().filter(|(folder, ..)| *folder == source.folder());
        for (_, words, instead) in bans {
            for (number, line) in source.code() {
                let line = bare(line);
                let word = words.iter().find(|word| line.contains(**word));
                let word = word.filter(|word| !EXCUSED.contains(&(source.name.as_str(), **word)));
                if let Some(word) = word {
                    breaches.push(format!("src/{}:{number} `{word}`: {instead}", source.name));
                }
            }
        }
    }
    report("A folder names something that it must not know.", &breaches);
}

#[test]
fn every_file_says_why_it_exists() {
    let silent: Vec<String> = sources()
        .iter()
        .filter(|source| !source.text.starts_with("//! "))
        .map(|source| format!("src/{}", source.name))
        .collect();
    report("Begin the file with `//!`: why it exists and what it must not know.", &silent);
}

#[test]
fn lines_fit_the_page() {
    let mut breaches = Vec::new();
    for source in sources() {
        for (number, line) in source.code() {
            let is_table = line.trim_start().trim_start_matches(['/', '!', ' ']).starts_with('|');
            let is_comment = line.contains("//") || line.contains("rustfmt::skip");
            let is_text =
                line.contains('"') || line.ends_with("\\n\\") || line.contains("impl FnMut");
            let limit = if is_comment || is_text { COMMENT_CHARS_MAX } else { LINE_CHARS_MAX };
            if line.chars().count() > limit && !is_table {
                breaches.push(format!("src/{}:{number}", source.name));
            }
        }
    }
    report("A line is longer than 100 characters: break it (rustfmt leaves strings).", &breaches);
}

#[test]
fn files_stay_short() {
    let mut breaches = Vec::new();
    let mut owed = Vec::new();
    for source in sources() {
        let lines = source.code().count();
        let debt = LONG_FILES.iter().find(|(name, _)| *name == source.name);
        let limit = debt.map_or(FILE_LINES_MAX, |(_, limit)| *limit);
        if lines > limit {
            breaches.push(format!("src/{} has {lines} lines of at most {limit}", source.name));
        }
        owed.extend(debt.filter(|_| lines > FILE_LINES_MAX));
    }
    let paid = LONG_FILES.iter().filter(|debt| !owed.contains(debt));
    breaches.extend(paid.map(|(file, _)| format!("src/{file} is short: take it off the list")));
    report("A file is too long: split it by concept.", &breaches);
}

#[test]
fn functions_stay_short_and_take_few_parameters() {
    let mut breaches = Vec::new();
    let mut owed = Vec::new();
    for source in sources() {
        let lines: Vec<&str> = source.code().map(|(_, line)| line).collect();
        for (start, line) in lines.iter().enumerate() {
            let Some(name) = function_name(line) else { continue };
            let indent = line.len() - line.trim_start().len();
            let closing = format!("{}}}", " ".repeat(indent));
            let body = &lines[start..];
            if body.iter().take_while(|line| !line.ends_with('{')).any(|line| line.ends_with(';')) {
                // A method that a trait only declares.
                continue;
            }
            let Some(end) = body.iter().position(|line| **line == closing) else { continue };
            let limit = match source.folder() {
                "ui" => FUNCTION_LINES_MAX.1,
                _ => FUNCTION_LINES_MAX.0,
            };
            let debt = LONG_FUNCTIONS
                .iter()
                .find(|(file, function, _)| *file == source.name && *function == name);
            owed.extend(debt.filter(|_| end + 1 > limit));
            let limit = debt.map_or(limit, |(_, _, limit)| *limit);
            if end + 1 > limit {
                let place = format!("src/{}:{} {name}", source.name, start + 1);
                breaches.push(format!("{place} has {} lines of at most {limit}", end + 1));
            }
            let parameters = parameter_count(&body[..=end]);
            if parameters > PARAMETERS_MAX {
                let place = format!("src/{}:{} {name}", source.name, start + 1);
                breaches.push(format!("{place} takes {parameters} parameters"));
            }
        }
    }
    let paid = LONG_FUNCTIONS.iter().filter(|debt| !owed.contains(debt));
    breaches.extend(paid.map(|(file, name, _)| format!("src/{file} {name}: off the list with it")));
    report("A function is too long or takes too much: split it, or pass a struct.", &breaches);
}

fn function_name(line: &str) -> Option<&str> {
    let words = line.trim_start();
    let at = words.find("fn ")?;
    let before = &words[..at];
    let modifiers = ["pub", "pub(crate)", "pub(super)", "const", "async", "extern"];
    if !before.split_whitespace().all(|word| modifiers.contains(&word)) {
        return None;
    }
    words[at + 3..].split(|c: char| !c.is_alphanumeric() && c != '_').next()
}

/// Colons of the outermost parentheses of a signature, `self` not counted.
fn parameter_count(lines: &[&str]) -> usize {
    let text = lines.join(" ");
    let Some(open) = text.find('(') else { return 0 };
    let (mut depth, mut count) = (0i32, 0);
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate().skip(open) {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth -= 1,
            b':' if depth == 1 && bytes[at - 1] != b':' && bytes.get(at + 1) != Some(&b':') => {
                count += 1;
            }
            _ => {}
        }
        if depth == 0 {
            return count;
        }
    }
    count
}

#[test]
fn no_code_is_unsafe() {
    let mut breaches = Vec::new();
    for source in sources() {
        for (number, line) in source.text.lines().enumerate() {
            let line = bare(line);
            let words: Vec<&str> = line.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
            if words.contains(&"unsafe") {
                breaches.push(format!("src/{}:{}", source.name, number + 1));
            }
        }
    }
    report("Use a safe way: no `unsafe` in this crate.", &breaches);
}

#[test]
fn no_file_is_dead() {
    let sources = sources();
    let mut breaches = Vec::new();
    for source in &sources {
        let path = Path::new(&source.name);
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if ["lib", "main", "mod"].contains(&stem.as_str()) {
            continue;
        }
        let folder = path.parent().unwrap_or(Path::new("")).to_string_lossy().replace('\\', "/");
        let parents =
            [format!("{folder}/mod.rs"), format!("{folder}.rs"), "lib.rs".into(), "main.rs".into()];
        let declared = sources.iter().filter(|one| parents.contains(&one.name)).any(|parent| {
            parent.text.lines().any(|line| {
                let line = line.trim().trim_start_matches("pub(crate) ").trim_start_matches("pub ");
                line == format!("mod {stem};")
            })
        });
        if !declared {
            breaches.push(format!("src/{} is declared nowhere", source.name));
        }
    }
    report("A file that no `mod` line names is not compiled: name it or remove it.", &breaches);
}

#[test]
fn no_public_item_is_dead() {
    let sources = sources();
    let mut items: BTreeMap<&str, (String, usize)> = BTreeMap::new();
    for source in &sources {
        for (number, line) in source.code() {
            let place = || (format!("src/{}:{number}", source.name), 0);
            items.extend(public_name(line).map(|name| (name, place())));
        }
    }
    let mut files = Vec::new();
    ["src", "tests", "benches"].iter().for_each(|folder| collect(&root().join(folder), &mut files));
    for text in files.iter().filter_map(|path| fs::read_to_string(path).ok()) {
        let code = text.lines().map(|line| line.split("//").next().unwrap_or(""));
        for word in code.flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_')) {
            items.get_mut(word).into_iter().for_each(|(_, uses)| *uses += 1);
        }
    }
    let dead = items.iter().filter(|(_, (_, uses))| *uses == 1);
    let breaches: Vec<_> = dead.map(|(name, (place, _))| format!("{place} {name}")).collect();
    report("Nothing uses a public item, not even a test: remove it.", &breaches);
}

/// The name of the public item that a line begins.
fn public_name(line: &str) -> Option<&str> {
    let item = line.trim_start().strip_prefix("pub ")?;
    let kinds = ["fn ", "const fn ", "const ", "struct ", "enum ", "trait ", "type "];
    let named = kinds.iter().find_map(|kind| item.strip_prefix(kind))?;
    named.split(|c: char| !c.is_alphanumeric() && c != '_').next()
}

#[test]
fn public_items_are_documented() {
    let mut breaches = Vec::new();
    for source in sources() {
        if PRIVATE_FOLDERS.iter().any(|folder| source.name.starts_with(folder)) {
            continue;
        }
        let lines: Vec<(usize, &str)> = source.code().collect();
        for (index, (number, line)) in lines.iter().enumerate() {
            let item = line.trim_start().strip_prefix("pub ").unwrap_or("");
            let kinds = ["fn ", "struct ", "enum ", "trait ", "const ", "static ", "type "];
            let is_entry = ENTRIES.iter().any(|name| item.starts_with(&format!("const {name}:")));
            let is_macro = item.contains('$');
            if is_entry || is_macro || !kinds.iter().any(|kind| item.starts_with(kind)) {
                continue;
            }
            let before = lines[..index].iter().rev().map(|(_, line)| line.trim());
            let documented = before
                .take_while(|line| line.starts_with("///") || is_attribute(line))
                .any(|line| line.starts_with("///"));
            if !documented {
                breaches.push(format!("src/{}:{number} {}", source.name, line.trim()));
            }
        }
    }
    report("A public item has no `///`: say what it is for.", &breaches);
}

fn is_attribute(line: &str) -> bool {
    line.starts_with("#[") || line.ends_with(")]") || line.ends_with("],")
}

#[test]
fn lists_of_entries_agree_with_their_folders_and_are_sorted() {
    let mut breaches = Vec::new();
    for folder in LIST_FOLDERS {
        let list = root().join("src").join(folder).join("mod.rs");
        let text = fs::read_to_string(list).unwrap_or_default();
        let modules: Vec<&str> = text
            .lines()
            .filter_map(|line| {
                line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';')
            })
            .filter(|module| *module != "tests")
            .collect();
        if !modules.is_sorted() {
            breaches.push(format!("src/{folder}/mod.rs: `mod` lines are not sorted"));
        }
        for module in modules {
            let named = text.to_lowercase().matches(module).count();
            if named < 2 {
                breaches.push(format!("src/{folder}/mod.rs: {module} is not in the list"));
            }
        }
    }
    report("A list of entries must name every file of its folder, in order.", &breaches);
}

/// The unit cases that every primitive has.
const PRIMITIVE_CASES: &[&str] = &[
    "smoke",
    "waiters_keep_their_order_of_arrival",
    "refusal_leaves_no_trace",
    "who_gives_up_waits_no_more",
    "misuse_raises",
];

#[test]
fn every_primitive_ends_with_the_same_named_unit_cases() {
    let folder = root().join("src/model/primitives");
    let mut breaches = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        if name == "mod" || !text.contains("pub const SPEC: Spec") {
            continue;
        }
        let tests = text.split("#[cfg(test)]").nth(1).unwrap_or_default();
        let missing =
            PRIMITIVE_CASES.iter().filter(|case| !tests.contains(&format!("fn {case}()")));
        breaches.extend(missing.map(|case| format!("{name}.rs has no case {case}")));
    }
    report("write the named cases at the end of the primitive's file", &breaches);
}

#[test]
fn test_names_are_claims() {
    let mut breaches = Vec::new();
    for source in sources() {
        for (number, line) in source.text.lines().enumerate() {
            if line.trim_start().starts_with("fn test_") {
                breaches.push(format!("src/{}:{}", source.name, number + 1));
            }
        }
    }
    report("Name a test by what it claims, without `test_`.", &breaches);
}
