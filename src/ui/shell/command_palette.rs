//! Any command by a part of its name.

use egui::{Align2, Context, Key, Modifiers, RichText, ScrollArea, TextEdit, Ui, vec2};

use super::keys::shortcut_text;
use crate::session::{Command, Session};
use crate::ui::Action;
use crate::ui::theme::skin_of;

/// The palette's own state.
#[derive(Default)]
pub struct CommandPalette {
    shown: bool,
    opened_now: bool,
    query: String,
    chosen: usize,
}

impl CommandPalette {
    /// Shows it, empty.
    pub fn open(&mut self) {
        *self = CommandPalette { shown: true, opened_now: true, ..CommandPalette::default() };
    }

    /// Draws it, if it is shown.
    pub fn ui(&mut self, ctx: &Context, session: &Session, actions: &mut Vec<Action>) {
        if !self.shown {
            return;
        }
        let found = matches(&self.query);
        let area = egui::Modal::default_area(egui::Id::unique("command palette"))
            .anchor(Align2::CENTER_TOP, vec2(0.0, 90.0));
        let modal = egui::Modal::new(egui::Id::unique("command palette")).area(area);
        let response = modal.show(ctx, |ui| {
            ui.set_width(460.0);
            self.move_choice(ui, found.len());
            self.query_ui(ui);
            ui.add_space(6.0);
            self.list_ui(ui, session, &found)
        });
        if let Some(command) = response.inner {
            actions.push(Action::Do(command));
            self.shown = false;
        }
        if response.should_close() {
            self.shown = false;
        }
    }

    fn query_ui(&mut self, ui: &mut Ui) {
        let edit = TextEdit::singleline(&mut self.query)
            .hint_text("Type a part of a command's name")
            .desired_width(f32::INFINITY);
        let response = ui.add(edit);
        response.widget_info(|| {
            egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, "Find a command")
        });
        if std::mem::take(&mut self.opened_now) {
            response.request_focus();
        }
        if response.changed() {
            self.chosen = 0;
        }
    }

    fn move_choice(&mut self, ui: &Ui, count: usize) {
        let (down, up) = ui.input_mut(|input| {
            (
                input.consume_key(Modifiers::NONE, Key::ArrowDown),
                input.consume_key(Modifiers::NONE, Key::ArrowUp),
            )
        });
        if down {
            self.chosen += 1;
        }
        if up {
            self.chosen = self.chosen.saturating_sub(1);
        }
        self.chosen = self.chosen.min(count.saturating_sub(1));
    }

    fn list_ui(&mut self, ui: &mut Ui, session: &Session, found: &[Command]) -> Option<Command> {
        let skin = skin_of(ui);
        let enter = ui.input(|input| input.key_pressed(Key::Enter));
        let mut given = None;
        ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for (index, command) in found.iter().enumerate() {
                let chosen = index == self.chosen;
                let enabled = command.enabled(session);
                let color = if enabled.is_ok() { skin.text } else { skin.text_weak };
                let text = RichText::new(command.text()).color(color);
                let mut button = egui::Button::selectable(chosen, text)
                    .min_size(vec2(ui.available_width(), 26.0));
                if let Some(keys) = shortcut_text(ui.ctx(), *command) {
                    button = button.shortcut_text(keys);
                }
                let tip = enabled.err().map_or(command.tooltip(), str::to_owned);
                let response = ui.add(button).on_hover_text(tip);
                if chosen && !response.rect.is_negative() {
                    response.scroll_to_me(None);
                }
                if response.clicked() || (chosen && enter) {
                    given = Some(*command);
                }
            }
            if found.is_empty() {
                ui.weak("No command has these letters.");
            }
        });
        given
    }
}

/// The commands that the query finds, the best first.
fn matches(query: &str) -> Vec<Command> {
    let mut found: Vec<(usize, usize, Command)> = Command::all()
        .filter(|command| *command != Command::CommandPalette)
        .enumerate()
        .filter_map(|(place, command)| Some((distance(query, &command.text())?, place, command)))
        .collect();
    found.sort_by_key(|(distance, place, _)| (*distance, *place));
    found.into_iter().map(|(_, _, command)| command).collect()
}

/// How far the query's letters lie apart in the text; `None` if they are not all there in order.
fn distance(query: &str, text: &str) -> Option<usize> {
    let text: Vec<char> = text.to_lowercase().chars().collect();
    let query = query.to_lowercase();
    let mut at = 0;
    let mut gaps = 0;
    for letter in query.chars().filter(|letter| !letter.is_whitespace()) {
        let step = text[at..].iter().position(|&other| other == letter)?;
        // A word's beginning is as good as the next letter.
        let begins_word = at + step == 0 || text[at + step - 1] == ' ';
        gaps += if begins_word { step.min(1) } else { step };
        at += step + 1;
    }
    Some(gaps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_finds_what_is_meant() {
        assert_eq!(matches("sto")[0], Command::Stop);
        assert_eq!(matches("save as")[0], Command::SaveAs);
        assert_eq!(matches("dark")[0].text(), "Theme: dark");
        assert!(matches("qqqq").is_empty());
        assert_eq!(matches("").len(), Command::all().count() - 1);
    }
}
