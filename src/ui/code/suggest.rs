//! The list of what may stand at the cursor, under it while the person types.

use std::ops::Range;

use egui::text::LayoutJob;
use egui::{
    Area, Context, FontId, Frame, Id, Key, Modifiers, Order, Rect, ScrollArea, Sense, TextFormat,
    Ui, pos2, vec2,
};

use super::lines::{self, Edited, Selection};
use crate::script::complete::{self, Item, Kind};
use crate::ui::HELP_SIZE;
use crate::ui::theme::{Skin, skin_of};
use crate::ui::with_code;
use crate::words;

/// How many are to be seen at once.
const ROWS_SHOWN: usize = 9;
/// Height of a row.
const ROW_HEIGHT: f32 = 21.0;
const WIDTH: f32 = 430.0;
/// Letters typed before names are offered unasked.
const LETTERS_MIN: usize = 2;

/// The list, while it is shown.
#[derive(Default)]
pub struct Suggestions {
    shown: Option<Shown>,
    /// Whether to look again once the typed text is there.
    look: Look,
    /// What was found when the word was begun.
    offer: Option<complete::Offer>,
}

#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Look {
    #[default]
    Not,
    Typed,
    Asked,
}

struct Shown {
    range: Range<usize>,
    items: Vec<Item>,
    chosen: usize,
    moved: bool,
}

impl Suggestions {
    /// Shows the list as soon as the frame's text is known.
    pub fn ask(&mut self) {
        self.look = Look::Asked;
    }

    /// Something was typed or the cursor was moved.
    pub fn follow(&mut self, typed: bool) {
        if self.look != Look::Asked {
            self.look = if typed || self.shown.is_some() { Look::Typed } else { Look::Not };
        }
    }

    /// Hides it.
    pub fn hide(&mut self) {
        *self = Suggestions::default();
    }

    /// What is offered, for tests.
    pub fn items(&self) -> &[Item] {
        self.shown.as_ref().map_or(&[], |shown| &shown.items)
    }

    /// Looks again if asked to.
    pub fn refresh(&mut self, text: &str, selection: Selection) {
        let look = std::mem::take(&mut self.look);
        if look == Look::Not {
            return;
        }
        let found = match selection.is_empty() {
            true => self.look_at(text, selection.caret),
            false => None,
        };
        let chosen =
            self.shown.take().and_then(|old| Some(old.items.get(old.chosen)?.name.clone()));
        let Some(found) = found.filter(|found| !found.items.is_empty()) else { return };
        let letters = text[found.range.clone()].chars().count();
        let after_dot = text[..found.range.start].ends_with('.');
        let goes_on = chosen.is_some() && (letters > 0 || after_dot);
        if look == Look::Typed && letters < LETTERS_MIN && !after_dot && !goes_on {
            return;
        }
        let keep = chosen.and_then(|name| found.items.iter().position(|one| one.name == name));
        let chosen = keep.filter(|_| letters == 0).unwrap_or(0);
        let complete::Completions { range, items } = found;
        self.shown = Some(Shown { range, items, chosen, moved: true });
    }

    /// While a word is typed on, the script need not be read again.
    fn look_at(&mut self, text: &str, caret: usize) -> Option<complete::Completions> {
        let same = self.offer.take().and_then(|offer| offer.typed_on(text, caret));
        self.offer = same.or_else(|| complete::Offer::at(text, caret));
        Some(self.offer.as_ref()?.completions())
    }

    /// Takes the frame's keys that are for the list; the change if one was chosen.
    pub fn keys(&mut self, ctx: &Context, text: &str) -> Option<Edited> {
        let shown = self.shown.as_mut()?;
        let pressed = |key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let last = shown.items.len() - 1;
        let before = shown.chosen;
        if pressed(Key::ArrowDown) {
            shown.chosen = if shown.chosen == last { 0 } else { shown.chosen + 1 };
        }
        if pressed(Key::ArrowUp) {
            shown.chosen = shown.chosen.checked_sub(1).unwrap_or(last);
        }
        if pressed(Key::PageDown) {
            shown.chosen = (shown.chosen + ROWS_SHOWN).min(last);
        }
        if pressed(Key::PageUp) {
            shown.chosen = shown.chosen.saturating_sub(ROWS_SHOWN);
        }
        shown.moved |= shown.chosen != before;
        if pressed(Key::Escape) {
            self.hide();
            return None;
        }
        let accepted = pressed(Key::Enter) || pressed(Key::Tab);
        accepted.then(|| self.accept(text)).flatten()
    }

