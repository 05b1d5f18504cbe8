//! Finding and replacing in a text: pure functions, and the bar over the script.

use std::ops::Range;

use egui::{Button, Key, Modifiers, RichText, TextEdit, Ui, WidgetInfo, accesskit::Role, vec2};

use super::lines::{Edited, Selection};
use crate::ui::field;
use crate::ui::theme::skin_of;
use crate::words;

/// How many places are found at most.
const MATCHES_MAX: usize = 10_000;

/// How to find.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct How {
    /// Whether capital letters differ from small ones.
    pub match_case: bool,
    /// Whether only whole words count.
    pub whole_word: bool,
}

/// Where the query is, without overlaps: as many as are gone to one by one.
pub fn find_all(text: &str, query: &str, how: How) -> Vec<Range<usize>> {
    find_up_to(text, query, how, MATCHES_MAX)
}

fn find_up_to(text: &str, query: &str, how: How, most: usize) -> Vec<Range<usize>> {
    let Some(first) = query.chars().next() else { return Vec::new() };
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        let end = same(letter, first, how).then(|| match_end(&text[at..], query, how)).flatten();
        let range = end.map(|length| at..at + length);
        match range.filter(|range| !how.whole_word || is_word(text, range)) {
            Some(range) => {
                at = range.end;
                found.push(range);
                if found.len() == most {
                    return found;
                }
            }
            None => at += letter.len_utf8(),
        }
    }
    found
}

fn same(a: char, b: char, how: How) -> bool {
    a == b || (!how.match_case && a.to_lowercase().eq(b.to_lowercase()))
}

/// How long the query is at the beginning of this text, if it is there.
fn match_end(text: &str, query: &str, how: How) -> Option<usize> {
    let mut letters = text.char_indices();
    for wanted in query.chars() {
        let (_, letter) = letters.next()?;
        if !same(letter, wanted, how) {
            return None;
        }
    }
    Some(letters.next().map_or(text.len(), |(at, _)| at))
}

fn is_word(text: &str, range: &Range<usize>) -> bool {
    let part = |letter: char| letter.is_alphanumeric() || letter == '_';
    let before = text[..range.start].chars().next_back().is_some_and(part);
    let after = text[range.end..].chars().next().is_some_and(part);
    !before && !after
}

/// Every match replaced.
pub fn replace_all(text: &str, matches: &[Range<usize>], new: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut end = 0;
    for range in matches {
        result.push_str(&text[end..range.start]);
        result.push_str(new);
        end = range.end;
    }
    result.push_str(&text[end..]);
    result
}

/// What the bar asks the editor to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wish {
    /// Select and show.
    Show(Range<usize>),
    /// Change the text, one step of undo.
    Edit(Edited),
    /// Give the keyboard back to the script.
    Leave,
}

/// The bar.
#[derive(Default)]
pub struct FindBar {
    shown: bool,
    replacing: bool,
    query: String,
    replacement: String,
    how: How,
    matches: Vec<Range<usize>>,
    found_in: Option<(String, String, How)>,
    focus_now: bool,
}

impl FindBar {
    /// Shows it; what is selected is what to find.
    pub fn open(&mut self, replacing: bool, selected: &str) {
        self.shown = true;
        self.replacing = replacing;
        self.focus_now = true;
        if !selected.is_empty() && !selected.contains('\n') {
            self.query = selected.to_owned();
        }
    }

    /// Whether there is anything to go to.
    pub fn is_shown(&self) -> bool {
        self.shown
    }

    /// Where the query is, while the bar is shown.
    pub fn matches(&self) -> &[Range<usize>] {
        if self.shown { &self.matches } else { &[] }
    }

    /// Looks again if anything changed.
    pub fn refresh(&mut self, text: &str) {
        let same = self.found_in.as_ref().is_some_and(|(old, query, how)| {
            *how == self.how && query == &self.query && old == text
        });
        if self.shown && !same {
            self.matches = find_all(text, &self.query, self.how);
            self.found_in = Some((text.to_owned(), self.query.clone(), self.how));
        }
    }

    /// The match after the selection, or before it; round the end.
    pub fn step(&self, selection: Selection, forward: bool) -> Option<Range<usize>> {
        let Range { start, end } = selection.range();
        let found = if forward {
            let from = if selection.is_empty() { start } else { end };
            self.matches.iter().find(|range| range.start >= from).or(self.matches.first())
        } else {
            self.matches.iter().rev().find(|range| range.end <= start).or(self.matches.last())
        };
        found.cloned()
    }

