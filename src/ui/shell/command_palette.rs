//! Any command by a part of its name.

use egui::{Align2, Context, Key, Modifiers, RichText, ScrollArea, Ui, vec2};

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Matcher, Utf32Str};

use super::finder::Finder;
use super::keys::shortcut_text;
use crate::session::{Command, Session};
use crate::ui::Action;
use crate::ui::theme::{modal, skin_of};
use crate::words;

/// Height of the list.
const LIST_HEIGHT: f32 = 360.0;

/// The palette's own state.
#[derive(Default)]
pub struct CommandPalette {
    finder: Finder,
    chosen: usize,
    /// The choice that was scrolled to last.
    shown_choice: Option<usize>,
}

impl CommandPalette {
    /// Shows it, empty.
    pub fn open(&mut self) {
        *self = CommandPalette { finder: Finder::opened(), ..CommandPalette::default() };
    }

    /// Whether it is shown.
    pub fn is_shown(&self) -> bool {
        self.finder.is_shown()
    }

    /// Draws it, if it is shown.
    pub fn ui(&mut self, ctx: &Context, session: &Session, actions: &mut Vec<Action>) {
        if !self.is_shown() {
            return;
        }
        let found = matches(&self.finder.query);
        let area = egui::Modal::default_area(egui::Id::unique("command palette"))
            .anchor(Align2::CENTER_TOP, vec2(0.0, 90.0));
        let response = modal(ctx, "command palette").area(area).show(ctx, |ui| {
            ui.set_width(460.0);
            self.move_choice(ui, found.len());
            let names = (words!("shell-palette-hint"), words!("shell-palette-field"));
            if self.finder.field_ui(ui, names).changed() {
                (self.chosen, self.shown_choice) = (0, None);
            }
            ui.add_space(6.0);
            self.list_ui(ui, session, &found)
        });
        if let Some(command) = response.inner {
            actions.push(Action::Do(command));
            self.finder.close();
        }
        if response.should_close() {
            self.finder.close();
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
        let area = ScrollArea::vertical().max_height(LIST_HEIGHT).min_scrolled_height(LIST_HEIGHT);
        area.show(ui, |ui| {
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
                // Only when it becomes the chosen one: the wheel may go elsewhere.
                if chosen && self.shown_choice != Some(index) && !response.rect.is_negative() {
                    self.shown_choice = Some(index);
                    response.scroll_to_me(None);
                }
                if response.clicked() || (chosen && enter) {
                    given = Some(*command);
                }
            }
            if found.is_empty() {
                ui.weak(words!("shell-palette-none"));
            }
        });
        given
    }
}

/// The commands that the query finds, the best first; those equally good in the menus' order.
fn matches(query: &str) -> Vec<Command> {
    let commands = Command::all().filter(|command| *command != Command::CommandPalette);
    let pattern = Pattern::parse(query, CaseMatching::Ignore, Normalization::Smart);
    let mut matcher = Matcher::new(nucleo_matcher::Config::DEFAULT);
    let mut letters = Vec::new();
    let mut found: Vec<(u32, usize, Command)> = commands
        .enumerate()
        .filter_map(|(place, command)| {
            let text = command.text();
            let score = pattern.score(Utf32Str::new(&text, &mut letters), &mut matcher)?;
            // A name that begins with the query is what is meant, however long it is.
            let begins = text.to_lowercase().starts_with(&query.to_lowercase());
            Some((score + if begins { 100 } else { 0 }, place, command))
        })
        .collect();
    found.sort_by_key(|(score, place, _)| (std::cmp::Reverse(*score), *place));
    let mut found: Vec<Command> = found.into_iter().map(|(_, _, command)| command).collect();
    let others: Vec<Command> = Command::all().filter(|it| says(*it, query)).collect();
    for command in others {
        if !found.contains(&command) && command != Command::CommandPalette {
            found.push(command);
        }
    }
    found
}

/// Whether all words of the query stand in what is said about a command.
fn says(command: Command, query: &str) -> bool {
    let about = command.tooltip().to_lowercase();
    let query = query.to_lowercase();
    let mut words = query.split_whitespace().peekable();
    words.peek().is_some() && words.all(|word| word.len() > 2 && about.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_finds_what_is_meant() {
        assert_eq!(matches("sto")[0], Command::Stop);
        assert_eq!(matches("save as")[0], Command::SaveAs);
        assert_eq!(matches("dark")[0].text(), "Theme: dark");
        assert_eq!(matches("tmln fit").first(), Some(&Command::FitTimeline));
        assert!(matches("qqqq").is_empty());
        let auto = Command::OnCanvas(crate::session::CanvasCommand::AutoLayout);
        assert!(matches("arrange").contains(&auto), "by what is said about it");
        words::speaking(words::Language::Polish, || {
            assert_eq!(matches("os czasu dopasuj")[0], Command::FitTimeline);
        });
        assert_eq!(matches("").len(), Command::all().count() - 1);
    }
}
