//! The script in an editor: colours, line numbers, where each thread is, what is wrong and why.
//!
//! Keeps a copy of the text to edit; the session's document stays the owner. What the user types
//! goes out as an action, what Undo and the canvas do comes in with the document's next revision.

mod call;
mod classes;
mod cursor;
mod find;
mod gutter;
mod highlight;
mod keys;
mod laid;
mod lines;
mod lit;
mod menu;
mod names;
mod pairs;
mod problems;
mod scroll;
mod suggest;
mod under;
mod values;

use std::sync::Arc;

use egui::text_edit::TextEditOutput;
use egui::{
    Context, Event, EventFilter, Galley, Id, Key, Modifiers, Rect, ScrollArea, TextEdit, TextStyle,
    Ui, vec2,
};

use super::Action;
use super::theme::skin_of;
use crate::session::{Command, Problem, Session};
use crate::ui::LOOK_WHETHER_TYPING;
use crate::words;
use call::CallHint;
use find::{FindBar, Wish};
use gutter::Marks;
use laid::Laid;
use lines::{Edited, Selection};
pub use lit::LitName;
use names::Names;
use scroll::{code_of, line_after_settings};
use suggest::Suggestions;
use under::Under;
pub use values::{ValueMark, value_marks};

/// Where a thread of the run is.
#[derive(Clone, PartialEq, Debug)]
pub struct ThreadMark {
    /// 1-based line.
    pub line: usize,
    /// Its name.
    pub name: String,
    /// Its colour, the one it has on the timeline.
    pub color: egui::Color32,
    /// Whether it stands at a breakpoint.
    pub stopped: bool,
}

/// The panel's own state.
#[derive(Default)]
pub struct CodePanel {
    buffer: String,
    seen: Option<(u64, u64)>,
    laid: Laid,
    go_to: Option<usize>,
    /// The line to show at the top of a script that was just opened.
    begin_at: Option<usize>,
    /// Whether problems are listed below the text.
    lists: bool,
    /// Whether the cursor must be brought into sight.
    reveal: bool,
    /// Whether the cursor's line must be brought into sight, from its beginning.
    reveal_line: bool,
    /// By how many lines the script has slid down because its settings grew.
    slid: isize,
    find: FindBar,
    suggestions: Suggestions,
    names: Names,
    call: CallHint,
    /// Commands that wait for the next frame.
    given: Vec<Command>,
    caret_seen: Option<usize>,
    /// The height of the text's view, if the cursor was in it.
    in_sight: Option<f32>,
    /// Lines that are in sight at once.
    page_lines: usize,
    /// The line of what is chosen in another view.
    chosen: Option<usize>,
    /// A line to bring into sight without the cursor.
    sight: Option<usize>,
    /// Names to light up: what the pointer is on in another view. Of a line without a name, all.
    pub lit: Vec<LitName>,
    /// The name that the pointer is on here.
    pub pointed: Option<LitName>,
}

/// What the panel draws from, besides the script.
struct Look<'l> {
    problems: &'l [Problem],
    marks: Marks<'l>,
}

impl CodePanel {
    /// Scrolls to a line (1-based) and puts the cursor there, in the next frame.
    pub fn go_to_line(&mut self, line: usize) {
        self.go_to = Some(line);
    }

    /// Brings a line into sight, in the next frame; the cursor stays where it is.
    pub fn reveal(&mut self, line: usize) {
        self.sight = Some(line);
    }

    /// Marks the line of what is chosen in another view, and brings it into sight when it is another
    /// one; the cursor stays where it is. Lasts for a frame, as `lit` does.
    pub fn show_chosen(&mut self, line: Option<usize>) {
        self.lit.extend(line.map(|line| LitName { line, name: String::new() }));
        if self.chosen != line {
            (self.chosen, self.sight) = (line, line);
        }
    }

