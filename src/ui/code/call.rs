//! The parameters of the call that is being typed, above the cursor, with the current one marked.

use egui::text::LayoutJob;
use egui::{Align2, Area, Event, FontId, Frame, Id, Order, Rect, TextFormat, Ui, vec2};

use crate::script::complete::{self, CallHelp};
use crate::ui::theme::skin_of;
use crate::ui::{HELP_SIZE, with_code};

/// Widest it gets.
const WIDTH_MAX: f32 = 460.0;
/// So much room it needs above the cursor.
const ROOM: f32 = 62.0;

/// What is shown of a call; nothing until a bracket or a comma is typed.
#[derive(Default)]
pub struct CallHint {
    wanted: bool,
    /// The cursor and the length of the text that it was looked up for.
    at: Option<(usize, usize)>,
    help: Option<CallHelp>,
}

impl CallHint {
    /// Whether it is shown.
    pub fn is_shown(&self) -> bool {
        self.help.is_some()
    }

    /// It is not wanted any more.
    pub fn hide(&mut self) {
        *self = CallHint::default();
    }

    /// Letters were typed: a bracket or a comma asks for it.
    pub fn follow(&mut self, events: &[Event]) {
        let asks = |event: &Event| matches!(event, Event::Text(text) if text == "(" || text == ",");
        self.wanted |= events.iter().any(asks);
    }

    /// Looks the call up that the cursor is in now.
    pub fn refresh(&mut self, text: &str, caret: usize) {
        let at = Some((caret, text.len()));
        if !self.wanted || self.at == at {
            return;
        }
        self.at = at;
        self.help = complete::call_at(text, caret);
        self.wanted = self.help.is_some();
    }

    /// Draws it beside the cursor, out of the way of the line.
    pub fn ui(&self, ui: &Ui, caret: Rect) {
        let Some(help) = &self.help else { return };
        let above = caret.top() - ROOM > ui.clip_rect().top();
        let (pivot, place) = match above {
            true => (Align2::LEFT_BOTTOM, caret.left_top() - vec2(0.0, 4.0)),
            false => (Align2::LEFT_TOP, caret.left_bottom() + vec2(0.0, 4.0)),
        };
        Area::new(Id::unique("call help"))
            .order(Order::Foreground)
            .pivot(pivot)
            .fixed_pos(place)
            .constrain(true)
            .interactable(false)
            .show(ui.ctx(), |ui| {
                Frame::popup(ui.style()).inner_margin(6).show(ui, |ui| {
                    ui.set_max_width(WIDTH_MAX);
                    help_ui(ui, help);
                });
            });
    }
}

fn help_ui(ui: &mut Ui, help: &CallHelp) {
    let skin = skin_of(ui);
    let font = FontId::monospace(12.5);
    let plain = TextFormat::simple(font.clone(), skin.text_weak);
    let mut job = LayoutJob::default();
    job.wrap.max_width = WIDTH_MAX;
    job.append(&help.item.name, 0.0, TextFormat::simple(font.clone(), skin.code.function));
    for (at, parameter) in help.parameters.iter().enumerate() {
        job.append(if at == 0 { "(" } else { ", " }, 0.0, plain.clone());
        let format = match help.current == Some(at) {
            true => TextFormat {
                underline: egui::Stroke::new(1.0, skin.accent),
                ..TextFormat::simple(font.clone(), skin.accent)
            },
            false => plain.clone(),
        };
        job.append(parameter, 0.0, format);
    }
    job.append(")", 0.0, plain);
    ui.label(job);
    if !help.item.help.is_empty() {
        let text = with_code(&help.item.help, HELP_SIZE, skin.text_weak);
        ui.add(egui::Label::new(text).truncate());
    }
}
