//! The settings a script carries with it: the `[tool.lockstep]` table of its PEP 723 block, read
//! with the place of every mistake, and written back without touching anything else in the file.
//!
//! ```text
//! # /// script
//! # [tool.lockstep]
//! # title = "Lost update"
//! # mode = "free"
//! # layout = [
//! #   "primitive lock 120 40", "thread worker 0 16"
//! # ]
//! # ///
//! ```
//!
//! It knows the keys and their types, not what a run makes of them.

use super::diagnostic::{Diagnostic, DiagnosticKind};
use crate::told;
use crate::words::Told;
use ruff_text_size::{TextRange, TextSize};
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The modes a run can have, as settings and the command line spell them.
pub const MODES: &[&str] = &["free", "gil", "gil-ticks", "refcount"];

/// Places of nodes are written on lines of about this length.
const PLACES_WIDTH: usize = 88;

/// A node that stands further away than this has gone astray: its place is read as none.
pub const PLACE_MAX: f32 = 20_000.0;

/// Where the nodes stand on the canvas, by name.
pub type Layout = BTreeMap<String, (f32, f32)>;

/// What a script asks for. `None`: it does not say.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Settings {
    /// One of [`MODES`].
    pub mode: Option<String>,
    /// The GIL's switch interval in seconds.
    pub switch_interval: Option<f64>,
    /// Instructions between switches in mode "gil-ticks".
    pub check_interval: Option<u32>,
    /// Seed of everything random.
    pub seed: Option<u64>,
    /// Its name in the gallery.
    pub title: Option<String>,
    /// How hard it is: 1 for the first lessons.
    pub level: Option<u32>,
    /// What it is about.
    pub tags: Vec<String>,
    /// What is known to happen.
    pub expect: Expect,
    /// Where its nodes stand on the canvas.
    pub layout: Layout,
}

/// What is known to happen when a script runs: "ok", "deadlock", "lost update", "race" ...
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Expect {
    /// At worst, in any mode.
    pub verdict: Option<String>,
    /// By mode.
    pub modes: BTreeMap<String, String>,
}

/// The block in a text.
#[derive(Debug)]
struct Block {
    /// The lines between the markers, in bytes of the source.
    range: Range<usize>,
    /// They without their `# `.
    toml: String,
    /// Offset in `toml` and in the source of each line's first byte.
    lines: Vec<(usize, usize)>,
}

/// Reads a script's settings; what is wrong with them comes as warnings: it never stops a run.
pub fn read(source: &str) -> (Settings, Vec<Diagnostic>) {
    let mut reader = Reader { settings: Settings::default(), found: Vec::new() };
    let Some(block) = block(source) else { return (reader.settings, Vec::new()) };
    match DeTable::parse(&block.toml) {
        Ok(table) => reader.document(table.get_ref()),
        Err(error) => {
            reader.found.push((error.span().unwrap_or(0..0), error.message().into(), None))
        }
    }
    reader.found.sort_by_key(|(span, ..)| span.start);
    let found = reader.found.into_iter();
    let diagnostics = found
        .map(|(span, message, help)| {
            let size = |at: usize| TextSize::new(block.source_offset(at) as u32);
            let range = TextRange::new(size(span.start), size(span.end.max(span.start)));
            let it = Diagnostic::warning(DiagnosticKind::Settings, range, message).located(source);
            Diagnostic { help, ..it }
        })
        .collect();
    (reader.settings, diagnostics)
}

/// The text with this layout in its settings and nothing else changed. A block that is not valid
/// TOML is left alone.
pub fn with_layout(source: &str, layout: &Layout) -> String {
    edit(source, |table| {
        if layout.is_empty() {
            table.remove("layout");
        } else {
            table.insert("layout", toml_edit::value(written(layout)));
        }
    })
}

/// The places, several on a line.
fn written(layout: &Layout) -> toml_edit::Array {
    let mut list = toml_edit::Array::new();
    let mut column = PLACES_WIDTH;
    for (key, (x, y)) in layout {
        let mut value = toml_edit::Value::from(format!("{key} {} {}", x.round(), y.round()));
        let width = value.to_string().chars().count() + 2;
        let begins = column + width > PLACES_WIDTH;
        column = if begins { width + 2 } else { column + width };
        value.decor_mut().set_prefix(if begins { "\n  " } else { " " });
        list.push_formatted(value);
    }
    list.set_trailing("\n");
    list
}

/// The text without its settings: what runs.
pub fn code(source: &str) -> String {
    block(source).map_or_else(|| source.to_owned(), |block| without(source, &block))
}