    fn accept(&mut self, text: &str) -> Option<Edited> {
        let shown = self.shown.take()?;
        let item = shown.items.get(shown.chosen)?;
        let fits = shown.range.end <= text.len() && text.is_char_boundary(shown.range.end);
        fits.then(|| lines::replace(text, shown.range.clone(), &item.insert))
    }

    /// Draws it under the cursor; the change if one was clicked.
    pub fn ui(&mut self, ui: &Ui, caret: Rect, text: &str) -> Option<Edited> {
        let shown = self.shown.as_mut()?;
        let rows = shown.items.len().min(ROWS_SHOWN) as f32;
        let height = rows * ROW_HEIGHT + 40.0;
        let screen = ui.ctx().content_rect();
        let below = caret.bottom() + height < screen.bottom();
        let top = if below { caret.bottom() + 2.0 } else { caret.top() - height - 2.0 };
        let left = caret.left().min(screen.right() - WIDTH - 12.0).max(screen.left());
        let mut clicked = None;
        Area::new(Id::unique("suggestions"))
            .order(Order::Foreground)
            .fixed_pos(pos2(left, top.max(screen.top())))
            .show(ui.ctx(), |ui| {
                Frame::popup(ui.style()).inner_margin(4).show(ui, |ui| {
                    ui.set_width(WIDTH);
                    clicked = shown.list_ui(ui);
                    shown.help_ui(ui);
                });
            });
        let chosen = clicked?;
        self.shown.as_mut()?.chosen = chosen;
        self.accept(text)
    }
}

impl Shown {
    fn list_ui(&mut self, ui: &mut Ui) -> Option<usize> {
        let skin = skin_of(ui);
        let mut clicked = None;
        ui.spacing_mut().item_spacing.y = 0.0;
        let area = ScrollArea::vertical().max_height(ROWS_SHOWN as f32 * ROW_HEIGHT);
        area.auto_shrink([false, true]).show(ui, |ui| {
            for (index, item) in self.items.iter().enumerate() {
                let size = vec2(ui.available_width(), ROW_HEIGHT);
                let (rect, response) = ui.allocate_exact_size(size, Sense::click());
                let chosen = index == self.chosen;
                response.widget_info(|| {
                    let role = egui::accesskit::Role::ListBoxOption;
                    egui::WidgetInfo::selected(role, true, chosen, &item.name)
                });
                if chosen && std::mem::take(&mut self.moved) {
                    response.scroll_to_me(None);
                }
                if chosen || response.hovered() {
                    let fill = if chosen { skin.selection } else { skin.bar };
                    ui.painter().rect_filled(rect, 3.0, fill);
                }
                if ui.is_rect_visible(rect) {
                    row_paint(ui, rect, item, skin);
                }
                if response.clicked() {
                    clicked = Some(index);
                }
            }
        });
        clicked
    }

    fn help_ui(&self, ui: &mut Ui) {
        let skin = skin_of(ui);
        let help = self.items.get(self.chosen).map_or("", |item| item.help.as_str());
        let help = if help.is_empty() { words!("code-suggest-no-help") } else { help };
        ui.separator();
        let text = with_code(help, HELP_SIZE, skin.text_weak);
        ui.add(egui::Label::new(text).truncate());
    }
}

fn row_paint(ui: &Ui, rect: Rect, item: &Item, skin: &Skin) {
    let (letter, color) = match item.kind {
        Kind::Parameter => ("p", skin.code.literal),
        Kind::Variable => ("v", skin.text_weak),
        Kind::Function => ("f", skin.code.function),
        Kind::Class => ("C", skin.code.string),
        Kind::Module => ("M", skin.caution),
        Kind::Keyword => ("k", skin.code.keyword),
    };
    let font = FontId::monospace(13.0);
    let mut job = LayoutJob::default();
    job.append(letter, 0.0, TextFormat::simple(font.clone(), color));
    job.append(&item.name, 10.0, TextFormat::simple(font.clone(), skin.text));
    job.append(&item.signature, 0.0, TextFormat::simple(font, skin.text_weak));
    job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() - 12.0);
    let galley = ui.painter().layout_job(job);
    let at = pos2(rect.left() + 6.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, skin.text);
}
