//! Keys that a Python editor treats its own way: Tab indents by four, Enter keeps the indent.
//!
//! Works by rewriting the frame's key events before the text field sees them.

use egui::{Event, Id, Key, Modifiers, TextEdit, Ui};

/// Spaces of one level.
const INDENT: usize = 4;

/// Rewrites Tab and Enter. Called only while the editor has the focus.
pub fn python_keys(ui: &Ui, editor: Id, text: &str) {
    let Some(before) = text_before_cursor(ui, editor, text) else { return };
    let line = before.rsplit('\n').next().unwrap_or("").to_owned();
    ui.input_mut(|input| {
        for event in &mut input.events {
            let Event::Key { key, pressed: true, modifiers, .. } = event else { continue };
            if *modifiers != Modifiers::NONE {
                continue;
            }
            if *key == Key::Tab {
                let spaces = INDENT - line.chars().count() % INDENT;
                *event = Event::Text(" ".repeat(spaces));
            } else if *key == Key::Enter && !indent_after(&line).is_empty() {
                *event = Event::Text(format!("\n{}", indent_after(&line)));
            }
        }
    });
}

/// The text before the cursor; `None` if there is a selection, which the field treats itself.
fn text_before_cursor<'t>(ui: &Ui, editor: Id, text: &'t str) -> Option<&'t str> {
    let range = TextEdit::load_state(ui.ctx(), editor)?.cursor.char_range()?;
    if range.primary.index != range.secondary.index {
        return None;
    }
    let index: usize = range.primary.index.into();
    let byte = text.char_indices().nth(index).map_or(text.len(), |(byte, _)| byte);
    Some(&text[..byte])
}

/// The indent of the line that follows `line`: one level more after a colon, one less after a
/// statement that ends its block.
fn indent_after(line: &str) -> String {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let statement = line.trim();
    let first = statement.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let level = if statement.ends_with(':') {
        indent + INDENT
    } else if matches!(first, "return" | "break" | "continue" | "pass" | "raise") {
        indent.saturating_sub(INDENT)
    } else {
        indent
    };
    " ".repeat(level)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enter_keeps_the_indent_and_a_colon_adds_a_level() {
        assert_eq!(indent_after("x = 1"), "");
        assert_eq!(indent_after("    x = 1"), "    ");
        assert_eq!(indent_after("    while True:"), "        ");
        assert_eq!(indent_after("        return x"), "    ");
    }
}
