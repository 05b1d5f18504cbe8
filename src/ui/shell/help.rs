//! The overlay of all keys, made from the command list itself, and the About box.

use egui::{Context, Grid, Label, RichText, ScrollArea, TextEdit, TextStyle, Ui};

use super::keys::shortcut_text;
use crate::session::{Command, Menu, Place};
use crate::ui::theme::{modal, skin_of};
use crate::words;

/// What Lockstep is built from: a crate a line, with its licence and whose it is.
const CRATES: &str = include_str!("../../../assets/licences/crates.txt");
/// The licences in full.
const TEXTS: &str = include_str!("../../../assets/licences/texts.txt");
/// The licence of Lockstep itself, and of its fonts.
const OWN: &str = include_str!("../../../LICENSE");
const FONTS: [&str; 2] = [
    include_str!("../../../assets/fonts/UFL.txt"),
    include_str!("../../../assets/fonts/Hack-Regular.txt"),
];

/// Width of the keys, so that what they do stands in one line below each other.
const KEYS_WIDTH: f32 = 150.0;
/// Between the keys and what they do, and the columns.
const GAP: f32 = 12.0;
/// How many rows a heading takes.
const HEADING_ROWS: usize = 2;

/// Draws the overlay of keys, if it is shown.
pub fn keys_ui(ctx: &Context, shown: &mut bool) {
    if !*shown {
        return;
    }
    let height = (ctx.content_rect().height() - 160.0).clamp(200.0, 820.0);
    let response = modal(ctx, "keys").show(ctx, |ui| {
        ui.set_width((ctx.content_rect().width() - 80.0).min(1080.0));
        ui.label(RichText::new(words!("shell-keys")).size(20.0).strong());
        ui.add_space(8.0);
        let area = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
        area.show(ui, |ui| {
            ui.columns(2, |columns| {
                let left = menus_at_left(ctx);
                for (at, menu) in Menu::ALL.into_iter().enumerate() {
                    menu_ui(&mut columns[usize::from(at >= left)], menu);
                }
                mouse_ui(&mut columns[1]);
            });
        });
        ui.add_space(8.0);
        ui.button(words!("shell-close")).clicked()
    });
    if response.inner || response.should_close() {
        *shown = false;
    }
}

/// How many menus stand in the left column, so that both are about as long.
fn menus_at_left(ctx: &Context) -> usize {
    let is_shown = |command: &Command| shortcut_text(ctx, *command).is_some();
    let rows = |menu: &Menu| {
        HEADING_ROWS + Command::all().filter(|it| it.menu() == *menu).filter(is_shown).count()
    };
    let all = Menu::ALL.iter().map(rows).sum::<usize>() + HEADING_ROWS + mouse().len();
    let mut above = 0;
    let at_left = |menu: &&Menu| {
        let middle = above + rows(menu) / 2;
        above += rows(menu);
        2 * middle < all
    };
    Menu::ALL.iter().take_while(at_left).count()
}

fn menu_ui(ui: &mut Ui, menu: Menu) {
    let width = ui.available_width();
    ui.label(RichText::new(menu.title()).strong());
    let grid = Grid::new(("keys", menu.title())).min_col_width(KEYS_WIDTH);
    grid.num_columns(2).spacing([GAP, 3.0]).show(ui, |ui| {
        for command in Command::all().filter(|command| command.menu() == menu) {
            let Some(keys) = shortcut_text(ui.ctx(), command) else { continue };
            let anywhere = command.shortcut().is_none_or(|keys| keys.place == Place::Everywhere);
            let text = match command.submenu().filter(|_| !anywhere) {
                Some(place) if !command.text().starts_with(place) => {
                    format!("{place}: {}", command.text())
                }
                _ => command.text(),
            };
            row_ui(ui, width, &keys, &text);
        }
    });
    ui.add_space(10.0);
}

