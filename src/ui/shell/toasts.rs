//! Short messages in the corner: what worked goes by itself, what did not stays until it is closed
//! (or, of a run, until the next one) and can be copied.
//!
//! Ordinary labels and buttons, so that screen readers and tests find them.

use egui::{Align2, Context, RichText, Ui, vec2};

use crate::session::{Level, Notice, RunMark};
use crate::ui::theme::{Skin, skin};
use crate::words;

/// How many are shown at once; the oldest go first.
const SHOWN_MAX: usize = 4;

/// The messages that are shown.
#[derive(Default)]
pub struct Toasts {
    shown: Vec<Toast>,
}

struct Toast {
    notice: Notice,
    until: f64,
}

impl Toasts {
    /// Shows a message from `now` (seconds) on.
    pub fn add(&mut self, notice: Notice, now: f64) {
        self.shown.retain(|toast| toast.notice != notice);
        let seconds = match notice.level {
            Level::Success | Level::Info => 4.0,
            Level::Refusal => 8.0,
            Level::Error => f64::INFINITY,
        };
        self.shown.push(Toast { notice, until: now + seconds });
        let extra = self.shown.len().saturating_sub(SHOWN_MAX);
        self.shown.drain(..extra);
    }

    /// Draws them; those about another run than this one are over.
    pub fn ui(&mut self, ctx: &Context, run: RunMark) {
        let now = ctx.input(|input| input.time);
        let is_over = |toast: &Toast| toast.notice.run.is_some_and(|about| about != run);
        self.shown.retain(|toast| toast.until > now && !is_over(toast));
        let Some(next) = self.shown.iter().map(|toast| toast.until).reduce(f64::min) else {
            return;
        };
        if next.is_finite() {
            ctx.request_repaint_after_secs((next - now).max(0.05) as f32);
        }
        let skin = skin(ctx.theme() == egui::Theme::Dark);
        let mut closed = None;
        egui::Area::new(egui::Id::unique("toasts"))
            .anchor(Align2::RIGHT_BOTTOM, vec2(-14.0, -42.0))
            .order(egui::Order::Foreground)
            .show(ctx, |ui| {
                for (index, toast) in self.shown.iter().enumerate() {
                    if toast_ui(ui, &toast.notice, skin) {
                        closed = Some(index);
                    }
                }
            });
        if let Some(index) = closed {
            self.shown.remove(index);
        }
    }
}

/// Draws one; whether it was closed.
fn toast_ui(ui: &mut Ui, notice: &Notice, skin: &Skin) -> bool {
    let color = match notice.level {
        Level::Success => skin.good,
        Level::Info => skin.accent,
        Level::Refusal => skin.caution,
        Level::Error => skin.alarm,
    };
    let frame = egui::Frame::popup(ui.style()).stroke((1.0, color)).inner_margin(10);
    let inner = frame.show(ui, |ui| {
        ui.set_max_width(420.0);
        ui.horizontal(|ui| {
            let (bar, _) = ui.allocate_exact_size(vec2(4.0, 18.0), egui::Sense::hover());
            ui.painter().rect_filled(bar, 2.0, color);
            ui.vertical(|ui| {
                ui.set_max_width(360.0);
                ui.add(egui::Label::new(RichText::new(&notice.text).color(skin.text)).wrap());
            });
            if notice.level == Level::Error && ui.small_button(words!("shell-copy")).clicked() {
                ui.ctx().copy_text(notice.text.clone());
            }
            let close = ui.add(egui::Button::new("×").frame(false));
            let label = words!("shell-close-message");
            let role = egui::accesskit::Role::Button;
            close.widget_info(|| egui::WidgetInfo::labeled(role, true, label));
            close.on_hover_text(label).clicked()
        })
        .inner
    });
    inner.inner
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_a_run_goes_when_another_one_is_shown() {
        let notice = |text: &str, run| Notice { level: Level::Error, text: text.into(), run };
        let (first, second) = ((Some(1), 1), (Some(1), 2));
        let mut toasts = Toasts::default();
        toasts.add(notice("of the first run", Some(first)), 0.0);
        toasts.add(notice("of a file", None), 0.0);
        let mut shown_with = |run| {
            let mut output = Context::default().run_ui(egui::RawInput::default(), |ui| {
                toasts.ui(ui.ctx(), run);
            });
            output.textures_delta.clear();
            toasts.shown.iter().map(|toast| toast.notice.text.clone()).collect::<Vec<_>>()
        };
        assert_eq!(shown_with(first), ["of the first run", "of a file"]);
        assert_eq!(shown_with(second), ["of a file"]);
    }
}