    /// The 1-based line of the editor's cursor, if it was ever put anywhere.
    pub fn cursor_line(ctx: &egui::Context, text: &str) -> Option<u32> {
        let cursor = TextEdit::load_state(ctx, Self::editor_id())?.cursor.char_range()?.primary;
        let before = text.chars().take(cursor.index.into());
        Some(before.filter(|&c| c == '\n').count() as u32 + 1)
    }

    /// Carries out a command of the editor in the next frame.
    pub fn give(&mut self, command: Command) {
        self.given.push(command);
    }

    /// The identity of the text field, to give it the focus.
    pub fn editor_id() -> Id {
        Id::unique("script editor")
    }

    /// Draws the panel.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        (marks, values): (&[ThreadMark], &[ValueMark]),
        actions: &mut Vec<Action>,
    ) {
        if session.document().is_none() {
            return;
        }
        self.take_text(ui.ctx(), session);
        let problems: &[Problem] = if session.is_checking() { &[] } else { session.problems() };
        let selection = self.selection(ui.ctx());
        for wish in self.find.ui(ui, &self.buffer, selection) {
            self.grant(ui.ctx(), wish, actions);
        }
        if self.lists_problems(ui.ctx(), session) {
            let fix = problems::strip_ui(ui, session.problems(), actions);
            let selection = self.selection(ui.ctx());
            let fixed = fix.and_then(|fix| problems::fixed(&self.buffer, &fix, selection));
            if let Some(fixed) = fixed {
                self.edit(ui.ctx(), words!("code-step-fix").into(), fixed, actions);
            }
        }
        let breakpoints = session.breakpoint_lines();
        let look = Look { problems, marks: Marks { threads: marks, values, breakpoints } };
        let frame = egui::Frame::new().fill(skin_of(ui).paper);
        egui::CentralPanel::no_frame()
            .frame(frame)
            .show(ui, |ui| self.editor_ui(ui, session, &look, actions));
    }

    /// Whether problems are listed below the text. A list that comes and goes at every key would move
    /// the text that is being typed: a new one comes when the typing rests.
    fn lists_problems(&mut self, ctx: &Context, session: &Session) -> bool {
        let some = !session.problems().is_empty();
        if !session.is_typing() {
            self.lists = some;
        } else if some && !self.lists {
            ctx.request_repaint_after(LOOK_WHETHER_TYPING);
        }
        some && self.lists
    }

    /// Takes over what the document became by other ways than typing here.
    fn take_text(&mut self, ctx: &Context, session: &Session) {
        let Some(document) = session.document() else { return };
        let seen = document.mark();
        if self.seen == Some(seen) {
            return;
        }
        let is_another = self.seen.is_none_or(|(identity, _)| identity != seen.0);
        self.seen = Some(seen);
        if is_another {
            self.begin_at = Some(line_after_settings(document.text()));
            self.suggestions.hide();
        }
        if !is_another && code_of(&self.buffer) == code_of(document.text()) {
            return self.take_settings(ctx, document.text());
        }
        if self.buffer != document.text() {
            let caret = lines::caret_after(&self.buffer, document.text());
            self.buffer = document.text().to_owned();
            let caret = if is_another { 0 } else { caret };
            cursor::select(ctx, CodePanel::editor_id(), &self.buffer, Selection::at(caret));
            self.reveal_line = !is_another;
        }
    }

    /// Only the settings have changed, where nodes stand: the code in sight and the cursor stay.
    fn take_settings(&mut self, ctx: &Context, text: &str) {
        let lines = |text: &str| text.matches('\n').count() as isize;
        let Selection { anchor, caret } = self.selection(ctx);
        let grown = text.len() as isize - self.buffer.len() as isize;
        let moved = |byte: usize| byte.saturating_add_signed(grown).min(text.len());
        self.slid += lines(text) - lines(&self.buffer);
        text.clone_into(&mut self.buffer);
        let selection = Selection { anchor: moved(anchor), caret: moved(caret) };
        cursor::select(ctx, CodePanel::editor_id(), &self.buffer, selection);
    }

    fn selection(&self, ctx: &Context) -> Selection {
        cursor::selection(ctx, CodePanel::editor_id(), &self.buffer).unwrap_or_default()
    }

    fn grant(&mut self, ctx: &Context, wish: Wish, actions: &mut Vec<Action>) {
        match wish {
            Wish::Show(range) => {
                let selection = Selection { anchor: range.start, caret: range.end };
                cursor::select(ctx, CodePanel::editor_id(), &self.buffer, selection);
                self.reveal = true;
            }
            Wish::Edit(edited) => {
                self.edit(ctx, words!("code-step-replace").into(), edited, actions);
            }
            Wish::Leave => ctx.memory_mut(|memory| memory.request_focus(CodePanel::editor_id())),
        }
    }

    /// Changes the text as one step of undo.
    fn edit(&mut self, ctx: &Context, label: String, edited: Edited, actions: &mut Vec<Action>) {
        self.put(ctx, edited);
        actions.push(Action::Edit { label, text: self.buffer.clone() });
    }

    fn put(&mut self, ctx: &Context, edited: Edited) {
        self.buffer = edited.text;
        cursor::select(ctx, CodePanel::editor_id(), &self.buffer, edited.selection);
        self.reveal = true;
    }

    fn editor_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        look: &Look<'_>,
        actions: &mut Vec<Action>,
    ) {
        let id = CodePanel::editor_id();
        let focused = ui.memory(|memory| memory.has_focus(id));
        if focused {
            self.take_keys(ui, actions);
        } else {
            self.suggestions.hide();
            self.call.hide();
        }
        for command in std::mem::take(&mut self.given) {
            self.carry_out(ui.ctx(), command, look, actions);
        }
        let area = ScrollArea::both().id_salt("script").auto_shrink(false);
        area.show(ui, |ui| {
            let behind = ui.painter().add(egui::Shape::Noop);
            let margin = gutter::width(ui, &self.buffer);
            let view = ui.clip_rect();
            let before = self.selection(ui.ctx());
            let output = self.text_edit(ui, margin, look.problems, view);
            self.keep_selection(ui, &output, before);
            if output.response.changed() {
                actions.push(Action::Type(self.buffer.clone()));
                self.suggestions.follow(ui.input(|input| is_word_typed(&input.events)));
            }
            let selection = self.selection(ui.ctx());
            self.find_same(output.response.has_focus(), session.is_typing(), selection);
            self.find.refresh(&self.buffer);
            let lines = gutter::visible_lines(&output.galley, output.galley_pos, view);
            let under = self.under(ui, &output, &lines, (view, look.marks.threads));
            ui.painter().set(behind, egui::Shape::Vec(under.shapes(skin_of(ui))));
            let clicked = gutter::ui(ui, &lines, view, margin, look.marks);
            actions.extend(clicked.map(Action::ToggleBreakpoint));
            self.pointed = self.pointed_at(&output);
            let galley = (output.galley_pos, &output.galley);
            if !problems::hover_ui(&output.response, galley, &self.buffer, look.problems) {
                self.name_under_pointer_ui(ui, &output, actions);
            }
            self.menu_ui(&output, session, actions);
            self.scroll_where_asked(ui, &output);
            self.suggest_ui(ui, &output, actions);
        });
    }

    /// Keys that the editor treats its own way.
    fn take_keys(&mut self, ui: &Ui, actions: &mut Vec<Action>) {
        // What was typed in this frame, the list does not know yet: an Enter after it is not for it.
        let typed = ui.input(|i| i.events.iter().any(|event| matches!(event, Event::Text(_))));
        if !typed && let Some(edited) = self.suggestions.keys(ui.ctx(), &self.buffer) {
            self.edit(ui.ctx(), words!("code-step-complete").into(), edited, actions);
        }
        let escape = |ui: &Ui| ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape));
        if self.call.is_shown() && escape(ui) {
            self.call.hide();
        }
        self.given.extend(keys::commands(ui));
        let selection = self.selection(ui.ctx());
        if let Some(home) = keys::home_key(ui, &self.buffer, selection) {
            cursor::select(ui.ctx(), CodePanel::editor_id(), &self.buffer, home);
            self.reveal = true;
        }
        if let Some(paged) = keys::page_keys(ui, &self.buffer, selection, self.page_lines) {
            cursor::select(ui.ctx(), CodePanel::editor_id(), &self.buffer, paged);
            self.reveal = true;
        }
        if let Some(edited) = keys::line_to_clipboard(ui, &self.buffer, selection) {
            self.edit(ui.ctx(), Command::DeleteLines.text(), edited, actions);
        }
        ui.input(|input| self.call.follow(&input.events));
        let selection = self.selection(ui.ctx());
        let quoted = self.laid.is_quoted(&self.buffer, selection.caret);
        if let Some(edited) = keys::python_keys(ui, &self.buffer, selection, quoted) {
            self.put(ui.ctx(), edited);
            self.suggestions.follow(false);
            actions.push(Action::Type(self.buffer.clone()));
        }
    }

    /// Carries out a command that works on the text and what is selected in it.
    fn carry_out(
        &mut self,
        ctx: &Context,
        command: Command,
        look: &Look<'_>,
        actions: &mut Vec<Action>,
    ) {
        let selection = self.selection(ctx);
        let text = self.buffer.as_str();
        let edited = match command {
            Command::Indent => Some(lines::indent(text, selection)),
            Command::Dedent => Some(lines::dedent(text, selection)),
            Command::ToggleComment => Some(lines::toggle_comment(text, selection)),
            Command::MoveLinesUp => lines::move_up(text, selection),
            Command::MoveLinesDown => lines::move_down(text, selection),
            Command::DuplicateLines => Some(lines::duplicate(text, selection)),
            Command::DeleteLines => Some(lines::delete(text, selection)),
            Command::LineBelow => Some(lines::line_below(text, selection)),
            Command::QuickFix => problems::fix_at(text, look.problems, selection.caret)
                .and_then(|fix| problems::fixed(text, &fix, selection)),
            Command::GoToDefinition => {
                return self.go_to_definition(ctx, selection.caret, actions);
            }
            Command::RenameName => return self.begin_renaming(selection.caret, actions),
            other => return self.look_for(ctx, other, selection),
        };
        if let Some(edited) = edited.filter(|edited| edited.text != text) {
            self.edit(ctx, command.text(), edited, actions);
        }
        ctx.memory_mut(|memory| memory.request_focus(CodePanel::editor_id()));
    }

    /// Carries out a command that changes nothing.
    fn look_for(&mut self, ctx: &Context, command: Command, selection: Selection) {
        let selected = self.buffer.get(selection.range()).unwrap_or("").to_owned();
        match command {
            Command::Find | Command::Replace => {
                self.find.open(command == Command::Replace, &selected);
            }
            Command::FindNext | Command::FindPrevious => {
                if !self.find.is_shown() {
                    self.find.open(false, &selected);
                }
                self.find.refresh(&self.buffer);
                let forward = command == Command::FindNext;
                if let Some(range) = self.find.step(selection, forward) {
                    self.grant(ctx, Wish::Show(range), &mut Vec::new());
                }
            }
            Command::Complete => {
                ctx.memory_mut(|memory| memory.request_focus(CodePanel::editor_id()));
                self.suggestions.ask();
            }
            _ => {}
        }
    }

    fn text_edit(
        &mut self,
        ui: &mut Ui,
        margin: f32,
        problems: &[Problem],
        view: Rect,
    ) -> TextEditOutput {
        let laid = &mut self.laid;
        let mut layouter = |ui: &Ui, text: &dyn egui::TextBuffer, _wrap: f32| -> Arc<Galley> {
            laid.galley(ui, text.as_str(), problems)
        };
        let padding = egui::Margin { left: margin as i8, right: 12, top: 6, bottom: 24 };
        // While something is offered, Escape is for the list.
        let filter = EventFilter {
            tab: true,
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: !self.suggestions.items().is_empty() || self.call.is_shown(),
        };
        TextEdit::multiline(&mut self.buffer)
            .id(CodePanel::editor_id())
            .code_editor()
            .event_filter(filter)
            // Also what a screen reader calls the field.
            .hint_text(words!("code-hint"))
            .frame(egui::Frame::NONE.inner_margin(padding))
            .desired_width(f32::INFINITY)
            .min_size(vec2(view.width(), view.height()))
            .layouter(&mut layouter)
            .show(ui)
    }

    fn pointed_at(&self, output: &TextEditOutput) -> Option<LitName> {
        lit::name_at(&self.buffer, self.byte_under(output)?)
    }

    fn under<'u>(
        &'u self,
        ui: &Ui,
        output: &'u TextEditOutput,
        lines: &'u [gutter::VisibleLine],
        (view, marks): (Rect, &'u [ThreadMark]),
    ) -> Under<'u> {
        let selection = self.selection(ui.ctx());
        let pairs = self.laid.brackets();
        let caret = selection.caret;
        let touches = |at: usize| at == caret || at + 1 == caret;
        let brackets = pairs.iter().find(|pair| pair.iter().any(|at| touches(*at))).copied();
        Under {
            text: &self.buffer,
            galley: (&output.galley, output.galley_pos),
            lines,
            view,
            selection: Some(selection),
            marks,
            matches: self.find.matches(),
            lit: &self.lit,
            same: self.names.same(),
            column: ui.fonts_mut(|fonts| {
                fonts.glyph_width(&TextStyle::Monospace.resolve(ui.style()), ' ')
            }),
            brackets: brackets.filter(|_| output.response.has_focus() && selection.is_empty()),
        }
    }

    fn suggest_ui(&mut self, ui: &Ui, output: &TextEditOutput, actions: &mut Vec<Action>) {
        let selection = self.selection(ui.ctx());
        let moved = self.caret_seen.replace(selection.caret) != Some(selection.caret);
        if moved && !output.response.changed() && !self.suggestions.items().is_empty() {
            self.suggestions.hide();
        }
        self.suggestions.refresh(&self.buffer, selection);
        let caret = cursor::cursor_at(&self.buffer, selection.caret);
        let place = output.galley.pos_from_cursor(caret).translate(output.galley_pos.to_vec2());
        if output.response.has_focus() {
            self.call.refresh(&self.buffer, selection.caret);
            self.call.ui(ui, place);
        }
        self.rename_ui(ui, place, actions);
        if let Some(edited) = self.suggestions.ui(ui, place, &self.buffer) {
            self.edit(ui.ctx(), words!("code-step-complete").into(), edited, actions);
            output.response.request_focus();
        }
    }
}

/// Whether the last thing typed belongs to a name or follows a dot.
fn is_word_typed(events: &[Event]) -> bool {
    events.iter().rev().any(|event| {
        let Event::Text(text) = event else { return false };
        text.chars().all(|letter| letter.is_alphanumeric() || letter == '_' || letter == '.')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_that_is_moved_leaves_the_code_and_the_cursor_where_they_are() {
        let ctx = Context::default();
        let code = "x = 1\ny = 2\n";
        let text = format!("# /// script\n# [tool.lockstep.layout]\n# x = [1, 2]\n# ///\n{code}");
        assert_eq!((code_of(code), code_of(&text)), (code, code));
        let mut panel = CodePanel { buffer: code.to_owned(), ..CodePanel::default() };
        cursor::select(&ctx, CodePanel::editor_id(), code, Selection::at(6));
        panel.take_settings(&ctx, &text);
        let caret = panel.selection(&ctx).caret;
        assert_eq!(&text[caret..], "y = 2\n");
        assert_eq!((panel.slid, panel.reveal), (4, false));
        panel.take_settings(&ctx, code);
        assert_eq!((panel.selection(&ctx).caret, panel.slid), (6, 0));
    }
}
