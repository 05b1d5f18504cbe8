//! Names in the script: what the one under the pointer is, where it is defined, what else means the
//! same as the one at the cursor, and another name for it.
//!
//! Asks `script` what a name means; must not know how that is found out.

use std::ops::Range;

use egui::text_edit::TextEditOutput;
use egui::{Area, Context, CursorIcon, Frame, Id, Key, Order, Rect, TextEdit, Ui};

use super::lines::Selection;
use super::{CodePanel, cursor, lit};
use crate::script::complete::{self, Item};
use crate::script::edit::{self, Named};
use crate::ui::canvas::CanvasAction;
use crate::ui::theme::skin_of;
use crate::ui::{Action, field, with_code};
use crate::words;

/// How long the pointer rests on a name before it is looked up.
const REST_SECONDS: f32 = 0.25;
/// Widest a tip gets.
const TIP_WIDTH: f32 = 420.0;

/// A state of the text, and a word of it.
type Word = (Option<(u64, u64)>, Range<usize>);

/// What was found out about names, until the text or the word is another one.
#[derive(Default)]
pub struct Names {
    same: Option<(Word, Vec<Range<usize>>)>,
    told: Option<(Word, Option<Item>)>,
    rename: Option<Renaming>,
}

/// Another name that is being typed.
struct Renaming {
    what: Named,
    text: String,
    fresh: bool,
}

impl Names {
    /// The places that mean what the name at the cursor means, in order.
    pub fn same(&self) -> &[Range<usize>] {
        self.same.as_ref().map_or(&[], |(_, places)| places)
    }
}

impl CodePanel {
    /// Finds the places that mean what the name at the cursor means; not while the script is typed.
    pub(super) fn find_same(&mut self, focused: bool, typing: bool, selection: Selection) {
        let word = lit::word_at(&self.buffer, selection.caret);
        let inside = word.start <= selection.range().start && selection.range().end <= word.end;
        if !focused || typing || word.is_empty() || !inside {
            self.names.same = None;
            return;
        }
        let key = (self.seen, word);
        if self.names.same.as_ref().is_none_or(|(known, _)| *known != key) {
            let places = edit::mentions(&self.buffer, selection.caret);
            self.names.same = Some((key, places));
        }
    }

    /// The byte of the text that the pointer is on.
    pub(super) fn byte_under(&self, output: &TextEditOutput) -> Option<usize> {
        let at = output.response.hover_pos()? - output.galley_pos;
        if !output.galley.rect.contains(at.to_pos2()) {
            return None;
        }
        let character = output.galley.cursor_from_pos(at).index.into();
        Some(cursor::byte_of(&self.buffer, character))
    }

    /// Says what the name under the pointer is; with Ctrl, a click goes to where it is defined.
    pub(super) fn name_under_pointer_ui(
        &mut self,
        ui: &Ui,
        output: &TextEditOutput,
        actions: &mut Vec<Action>,
    ) {
        let Some(byte) = self.byte_under(output) else { return };
        let word = lit::word_at(&self.buffer, byte);
        if word.is_empty() {
            return;
        }
        if ui.input(|input| input.modifiers.command) {
            ui.set_cursor_icon(CursorIcon::PointingHand);
            if output.response.clicked() {
                self.go_to_definition(ui.ctx(), byte, actions);
            }
        }
        let rests = ui.input(|input| input.pointer.time_since_last_movement()) >= REST_SECONDS;
        let key = (self.seen, word);
        let known = self.names.told.as_ref().is_some_and(|(known, _)| *known == key);
        if !known && !rests {
            let soon = std::time::Duration::from_secs_f32(REST_SECONDS);
            return ui.ctx().request_repaint_after(soon);
        }
        if !known {
            let found = complete::explain(&self.buffer, byte).map(|(_, item)| item);
            self.names.told = Some((key, found));
        }
        if let Some((_, Some(item))) = &self.names.told {
            let text: &egui::Response = &output.response;
            text.clone().on_hover_ui_at_pointer(|ui| tip_ui(ui, item));
        }
    }

