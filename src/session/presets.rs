//! The scenarios that come with the product: one Python file each, embedded in the program.
//!
//! A preset is an ordinary script. Its docstring is the lesson (first line: the title); its
//! `[tool.lockstep]` block says how hard it is and what should happen. A new preset is a new file
//! in `presets/`, nothing else.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use include_dir::{Dir, include_dir};

use crate::script::settings;
use crate::words::{self, Language};

static FOLDER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/presets");

/// Titles and lessons in Polish, by preset.
const POLISH: &str = include_str!("../../assets/words/pl/presets.toml");

/// All presets, in the order of the course: their files' names begin with a number.
pub static ALL: LazyLock<Vec<Preset>> = LazyLock::new(load);

/// A scenario that comes with the product.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Preset {
    /// Its file's name without `.py`.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The lesson, one paragraph.
    pub lesson: String,
    /// How hard it is: 1 to 5.
    pub level: u8,
    /// What a run shows, in a word or two: "deadlock", "lost update", "ok".
    pub verdict: String,
    /// The script.
    pub source: &'static str,
    /// Title and lesson in Polish.
    polish: Option<About>,
}

/// What a preset is called and teaches, in one language.
#[derive(Clone, PartialEq, Eq, Debug, serde::Deserialize)]
struct About {
    title: String,
    lesson: String,
}

impl Preset {
    /// Its title in the window's language.
    pub fn shown_title(&self) -> &str {
        self.about().map_or(&self.title, |about| &about.title)
    }

    /// Its lesson in the window's language.
    pub fn shown_lesson(&self) -> &str {
        self.about().map_or(&self.lesson, |about| &about.lesson)
    }

    fn about(&self) -> Option<&About> {
        match words::language() {
            Language::English => None,
            Language::Polish => self.polish.as_ref(),
        }
    }
}

/// The preset of that name.
pub fn find(name: &str) -> Option<&'static Preset> {
    ALL.iter().find(|preset| preset.name == name)
}

fn load() -> Vec<Preset> {
    let scripts = FOLDER.files().filter(|file| file.path().extension().is_some_and(|e| e == "py"));
    let mut presets: Vec<Preset> = scripts
        .filter_map(|file| {
            let name = file.path().file_stem()?.to_str()?;
            Some(preset_of(name, file.contents_utf8()?))
        })
        .collect();
    presets.sort_by(|a, b| a.name.cmp(&b.name));
    let mut polish: BTreeMap<String, About> = toml::from_str(POLISH).unwrap_or_default();
    for preset in &mut presets {
        preset.polish = polish.remove(&preset.name);
    }
    presets
}

fn preset_of(name: &str, source: &'static str) -> Preset {
    let (about, _) = settings::read(source);
    let docstring = docstring(source);
    let mut paragraphs = docstring.split("\n\n").map(one_line).filter(|text| !text.is_empty());
    let first = paragraphs.next().unwrap_or_default();
    let lesson = paragraphs.next().unwrap_or_else(|| first.clone());
    let title = about.title.unwrap_or_else(|| first.trim_end_matches('.').to_owned());
    Preset {
        name: name.to_owned(),
        title: if title.is_empty() { name.replace('_', " ") } else { title },
        lesson,
        level: about.level.unwrap_or(1).clamp(1, 5) as u8,
        verdict: about.expect.verdict.unwrap_or_else(|| "ok".into()),
        source,
        polish: None,
    }
}

/// The text of the module's docstring, if it begins with one after comments.
fn docstring(source: &str) -> &str {
    let code = source.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let Some(line) = code else { return "" };
    let start = line.as_ptr() as usize - source.as_ptr() as usize;
    let rest = &source[start..];
    for quotes in ["\"\"\"", "'''"] {
        if let Some(body) = rest.strip_prefix(quotes) {
            return body.split(quotes).next().unwrap_or_default();
        }
    }
    ""
}

fn one_line(paragraph: &str) -> String {
    paragraph.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn title_lesson_and_verdict_come_from_the_script_itself() {
        let source = "# /// script\n# [tool.lockstep]\n# level = 2\n# verdict = \"deadlock\"\n\
                      # ///\n\"\"\"Two locks.\n\nEach thread takes\none lock.\n\nMore.\n\"\"\"\n";
        let preset = preset_of("two_locks", source);
        assert_eq!(preset.title, "Two locks");
        assert_eq!(preset.lesson, "Each thread takes one lock.");
        assert_eq!((preset.level, preset.verdict.as_str()), (2, "deadlock"));
    }

    #[test]
    fn every_preset_is_told_in_every_language_and_no_other_is() {
        let polish: BTreeMap<String, About> = toml::from_str(POLISH).unwrap();
        let names: Vec<&String> = ALL.iter().map(|preset| &preset.name).collect();
        assert_eq!(polish.keys().collect::<Vec<_>>(), names);
        let first = find("10_lost_update").unwrap();
        assert_eq!(first.shown_title(), "Lost update");
        words::speaking(Language::Polish, || {
            assert_eq!(first.shown_title(), "Utracona zmiana");
            assert!(ALL.iter().all(|preset| preset.shown_lesson() != preset.lesson));
        });
    }

    #[test]
    fn every_preset_has_a_title_and_a_lesson() {
        for preset in ALL.iter() {
            assert!(!preset.title.is_empty() && preset.title.len() < 60, "{}", preset.name);
            assert!(preset.lesson.len() > 20, "{}: {}", preset.name, preset.lesson);
        }
    }
}
