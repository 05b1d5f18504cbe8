//! Carrying out what the user asked for in a frame, after it.

use egui::{Context, ViewportCommand};

use super::LockstepApp;
use super::dialogs::{Ask, Place};
use super::questions::Question;
use crate::export::{self, Content, ExportOptions};
use crate::script::edit::Stand;
use crate::session::{After, Command, Level, Order, Request};
use crate::ui::Action;
use crate::ui::canvas::CanvasAction;
use crate::ui::code::CodePanel;
use crate::ui::export::{Decision, What};
use crate::ui::theme;
use crate::words;

impl LockstepApp {
    /// Carries out the frame's actions, in order.
    pub(super) fn act(&mut self, ctx: &Context) {
        let actions = std::mem::take(&mut self.actions);
        if actions.is_empty() {
            return;
        }
        ctx.request_repaint();
        for action in actions {
            self.carry_out(ctx, action);
        }
    }

    fn carry_out(&mut self, ctx: &Context, action: Action) {
        match action {
            Action::Do(command) => {
                let request = self.session.perform(command);
                self.fulfil(ctx, request);
                if command == Command::New {
                    self.gallery_shown = false;
                }
            }
            Action::Edit { label, text } => self.session.edit(&label, text),
            Action::Type(text) => self.session.type_text(text),
            Action::OpenPreset(name) => self.go(ctx, After::Preset(name)),
            Action::OpenFile(path) => self.go(ctx, After::Open(path)),
            Action::Canvas(action) => self.carry_out_on_canvas(ctx, action),
            Action::ToggleBreakpoint(line) => self.session.toggle_breakpoint(line),
            Action::ChooseStopped(thread) => self.session.choose_stopped(thread),
            Action::ExportPlot(plot) => {
                let svg = picture_exporter();
                self.open_export(svg, Some(What::Trace(Content::Plot(plot))));
            }
            Action::ExportComparison => {
                self.open_export(picture_exporter(), Some(What::Comparison));
            }
            Action::ShowLine(line) => self.dock.show_line(line),
            Action::ShowFinding(finding) => {
                self.dock.show_finding(&finding, self.session.trace());
            }
            Action::Slowness(slowness) => self.session.set_slowness(slowness),
        }
    }

    fn carry_out_on_canvas(&mut self, ctx: &Context, action: CanvasAction) {
        match action {
            CanvasAction::Edit(edit) => self.session.edit_picture(&edit, None),
            CanvasAction::EditAt(edit, new) => {
                let stand = Stand { new, old: self.dock.stands_on_canvas() };
                self.session.edit_picture(&edit, Some(&stand));
            }
            CanvasAction::Append(item) => self.dock.append_on_canvas(item),
            CanvasAction::Copy(subjects) => {
                if let Some(text) = self.session.code_of_picture(&subjects) {
                    ctx.copy_text(text);
                }
            }
            CanvasAction::ToggleBreakpoint(line) => self.session.toggle_breakpoint(line),
            CanvasAction::GoTo(line) => self.dock.show_line(line as usize),
            CanvasAction::Reveal(line) => self.dock.reveal_line(line as usize),
            CanvasAction::Layout(layout) => self.session.keep_layout(&layout),
            CanvasAction::Say(text) => self.session.notify(Level::Info, text),
        }
    }

    /// Leaves what is open for something else, asking first if work would be lost.
    pub(super) fn go(&mut self, ctx: &Context, after: After) {
        self.gallery_shown = false;
        let request = self.session.leave(after);
        self.fulfil(ctx, request);
    }

    /// Does what only the window can do.
    pub(super) fn fulfil(&mut self, ctx: &Context, request: Option<Request>) {
        match request {
            None => {}
            Some(Request::PickScript) => {
                let open = self.session.document().and_then(|document| document.path());
                self.files.look_beside(open);
                self.ask(ctx, Ask::Open);
            }
            Some(Request::PickSavePlace { name }) => self.ask(ctx, Ask::Save { name }),
            Some(Request::PickExportPlace { exporter, name }) => {
                self.ask(ctx, Ask::Export { exporter, name });
            }
            Some(Request::AskToReplace(path)) => self.question = Some(Question::Replace(path)),
            Some(Request::AskToDiscard(after)) => self.question = Some(Question::Discard(after)),
            Some(Request::Window(command)) => self.window_command(ctx, command),
        }
    }

