//! What the window says, by key, in each language: `assets/words/<language>/<folder>.ftl`.
//!
//! `words!("run-tooltip")` is a fixed text; `words!("events-lost", count = n)` fills one in, with
//! the language's plural forms (Fluent, projectfluent.org). A key names the folder that says it:
//! `canvas-…`, `timeline-…`. The command line and everything compared with CPython stay English.
//! Knows nothing of what it names.

pub mod help;
mod told;

pub use told::{Say, Told};

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use serde::{Deserialize, Serialize};

/// A language the window speaks.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub enum Language {
    /// English, in which every key has a text.
    #[default]
    English,
    /// Polish.
    Polish,
}

/// The files of one language, embedded: a list, so that the compiler sees when one changes.
macro_rules! files {
    ($language:literal) => {
        &[
            include_str!(concat!("../../assets/words/", $language, "/analysis.ftl")),
            include_str!(concat!("../../assets/words/", $language, "/canvas.ftl")),
            include_str!(concat!("../../assets/words/", $language, "/code.ftl")),
            include_str!(concat!("../../assets/words/", $language, "/command.ftl")),
            include_str!(concat!("../../assets/words/", $language, "/edit.ftl")),
            include_str!(concat!("../../assets/words/", $language, "/export.ftl")),
            include_str!(concat!("../../assets/words/", $language, "/findings.ftl")),
            include_str!(concat!("../../assets/words/", $language, "/gallery.ftl")),
            include_str!(concat!("../../assets/words/", $language, "/output.ftl")),
            include_str!(concat!("../../assets/words/", $language, "/plots.ftl")),
            include_str!(concat!("../../assets/words/", $language, "/script.ftl")),
            include_str!(concat!("../../assets/words/", $language, "/session.ftl")),
            include_str!(concat!("../../assets/words/", $language, "/shell.ftl")),
            include_str!(concat!("../../assets/words/", $language, "/timeline.ftl")),
        ]
    };
}

impl Language {
    /// All languages, English first.
    pub const ALL: [Language; 2] = [Language::English, Language::Polish];

    /// Its own name for itself.
    pub fn title(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Polish => "Polski",
        }
    }

    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Polish => "pl",
        }
    }

    /// The language of the desktop, if the window speaks it; else English.
    pub fn of_desktop() -> Language {
        let tag = sys_locale::get_locale().unwrap_or_default();
        let of = |language: &Language| tag.starts_with(language.tag());
        Language::ALL.into_iter().find(of).unwrap_or_default()
    }

    fn files(self) -> &'static [&'static str] {
        match self {
            Language::English => files!("en"),
            Language::Polish => files!("pl"),
        }
    }
}

/// The texts of one language.
struct Words {
    bundle: FluentBundle<FluentResource>,
    /// Texts without a variable, made once.
    fixed: BTreeMap<String, String>,
}

static CURRENT: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    static HERE: Cell<Option<Language>> = const { Cell::new(None) };
}

/// Says everything in this language from now on.
pub fn speak(language: Language) {
    CURRENT.store(language as usize, Ordering::Relaxed);
}

/// Says everything in this language while `act` runs, on this thread only.
pub fn speaking<T>(language: Language, act: impl FnOnce() -> T) -> T {
    let before = HERE.replace(Some(language));
    let done = act();
    HERE.set(before);
    done
}

/// The language things are said in.
pub fn language() -> Language {
    let chosen = || Language::ALL[CURRENT.load(Ordering::Relaxed).min(Language::ALL.len() - 1)];
    HERE.get().unwrap_or_else(chosen)
}

/// A number as the language writes it: with its own decimal mark.
pub fn decimal(number: String) -> String {
    match language() {
        Language::English => number,
        Language::Polish => number.replacen('.', ",", 1),
    }
}

/// A text without variables. A key without a text in this language is said in English; one that no
/// language knows is shown as it is (`tests/words.rs` finds both).
pub fn text(key: &'static str) -> &'static str {
    let fixed = |language| words(language).fixed.get(key).map(String::as_str);
    fixed(language()).or_else(|| fixed(Language::English)).unwrap_or(key)
}

/// A text with its variables filled in.
pub fn fill(key: &'static str, values: &[(&'static str, FluentValue<'_>)]) -> String {
    let args: FluentArgs = values.iter().cloned().collect();
    let format = |language| words(language).format(key, Some(&args));
    format(language()).or_else(|| format(Language::English)).unwrap_or_else(|| key.to_owned())
}

/// The keys of a language and whether each can be said at all: for tests.
pub fn faults(language: Language) -> Vec<String> {
    let mut faults = Vec::new();
    for file in language.files() {
        if let Err((_, errors)) = FluentResource::try_new((*file).to_owned()) {
            faults.extend(errors.iter().map(|error| format!("{}: {error}", language.tag())));
        }
    }
    faults
}

/// A text by its key: [`text`], or [`fill`] where values follow.
#[macro_export]
macro_rules! words {
    ($key:literal) => {
        $crate::words::text($key)
    };
    ($key:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::words::fill($key, &[$((stringify!($name), $value.into())),+])
    };
}

fn words(language: Language) -> &'static Words {
    static ALL: [OnceLock<Words>; Language::ALL.len()] = [const { OnceLock::new() }; 2];
    ALL[language as usize].get_or_init(|| Words::load(language))
}

impl Words {
    fn load(language: Language) -> Words {
        let tag = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // Marks around values serve right-to-left scripts; these languages have none.
        bundle.set_use_isolating(false);
        let mut keys = Vec::new();
        for file in language.files() {
            // A broken entry is left out; the rest of its file is still good.
            let resource = FluentResource::try_new((*file).to_owned())
                .unwrap_or_else(|(resource, _)| resource);
            keys.extend(file.lines().filter_map(key_of).map(str::to_owned));
            bundle.add_resource_overriding(resource);
        }
        let mut words = Words { bundle, fixed: BTreeMap::new() };
        for key in keys {
            if let Some(text) = words.format(&key, None) {
                words.fixed.insert(key, text);
            }
        }
        words
    }

    fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, args, &mut errors);
        (errors.is_empty()).then(|| text.into_owned())
    }
}

/// The key that a line of a file begins, if it begins one.
fn key_of(line: &str) -> Option<&str> {
    let (key, _) = line.split_once(" =")?;
    key.starts_with(|first: char| first.is_ascii_lowercase()).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_can_be_read() {
        for language in Language::ALL {
            assert_eq!(faults(language), Vec::<String>::new());
        }
    }

    #[test]
    fn plural_forms_are_the_languages_own() {
        let said = |count: usize| words!("session-events", count = count);
        assert_eq!((said(1), said(2)), ("1 event".into(), "2 events".into()));
        speaking(Language::Polish, || {
            assert_eq!(said(1), "1 zdarzenie");
            assert_eq!(said(3), "3 zdarzenia");
            assert_eq!(said(5), "5 zdarzeń");
        });
    }

    #[test]
    fn polish_numbers_have_a_comma() {
        let said = || decimal("1.5 ms".to_owned());
        assert_eq!((said(), speaking(Language::Polish, said)), ("1.5 ms".into(), "1,5 ms".into()));
    }

    #[test]
    fn an_unknown_key_is_shown_rather_than_nothing() {
        assert_eq!(text("no-such-key"), "no-such-key");
    }
}
