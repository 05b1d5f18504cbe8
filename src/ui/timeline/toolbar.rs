//! The line above the lanes: following the live run, zoom, filter, search, time travel, what is
//! hidden, what was lost.

use super::details::state_word;
use super::selection::Selection;
use super::travel::SPEEDS;
use super::{Follow, TimelinePanel};
use crate::export::axis;
use crate::session::TimelineCommand as T;
use crate::session::command::timeline::GROUPS;
use crate::trace::{State, Trace};
use crate::ui::list;
use crate::words;
use egui::{Align, ComboBox, Key, Layout, Response, RichText, TextEdit, Ui, vec2};

const FIELD_WIDTH: f32 = 90.0;
/// As wide as a duration gets.
const WIDEST_SPAN: &str = "888.88 ms";
impl TimelinePanel {
    pub(super) fn toolbar_ui(&mut self, ui: &mut Ui, trace: &Trace, selection: &mut Selection) {
        let available = ui.available_width();
        let (begin, end) = (ui.cursor().left_top(), right_end_width(ui, trace));
        let told = |span: String| words!("timeline-in-sight", span = span);
        let sight = width_of(ui, &told(WIDEST_SPAN.to_owned())) + ui.spacing().item_spacing.x;
        // What one can do without is there where the rest leaves room for it.
        let wide = self.bar_width + sight + end <= available;
        ui.horizontal_wrapped(|ui| {
            for (text, command) in
                [(words!("timeline-fit"), T::Fit), ("+", T::ZoomIn), ("-", T::ZoomOut)]
            {
                let tip = command.item().map_or("", |item| (item.says)()[1]);
                if ui.small_button(text).on_hover_text(tip).clicked() {
                    self.act(command, None, trace, selection);
                }
            }
            if wide {
                let room = sight - ui.spacing().item_spacing.x;
                let size = vec2(room, ui.spacing().interact_size.y);
                let left = Layout::left_to_right(Align::Center);
                ui.allocate_ui_with_layout(size, left, |ui| {
                    ui.set_min_width(room);
                    ui.weak(told(axis::duration(self.window.span())));
                });
            }
            ui.separator();
            self.travel_ui(ui, trace, selection);
            ui.separator();
            self.filter_ui(ui, trace);
            self.search_ui(ui, trace, selection);
            let path = switch_ui(ui, self.details.path.is_some(), words!("timeline-do-path"));
            if path.on_hover_text(words!("timeline-do-path-tip")).clicked() {
                self.toggle_path(trace);
            }
            self.hidden_ui(ui);
            lost_ui(ui, trace);
            if switch_ui(ui, self.legend, words!("timeline-legend")).clicked() {
                self.legend = !self.legend;
            }
            let place = ui.cursor().left_top();
            let (left, wrapped) =
                (place.x - begin.x, place.y > begin.y + ui.spacing().interact_size.y);
            self.bar_width = match (wrapped, wide) {
                (true, _) => f32::INFINITY,
                (false, true) => left - sight,
                (false, false) => left,
            };
            // What is on a line of its own has the height of a line.
            if left + end > available {
                ui.end_row();
            }
            let size = vec2(ui.available_size_before_wrap().x, ui.spacing().interact_size.y);
            ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
                ui.weak(words!("timeline-keys")).on_hover_ui(keys_ui);
                // At the right, so that nothing moves when it comes or goes. The way back from an
                // instant of a run that goes on leads to following it: one of both is enough.
                if selection.cursor.is_none() {
                    self.live_ui(ui, trace);
                } else if back_ui(ui, leave_word(trace)) {
                    self.act(T::BackToLive, None, trace, selection);
                }
            });
        });
    }

    fn live_ui(&mut self, ui: &mut Ui, trace: &Trace) {
        if !trace.is_live() {
            return;
        }
        let live = switch_ui(ui, self.window.follow != Follow::Still, words!("timeline-live"));
        if live.on_hover_text(words!("timeline-do-live-tip")).clicked() {
            self.toggle_live();
        }
    }

    /// Playing, and how fast.
    fn travel_ui(&mut self, ui: &mut Ui, trace: &Trace, selection: &mut Selection) {
        let (sign, name) = match self.travel.playing {
            true => ("⏸", words!("timeline-hold")),
            false => ("▶", words!("timeline-play")),
        };
        let names = [words!("timeline-hold"), words!("timeline-play")];
        let widest =
            names.map(|name| width_of(ui, &format!("⏸ {name}"))).into_iter().fold(0.0, f32::max);
        let room = vec2(widest + 2.0 * ui.spacing().button_padding.x, 0.0);
        let play = ui.add(egui::Button::new(format!("{sign} {name}")).small().min_size(room));
        if play.on_hover_text(words!("timeline-do-play-tip")).clicked() {
            self.act(T::Play, None, trace, selection);
        }
        // Always there: the lanes must not move when an instant is chosen.
        let speed = self.travel.speed(trace);
        let combo = ComboBox::from_id_salt("play speed").selected_text(speed_text(speed));
        let shown = list::show(ui, combo.width(64.0), |ui| {
            for number in 0..SPEEDS.len() {
                if ui.selectable_label(number == speed, speed_text(number)).clicked() {
                    self.travel.set_speed(number);
                }
            }
        });
        named(shown, words!("timeline-speed"));
    }

    fn filter_ui(&mut self, ui: &mut Ui, trace: &Trace) {
        let filter = &mut self.lanes.filter;
        let field = TextEdit::singleline(&mut filter.text)
            .id_salt("timeline filter")
            .hint_text(words!("timeline-filter"))
            .desired_width(FIELD_WIDTH);
        let field = ui.add(field);
        list::named(&field, words!("timeline-filter"));
        field.on_hover_text(words!("timeline-filter-tip"));
        let chosen = filter.state.map_or(words!("timeline-any-state"), state_word);
        let combo = ComboBox::from_id_salt("state filter").selected_text(chosen);
        let shown = list::show(ui, combo.width(90.0), |ui| {
            ui.selectable_value(&mut filter.state, None, words!("timeline-any-state"));
            let gaps = trace.has_gaps();
            for state in State::LIVING.into_iter().filter(|it| gaps || *it != State::NotRecorded) {
                ui.selectable_value(&mut filter.state, Some(state), state_word(state));
            }
        });
        named(shown, words!("timeline-state-filter"));
    }

    fn search_ui(&mut self, ui: &mut Ui, trace: &Trace, selection: &mut Selection) {
        if !self.search.open {
            if ui.small_button(words!("timeline-find")).on_hover_text("Ctrl+F").clicked() {
                self.act(T::Find, None, trace, selection);
            }
            return;
        }
        let field = TextEdit::singleline(&mut self.search.query)
            // What comes and goes before it must not cost it the keyboard.
            .id_salt("timeline find")
            .hint_text(words!("timeline-find"))
            .desired_width(FIELD_WIDTH * 1.6);
        let field = ui.add(field);
        list::named(&field, words!("timeline-find"));
        if std::mem::take(&mut self.search.wants_focus) {
            field.request_focus();
        }
        self.search.look(trace);
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let (count, more) = (self.search.hits().len(), self.search.is_cut_off());
        match (self.search.place(), self.search.query.trim().is_empty()) {
            (_, true) => {}
            (Some(place), _) if more => {
                _ = ui.weak(words!("timeline-hit-of-more", place = place, count = count))
            }
            (Some(place), _) => {
                _ = ui.weak(words!("timeline-hit-of", place = place, count = count))
            }
            (None, _) if more => _ = ui.weak(words!("timeline-hits-more", count = count)),
            (None, _) => _ = ui.weak(words!("timeline-hits", count = count)),
        }
        if self.search.is_looking() {
            ui.spinner();
            ui.ctx().request_repaint();
        }
        let back = ui.small_button("<").on_hover_text(words!("timeline-do-previous-hit-tip"));
        let forth = ui.small_button(">").on_hover_text(words!("timeline-do-hit-tip"));
        let shift = ui.input(|input| input.modifiers.shift);
        if entered || back.clicked() || forth.clicked() {
            self.go_to_hit(trace, selection, !(back.clicked() || entered && shift));
        }
        if entered {
            field.request_focus();
        }
        let escaped = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape));
        if ui.small_button(words!("timeline-close")).clicked() || escaped {
            (self.search.open, self.wants_focus) = (false, true);
        }
    }

    fn hidden_ui(&mut self, ui: &mut Ui) {
        let count = self.lanes.hidden.len();
        if !self.lanes.leaves_out() {
            return;
        }
        let text = match count {
            0 => words!("timeline-show-filtered").to_owned(),
            count => words!("timeline-show-hidden", count = count),
        };
        if ui.small_button(text).on_hover_text(words!("timeline-do-show-all-tip")).clicked() {
            self.lanes.show_all();
        }
    }
}

