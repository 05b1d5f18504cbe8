//! The choices of the export dialog, one below the other.

use super::{ExportDialog, Looks, Stretch, What};
use crate::export::timeline::{LaneKey, name_of};
use crate::export::{self, Content, plots, theme};
use crate::session::Session;
use crate::ui::list;
use crate::words;
use crate::words::Language;
use egui::{ComboBox, DragValue, ScrollArea, TextEdit, Ui};

/// Sizes that are often wanted: name, width and height in points (1/96 inch); 0 is as high as
/// needed.
type Size = (fn() -> &'static str, f32, f32);
const SIZES: [Size; 5] = [
    (|| words!("export-size-usual"), 1280.0, 0.0),
    (|| words!("export-size-slide"), 1280.0, 720.0),
    (|| words!("export-size-page"), 672.0, 0.0),
    (|| words!("export-size-column"), 336.0, 0.0),
    (|| words!("export-size-wide"), 1920.0, 0.0),
];
/// Pixels per point, and how that is written.
const SCALES: [(f32, &str); 4] = [(1.0, "1x"), (2.0, "2x"), (3.0, "3x"), (3.125, "300 dpi")];
/// Least and greatest side of a picture, in points.
const SIDES: std::ops::RangeInclusive<f32> = 120.0..=8000.0;

/// What a theme is called in the dialog.
fn theme_name(theme: &theme::Theme) -> &'static str {
    match theme.name {
        "colour-blind" => words!("export-colours-colour-blind"),
        "dark" => words!("export-colours-dark"),
        "high-contrast" => words!("export-colours-high-contrast"),
        "light" => words!("export-colours-light"),
        "print" => words!("export-colours-print"),
        other => other,
    }
}

impl ExportDialog {
    pub(super) fn controls_ui(&mut self, ui: &mut Ui, session: &Session, looks: &Looks) {
        egui::Grid::new("export choices").num_columns(2).spacing([10.0, 8.0]).show(ui, |ui| {
            self.what_ui(ui, session);
            self.format_ui(ui);
            if !self.what.is_drawn_whole() {
                self.stretch_ui(ui, looks);
            }
            self.size_ui(ui);
            self.colours_ui(ui);
            self.language_ui(ui);
            self.title_ui(ui, session);
        });
        if !self.what.is_drawn_whole() {
            ui.checkbox(&mut self.legend, words!("export-legend"));
        }
        if let What::Trace(Content::Plot(number)) = self.what
            && plots::ALL.get(number).is_some_and(|plot| plot.reads == plots::Reads::Events)
        {
            ui.checkbox(&mut self.log, words!("export-log"));
        }
        if self.what == What::Trace(Content::Timeline) {
            if !looks.marks.is_empty() {
                ui.checkbox(&mut self.marks, words!("export-marks"));
            }
            if looks.path.is_some() {
                ui.checkbox(&mut self.path, words!("export-path"));
            }
            self.lanes_ui(ui, session);
        }
    }

    fn what_ui(&mut self, ui: &mut Ui, session: &Session) {
        let label = ui.label(words!("export-what"));
        let combo = ComboBox::from_id_salt("export what").selected_text(self.what.title());
        let combo = combo.width(180.0).height(480.0);
        let shown = list::show(ui, combo, |ui| {
            let can = |what: &What| match what {
                What::Canvas => true,
                What::Comparison => session.comparison().is_some(),
                What::Trace(_) => session.has_trace(),
            };
            for what in What::all().filter(can) {
                ui.selectable_value(&mut self.what, what, what.title());
            }
        });
        shown.labelled_by(label.id);
        ui.end_row();
    }

    fn format_ui(&mut self, ui: &mut Ui) {
        ui.label(words!("export-format"));
        ui.horizontal(|ui| {
            let pictures = export::ALL.iter().enumerate().filter(|(_, one)| one.is_picture());
            for (number, exporter) in pictures {
                let name = exporter.extension.to_uppercase();
                ui.selectable_value(&mut self.exporter, number, name)
                    .on_hover_text((exporter.description)());
            }
        });
        ui.end_row();
    }

    fn stretch_ui(&mut self, ui: &mut Ui, looks: &Looks) {
        ui.label(words!("export-range"));
        ui.horizontal(|ui| {
            ui.selectable_value(&mut self.stretch, Stretch::All, words!("export-range-all"));
            ui.selectable_value(&mut self.stretch, Stretch::InSight, words!("export-range-sight"));
            ui.add_enabled_ui(looks.range.is_some(), |ui| {
                let words = words!("export-range-chosen");
                ui.selectable_value(&mut self.stretch, Stretch::Chosen, words)
                    .on_disabled_hover_text(words!("export-range-chosen-none"));
            });
        });
        ui.end_row();
    }

