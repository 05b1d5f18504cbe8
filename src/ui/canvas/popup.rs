//! Something small over the canvas that wants an answer: a list to choose from, a line of text, the
//! properties of a node.

use super::fields::Make;
use super::inspector::Inspected;
use super::{CanvasAction, CanvasPanel};
use crate::script::outline::Outline;
use crate::ui::field;
use egui::{Id, Key, Pos2, Ui};

/// Width of a list to choose from.
const CHOICE_WIDTH: f32 = 240.0;

/// A label and what choosing it does.
pub type Options = Vec<(String, CanvasAction)>;

/// Something small over the canvas that wants an answer.
pub enum Popup {
    /// One of several.
    Choose {
        /// Where.
        at: Pos2,
        /// What for.
        title: String,
        /// From what.
        options: Options,
        /// Not shown yet.
        fresh: bool,
    },
    /// A line of text.
    Edit {
        /// Where.
        at: Pos2,
        /// What it is.
        title: String,
        /// The text so far.
        text: String,
        /// The text that is there.
        old: String,
        /// What becomes of it.
        make: Make,
        /// Not shown yet.
        fresh: bool,
    },
    /// The properties of a node.
    Inspect(Inspected),
}

impl Popup {
    /// A list to choose from.
    pub fn choose(at: Pos2, title: &str, options: Options) -> Popup {
        Popup::Choose { at, title: title.to_owned(), options, fresh: true }
    }

    /// A line of text to change.
    pub fn edit(at: Pos2, title: &str, text: String, make: Make) -> Popup {
        let (title, old) = (title.to_owned(), text.clone());
        Popup::Edit { at, title, text, old, make, fresh: true }
    }

    /// Every list has a place of its own to be measured in: an area keeps the size of what it had last.
    fn id(&self) -> Id {
        let Popup::Choose { title, options, .. } = self else { return Id::unique("canvas popup") };
        let labels: Vec<&str> = options.iter().map(|(label, _)| label.as_str()).collect();
        Id::unique("canvas list").with((title, labels))
    }

    /// Whether it was not shown yet.
    fn is_fresh(&self) -> bool {
        matches!(self, Popup::Choose { fresh: true, .. } | Popup::Edit { fresh: true, .. })
    }

    /// What was typed is meant even if the next click goes elsewhere.
    fn leave(&self) -> Option<CanvasAction> {
        let Popup::Edit { text, old, make, .. } = self else { return None };
        (text != old).then(|| CanvasAction::Edit(make.action(text)))
    }

    fn at(&self) -> Pos2 {
        match self {
            Popup::Choose { at, .. } | Popup::Edit { at, .. } => *at,
            Popup::Inspect(inspected) => inspected.at,
        }
    }
}

impl CanvasPanel {
    pub(super) fn popup_ui(&mut self, ui: &Ui, outline: &Outline, actions: &mut Vec<CanvasAction>) {
        let Some(mut popup) = self.popup.take() else { return };
        let area = egui::Area::new(popup.id())
            .order(egui::Order::Foreground)
            .constrain(true)
            .fixed_pos(popup.at());
        let mut done = false;
        // The click that opened it is no click elsewhere.
        let fresh = popup.is_fresh();
        let shown = area.show(ui, |ui| {
            egui::Frame::popup(ui.style()).show(ui, |ui| {
                ui.set_max_width(360.0);
                done = match &mut popup {
                    Popup::Choose { title, options, fresh, .. } => {
                        choose_ui(ui, title, options, fresh, actions)
                    }
                    Popup::Edit { title, text, make, fresh, .. } => {
                        edit_ui(ui, title, (text, make, fresh), actions)
                    }
                    Popup::Inspect(inspected) => inspected.ui(ui, outline, self, actions),
                };
            });
        });
        let escaped = ui.input(|input| input.key_pressed(Key::Escape));
        let elsewhere = !fresh && shown.response.clicked_elsewhere();
        if elsewhere && !escaped && !done {
            actions.extend(popup.leave());
        }
        if done || escaped || elsewhere {
            self.wants_focus = !elsewhere;
        } else if self.popup.is_none() {
            self.popup = Some(popup);
        }
    }
}

fn choose_ui(
    ui: &mut Ui,
    title: &str,
    options: &Options,
    fresh: &mut bool,
    actions: &mut Vec<CanvasAction>,
) -> bool {
    ui.weak(title);
    let mut done = false;
    let mut area = egui::ScrollArea::vertical().max_height(420.0);
    if *fresh {
        area = area.vertical_scroll_offset(0.0);
    }
    area.show(ui, |ui| {
        ui.set_width(CHOICE_WIDTH);
        for (label, action) in options {
            // All as wide as the list, however long their texts are.
            let button = egui::Button::new(label).min_size(egui::vec2(CHOICE_WIDTH, 0.0));
            let button = ui.add(button);
            if std::mem::take(fresh) {
                button.request_focus();
            }
            if button.clicked() {
                actions.push(action.clone());
                done = true;
            }
        }
    });
    done
}

fn edit_ui(
    ui: &mut Ui,
    title: &str,
    (text, make, fresh): (&mut String, &Make, &mut bool),
    actions: &mut Vec<CanvasAction>,
) -> bool {
    let label = ui.weak(title);
    let is_code = matches!(make, Make::Step(_));
    let (font, width) = match is_code {
        true => (egui::TextStyle::Monospace, 340.0),
        false => (egui::TextStyle::Body, 200.0),
    };
    let edit = egui::TextEdit::singleline(text).font(font).desired_width(width);
    let mut output = edit.show(ui);
    let field = output.response.response.clone().labelled_by(label.id);
    if std::mem::take(fresh) {
        // Typing replaces a name; of a step mostly a part is changed.
        let end = text.chars().count();
        field::begin(ui, &mut output, if is_code { end } else { 0 }, end);
    }
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if entered {
        actions.push(CanvasAction::Edit(make.action(text)));
    }
    entered
}