    /// Draws it.
    pub fn ui(&mut self, ui: &mut Ui, text: &str, selection: Selection) -> Vec<Wish> {
        let mut wishes = Vec::new();
        if !self.shown {
            return wishes;
        }
        let frame = egui::Frame::new().fill(skin_of(ui).bar).inner_margin(6);
        egui::Panel::top("find").frame(frame).show_separator_line(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            ui.horizontal_wrapped(|ui| self.find_row_ui(ui, text, selection, &mut wishes));
            if self.replacing {
                ui.horizontal_wrapped(|ui| self.replace_row_ui(ui, text, selection, &mut wishes));
            }
        });
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            self.shown = false;
            wishes.push(Wish::Leave);
        }
        wishes
    }

    fn find_row_ui(
        &mut self,
        ui: &mut Ui,
        text: &str,
        selection: Selection,
        wishes: &mut Vec<Wish>,
    ) {
        let field = TextEdit::singleline(&mut self.query).hint_text(words!("code-find-hint"));
        let mut output = field.desired_width(field_width(ui)).show(ui);
        if std::mem::take(&mut self.focus_now) {
            // What is typed next takes the place of the last query.
            field::begin(ui, &mut output, 0, self.query.chars().count());
        }
        let response = output.response.response;
        let label = words!("code-find-field");
        response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, label));
        let enter = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let back = ui.input(|input| input.modifiers.shift);
        if response.changed() {
            self.refresh(text);
            let from = Selection::at(selection.range().start);
            wishes.extend(self.step(from, true).map(Wish::Show));
        }
        toggle_ui(ui, &mut self.how.match_case, "Aa", words!("code-find-case"));
        toggle_ui(ui, &mut self.how.whole_word, "W", words!("code-find-word"));
        self.refresh(text);
        let previous = button_ui(ui, "↑", words!("code-find-previous"));
        let next = button_ui(ui, "↓", words!("code-find-next"));
        if enter || next || previous {
            let forward = if enter { !back } else { next };
            wishes.extend(self.step(selection, forward).map(Wish::Show));
        }
        if enter {
            response.request_focus();
        }
        self.count_ui(ui, selection);
        if button_ui(ui, "×", words!("code-find-close")) {
            self.shown = false;
            wishes.push(Wish::Leave);
        }
    }

    fn count_ui(&self, ui: &mut Ui, selection: Selection) {
        let skin = skin_of(ui);
        let total = self.matches.len();
        let here = self.matches.iter().position(|range| *range == selection.range());
        let text = match here {
            _ if self.query.is_empty() => String::new(),
            _ if total == 0 => words!("code-find-none").to_owned(),
            Some(here) => words!("code-find-place", place = here + 1, count = total),
            None if total == MATCHES_MAX => words!("code-find-more", count = total),
            None => words!("code-find-count", count = total),
        };
        let none = total == 0 && !self.query.is_empty();
        ui.label(RichText::new(text).color(if none { skin.alarm } else { skin.text_weak }));
    }

    fn replace_row_ui(
        &mut self,
        ui: &mut Ui,
        text: &str,
        selection: Selection,
        wishes: &mut Vec<Wish>,
    ) {
        let field =
            TextEdit::singleline(&mut self.replacement).hint_text(words!("code-replace-hint"));
        let response = ui.add(field.desired_width(field_width(ui)));
        let label = words!("code-replace-field");
        response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, label));
        let enter = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let some = !self.matches.is_empty();
        let one = ui.add_enabled(some, Button::new(words!("code-replace-one")).small());
        if (one.clicked() || enter) && some {
            wishes.extend(self.replace_one(text, selection));
        }
        let all = ui.add_enabled(some, Button::new(words!("code-replace-all")).small());
        if all.clicked() {
            let all = find_up_to(text, &self.query, self.how, usize::MAX);
            let text = replace_all(text, &all, &self.replacement);
            let caret = self.matches.first().map_or(0, |range| range.start);
            wishes.push(Wish::Edit(Edited { text, selection: Selection::at(caret) }));
        }
        if enter {
            response.request_focus();
        }
    }

    /// Replaces the match that is selected and goes on to the next; if none is, goes to one.
    fn replace_one(&self, text: &str, selection: Selection) -> Option<Wish> {
        if !self.matches.contains(&selection.range()) {
            return self.step(selection, true).map(Wish::Show);
        }
        let edited = super::lines::replace(text, selection.range(), &self.replacement);
        let from = edited.selection.caret;
        let rest = find_all(&edited.text, &self.query, self.how);
        let next = rest.iter().find(|range| range.start >= from).or(rest.first());
        let selection = next
            .map_or(edited.selection, |range| Selection { anchor: range.start, caret: range.end });
        Some(Wish::Edit(Edited { selection, ..edited }))
    }
}

fn field_width(ui: &Ui) -> f32 {
    (ui.available_width() - 290.0).clamp(110.0, 320.0)
}

fn toggle_ui(ui: &mut Ui, on: &mut bool, text: &str, name: &str) {
    let button = Button::selectable(*on, text).min_size(vec2(24.0, 22.0));
    let response = ui.add(button).on_hover_text(name);
    let chosen = *on;
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, chosen, name));
    if response.clicked() {
        *on = !*on;
    }
}

fn button_ui(ui: &mut Ui, text: &str, name: &str) -> bool {
    let response = ui.add(Button::new(text).min_size(vec2(24.0, 22.0))).on_hover_text(name);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    response.clicked()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_whole_words_count_only_when_asked() {
        let text = "Lock lock locked Żółw żółw";
        let count = |query, match_case, whole_word| {
            find_all(text, query, How { match_case, whole_word }).len()
        };
        assert_eq!((count("lock", false, false), count("lock", true, false)), (3, 2));
        assert_eq!((count("lock", false, true), count("lock", true, true)), (2, 1));
        assert_eq!((count("ŻÓŁW", false, false), count("", false, false)), (2, 0));
    }

    #[test]
    fn matches_do_not_overlap_and_are_all_replaced() {
        let matches = find_all("aaaa", "aa", How::default());
        assert_eq!(matches, [0..2, 2..4]);
        assert_eq!(replace_all("xaay", &find_all("xaay", "a", How::default()), "bc"), "xbcbcy");
    }

    #[test]
    fn next_and_previous_go_round() {
        let mut bar = FindBar::default();
        bar.open(false, "a");
        bar.refresh("a b a");
        let on = |range: Range<usize>| Selection { anchor: range.start, caret: range.end };
        assert_eq!(bar.step(Selection::at(0), true), Some(0..1));
        assert_eq!(bar.step(on(0..1), true), Some(4..5));
        assert_eq!(bar.step(on(4..5), true), Some(0..1));
        assert_eq!(bar.step(on(0..1), false), Some(4..5));
    }
}