    /// Asks for a file; the answer is for the text that is open now.
    fn ask(&mut self, ctx: &Context, ask: Ask) {
        if self.files.ask(ctx, ask) {
            self.asked_of = self.session.document_mark();
            return;
        }
        // Nothing was asked, so no answer leads on to anything new.
        self.after_save = None;
        self.session.notify(Level::Refusal, words!("shell-dialog-open"));
    }

    /// A file dialog was answered.
    pub(super) fn take_place(&mut self, ctx: &Context, (ask, place): Place) {
        // What it leads to may be for the next frame.
        ctx.request_repaint();
        let Some(path) = place else {
            self.after_save = None;
            self.export_order = None;
            return;
        };
        match ask {
            Ask::Open => {
                // A dialog of the desktop leaves the window to work in meanwhile.
                if self.session.document_mark() != self.asked_of {
                    self.go(ctx, After::Open(path));
                    return;
                }
                self.session.open(&path);
                self.gallery_shown = self.session.document().is_none();
            }
            Ask::Save { .. } if self.is_another_document() => {
                self.after_save = None;
                self.session.notify(Level::Refusal, words!("shell-save-another"));
            }
            Ask::Save { .. } => {
                let saved = self.session.save_to(&path);
                if let Some(after) = self.after_save.take().filter(|_| saved) {
                    self.question = Some(Question::GoOn(after));
                }
            }
            Ask::Export { exporter, .. } => match self.export_order.take() {
                Some(order) => self.session.export_order(exporter, &path, order),
                None => {
                    let looks = self.dock.looks(&self.session);
                    let order = Order::Trace(looks.data(self.session.export_options()));
                    self.session.export_order(exporter, &path, order);
                }
            },
        }
    }

    /// Whether another script is open than the one that a file dialog was asked about.
    fn is_another_document(&self) -> bool {
        let identity = |mark: Option<(u64, u64)>| mark.map(|mark| mark.0);
        identity(self.session.document_mark()) != identity(self.asked_of)
    }

    /// The line that the cursor is on.
    fn cursor_line(&self, ctx: &Context) -> Option<u32> {
        let text = self.session.document().map(|document| document.text());
        text.and_then(|text| CodePanel::cursor_line(ctx, text))
    }

    fn toggle_breakpoint(&mut self, ctx: &Context) {
        if let Some(line) = self.cursor_line(ctx) {
            self.session.toggle_breakpoint(line);
        }
    }

    fn open_export(&mut self, exporter: usize, what: Option<What>) {
        let looks = self.dock.looks(&self.session);
        self.export.open(exporter, what, &self.session, &looks);
    }

    /// Puts the timeline on the clipboard as it is seen.
    fn copy_timeline(&mut self, ctx: &Context) {
        let looks = self.dock.looks(&self.session);
        let options = looks.picture(self.session.trace(), self.session.export_options());
        let theme = theme::pictures(ctx.theme() == egui::Theme::Dark);
        self.session.copy_picture(Order::Trace(ExportOptions { theme, ..options }));
    }

    /// Does what was decided in the export dialog.
    pub(super) fn decide_export(&mut self, ctx: &Context, decision: Option<Decision>) {
        match decision {
            None => {}
            Some(Decision::Copy(order)) => self.session.copy_picture(order),
            Some(Decision::Save(exporter, order)) => {
                // The dialog that is open already keeps what it asks about.
                if !self.files.is_asking() {
                    self.export_order = Some(order);
                }
                let request = Some(self.session.ask_where_to_export(exporter));
                self.fulfil(ctx, request);
            }
        }
    }

    /// The window's own close button asks about unsaved work too.
    pub(super) fn guard_close(&mut self, ctx: &Context) {
        let wanted = ctx.input(|input| input.viewport().close_requested());
        if !wanted || self.quitting {
            return;
        }
        if let Some(Request::AskToDiscard(after)) = self.session.leave(After::Quit) {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.question = Some(Question::Discard(after));
        }
    }