    /// Puts the cursor where the name at a byte is defined.
    pub(super) fn go_to_definition(
        &mut self,
        ctx: &Context,
        byte: usize,
        actions: &mut Vec<Action>,
    ) {
        match edit::definition(&self.buffer, byte) {
            Some(found) => {
                let selection = Selection { anchor: found.place.end, caret: found.place.start };
                cursor::select(ctx, CodePanel::editor_id(), &self.buffer, selection);
                self.reveal = true;
            }
            None => actions.push(self.not_defined(byte)),
        }
        ctx.memory_mut(|memory| memory.request_focus(CodePanel::editor_id()));
    }

    /// Asks for another name for what the name at a byte means.
    pub(super) fn begin_renaming(&mut self, byte: usize, actions: &mut Vec<Action>) {
        match edit::definition(&self.buffer, byte) {
            Some(found) => {
                let text = found.what.name.clone();
                self.names.rename = Some(Renaming { what: found.what, text, fresh: true });
            }
            None => actions.push(self.not_defined(byte)),
        }
    }

    fn not_defined(&self, byte: usize) -> Action {
        let name = &self.buffer[lit::word_at(&self.buffer, byte)];
        let text = match name.is_empty() {
            true => words!("code-no-name").to_owned(),
            false => words!("code-no-definition", name = name),
        };
        Action::Canvas(CanvasAction::Say(text))
    }

    /// The field for another name, under the cursor.
    pub(super) fn rename_ui(&mut self, ui: &Ui, caret: Rect, actions: &mut Vec<Action>) {
        let Some(mut renaming) = self.names.rename.take() else { return };
        let fresh = renaming.fresh;
        let area = Area::new(Id::unique("another name"))
            .order(Order::Foreground)
            .constrain(true)
            .fixed_pos(caret.left_bottom() + egui::vec2(0.0, 4.0));
        let mut entered = false;
        let shown = area.show(ui.ctx(), |ui| {
            Frame::popup(ui.style()).show(ui, |ui| entered = renaming.ui(ui));
        });
        let escaped = ui.input(|input| input.key_pressed(Key::Escape));
        let elsewhere = !fresh && shown.response.clicked_elsewhere();
        if entered {
            let Renaming { what, text, .. } = &renaming;
            let to = text.trim().to_owned();
            let rename = edit::Action::Rename { what: what.clone(), to };
            actions.push(Action::Canvas(CanvasAction::Edit(rename)));
        }
        if !(entered || escaped || elsewhere) {
            self.names.rename = Some(renaming);
        } else if !elsewhere {
            ui.memory_mut(|memory| memory.request_focus(CodePanel::editor_id()));
        }
    }
}

impl Renaming {
    /// Whether it was entered.
    fn ui(&mut self, ui: &mut Ui) -> bool {
        let label = ui.weak(words!("code-new-name"));
        let edit = TextEdit::singleline(&mut self.text).font(egui::TextStyle::Monospace);
        let mut output = edit.desired_width(220.0).show(ui);
        let field = output.response.response.clone().labelled_by(label.id);
        if std::mem::take(&mut self.fresh) {
            field::begin(ui, &mut output, 0, self.text.chars().count());
        }
        field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
    }
}

/// What a name is: as it is called, and what it does.
fn tip_ui(ui: &mut Ui, item: &Item) {
    let skin = skin_of(ui);
    ui.set_max_width(TIP_WIDTH);
    let font = egui::FontId::monospace(13.0);
    let mut job = egui::text::LayoutJob::default();
    let part = |color| egui::TextFormat::simple(font.clone(), color);
    job.append(&item.name, 0.0, part(skin.code.function));
    job.append(&item.signature, 0.0, part(skin.text));
    job.wrap.max_width = TIP_WIDTH;
    ui.label(job);
    if !item.help.is_empty() {
        let mut job = with_code(&item.help, 13.5, skin.text_weak);
        job.wrap.max_width = TIP_WIDTH;
        ui.label(job);
    }
}
