//! What is wrong with the script: a strip under it, a tip over the underlined place, and the change
//! that mends it where one is known.

use std::sync::Arc;

use egui::{Galley, Pos2, Response, RichText, ScrollArea, Ui};

use super::cursor;
use super::lines::{self, Edited, Selection};
use crate::session::{Fix, Problem};
use crate::ui::Action;
use crate::ui::theme::skin_of;
use crate::words;

/// How many problems the strip lists.
const LISTED_MAX: usize = 50;

/// The list under the script. A click shows the place; the fix that was asked for, if one was.
pub fn strip_ui(ui: &mut Ui, problems: &[Problem], actions: &mut Vec<Action>) -> Option<Fix> {
    let skin = skin_of(ui);
    let frame = egui::Frame::new().fill(skin.bar).inner_margin(8);
    let mut asked = None;
    egui::Panel::bottom("problems").frame(frame).resizable(false).show(ui, |ui| {
        ScrollArea::vertical().max_height(120.0).auto_shrink([false, true]).show(ui, |ui| {
            for problem in problems.iter().take(LISTED_MAX) {
                asked = problem_ui(ui, problem, actions).or(asked.take());
            }
            let more = problems.len().saturating_sub(LISTED_MAX);
            if more > 0 {
                ui.weak(words!("code-problems-more", count = more));
            }
        });
    });
    asked
}

fn problem_ui(ui: &mut Ui, problem: &Problem, actions: &mut Vec<Action>) -> Option<Fix> {
    let skin = skin_of(ui);
    let mut asked = None;
    ui.horizontal_wrapped(|ui| {
        let place = words!("code-line", line = problem.line);
        let tip = words!("code-show-place", line = problem.line, column = problem.column);
        if ui.link(RichText::new(place).strong()).on_hover_text(tip).clicked() {
            actions.push(Action::ShowLine(problem.line));
        }
        let color = if problem.is_warning { skin.caution } else { skin.alarm };
        ui.label(RichText::new(problem.message.text()).color(color));
        if let Some(fix) = &problem.fix {
            if ui.small_button(fix_text(fix)).clicked() {
                asked = Some(fix.clone());
            }
        } else if let Some(help) = &problem.help {
            ui.label(RichText::new(help.text()).color(skin.text_weak));
        }
    });
    asked
}

/// What a fix does, as a button says it.
pub fn fix_text(fix: &Fix) -> String {
    let new = fix.text.trim();
    match fix.span.is_empty() {
        true => words!("code-fix-add", text = new),
        false => words!("code-fix-replace", text = new),
    }
}

/// The text with a fix made, and the cursor as it was.
pub fn fixed(text: &str, fix: &Fix, selection: Selection) -> Option<Edited> {
    let fits = fix.span.end <= text.len()
        && text.is_char_boundary(fix.span.start)
        && text.is_char_boundary(fix.span.end);
    let moved = |at: usize| match at >= fix.span.end {
        true => at + fix.text.len() - fix.span.len(),
        false => at.min(fix.span.start),
    };
    let selection = Selection { anchor: moved(selection.anchor), caret: moved(selection.caret) };
    fits.then(|| Edited { selection, ..lines::replace(text, fix.span.clone(), &fix.text) })
}

/// The fix of the problem at the cursor, or on its line.
pub fn fix_at(text: &str, problems: &[Problem], caret: usize) -> Option<Fix> {
    let line = text[..caret.min(text.len())].matches('\n').count() + 1;
    let fixable = || problems.iter().filter(|problem| problem.fix.is_some());
    let at = fixable().find(|one| one.span.start <= caret && caret <= one.span.end);
    at.or_else(|| fixable().find(|problem| problem.line == line))?.fix.clone()
}

/// The message of the problem under the pointer; whether there is one.
pub fn hover_ui(
    response: &Response,
    (origin, galley): (Pos2, &Arc<Galley>),
    text: &str,
    problems: &[Problem],
) -> bool {
    let Some(pointer) = response.hover_pos().filter(|_| !problems.is_empty()) else {
        return false;
    };
    let character = galley.cursor_from_pos(pointer - origin).index;
    let byte = cursor::byte_of(text, character.into());
    let near = problems
        .iter()
        .find(|problem| problem.span.start <= byte + 1 && byte <= problem.span.end + 1);
    if let Some(problem) = near {
        let mut tip = problem.message.to_string();
        if let Some(fix) = &problem.fix {
            tip = format!("{tip}\n{}", words!("code-fix-tip", fix = fix_text(fix)));
        } else if let Some(help) = &problem.help {
            tip = format!("{tip}\n{help}");
        }
        response.clone().on_hover_text_at_pointer(tip);
    }
    near.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::check::check_now;

    fn mended(script: &str) -> String {
        let checked = check_now(1, script, "a.py");
        let fix = checked.problems.iter().find_map(|problem| problem.fix.clone()).unwrap();
        let text = fixed(script, &fix, Selection::at(0)).unwrap().text;
        assert_eq!(check_now(2, &text, "a.py").problems, [], "{text}");
        text
    }

    #[test]
    fn a_fix_leaves_a_script_without_problems() {
        assert_eq!(mended("counter = 1\nprint(countr)\n"), "counter = 1\nprint(counter)\n");
        assert_eq!(mended("from threading import Loc\n"), "from threading import Lock\n");
        assert_eq!(
            mended("import threading\nthreading.Lok()\n"),
            "import threading\nthreading.Lock()\n"
        );
        assert_eq!(mended("import threadin\n"), "import threading\n");
        assert_eq!(mended("print(time.time())\n"), "import time\nprint(time.time())\n");
    }

    #[test]
    fn an_import_goes_below_what_a_script_begins_with() {
        let script = "# /// script\n# ///\n\"\"\"Lesson.\"\"\"\n\nprint(time.time())\n";
        let text = mended(script);
        assert!(
            text.starts_with("# /// script\n# ///\n\"\"\"Lesson.\"\"\"\n\nimport time\n"),
            "{text}"
        );
    }

    #[test]
    fn the_cursor_stays_where_it_was_in_the_text() {
        let fix = Fix { span: 0..2, text: "abcd".into() };
        assert_eq!(fixed("xy z", &fix, Selection::at(3)).unwrap().selection.caret, 5);
    }
}