    fn window_command(&mut self, ctx: &Context, command: Command) {
        match command {
            Command::Quit => {
                self.quitting = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            Command::ShowGallery => {
                self.gallery_shown = !self.gallery_shown;
                self.gallery.begin();
            }
            Command::Find
            | Command::Replace
            | Command::FindNext
            | Command::FindPrevious
            | Command::Complete
            | Command::QuickFix
            | Command::ToggleComment
            | Command::Indent
            | Command::Dedent
            | Command::MoveLinesUp
            | Command::MoveLinesDown
            | Command::DuplicateLines
            | Command::DeleteLines
            | Command::LineBelow
            | Command::GoToDefinition
            | Command::RenameName => {
                self.gallery_shown = false;
                self.dock.give_code(command);
            }
            Command::LostWork => self.question = Some(Question::Lost(self.session.lost_works())),
            Command::GoToLine => self.question = Some(Question::GoToLine(String::new())),
            Command::ToggleBreakpoint => self.toggle_breakpoint(ctx),
            Command::ShowOnCanvas => {
                self.gallery_shown = false;
                let line = self.cursor_line(ctx).unwrap_or(1);
                self.dock.show_on_canvas(line);
            }
            Command::CopyOutput => ctx.copy_text(self.session.output().text()),
            Command::Toggle(panel) => self.dock.toggle(panel),
            Command::ResetLayout => self.dock.reset(),
            Command::CommandPalette => self.command_palette.open(),
            Command::Help => self.help_shown = true,
            Command::About => self.about.open(),
            Command::Settings => self.settings_window.open(),
            Command::FitTimeline => self.dock.fit_timeline(),
            Command::Timeline(command) => self.dock.timeline(command, self.session.trace()),
            Command::FitCanvas => self.dock.fit_canvas(),
            Command::Export(exporter) => self.open_export(exporter, None),
            Command::ExportCanvas => {
                self.open_export(picture_exporter(), Some(What::Canvas));
            }
            Command::CopyTimelineImage => self.copy_timeline(ctx),
            Command::OnCanvas(command) => self.dock.on_canvas(command),
            // The session carries out the others itself.
            _ => {}
        }
    }
}

/// The exporter that pictures begin with.
fn picture_exporter() -> usize {
    export::ALL.iter().position(|one| one.extension == "svg").unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::native::NativeRunner;
    use crate::ui::{DialogKind, Start};
    use std::fs;

    fn app() -> (Context, LockstepApp) {
        let ctx = Context::default();
        let (runner, dialogs) = (Box::new(NativeRunner), DialogKind::Own);
        let start = Start { file: None, runner, data: None, dialogs };
        let app = LockstepApp::new(&ctx, None, start);
        (ctx, app)
    }

    #[test]
    fn what_is_typed_while_the_desktop_asks_for_a_file_is_not_given_up_unasked() {
        let (ctx, mut app) = app();
        app.session.go_on(After::New);
        app.ask(&ctx, Ask::Open);
        app.session.edit("Edit", "typed = 1\n".into());
        let path = std::path::PathBuf::from("/no/such/file.py");
        app.take_place(&ctx, (Ask::Open, Some(path.clone())));
        assert_eq!(app.question, Some(Question::Discard(After::Open(path))));
        assert_eq!(app.session.document().unwrap().text(), "typed = 1\n");
    }

    #[test]
    fn a_question_that_cannot_be_asked_changes_nothing_for_the_one_that_is() {
        let (ctx, mut app) = app();
        app.session.go_on(After::New);
        let order = || Order::Trace(ExportOptions::default());
        let canvas =
            Order::Trace(ExportOptions { content: Content::Plot(0), ..Default::default() });
        app.decide_export(&ctx, Some(Decision::Save(0, canvas.clone())));
        app.decide_export(&ctx, Some(Decision::Save(1, order())));
        assert_eq!(app.export_order, Some(canvas), "of the dialog that is open");
        // "Save", said to the question whether to close with unsaved work.
        app.after_save = Some(After::Quit);
        let request = app.session.ask_where_to_save();
        app.fulfil(&ctx, request);
        assert_eq!((app.after_save, app.export_order.is_some()), (None, true));
    }

    #[test]
    fn a_place_that_was_chosen_for_one_script_is_not_taken_for_another() {
        let folder = tempfile::tempdir().unwrap();
        let (ctx, mut app) = app();
        app.session.go_on(After::New);
        app.session.edit("Edit", "first = 1\n".into());
        let (ask, path) = (Ask::Save { name: "a.py".into() }, folder.path().join("a.py"));
        app.ask(&ctx, ask.clone());
        app.session.go_on(After::New);
        app.take_place(&ctx, (ask, Some(path.clone())));
        assert!(!path.exists());
        assert_eq!(app.session.take_notices()[0].level, Level::Refusal);
        // Typing on is no other script: what is there now is saved.
        app.files = super::super::dialogs::FileDialogs::new(DialogKind::Own);
        let ask = Ask::Save { name: "a.py".into() };
        app.ask(&ctx, ask.clone());
        app.session.edit("Edit", "second = 2\n".into());
        app.take_place(&ctx, (ask, Some(path.clone())));
        assert_eq!(fs::read_to_string(path).unwrap(), "second = 2\n");
    }
}
