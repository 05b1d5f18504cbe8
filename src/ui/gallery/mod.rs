//! The start screen: a card for each preset, the ways to begin with a script of one's own.

use egui::{
    Align, CursorIcon, Id, Key, Layout, Modifiers, Rect, Response, RichText, Sense, Ui, UiBuilder,
    vec2,
};

use super::theme::{Skin, skin_of};
use super::{ARROWS, Action, with_code};
use crate::session::presets::{self, Preset};
use crate::session::{Command, Session};
use crate::words;

/// Size a card strives for.
const CARD_WIDTH: f32 = 300.0;
const CARD_HEIGHT: f32 = 196.0;
const GAP: f32 = 14.0;
/// Recent files on the start screen; the menu has all.
const RECENT_MAX: usize = 6;

/// What is shown of the start screen.
#[derive(Default)]
pub struct Gallery {
    query: String,
    /// Only presets of this level.
    level: Option<u8>,
}

impl Gallery {
    /// It is shown anew: with all presets.
    pub fn begin(&mut self) {
        *self = Gallery::default();
    }

    /// Draws the start screen.
    pub fn ui(&mut self, ui: &mut Ui, session: &Session, actions: &mut Vec<Action>) {
        egui::ScrollArea::vertical().id_salt("gallery").auto_shrink(false).show(ui, |ui| {
            egui::Frame::new().inner_margin(egui::Margin::symmetric(32, 24)).show(ui, |ui| {
                header_ui(ui, session, actions);
                recent_ui(ui, session, actions);
                ui.add_space(14.0);
                let levels = self.search_ui(ui);
                ui.add_space(10.0);
                let found: Vec<&Preset> =
                    presets::ALL.iter().filter(|one| self.finds(one)).collect();
                cards_ui(ui, &found, levels, actions);
                if found.is_empty() {
                    ui.weak(words!("gallery-none"));
                }
            });
        });
    }

    /// A field to search in, and the levels that there are; the answer is the first of them.
    fn search_ui(&mut self, ui: &mut Ui) -> Id {
        let row = ui.horizontal_wrapped(|ui| {
            let hint = words!("gallery-search");
            let field = egui::TextEdit::singleline(&mut self.query).hint_text(hint);
            let role = egui::accesskit::Role::TextInput;
            ui.add(field.desired_width(240.0))
                .widget_info(|| egui::WidgetInfo::labeled(role, true, hint));
            ui.add_space(8.0);
            let all = ui.selectable_label(self.level.is_none(), words!("gallery-all-levels"));
            if all.clicked() {
                self.level = None;
            }
            let mut levels: Vec<u8> = presets::ALL.iter().map(|preset| preset.level).collect();
            levels.sort_unstable();
            levels.dedup();
            for level in levels {
                let text = words!("gallery-level-only", level = level);
                if ui.selectable_label(self.level == Some(level), text).clicked() {
                    self.level = Some(level);
                }
            }
            all.id
        });
        row.inner
    }

    fn finds(&self, preset: &Preset) -> bool {
        let verdict = verdict_text(&preset.verdict);
        let said =
            format!("{} {} {verdict}", preset.shown_title(), preset.shown_lesson()).to_lowercase();
        self.level.is_none_or(|level| level == preset.level)
            && self.query.split_whitespace().all(|word| said.contains(&word.to_lowercase()))
    }
}

fn header_ui(ui: &mut Ui, session: &Session, actions: &mut Vec<Action>) {
    let skin = skin_of(ui);
    ui.label(RichText::new("Lockstep").size(30.0).strong());
    ui.label(RichText::new(words!("gallery-welcome")).size(16.0).color(skin.text_weak));
    ui.add_space(10.0);
    ui.horizontal(|ui| {
        for command in [Command::Open, Command::New] {
            if ui.button(command.text()).on_hover_text(command.tooltip()).clicked() {
                actions.push(Action::Do(command));
            }
        }
        ui.label(RichText::new(words!("gallery-drop")).color(skin.text_weak));
        if session.document().is_some() {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let back = ui.button(words!("gallery-back"));
                if back.clicked() {
                    actions.push(Action::Do(Command::ShowGallery));
                }
            });
        }
    });
}