    fn size_ui(&mut self, ui: &mut Ui) {
        let label = ui.label(words!("export-size"));
        let now = SIZES.iter().find(|size| (size.1, size.2) == (self.width, self.height));
        let shown = now.map_or(words!("export-size-own"), |size| size.0());
        let combo = ComboBox::from_id_salt("export size").selected_text(shown).width(180.0);
        let shown = list::show(ui, combo, |ui| {
            for (name, width, height) in SIZES {
                let is_now = (self.width, self.height) == (width, height);
                if ui.selectable_label(is_now, name()).clicked() {
                    (self.width, self.height) = (width, height);
                }
            }
        });
        shown.labelled_by(label.id);
        ui.end_row();
        ui.label("");
        ui.horizontal(|ui| {
            side_ui(ui, &mut self.width, (*SIDES.start(), *SIDES.end()), words!("export-width"));
            ui.label("×");
            if !self.what.is_drawn_whole() {
                let ends = (0.0, *SIDES.end());
                side_ui(ui, &mut self.height, ends, words!("export-height"));
            }
        });
        ui.end_row();
        ui.label(words!("export-resolution"));
        ui.horizontal(|ui| {
            for (scale, name) in SCALES {
                ui.selectable_value(&mut self.scale, scale, name);
            }
        });
        ui.end_row();
    }

    fn colours_ui(&mut self, ui: &mut Ui) {
        let label = ui.label(words!("export-colours"));
        let combo = ComboBox::from_id_salt("export colours").selected_text(theme_name(self.theme));
        let shown = list::show(ui, combo.width(180.0), |ui| {
            for theme in theme::ALL {
                let is_now = theme.name == self.theme.name;
                if ui.selectable_label(is_now, theme_name(theme)).clicked() {
                    self.theme = theme;
                }
            }
        });
        shown.labelled_by(label.id);
        ui.end_row();
    }

    fn language_ui(&mut self, ui: &mut Ui) {
        let label = ui.label(words!("export-language"));
        let now = self.language();
        let combo = ComboBox::from_id_salt("export language").selected_text(now.title());
        let shown = list::show(ui, combo.width(180.0), |ui| {
            for language in Language::ALL {
                if ui.selectable_label(language == now, language.title()).clicked() {
                    self.language = Some(language);
                }
            }
        });
        shown.labelled_by(label.id);
        ui.end_row();
    }

    fn title_ui(&mut self, ui: &mut Ui, session: &Session) {
        let label = ui.label(words!("export-title"));
        let mut title = self.title.clone().unwrap_or_else(|| self.usual_title(session));
        let edit = TextEdit::singleline(&mut title).desired_width(180.0);
        if ui.add(edit).labelled_by(label.id).changed() {
            self.title = Some(title);
        }
        ui.end_row();
    }

    fn lanes_ui(&mut self, ui: &mut Ui, session: &Session) {
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            ui.label(words!("export-lanes"));
            if ui.small_button(words!("export-lanes-all")).clicked() {
                self.hidden.clear();
            }
            if ui.small_button(words!("export-lanes-none")).clicked() {
                self.hidden.extend(self.lanes.iter().copied());
            }
        });
        let lanes: Vec<LaneKey> = self.lanes.clone();
        ScrollArea::vertical().id_salt("export lanes").max_height(220.0).show(ui, |ui| {
            for key in lanes {
                let mut shown = !self.hidden.contains(&key);
                if ui.checkbox(&mut shown, name_of(session.trace(), key)).changed() {
                    match shown {
                        true => _ = self.hidden.remove(&key),
                        false => _ = self.hidden.insert(key),
                    }
                }
            }
        });
    }

    /// How large the picture is, in pixels and on paper.
    pub(super) fn measures_ui(&mut self, ui: &mut Ui, session: &Session, looks: &Looks) {
        let scale = self.scale;
        let Some(scene) = self.scene(session, looks) else { return };
        let pixels = [scene.width, scene.height].map(|side| (side * scale).ceil() as u32);
        let inches = [scene.width, scene.height]
            .map(|side| words::decimal(format!("{:.1}", side / 96.0 * 2.54)));
        let [width, height] = pixels;
        ui.weak(words!("export-pixels", width = width, height = height));
        let [width, height] = inches;
        ui.weak(words!("export-centimetres", width = width, height = height));
    }
}

fn side_ui(ui: &mut Ui, side: &mut f32, (least, most): (f32, f32), name: &'static str) {
    let drag = DragValue::new(side).range(least..=most).speed(4.0).max_decimals(0);
    let drag = drag.custom_formatter(|side, _| match side {
        0.0 => words!("export-height-needed").to_owned(),
        side => format!("{side:.0}"),
    });
    let response = ui.add(drag).on_hover_text(name);
    response
        .widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::SpinButton, true, name));
}
