//! The line above the lanes: following the live run, zoom, hidden lanes, what was lost.

use super::selection::Selection;
use super::{Action, Follow, KEYS, TimelinePanel};
use crate::export::axis;
use crate::trace::Trace;
use egui::Ui;

impl TimelinePanel {
    pub(super) fn toolbar_ui(&mut self, ui: &mut Ui, trace: &Trace, selection: &mut Selection) {
        ui.horizontal_wrapped(|ui| {
            if trace.is_live() {
                let mut live = self.window.follow != Follow::Still;
                let toggle = ui.toggle_value(&mut live, "Live");
                if toggle.on_hover_text("Follow the newest moment (L)").changed() {
                    self.toggle_live();
                }
            }
            let buttons = [
                ("Fit", Action::Fit, "Show the chosen range, or the whole run (F)"),
                ("+", Action::ZoomIn, "Zoom in (W, or Ctrl and the wheel)"),
                ("-", Action::ZoomOut, "Zoom out (S, or Ctrl and the wheel)"),
            ];
            for (text, action, help) in buttons {
                if ui.small_button(text).on_hover_text(help).clicked() {
                    self.act(action, None, trace, selection);
                }
            }
            ui.weak(format!("{} in sight", axis::duration(self.window.span())));
            self.hidden_ui(ui);
            lost_ui(ui, trace);
            ui.toggle_value(&mut self.legend, "Legend");
            ui.weak("Keys").on_hover_ui(keys_ui);
        });
    }

    fn hidden_ui(&mut self, ui: &mut Ui) {
        if self.hidden.is_empty() {
            return;
        }
        let text = format!("Show {} hidden", self.hidden.len());
        if ui.small_button(text).on_hover_text("Bring back the hidden lanes").clicked() {
            self.hidden.clear();
        }
    }
}

/// Events that are not in the picture are never passed over in silence.
fn lost_ui(ui: &mut Ui, trace: &Trace) {
    if trace.dropped() > 0 {
        ui.colored_label(ui.visuals().warn_fg_color, format!("{} events lost", trace.dropped()))
            .on_hover_text(
                "The recorder had no room and let events go instead of slowing threads.",
            );
    }
    if trace.forgotten() > 0 {
        ui.weak(format!("{} oldest events forgotten", trace.forgotten()))
            .on_hover_text("A long run keeps its newest events.");
    }
}

/// The table of keys, with what the mouse does.
pub fn keys_ui(ui: &mut Ui) {
    let mouse = [
        ("Wheel", "Scroll the lanes"),
        ("Ctrl + wheel", "Zoom at the pointer"),
        ("Drag", "Choose a range"),
        ("Middle drag", "Look elsewhere"),
        ("Double click", "Zoom to an interval"),
    ];
    egui::Grid::new("timeline keys").num_columns(2).show(ui, |ui| {
        let keys = KEYS.iter().map(|binding| (binding.text, binding.help));
        for (key, help) in keys.chain(mouse) {
            ui.monospace(key);
            ui.label(help);
            ui.end_row();
        }
    });
}