/// The cards, in as many columns as there is room for; above the first row is `above`.
fn cards_ui(ui: &mut Ui, found: &[&Preset], above: Id, actions: &mut Vec<Action>) {
    let columns = ((ui.available_width() + GAP) / (CARD_WIDTH + GAP)).floor().max(1.0);
    let width = ((ui.available_width() - GAP * (columns - 1.0)) / columns).min(420.0);
    let mut cards = Vec::new();
    for row in found.chunks(columns as usize) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            for preset in row {
                let card = card_ui(ui, preset, width, actions);
                if card.gained_focus() {
                    card.scroll_to_me(None);
                }
                cards.push(card.id);
            }
        });
        ui.add_space(GAP - ui.spacing().item_spacing.y);
    }
    arrows(ui, &cards, columns as usize, above);
}

/// Arrow keys go from card to card, and from the first row up to what is above.
fn arrows(ui: &Ui, cards: &[Id], columns: usize, above: Id) {
    let focus = ui.memory(|memory| memory.focused());
    let Some(at) = cards.iter().position(|card| Some(*card) == focus) else { return };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(cards[at], ARROWS));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let next = if pressed(Key::ArrowLeft) {
        at.checked_sub(1)
    } else if pressed(Key::ArrowRight) {
        Some(at + 1)
    } else if pressed(Key::ArrowDown) {
        Some((at + columns).min(cards.len() - 1))
    } else if pressed(Key::ArrowUp) {
        match at.checked_sub(columns) {
            None => return ui.memory_mut(|memory| memory.request_focus(above)),
            up => up,
        }
    } else {
        None
    };
    if let Some(card) = next.and_then(|next| cards.get(next)) {
        ui.memory_mut(|memory| memory.request_focus(*card));
    }
}

fn card_ui(ui: &mut Ui, preset: &Preset, width: f32, actions: &mut Vec<Action>) -> Response {
    let skin = skin_of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(width, CARD_HEIGHT), Sense::click());
    response.widget_info(|| {
        let label = words!("gallery-preset", title = preset.shown_title());
        egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, label)
    });
    let border = if response.hovered() || response.has_focus() { skin.accent } else { skin.line };
    ui.painter().rect(
        rect,
        8.0,
        if response.hovered() { skin.bar } else { skin.paper },
        (1.0, border),
        egui::StrokeKind::Inside,
    );
    let inside = rect.shrink2(vec2(16.0, 14.0));
    let builder = UiBuilder::new().max_rect(inside).layout(Layout::top_down(Align::Min));
    card_text_ui(&mut ui.new_child(builder), preset, skin);
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    if response.clicked() {
        actions.push(Action::OpenPreset(preset.name.clone()));
    }
    response
}

fn card_text_ui(ui: &mut Ui, preset: &Preset, skin: &Skin) {
    ui.style_mut().interaction.selectable_labels = false;
    ui.set_clip_rect(ui.clip_rect().intersect(ui.max_rect().expand(2.0)));
    ui.horizontal(|ui| {
        level_ui(ui, preset.level, skin);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| badge_ui(ui, preset, skin));
    });
    ui.add_space(2.0);
    ui.label(RichText::new(preset.shown_title()).size(17.0).strong());
    ui.add_space(2.0);
    let mut job = with_code(preset.shown_lesson(), 13.5, skin.text_weak);
    job.wrap.max_width = ui.available_width();
    job.wrap.max_rows = (ui.available_height() / 17.5).floor().max(1.0) as usize;
    ui.label(job);
}

