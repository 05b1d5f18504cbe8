//! The window of all settings: every command of the list that is a setting, in the words of the
//! commands. A setting that gets a row in the list is here without another line.

use egui::{Context, RichText, ScrollArea, Ui};

use super::finder::Finder;
use super::keys::shortcut_text;
use crate::session::{Command, Menu, Session};
use crate::ui::Action;
use crate::ui::theme::modal;
use crate::words;

/// The window's own state.
#[derive(Default)]
pub struct SettingsWindow {
    finder: Finder,
}

impl SettingsWindow {
    /// Shows it.
    pub fn open(&mut self) {
        self.finder = Finder::opened();
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
        let height = (ctx.content_rect().height() - 190.0).clamp(160.0, 560.0);
        let response = modal(ctx, "settings").show(ctx, |ui| {
            ui.set_width(520.0);
            ui.label(RichText::new(words!("shell-settings")).size(20.0).strong());
            ui.add_space(6.0);
            let hint = words!("shell-settings-find");
            self.finder.field_ui(ui, (hint, hint));
            ui.add_space(6.0);
            let area = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
            area.auto_shrink([false, true]).show(ui, |ui| {
                for menu in Menu::ALL {
                    self.menu_ui(ui, menu, session, actions);
                }
                self.more_ui(ui, session, actions);
            });
            ui.add_space(8.0);
            ui.button(words!("shell-close")).clicked()
        });
        if response.inner || response.should_close() {
            self.finder.close();
        }
    }

    /// Whether the query, if there is one, finds the command.
    fn finds(&self, command: Command) -> bool {
        let said = format!("{} {}", command.text(), command.tooltip()).to_lowercase();
        self.finder.query.split_whitespace().all(|word| said.contains(&word.to_lowercase()))
    }

    fn menu_ui(&self, ui: &mut Ui, menu: Menu, session: &Session, actions: &mut Vec<Action>) {
        let settings: Vec<(Command, bool)> = Command::all()
            .filter(|command| command.menu() == menu && self.finds(*command))
            .filter_map(|command| Some((command, command.chosen(session)?)))
            .collect();
        if settings.is_empty() {
            return;
        }
        ui.label(RichText::new(menu.title()).strong().size(15.0));
        for group in settings.chunk_by(|(a, _), (b, _)| a.is_sibling(*b)) {
            match group {
                [(command, chosen)] if !command.is_one_of_several() => {
                    if setting_ui(ui, *command, *chosen) {
                        actions.push(Action::Do(*command));
                    }
                }
                several => actions.extend(values_ui(ui, several)),
            }
        }
        ui.add_space(10.0);
    }

    /// The size of everything, and what puts things back.
    fn more_ui(&self, ui: &mut Ui, session: &Session, actions: &mut Vec<Action>) {
        let sizes = [Command::ZoomOut, Command::ZoomIn, Command::ZoomReset];
        if sizes.iter().any(|command| self.finds(*command)) {
            ui.horizontal(|ui| {
                let percent = (session.settings().zoom * 100.0).round();
                ui.label(words!("shell-settings-size", percent = percent));
                for command in sizes {
                    button_ui(ui, command, session, actions);
                }
            });
        }
        ui.horizontal_wrapped(|ui| {
            for command in [Command::ResetLayout, Command::ForgetRecent] {
                if self.finds(command) {
                    button_ui(ui, command, session, actions);
                }
            }
        });
    }
}

/// Draws one that is on or off; whether it was asked for.
fn setting_ui(ui: &mut Ui, command: Command, chosen: bool) -> bool {
    let mut now = chosen;
    let response = ui.checkbox(&mut now, command.text());
    response.on_hover_text(tip(ui, command)).clicked()
}

/// Draws those of which one is in force, in a row: what their texts share, then each one's own.
fn values_ui(ui: &mut Ui, several: &[(Command, bool)]) -> Option<Action> {
    let mut asked = None;
    ui.horizontal_wrapped(|ui| {
        for (place, (command, chosen)) in several.iter().enumerate() {
            let text = command.text();
            let (shared, own) = text.split_once(": ").unwrap_or(("", &text));
            if place == 0 && !shared.is_empty() {
                ui.label(format!("{shared}:"));
            }
            let response = ui.radio(*chosen, own).on_hover_text(tip(ui, *command));
            if response.clicked() {
                asked = Some(Action::Do(*command));
            }
        }
    });
    asked
}

fn tip(ui: &Ui, command: Command) -> String {
    let keys = shortcut_text(ui.ctx(), command).map_or(String::new(), |keys| format!("  ({keys})"));
    format!("{}{keys}", command.tooltip())
}

fn button_ui(ui: &mut Ui, command: Command, session: &Session, actions: &mut Vec<Action>) {
    let enabled = command.enabled(session);
    let response = ui.add_enabled(enabled.is_ok(), egui::Button::new(command.text()));
    let response = response.on_hover_text(command.tooltip());
    if response.on_disabled_hover_text(enabled.err().unwrap_or_default()).clicked() {
        actions.push(Action::Do(command));
    }
}
