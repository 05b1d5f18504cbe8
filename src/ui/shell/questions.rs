//! Questions that must be answered before the work goes on.

use std::path::PathBuf;

use egui::{Align, Button, Context, Key, Layout, RichText, TextEdit, Ui};

use super::LockstepApp;
use crate::session::recovery::Lost;
use crate::session::{After, Command, Failure};
use crate::ui::theme::{self, skin_of};
use crate::words;

/// A question that is open.
#[derive(Clone, PartialEq, Debug)]
pub enum Question {
    /// Unsaved work stands in the way.
    Discard(After),
    /// Another program has changed the file that is to be saved.
    Replace(PathBuf),
    /// It is saved now: go on with what was to happen.
    GoOn(After),
    /// A crash left unsaved work, or the user wants to see what there is.
    Lost(Vec<Lost>),
    /// Which line to show.
    GoToLine(String),
    /// Something did not work.
    Failed(Failure),
}

/// Answers of a question with three ways out.
enum Choice {
    Save,
    Discard,
    Cancel,
}

impl LockstepApp {
    /// Draws the question; gives it back while it is open.
    pub(super) fn answer(&mut self, ctx: &Context, question: Question) -> Option<Question> {
        match question {
            Question::Discard(after) => self.answer_discard(ctx, after),
            Question::Replace(path) => self.answer_replace(ctx, path),
            Question::GoOn(after) => {
                let request = self.session.go_on(after);
                self.gallery_shown = self.session.document().is_none();
                self.fulfil(ctx, request);
                None
            }
            Question::Lost(works) => self.answer_lost(ctx, works),
            Question::GoToLine(text) => self.answer_line(ctx, text),
            Question::Failed(failure) => self.answer_failure(ctx, failure),
        }
    }

    fn answer_discard(&mut self, ctx: &Context, after: After) -> Option<Question> {
        let title = self.session.document().map_or(String::new(), |document| document.title());
        let choice = modal(ctx, words!("shell-unsaved"), |ui| {
            ui.label(words!("shell-unsaved-text", script = title.as_str()));
            ui.add_space(10.0);
            buttons_ui(
                ui,
                [words!("shell-save"), words!("shell-dont-save"), words!("shell-cancel")],
            )
        });
        match choice {
            None => return Some(Question::Discard(after)),
            Some(Choice::Cancel) => self.gallery_shown = self.session.document().is_none(),
            Some(Choice::Discard) => return self.answer(ctx, Question::GoOn(after)),
            Some(Choice::Save) => {
                let request = self.session.perform(Command::Save);
                if request.is_none() && !self.session.has_unsaved_work() {
                    return self.answer(ctx, Question::GoOn(after));
                }
                self.after_save = request.is_some().then_some(after);
                self.fulfil(ctx, request);
            }
        }
        None
    }

    fn answer_replace(&mut self, ctx: &Context, path: PathBuf) -> Option<Question> {
        let file = path.display().to_string();
        let choice = modal(ctx, words!("shell-changed"), |ui| {
            ui.label(words!("shell-changed-text", file = file.as_str()));
            ui.add_space(10.0);
            buttons_ui(
                ui,
                [words!("shell-save-as"), words!("shell-replace"), words!("shell-cancel")],
            )
        });
        match choice {
            None => return Some(Question::Replace(path)),
            Some(Choice::Save) => {
                let request = self.session.ask_where_to_save();
                self.fulfil(ctx, request);
            }
            Some(Choice::Discard) => {
                let saved = self.session.save_to(&path);
                let after = self.after_save.take().filter(|_| saved)?;
                return self.answer(ctx, Question::GoOn(after));
            }
            Some(Choice::Cancel) => self.after_save = None,
        }
        None
    }

    fn answer_failure(&mut self, ctx: &Context, failure: Failure) -> Option<Question> {
        let way_out = failure.way_out.map(Command::text).unwrap_or_default();
        let choice = modal(ctx, words!("shell-failed"), |ui| {
            ui.label(&failure.text);
            ui.add_space(10.0);
            match way_out.as_str() {
                "" => buttons_ui(ui, [words!("shell-close"), "", ""]),
                way_out => buttons_ui(ui, [way_out, "", words!("shell-close")]),
            }
        });
        match (choice, failure.way_out) {
            (None, _) => return Some(Question::Failed(failure)),
            (Some(Choice::Save), Some(command)) => {
                let request = self.session.perform(command);
                self.fulfil(ctx, request);
            }
            _ => {}
        }
        self.gallery_shown |= self.session.document().is_none();
        None
    }

    fn answer_line(&mut self, ctx: &Context, mut text: String) -> Option<Question> {
        let enter = ctx.input(|input| input.key_pressed(Key::Enter));
        let choice = modal(ctx, words!("shell-go-to-line"), |ui| {
            let response =
                ui.add(TextEdit::singleline(&mut text).hint_text(words!("shell-line-number")));
            response.widget_info(|| {
                egui::WidgetInfo::labeled(
                    egui::accesskit::Role::TextInput,
                    true,
                    words!("shell-line-number"),
                )
            });
            response.request_focus();
            ui.add_space(10.0);
            match enter {
                true => Some(Choice::Save),
                false => buttons_ui(ui, [words!("shell-go"), "", words!("shell-cancel")]),
            }
        });
        match choice {
            None => return Some(Question::GoToLine(text)),
            Some(Choice::Save) => match text.trim().parse() {
                Ok(line) => self.dock.show_line(line),
                Err(_) => return Some(Question::GoToLine(text)),
            },
            Some(_) => {}
        }
        None
    }
}

fn modal(
    ctx: &Context,
    title: &str,
    content: impl FnOnce(&mut Ui) -> Option<Choice>,
) -> Option<Choice> {
    let response = theme::modal(ctx, "question").show(ctx, |ui| {
        ui.set_max_width(440.0);
        ui.label(RichText::new(title).size(18.0).strong());
        ui.add_space(6.0);
        content(ui)
    });
    let closed = response.should_close();
    response.inner.or_else(|| closed.then_some(Choice::Cancel))
}

/// Up to three buttons: the one that keeps the work, the one that does not, the way back.
fn buttons_ui(ui: &mut Ui, [save, discard, cancel]: [&str; 3]) -> Option<Choice> {
    let skin = skin_of(ui);
    let mut choice = None;
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let text = RichText::new(save).color(skin.on_accent);
        let keep = ui.add(Button::new(text).fill(skin.accent));
        // Enter keeps the work unless the person has moved on to another button.
        if ui.memory(|memory| memory.focused().is_none()) {
            keep.request_focus();
        }
        if keep.clicked() {
            choice = Some(Choice::Save);
        }
        if !discard.is_empty() && ui.button(discard).clicked() {
            choice = Some(Choice::Discard);
        }
        if !cancel.is_empty() && ui.button(cancel).clicked() {
            choice = Some(Choice::Cancel);
        }
    });
    choice
}
