//! The tool bar: run, pause, stop, the mode, the speed.

use egui::{Align, Button, Layout, RichText, Ui, vec2};

use super::keys::shortcut_text;
use crate::session::settings::STEP_DELAYS;
use crate::session::{Command, Phase, RunMode, Session};
use crate::ui::theme::skin_of;
use crate::ui::{Action, list};
use crate::words;

/// A bar less wide than this has no room for a button for each mode.
const NARROW: f32 = 900.0;

/// Letters of a thread's name that have room.
const NAME_CHARS_MAX: usize = 18;

/// Draws the bar.
pub fn ui(ui: &mut Ui, session: &Session, actions: &mut Vec<Action>) {
    let skin = skin_of(ui);
    let frame = egui::Frame::new().fill(skin.bar).inner_margin(egui::Margin {
        left: 10,
        right: 12,
        top: 6,
        bottom: 8,
    });
    egui::Panel::top("tools").frame(frame).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().interact_size.y = 30.0;
            let is_narrow = ui.available_width() < NARROW;
            ui.spacing_mut().slider_width = if is_narrow { 60.0 } else { 90.0 };
            run_ui(ui, session, actions);
            ui.add_space(8.0);
            match is_narrow {
                true => mode_list_ui(ui, session, actions),
                false => mode_ui(ui, session, actions),
            }
            ui.add_space(8.0);
            speed_ui(ui, session, actions);
            step_ui(ui, session, actions);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| name_ui(ui, session));
        });
    });
}

fn run_ui(ui: &mut Ui, session: &Session, actions: &mut Vec<Action>) {
    let skin = skin_of(ui);
    let run = RichText::new(format!("▶  {}", words!("shell-run"))).strong().color(skin.on_accent);
    let run = Button::new(run).fill(skin.accent).min_size(vec2(84.0, 30.0));
    command_ui(ui, session, Command::Run, run, actions);
    let stopped = session.stopped_thread().is_some();
    let (command, sign, text) = match session.phase() {
        Phase::Paused => (Command::Resume, "▶", words!("shell-resume")),
        _ if stopped => (Command::Resume, "▶", words!("shell-resume")),
        _ => (Command::Pause, "⏸", words!("shell-pause")),
    };
    command_ui(
        ui,
        session,
        command,
        Button::new(format!("{sign}  {text}")).min_size(vec2(104.0, 30.0)),
        actions,
    );
    let stop = Button::new(format!("⏹  {}", words!("shell-stop"))).min_size(vec2(76.0, 30.0));
    command_ui(ui, session, Command::Stop, stop, actions);
}

/// What can be done with the thread that stands at a breakpoint: behind everything else, so that
/// nothing moves under the pointer when one comes to it.
fn step_ui(ui: &mut Ui, session: &Session, actions: &mut Vec<Action>) {
    let Some(stop) = session.stopped_thread() else { return };
    ui.add_space(8.0);
    let name = session.trace().thread(stop.thread).name;
    match session.stopped() {
        [_] => _ = ui.strong(cut(&name)).on_hover_text(&name),
        several => {
            let combo = egui::ComboBox::from_id_salt("stopped").selected_text(cut(&name));
            let shown = list::show(ui, combo, |ui| {
                for other in several {
                    let name = session.trace().thread(other.thread).name;
                    if ui.selectable_label(other.thread == stop.thread, name).clicked() {
                        actions.push(Action::ChooseStopped(other.thread));
                    }
                }
            });
            list::named(&shown, words!("shell-stopped-threads"));
            shown.on_hover_text(words!("shell-stopped-threads-tip"));
        }
    }
    for command in [Command::StepOver, Command::ContinueThread] {
        let button = Button::new(command.text()).min_size(vec2(0.0, 30.0));
        command_ui(ui, session, command, button, actions);
    }
}

/// A thread's name as far as it has room.
fn cut(name: &str) -> String {
    match name.char_indices().nth(NAME_CHARS_MAX) {
        Some((at, _)) => format!("{}…", &name[..at]),
        None => name.to_owned(),
    }
}