fn edit(source: &str, change: impl FnOnce(&mut toml_edit::Table)) -> String {
    let block = block(source);
    let toml = block.as_ref().map_or("", |block| &block.toml);
    let Ok(mut document) = toml.parse::<toml_edit::DocumentMut>() else {
        return source.to_string();
    };
    let tool = document.entry("tool").or_insert_with(|| {
        let mut table = toml_edit::Table::new();
        table.set_implicit(true);
        table.into()
    });
    let Some(tool) = tool.as_table_mut() else { return source.to_string() };
    let lockstep = tool.entry("lockstep").or_insert_with(toml_edit::table);
    let Some(lockstep) = lockstep.as_table_mut() else { return source.to_string() };
    change(lockstep);
    let newline = if source.contains("\r\n") { "\r\n" } else { "\n" };
    let toml = document.to_string();
    let text = commented(&toml, newline);
    match block {
        Some(block) if says_nothing(&toml) => without(source, &block),
        None if says_nothing(&toml) => source.to_owned(),
        Some(block) => {
            format!("{}{text}{}", &source[..block.range.start], &source[block.range.end..])
        }
        None => {
            let at = after_first_lines(source);
            let (head, tail) = source.split_at(at);
            format!("{head}# /// script{newline}{text}# ///{newline}{tail}")
        }
    }
}

fn says_nothing(toml: &str) -> bool {
    toml.lines().all(|line| matches!(line.trim(), "" | "[tool]" | "[tool.lockstep]"))
}

/// The text without its settings, the lines around them included.
fn without(source: &str, block: &Block) -> String {
    let (head, tail) = (&source[..block.range.start], &source[block.range.end..]);
    let head = head.trim_end_matches(['\n', '\r']);
    let head = &source[..head.rfind('\n').map_or(0, |newline| newline + 1)];
    let tail = tail.split_once('\n').map_or("", |(_, tail)| tail);
    format!("{head}{tail}")
}

fn commented(toml: &str, newline: &str) -> String {
    let mut text = String::new();
    for line in toml.lines() {
        text.push_str(if line.is_empty() { "#" } else { "# " });
        text.push_str(line);
        text.push_str(newline);
    }
    text
}

/// The offset after a `#!` line and an encoding line.
fn after_first_lines(source: &str) -> usize {
    let mut at = 0;
    for line in source.split_inclusive('\n').take(2) {
        let special = line.starts_with("#!") || (line.starts_with('#') && line.contains("coding"));
        if !special || !line.ends_with('\n') {
            break;
        }
        at += line.len();
    }
    at
}

fn block(source: &str) -> Option<Block> {
    let mut at = 0;
    let mut lines = source.split_inclusive('\n');
    for line in lines.by_ref() {
        at += line.len();
        if line.trim_end() == "# /// script" {
            break;
        }
    }
    let start = at;
    let mut block = Block { range: start..start, toml: String::new(), lines: Vec::new() };
    for line in lines {
        let text = line.trim_end_matches(['\n', '\r']);
        if text == "# ///" {
            block.range.end = at;
            return Some(block);
        }
        let content = text.strip_prefix("# ").or_else(|| (text == "#").then_some(""))?;
        block.lines.push((block.toml.len(), at + text.len() - content.len()));
        block.toml.push_str(content);
        block.toml.push('\n');
        at += line.len();
    }
    None
}

impl Block {
    fn source_offset(&self, at: usize) -> usize {
        let line = self.lines.partition_point(|(toml, _)| *toml <= at).checked_sub(1);
        match line {
            Some(line) => self.lines[line].1 + at - self.lines[line].0,
            None => self.range.start,
        }
    }
}

/// A value with its place.
type Value<'d, 't> = &'d Spanned<DeValue<'t>>;

struct Reader {
    settings: Settings,
    found: Vec<(Range<usize>, Told, Option<Told>)>,
}

impl Reader {
    fn warn(&mut self, span: Range<usize>, message: Told) {
        self.found.push((span, message, None));
    }

    fn document(&mut self, table: &DeTable<'_>) {
        let Some(tool) = table.get("tool").and_then(|it| it.get_ref().as_table()) else { return };
        let Some(own) = tool.get("lockstep") else { return };
        let Some(own_table) = own.get_ref().as_table() else {
            return self.warn(own.span(), told!("script-settings-table"));
        };
        for (key, value) in own_table {
            self.setting(key.get_ref(), key.span(), value);
        }
    }