/// A button that stays pressed; it looks like one that can be pressed when it is not, too.
fn switch_ui(ui: &mut Ui, on: bool, text: &str) -> Response {
    ui.add(egui::Button::selectable(on, text).frame_when_inactive(true).small())
}

/// How wide a text on a button is: room is kept for the widest, so that nothing beside it moves.
fn width_of(ui: &Ui, text: &str) -> f32 {
    let font = egui::TextStyle::Button.resolve(ui.style());
    ui.painter().layout_no_wrap(text.to_owned(), font, egui::Color32::WHITE).size().x
}

/// Room that is kept at the right end for following a run or for the way back from an instant: the
/// lanes must not move when it comes. Where there is less they are on the next line.
fn right_end_width(ui: &Ui, trace: &Trace) -> f32 {
    let (gap, padding) = (ui.spacing().item_spacing.x, 2.0 * ui.spacing().button_padding.x);
    let live = match trace.is_live() {
        true => width_of(ui, words!("timeline-live")) + padding + gap,
        false => 0.0,
    };
    let back = width_of(ui, leave_word(trace)) + padding + gap;
    live.max(back) + width_of(ui, words!("timeline-keys")) + gap
}

/// A list's name, for screen readers and as a tip.
fn named(shown: Response, name: &str) {
    list::named(&shown, name);
    shown.on_hover_text(name);
}