fn command_ui(
    ui: &mut Ui,
    session: &Session,
    command: Command,
    button: Button<'_>,
    actions: &mut Vec<Action>,
) {
    let enabled = command.enabled(session);
    let keys = shortcut_text(ui.ctx(), command).map_or(String::new(), |keys| format!("  ({keys})"));
    let response = ui.add_enabled(enabled.is_ok(), button);
    let response = response.on_hover_text(format!("{}{keys}", command.tooltip()));
    if response.on_disabled_hover_text(enabled.err().unwrap_or_default()).clicked() {
        actions.push(Action::Do(command));
    }
}

/// The switch between the modes: one look, three buttons.
fn mode_ui(ui: &mut Ui, session: &Session, actions: &mut Vec<Action>) {
    let skin = skin_of(ui);
    let frame = egui::Frame::new().fill(skin.button).corner_radius(6).inner_margin(2);
    frame.show(ui, |ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        ui.spacing_mut().interact_size.y = 26.0;
        for mode in RunMode::ALL {
            let chosen = session.mode() == mode;
            let color = if chosen { skin.text } else { skin.text_weak };
            let text = RichText::new(mode.title()).color(color);
            let fill = if chosen { skin.paper } else { egui::Color32::TRANSPARENT };
            let button = Button::new(text).fill(fill).stroke(egui::Stroke::NONE).selected(chosen);
            let button = if chosen { button.fill(skin.paper) } else { button };
            let command = Command::Mode(mode);
            command_ui(ui, session, command, button, actions);
        }
    });
}

/// The modes as a list that opens: a small window, or a large size of everything.
fn mode_list_ui(ui: &mut Ui, session: &Session, actions: &mut Vec<Action>) {
    let mode = session.mode();
    let combo = egui::ComboBox::from_id_salt("mode").selected_text(mode.title());
    let shown = list::show(ui, combo, |ui| {
        for other in RunMode::ALL {
            let command = Command::Mode(other);
            let button = Button::selectable(other == mode, other.title());
            command_ui(ui, session, command, button, actions);
        }
    });
    list::named(&shown, words!("shell-modes"));
}

fn speed_ui(ui: &mut Ui, session: &Session, actions: &mut Vec<Action>) {
    let (slowest, slowness) = (STEP_DELAYS.len() - 1, session.settings().slowness);
    // The further to the right and the fuller, the faster.
    let mut speed = slowest.saturating_sub(slowness);
    ui.label(words!("shell-speed")).on_hover_text(words!("shell-speed-tip"));
    // Slow motion is easily forgotten, and looks as if the script hung.
    let text = RichText::new(speed_text(slowness));
    let skin = skin_of(ui);
    let text = if slowness > 0 { text.color(skin.caution).strong() } else { text };
    let slider =
        egui::Slider::new(&mut speed, 0..=slowest).show_value(false).trailing_fill(true).text(text);
    let tip = words!("shell-speed-slider-tip");
    if ui.add(slider).on_hover_text(tip).changed() {
        actions.push(Action::Slowness(slowest - speed));
    }
}

/// The speed in words.
pub(super) fn speed_text(slowness: usize) -> String {
    let micros = STEP_DELAYS.get(slowness).map_or(0, |delay| delay.as_micros());
    match micros {
        0 => words!("shell-speed-full").to_owned(),
        1..1000 => format!("1/{}", micros * 10),
        _ => words!("shell-speed-step", millis = (micros / 1000).to_string()),
    }
}

fn name_ui(ui: &mut Ui, session: &Session) {
    let skin = skin_of(ui);
    let Some(document) = session.document() else { return };
    let title = document.title();
    let title = match document.is_modified() {
        true => words!("shell-not-saved", script = title),
        false => title,
    };
    let text = RichText::new(title).color(skin.text_weak);
    let place = document
        .path()
        .map_or(words!("shell-in-no-file").into(), |path| path.display().to_string());
    ui.add(egui::Label::new(text).truncate()).on_hover_text(place);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_speed_has_words_of_its_own() {
        let texts: Vec<String> = (0..STEP_DELAYS.len()).map(speed_text).collect();
        assert_eq!(texts[0], "full");
        assert_eq!(texts[3], "1/1000");
        assert_eq!(texts[8], "500 ms a line");
    }
}