    fn setting(&mut self, key: &str, span: Range<usize>, value: Value<'_, '_>) {
        match key {
            "mode" => self.settings.mode = self.mode(value),
            "switch_interval" => self.settings.switch_interval = self.seconds(value),
            "check_interval" => self.settings.check_interval = self.whole(value, "check_interval"),
            "seed" => self.settings.seed = self.whole(value, "seed"),
            "title" => self.settings.title = self.text(value, "title"),
            "level" => self.settings.level = self.whole(value, "level"),
            "tags" => self.settings.tags = self.tags(value),
            "verdict" => self.settings.expect.verdict = self.text(value, "verdict"),
            "expect" => self.expect(value),
            "layout" => self.layout(value),
            _ => {
                let keys = [
                    "mode",
                    "switch_interval",
                    "check_interval",
                    "seed",
                    "title",
                    "level",
                    "tags",
                    "verdict",
                    "expect",
                    "layout",
                ];
                let help = super::nearest(key, keys.into_iter()).map_or_else(
                    || told!("script-settings", keys = keys.join(", ")),
                    |near| told!("script-did-you-mean", name = near),
                );
                let message = told!("script-unknown-setting", key = key);
                self.found.push((span, message, Some(help)));
            }
        }
    }

    fn text(&mut self, value: Value<'_, '_>, key: &str) -> Option<String> {
        let text = value.get_ref().as_str().map(str::to_string);
        if text.is_none() {
            self.warn(value.span(), told!("script-is-text", key = key));
        }
        text
    }

    fn mode(&mut self, value: Value<'_, '_>) -> Option<String> {
        let mode = self.text(value, "mode")?;
        if !MODES.contains(&mode.as_str()) {
            self.warn(value.span(), told!("script-is-mode", modes = MODES.join(", ")));
            return None;
        }
        Some(mode)
    }

    fn number(value: Value<'_, '_>) -> Option<f64> {
        match value.get_ref() {
            DeValue::Integer(number) => number.as_str().replace('_', "").parse().ok(),
            DeValue::Float(number) => number.as_str().replace('_', "").parse().ok(),
            _ => None,
        }
    }

    fn seconds(&mut self, value: Value<'_, '_>) -> Option<f64> {
        let number = Self::number(value).filter(|it| it.is_finite() && *it > 0.0);
        if number.is_none() {
            self.warn(value.span(), told!("script-is-seconds", key = "switch_interval"));
        }
        number
    }

    fn whole<T: std::str::FromStr>(&mut self, value: Value<'_, '_>, key: &str) -> Option<T> {
        let number = match value.get_ref() {
            DeValue::Integer(number) => number.as_str().replace('_', "").parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.warn(value.span(), told!("script-is-whole", key = key));
        }
        number
    }

    fn tags(&mut self, value: Value<'_, '_>) -> Vec<String> {
        let Some(list) = value.get_ref().as_array() else {
            self.warn(value.span(), told!("script-is-list", key = "tags"));
            return Vec::new();
        };
        list.iter().filter_map(|item| self.text(item, "tags")).collect()
    }

    fn expect(&mut self, value: Value<'_, '_>) {
        let Some(table) = value.get_ref().as_table() else {
            return self.warn(value.span(), told!("script-is-expect", key = "expect"));
        };
        for (mode, verdict) in table {
            let Some(text) = self.text(verdict, "verdict") else { continue };
            match mode.get_ref().as_ref() {
                "verdict" => self.settings.expect.verdict = Some(text),
                mode if MODES.contains(&mode) => {
                    self.settings.expect.modes.insert(mode.to_string(), text);
                }
                _ => self.warn(mode.span(), told!("script-is-mode", modes = MODES.join(", "))),
            }
        }
    }

    fn layout(&mut self, value: Value<'_, '_>) {
        let Some(list) = value.get_ref().as_array() else {
            return self.warn(value.span(), told!("script-is-layout", key = "layout"));
        };
        for item in list {
            match item.get_ref().as_str().and_then(place) {
                Some((key, place)) => {
                    self.settings.layout.insert(key.to_owned(), place);
                }
                None => self.warn(item.span(), told!("script-is-place")),
            }
        }
    }
}