/// How hard it is, as dots.
fn level_ui(ui: &mut Ui, level: u8, skin: &Skin) {
    let (rect, response) = ui.allocate_exact_size(vec2(56.0, 16.0), Sense::hover());
    for dot in 0..5u8 {
        let at = egui::pos2(rect.left() + 5.0 + 11.0 * f32::from(dot), rect.center().y);
        if dot < level {
            ui.painter().circle_filled(at, 3.5, skin.accent);
        } else {
            ui.painter().circle_stroke(at, 3.0, (1.0, skin.line));
        }
    }
    response.on_hover_text(words!("gallery-level", level = level));
}

/// What a run will show.
fn badge_ui(ui: &mut Ui, preset: &Preset, skin: &Skin) {
    let color = verdict_color(&preset.verdict, skin);
    let text = verdict_text(&preset.verdict);
    let galley = ui.painter().layout_no_wrap(text, egui::FontId::proportional(12.0), color);
    let (rect, _) = ui.allocate_exact_size(galley.size() + vec2(16.0, 6.0), Sense::hover());
    ui.painter().rect(
        rect,
        rect.height() / 2.0,
        color.gamma_multiply(0.12),
        (1.0, color.gamma_multiply(0.6)),
        egui::StrokeKind::Inside,
    );
    let at = Rect::from_center_size(rect.center(), galley.size()).min;
    ui.painter().galley(at, galley, color);
}

/// The colour of an expected verdict.
pub fn verdict_color(verdict: &str, skin: &Skin) -> egui::Color32 {
    match verdict {
        "ok" => skin.good,
        "deadlock" | "lost signal" | "livelock" => skin.alarm,
        _ => skin.caution,
    }
}

/// An expected verdict in words.
pub fn verdict_text(verdict: &str) -> String {
    match verdict {
        "ok" => words!("gallery-verdict-ok").to_owned(),
        "deadlock" => words!("gallery-verdict-deadlock").to_owned(),
        "lost update" => words!("gallery-verdict-lost-update").to_owned(),
        "race" => words!("gallery-verdict-race").to_owned(),
        "lost signal" => words!("gallery-verdict-lost-signal").to_owned(),
        "livelock" => words!("gallery-verdict-livelock").to_owned(),
        "starvation" => words!("gallery-verdict-starvation").to_owned(),
        "priority inversion" => words!("gallery-verdict-inversion").to_owned(),
        "contention" => words!("gallery-verdict-contention").to_owned(),
        other => other.replace(['_', '-'], " "),
    }
}

fn recent_ui(ui: &mut Ui, session: &Session, actions: &mut Vec<Action>) {
    let recent = &session.settings().recent_files;
    if recent.is_empty() {
        return;
    }
    ui.add_space(6.0);
    ui.horizontal_wrapped(|ui| {
        let skin = skin_of(ui);
        ui.label(RichText::new(words!("gallery-recent")).color(skin.text_weak));
        for path in recent.iter().take(RECENT_MAX) {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let link = ui.link(RichText::new(name).color(skin.accent));
            if link.on_hover_text(path.display().to_string()).clicked() {
                actions.push(Action::OpenFile(path.clone()));
            }
            ui.add_space(6.0);
        }
    });
}

/// The narrow list of presets beside the palette.
pub fn list_ui(ui: &mut Ui, session: &Session, actions: &mut Vec<Action>) {
    let skin = skin_of(ui);
    let open = session.document().and_then(|document| document.preset());
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        egui::Frame::new().inner_margin(8).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for preset in presets::ALL.iter() {
                let is_open = open == Some(preset.name.as_str());
                let button = egui::Button::selectable(is_open, preset.shown_title())
                    .wrap()
                    .min_size(vec2(ui.available_width(), 26.0));
                if ui.add(button).on_hover_text(preset.shown_lesson().replace('`', "")).clicked() {
                    actions.push(Action::OpenPreset(preset.name.clone()));
                }
            }
            ui.add_space(8.0);
            let all = ui.link(RichText::new(words!("gallery-all")).color(skin.accent));
            if all.clicked() {
                actions.push(Action::Do(Command::ShowGallery));
            }
        });
    });
}
