//! The menu bar: every command of the list, in the menu that it names.

use egui::{MenuBar, Ui};

use super::dock::Dock;
use super::keys::shortcut_text;
use crate::session::{Command, Menu, Session};
use crate::ui::Action;
use crate::ui::theme::skin_of;
use crate::words;

/// Width of a menu.
const WIDTH: f32 = 330.0;

/// Draws the bar.
pub fn ui(ui: &mut Ui, session: &Session, dock: &Dock, actions: &mut Vec<Action>) {
    let frame = egui::Frame::new().fill(skin_of(ui).bar).inner_margin(egui::Margin {
        left: 8,
        right: 8,
        top: 3,
        bottom: 0,
    });
    egui::Panel::top("menu").frame(frame).show_separator_line(false).show(ui, |ui| {
        MenuBar::new().ui(ui, |ui| {
            for menu in Menu::ALL {
                ui.menu_button(menu.title(), |ui| menu_ui(ui, menu, session, dock, actions));
            }
        });
    });
}

fn menu_ui(ui: &mut Ui, menu: Menu, session: &Session, dock: &Dock, actions: &mut Vec<Action>) {
    ui.set_max_width(WIDTH);
    let commands: Vec<Command> = Command::all().filter(|command| command.menu() == menu).collect();
    for (place, part) in commands.chunk_by(|a, b| a.submenu() == b.submenu()).enumerate() {
        let begins = |ui: &mut Ui, command: Command, inside: usize| {
            if command.begins_group() && place + inside > 0 {
                ui.separator();
            }
        };
        if let Some(title) = part[0].submenu() {
            begins(ui, part[0], 0);
            ui.menu_button(title, |ui| {
                ui.set_max_width(WIDTH);
                for &command in part {
                    item_ui(ui, (command, &command.short_text()), session, dock, actions);
                }
            });
            continue;
        }
        for (inside, &command) in part.iter().enumerate() {
            begins(ui, command, inside);
            item_ui(ui, (command, &command.text()), session, dock, actions);
            if command == Command::Open {
                recent_ui(ui, session, actions);
            }
        }
    }
}

fn item_ui(
    ui: &mut Ui,
    (command, text): (Command, &str),
    session: &Session,
    dock: &Dock,
    actions: &mut Vec<Action>,
) {
    let mut button = egui::Button::selectable(is_chosen(command, session, dock), text)
        .min_size(egui::vec2(ui.available_width(), 24.0));
    if let Some(keys) = shortcut_text(ui.ctx(), command) {
        button = button.shortcut_text(keys);
    }
    let enabled = command.enabled(session);
    let response = ui.add_enabled(enabled.is_ok(), button).on_hover_text(command.tooltip());
    if response.on_disabled_hover_text(enabled.err().unwrap_or_default()).clicked() {
        actions.push(Action::Do(command));
        ui.close();
    }
}

/// Whether it is a choice, and the one in force.
fn is_chosen(command: Command, session: &Session, dock: &Dock) -> bool {
    match command {
        Command::Toggle(panel) => dock.is_shown(panel),
        _ => command.chosen(session).unwrap_or(false),
    }
}

fn recent_ui(ui: &mut Ui, session: &Session, actions: &mut Vec<Action>) {
    let recent = &session.settings().recent_files;
    if recent.is_empty() {
        return;
    }
    ui.menu_button(words!("shell-open-recent"), |ui| {
        for path in recent {
            if ui.button(path.display().to_string()).clicked() {
                actions.push(Action::OpenFile(path.clone()));
                ui.close();
            }
        }
    });
}