/// `primitive lock 120 40`: what stands where.
fn place(text: &str) -> Option<(&str, (f32, f32))> {
    let (rest, y) = text.rsplit_once(' ')?;
    let (key, x) = rest.rsplit_once(' ')?;
    let in_reach = |number: &f32| number.abs() <= PLACE_MAX;
    let number = |text: &str| text.parse().ok().filter(in_reach);
    Some((key, (number(x)?, number(y)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "#!/usr/bin/env python3\n\
        # /// script\n\
        # requires-python = \">=3.8\"\n\
        # [tool.lockstep]\n\
        # title = \"Two locks\"  # in the gallery\n\
        # mode = \"gil\"\n\
        # level = 2\n\
        # tags = [\"lock\", \"deadlock\"]\n\
        # verdict = \"deadlock\"\n\
        #\n\
        # [tool.lockstep.expect]\n\
        # free = \"deadlock\"\n\
        # ///\n\
        x = 1\n";

    #[test]
    fn every_key_is_read() {
        let (settings, found) = read(SCRIPT);
        assert_eq!(found, []);
        assert_eq!(settings.title.as_deref(), Some("Two locks"));
        assert_eq!(settings.mode.as_deref(), Some("gil"));
        assert_eq!(settings.level, Some(2));
        assert_eq!(settings.tags, ["lock", "deadlock"]);
        assert_eq!(settings.expect.verdict.as_deref(), Some("deadlock"));
        assert_eq!(settings.expect.modes["free"], "deadlock");
    }

    #[test]
    fn a_layout_is_written_and_nothing_else_changes() {
        let layout = Layout::from([("lock".to_string(), (10.4, -3.0)), ("a b".into(), (1.0, 2.0))]);
        let text = with_layout(SCRIPT, &layout);
        let (settings, found) = read(&text);
        assert_eq!(found, []);
        assert_eq!(settings.layout["lock"], (10.0, -3.0));
        assert_eq!(settings.layout["a b"], (1.0, 2.0));
        assert!(text.contains("# title = \"Two locks\"  # in the gallery\n"), "{text}");
        assert!(text.starts_with("#!/usr/bin/env python3\n# /// script\n"), "{text}");
        assert!(text.ends_with("# ///\nx = 1\n"), "{text}");
        assert_eq!(with_layout(&text, &Layout::new()).lines().count(), SCRIPT.lines().count());
    }

    #[test]
    fn places_share_lines_of_a_readable_length() {
        let key = |n: usize| (format!("primitive lock{n}"), (n as f32, 20.0));
        let layout: Layout = (0..30).map(key).collect();
        let text = with_layout("x = 1\n", &layout);
        assert_eq!(read(&text).0.layout, layout);
        assert!(text.lines().count() < 20, "{text}");
        assert!(text.lines().all(|line| line.len() <= 100), "{text}");
    }

    #[test]
    fn settings_that_say_nothing_any_more_are_no_lines_of_the_script() {
        for source in ["x = 1\n", "#!/bin/x\r\nx = 1\r\n", ""] {
            let laid = with_layout(source, &Layout::from([("l".into(), (1.0, 2.0))]));
            assert_ne!(laid, source);
            assert_eq!(with_layout(&laid, &Layout::new()), source);
            assert_eq!(with_layout(source, &Layout::new()), source);
        }
        let other = "# /// script\n# requires-python = \">=3.8\"\n# ///\nx = 1\n";
        assert!(with_layout(other, &Layout::new()).contains("requires-python"));
    }

    #[test]
    fn a_place_that_is_none_is_told() {
        let places = "[\"lock 1 2\", \"lock 1\", \"a b c\", 7, \"inf inf inf\"]";
        let source = format!("# /// script\n# [tool.lockstep]\n# layout = {places}\n# ///\n");
        let (settings, found) = read(&source);
        assert_eq!(settings.layout, Layout::from([("lock".into(), (1.0, 2.0))]));
        assert_eq!(found.len(), 4, "{found:?}");
    }

    #[test]
    fn a_script_without_settings_gets_a_block_after_its_first_line() {
        let text = with_layout("#!/bin/x\r\nx = 1\r\n", &Layout::from([("l".into(), (1.0, 2.0))]));
        assert!(text.starts_with("#!/bin/x\r\n# /// script\r\n# [tool.lockstep"), "{text}");
        assert!(text.ends_with("# ///\r\nx = 1\r\n"), "{text}");
        assert_eq!(read(&text).0.layout["l"], (1.0, 2.0));
    }

    #[test]
    fn mistakes_are_shown_at_their_place_in_the_script() {
        let source = "# /// script\n# [tool.lockstep]\n# modus = 3\n# level = \"x\"\n# ///\n";
        let (_, found) = read(source);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].line, found[0].column), (3, 3));
        assert_eq!(found[0].message, "unknown setting 'modus'");
        assert_eq!((found[1].line, found[1].column), (4, 11));
    }

    #[test]
    fn a_block_that_is_not_toml_is_reported_and_left_alone() {
        let source = "x = 1\n# /// script\n# [tool\n# ///\n";
        let (settings, found) = read(source);
        assert_eq!(settings, Settings::default());
        assert_eq!((found.len(), found[0].line), (1, 3));
        let layout = Layout::from([("l".into(), (1.0, 2.0))]);
        assert_eq!(with_layout(source, &layout), source);
    }

    #[test]
    fn an_unclosed_block_is_no_block() {
        assert_eq!(read("# /// script\n# [tool.lockstep]\nx = 1\n").0, Settings::default());
        assert_eq!(read("# /// script\n").0, Settings::default());
    }
}