/// What the mouse does, which no command says.
fn mouse() -> [(&'static str, &'static str); 9] {
    [
        (words!("shell-mouse-wheel"), words!("shell-mouse-wheel-does")),
        (words!("shell-mouse-ctrl-wheel"), words!("shell-mouse-ctrl-wheel-does")),
        (words!("shell-mouse-drag"), words!("shell-mouse-drag-does")),
        (words!("shell-mouse-space"), words!("shell-mouse-space-does")),
        (words!("shell-mouse-double"), words!("shell-mouse-double-does")),
        (words!("shell-mouse-copy"), words!("shell-mouse-copy-does")),
        (words!("shell-mouse-ctrl-click"), words!("shell-mouse-ctrl-click-does")),
        (words!("shell-mouse-escape"), words!("shell-mouse-escape-does")),
        ("?", words!("shell-keys-question")),
    ]
}

fn mouse_ui(ui: &mut Ui) {
    let width = ui.available_width();
    ui.label(RichText::new(words!("shell-mouse")).strong());
    let grid = Grid::new("mouse").min_col_width(KEYS_WIDTH);
    grid.num_columns(2).spacing([GAP, 3.0]).show(ui, |ui| {
        mouse().iter().for_each(|(gesture, does)| row_ui(ui, width, gesture, does));
    });
}

/// What is too long for its column goes on below.
fn row_ui(ui: &mut Ui, width: f32, keys: &str, text: &str) {
    let skin = skin_of(ui);
    let cell_ui = |ui: &mut Ui, width: f32, text: RichText| {
        ui.scope(|ui| {
            ui.set_max_width(width);
            ui.add(Label::new(text).wrap());
        });
    };
    cell_ui(ui, KEYS_WIDTH, RichText::new(keys).monospace().color(skin.text_weak));
    cell_ui(ui, width - KEYS_WIDTH - GAP, RichText::new(text));
    ui.end_row();
}

/// The About box.
#[derive(Default)]
pub struct About {
    shown: bool,
    query: String,
}

impl About {
    /// Shows it.
    pub fn open(&mut self) {
        *self = About { shown: true, query: String::new() };
    }

    /// Whether it is shown.
    pub fn is_shown(&self) -> bool {
        self.shown
    }

    /// Draws it, if it is shown.
    pub fn ui(&mut self, ctx: &Context) {
        if !self.shown {
            return;
        }
        let response = modal(ctx, "about").show(ctx, |ui| {
            ui.set_width(620.0);
            ui.label(RichText::new("Lockstep").size(22.0).strong());
            ui.label(words!("shell-version", version = env!("CARGO_PKG_VERSION")));
            ui.add_space(6.0);
            ui.label(words!("shell-about"));
            ui.add_space(8.0);
            ui.horizontal(|ui| {
                ui.label(RichText::new(words!("shell-licences")).strong());
                let hint = words!("shell-licences-find");
                let field = TextEdit::singleline(&mut self.query).hint_text(hint);
                let role = egui::accesskit::Role::TextInput;
                ui.add(field).widget_info(|| egui::WidgetInfo::labeled(role, true, hint));
            });
            self.lines_ui(ui);
            ui.add_space(8.0);
            ui.button(words!("shell-close")).clicked()
        });
        if response.inner || response.should_close() {
            self.shown = false;
        }
    }

    /// Our licence, the crates, the fonts' licences and the texts: only the lines in sight.
    fn lines_ui(&self, ui: &mut Ui) {
        let query = self.query.to_lowercase();
        let all = OWN.lines().chain([""]).chain(CRATES.lines()).chain([""]);
        let all = all.chain(FONTS.iter().flat_map(|text| text.lines())).chain(TEXTS.lines());
        let lines: Vec<&str> =
            all.filter(|line| query.is_empty() || line.to_lowercase().contains(&query)).collect();
        let height = ui.text_style_height(&TextStyle::Small);
        let area = ScrollArea::vertical().max_height(300.0).auto_shrink([false, false]);
        area.show_rows(ui, height, lines.len(), |ui, rows| {
            for line in &lines[rows] {
                ui.add(Label::new(RichText::new(*line).small()).truncate());
            }
        });
    }
}
