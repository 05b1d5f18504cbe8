//! Work that was never saved, as a list: what it was, when, how it begins, and what becomes of it.

use std::path::PathBuf;
use std::time::SystemTime;

use egui::{Align, Button, Context, Layout, RichText, ScrollArea, Ui};

use super::LockstepApp;
use super::questions::Question;
use crate::script::settings;
use crate::session::After;
use crate::session::recovery::{Lost, THROWN_DAYS};
use crate::ui::theme::{modal, skin_of};
use crate::words;

/// Lines of a script that are shown, and letters of a line.
const LINES_SHOWN: usize = 3;
const LINE_CHARS: usize = 70;
/// Highest the list gets before it scrolls.
const HEIGHT_MAX: f32 = 380.0;

/// What was chosen.
enum Choice {
    Open(PathBuf),
    ThrowAway(PathBuf),
    Close,
}

impl LockstepApp {
    /// Asks about lost work; the question again while it is open.
    pub(super) fn answer_lost(&mut self, ctx: &Context, mut works: Vec<Lost>) -> Option<Question> {
        let response = modal(ctx, "lost work").show(ctx, |ui| {
            ui.set_width((ctx.content_rect().width() - 80.0).min(580.0));
            works_ui(ui, &works)
        });
        let closed = response.should_close().then_some(Choice::Close);
        match response.inner.or(closed) {
            None => Some(Question::Lost(works)),
            Some(Choice::Open(copy)) => {
                self.go(ctx, After::Recover(copy));
                None
            }
            Some(Choice::ThrowAway(copy)) => {
                self.session.throw_away_lost(&copy);
                works = self.session.lost_works();
                works.iter().any(|lost| !lost.thrown).then_some(Question::Lost(works))
            }
            Some(Choice::Close) => None,
        }
    }
}

fn works_ui(ui: &mut Ui, works: &[Lost]) -> Option<Choice> {
    let skin = skin_of(ui);
    let (thrown, fresh): (Vec<&Lost>, Vec<&Lost>) = works.iter().partition(|lost| lost.thrown);
    let title = if fresh.is_empty() { words!("command-lost-work") } else { words!("shell-lost") };
    ui.label(RichText::new(title.trim_end_matches('.')).size(18.0).strong());
    ui.add_space(6.0);
    match (fresh.len(), thrown.len()) {
        (0, 0) => _ = ui.label(words!("shell-lost-none")),
        (0, _) => {}
        (count, _) => _ = ui.label(words!("shell-lost-text", count = count)),
    }
    let mut choice = None;
    ui.add_space(4.0);
    ScrollArea::vertical().max_height(HEIGHT_MAX).show(ui, |ui| {
        fresh.iter().for_each(|lost| choice = choice.take().or(work_ui(ui, lost)));
        if !thrown.is_empty() {
            ui.add_space(6.0);
            let heading = words!("shell-lost-thrown", days = THROWN_DAYS);
            ui.label(RichText::new(heading).color(skin.text_weak));
            thrown.iter().for_each(|lost| choice = choice.take().or(work_ui(ui, lost)));
        }
    });
    ui.add_space(10.0);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let text = if fresh.is_empty() { words!("shell-close") } else { words!("shell-later") };
        if ui.button(text).clicked() {
            choice = Some(Choice::Close);
        }
    });
    choice
}

fn work_ui(ui: &mut Ui, lost: &Lost) -> Option<Choice> {
    let skin = skin_of(ui);
    let (mut choice, name) = (None, name_of(lost));
    let frame = egui::Frame::new().fill(skin.paper).corner_radius(6).inner_margin(10);
    frame.outer_margin(egui::Margin::symmetric(0, 3)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            let place = lost.work.path.as_ref().map(|path| path.display().to_string());
            let place = place.unwrap_or_else(|| words!("shell-in-no-file").to_owned());
            ui.strong(&name).on_hover_text(place);
            ui.label(RichText::new(time_of(lost.since)).color(skin.text_weak));
            let right = Layout::right_to_left(Align::Center);
            ui.with_layout(right, |ui| choice = buttons_ui(ui, lost, &name));
        });
        ui.spacing_mut().item_spacing.y = 1.0;
        for line in lines_of(&lost.work.text) {
            ui.label(RichText::new(line).monospace().size(11.5).color(skin.text_weak));
        }
    });
    choice
}

fn buttons_ui(ui: &mut Ui, lost: &Lost, name: &str) -> Option<Choice> {
    let skin = skin_of(ui);
    let mut choice = None;
    let text = RichText::new(words!("shell-lost-open")).color(skin.on_accent);
    let open = ui.add(Button::new(text).fill(skin.accent));
    named(&open, words!("shell-lost-open-name", script = name));
    // Enter opens the latest unless the person has moved on to another button.
    if ui.memory(|memory| memory.focused().is_none()) {
        open.request_focus();
    }
    if open.clicked() {
        choice = Some(Choice::Open(lost.copy.clone()));
    }
    if !lost.thrown {
        let throw = ui.button(words!("shell-lost-discard"));
        named(&throw, words!("shell-lost-discard-name", script = name));
        let tip = words!("shell-lost-discard-tip", days = THROWN_DAYS);
        if throw.on_hover_text(tip).clicked() {
            choice = Some(Choice::ThrowAway(lost.copy.clone()));
        }
    }
    choice
}

/// Several buttons say the same: what of, for who does not see where they stand.
fn named(button: &egui::Response, name: String) {
    let role = egui::accesskit::Role::Button;
    button.widget_info(|| egui::WidgetInfo::labeled(role, true, name.as_str()));
}

/// The file's name, or what the script was called.
fn name_of(lost: &Lost) -> String {
    let file = lost.work.path.as_ref().and_then(|path| path.file_name());
    match (file, lost.work.title.as_str()) {
        (Some(file), _) => file.to_string_lossy().into_owned(),
        (None, "") => words!("shell-no-file").to_owned(),
        (None, title) => title.to_owned(),
    }
}

/// How a script begins: its first lines that tell it from others.
fn lines_of(text: &str) -> Vec<String> {
    let code = settings::code(text);
    let is_import = |line: &&str| line.starts_with("import ") || line.starts_with("from ");
    let lines = code.lines().map(str::trim_end).filter(|line| !line.is_empty());
    let lines = lines.filter(|line| !is_import(line));
    let cut = |line: &str| line.chars().take(LINE_CHARS).collect::<String>();
    let lines: Vec<String> = lines.take(LINES_SHOWN).map(cut).collect();
    match lines.is_empty() {
        true => vec![words!("shell-lost-empty").to_owned()],
        false => lines,
    }
}

/// The day and the minute, as this desk's clock shows them.
fn time_of(time: SystemTime) -> String {
    let zone = jiff::tz::TimeZone::system();
    let time = jiff::Timestamp::try_from(time).map(|time| time.to_zoned(zone));
    time.map_or(String::new(), |time| time.strftime("%Y-%m-%d %H:%M").to_string())
}