/// "At 1.2 ms", with the way back; whether that was asked for.
pub fn chip_ui(ui: &mut Ui, trace: &Trace, cursor: u64) -> bool {
    let (at, leave) = (axis::moment(cursor as f64), leave_word(trace));
    back_ui(ui, &words!("timeline-at-instant", at = at, leave = leave))
}

/// What leaving an instant leads to.
fn leave_word(trace: &Trace) -> &'static str {
    match trace.is_live() {
        true => words!("timeline-leave-live"),
        false => words!("timeline-leave-end"),
    }
}

fn back_ui(ui: &mut Ui, text: &str) -> bool {
    let accent = ui.visuals().selection.bg_fill;
    let ink = ui.visuals().selection.stroke.color;
    let button = egui::Button::new(RichText::new(text).color(ink).strong()).fill(accent).small();
    ui.add(button).on_hover_text(words!("timeline-do-now-tip")).clicked()
}

fn speed_text(number: usize) -> String {
    let speed = SPEEDS[number];
    match speed < 0.5 {
        true => format!("1/{:.0}", 1.0 / speed),
        false => format!("{speed} ×"),
    }
}

/// Events that are not in the picture are never passed over in silence.
fn lost_ui(ui: &mut Ui, trace: &Trace) {
    if trace.dropped() > 0 {
        let text = words!("timeline-lost", count = trace.dropped());
        ui.colored_label(ui.visuals().warn_fg_color, text)
            .on_hover_text(words!("timeline-lost-tip"));
    }
    if trace.forgotten() > 0 {
        ui.weak(words!("timeline-forgotten", count = trace.forgotten()))
            .on_hover_text(words!("timeline-forgotten-tip"));
    }
}

/// The table of keys, with what the mouse does.
pub fn keys_ui(ui: &mut Ui) {
    let mouse = [
        (words!("timeline-wheel"), words!("timeline-wheel-does")),
        (words!("timeline-ctrl-wheel"), words!("timeline-ctrl-wheel-does")),
        (words!("timeline-drag"), words!("timeline-drag-does")),
        (words!("timeline-ruler-drag"), words!("timeline-ruler-drag-does")),
        (words!("timeline-strip-drag"), words!("timeline-strip-drag-does")),
        (words!("timeline-name-drag"), words!("timeline-name-drag-does")),
        (words!("timeline-middle-drag"), words!("timeline-middle-drag-does")),
        (words!("timeline-double-click"), words!("timeline-double-click-does")),
    ];
    ui.columns(3, |columns| {
        for (number, group) in GROUPS.iter().enumerate() {
            let ui = &mut columns[number % 2];
            ui.strong((group.title)());
            for item in group.items {
                key_row_ui(ui, &key_text(item.key), (item.says)()[0]);
            }
            ui.add_space(6.0);
        }
        columns[2].strong(words!("timeline-mouse"));
        mouse.iter().for_each(|(gesture, does)| key_row_ui(&mut columns[2], gesture, does));
    });
}

fn key_row_ui(ui: &mut Ui, key: &str, help: &str) {
    ui.horizontal(|ui| {
        ui.monospace(key);
        ui.label(help);
    });
}

/// A key as the help writes it.
fn key_text(key: crate::session::Shortcut) -> String {
    let sign = match key.key {
        "Comma" => ",",
        "Period" => ".",
        "OpenBracket" => "[",
        "CloseBracket" => "]",
        "Minus" => "-",
        "Plus" => "+",
        "Escape" => "Esc",
        other => other,
    };
    let ctrl = if key.ctrl { "Ctrl+" } else { "" };
    let shift = if key.shift { "Shift+" } else { "" };
    format!("{ctrl}{shift}{sign}")
}
