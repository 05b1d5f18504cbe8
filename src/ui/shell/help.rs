//! The overlay of all keys, made from the command list itself, and the About box.

use egui::{Context, Grid, RichText, ScrollArea, Ui};

use super::keys::shortcut_text;
use crate::session::{Command, Menu};
use crate::ui::theme::skin_of;

/// Keys of the timeline and the canvas: they work where the pointer is, not everywhere.
const PLACE_KEYS: [(&str, &str); 12] = [
    ("W / S", "Timeline: zoom in, zoom out"),
    ("A / D", "Timeline: go left, go right"),
    ("Wheel, Ctrl+Wheel", "Scroll; zoom at the pointer"),
    ("Drag", "Timeline: measure a range"),
    ("F", "Fit everything"),
    (", / .", "Timeline: previous, next interval"),
    ("[ / ]", "Timeline: who woke this, whom did it wake"),
    ("M", "Timeline: set a mark"),
    ("Arrows", "Canvas: move what is selected"),
    ("Delete", "Canvas: remove what is selected"),
    ("F2", "Canvas: rename"),
    ("?", "Show these keys"),
];

/// Draws the overlay of keys, if it is shown.
pub fn keys_ui(ctx: &Context, shown: &mut bool) {
    if !*shown {
        return;
    }
    let response = egui::Modal::new(egui::Id::unique("keys")).show(ctx, |ui| {
        ui.set_width(640.0);
        ui.label(RichText::new("Keys").size(20.0).strong());
        ui.add_space(8.0);
        ScrollArea::vertical().max_height(460.0).show(ui, |ui| {
            ui.columns(2, |columns| {
                for menu in [Menu::File, Menu::Edit, Menu::Run] {
                    menu_ui(&mut columns[0], menu);
                }
                places_ui(&mut columns[0]);
                for menu in [Menu::View, Menu::Help] {
                    menu_ui(&mut columns[1], menu);
                }
            });
        });
        ui.add_space(8.0);
        ui.button("Close").clicked()
    });
    if response.inner || response.should_close() {
        *shown = false;
    }
}

fn menu_ui(ui: &mut Ui, menu: Menu) {
    ui.label(RichText::new(menu.title()).strong());
    Grid::new(("keys", menu.title())).num_columns(2).spacing([12.0, 3.0]).show(ui, |ui| {
        for command in Command::all().filter(|command| command.menu() == menu) {
            if let Some(keys) = shortcut_text(ui.ctx(), command) {
                row_ui(ui, &keys, &command.text());
            }
        }
    });
    ui.add_space(10.0);
}

fn places_ui(ui: &mut Ui) {
    ui.label(RichText::new("Where the pointer is").strong());
    Grid::new("keys of places").num_columns(2).spacing([12.0, 3.0]).show(ui, |ui| {
        for (keys, text) in PLACE_KEYS {
            row_ui(ui, keys, text);
        }
    });
}

fn row_ui(ui: &mut Ui, keys: &str, text: &str) {
    let skin = skin_of(ui);
    ui.label(RichText::new(keys).monospace().color(skin.text_weak));
    ui.label(text);
    ui.end_row();
}

/// Draws the About box, if it is shown.
pub fn about_ui(ctx: &Context, shown: &mut bool) {
    if !*shown {
        return;
    }
    let response = egui::Modal::new(egui::Id::unique("about")).show(ctx, |ui| {
        ui.set_width(520.0);
        ui.label(RichText::new("Lockstep").size(22.0).strong());
        ui.label(format!("Version {}", env!("CARGO_PKG_VERSION")));
        ui.add_space(8.0);
        ui.label(env!("CARGO_PKG_DESCRIPTION"));
        ui.add_space(8.0);
        ui.label(RichText::new("Licence").strong());
        ScrollArea::vertical().max_height(260.0).show(ui, |ui| {
            ui.label(RichText::new(include_str!("../../../LICENSE")).small());
            ui.add_space(6.0);
            ui.label(RichText::new(LICENCES).small());
        });
        ui.add_space(8.0);
        ui.button("Close").clicked()
    });
    if response.inner || response.should_close() {
        *shown = false;
    }
}

/// What Lockstep is built from.
const LICENCES: &str = "Built with egui and eframe, egui_plot, egui_tiles, rfd, resvg and krilla \
(MIT or Apache-2.0), the Python parser of Ruff (MIT), crossbeam, parking_lot, rtrb, quanta, \
hdrhistogram, petgraph, serde and toml (MIT or Apache-2.0). Fonts: Ubuntu (Ubuntu Font Licence), \
Hack (MIT and Bitstream Vera licence), Noto Emoji (SIL Open Font Licence).";
