//! A document with a canvas and a palette, as the window puts them together, in small; and the hands
//! that tests drag, press and look with.

pub use crate::hands::{drag, hold};
use egui::{Key, Modifiers, Pos2, Rect};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use lockstep::export::theme;
use lockstep::model::ids::ThreadId;
use lockstep::script::edit::{self, EditError, Stand};
use lockstep::script::outline::Outline;
use lockstep::script::settings;
use lockstep::ui::canvas::{CanvasAction, CanvasPanel, Drawing, LiveView, PalettePanel};
use std::collections::{BTreeMap, BTreeSet};

pub const SCRIPT: &str = "\
import threading

counter = 0
gate = threading.Event()


def worker(times):
    global counter
    for _ in range(times):
        counter += 1
    print(\"done\")


if __name__ == \"__main__\":
    t = threading.Thread(target=worker, args=(10,))
    t.start()
    t.join()
    print(counter)
";

/// The row that adds to the counter.
pub const STEP: &str = "worker step 2: counter += 1";
/// The row that prints.
pub const PRINT: &str = "worker step 3: print(\"done\")";

pub struct Desk {
    pub text: String,
    pub undo: Vec<String>,
    pub outline: Outline,
    pub canvas: CanvasPanel,
    pub palette: PalettePanel,
    pub live: Option<LiveView>,
    pub theme: &'static theme::Theme,
    pub breakpoints: BTreeSet<u32>,
    pub stopped: BTreeMap<ThreadId, u32>,
    pub still: bool,
    pub typing: bool,
    pub said: Vec<CanvasAction>,
    pub refused: Vec<EditError>,
    pub clipboard: String,
    pub palette_width: f32,
}

impl Desk {
    pub fn new(text: &str) -> Desk {
        let mut canvas = CanvasPanel::new();
        canvas.open_script(&settings::read(text).0.layout);
        Desk {
            text: text.to_owned(),
            undo: Vec::new(),
            outline: Outline::of(text),
            canvas,
            palette: PalettePanel::default(),
            live: None,
            theme: &theme::LIGHT,
            breakpoints: BTreeSet::new(),
            stopped: BTreeMap::new(),
            still: false,
            typing: false,
            said: Vec::new(),
            refused: Vec::new(),
            clipboard: String::new(),
            palette_width: 200.0,
        }
    }

    pub fn ui(&mut self, ui: &mut egui::Ui) {
        let mut actions = Vec::new();
        if self.palette_width > 0.0 {
            egui::Panel::left("palette").exact_size(self.palette_width).show(ui, |ui| {
                egui::ScrollArea::vertical().show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    self.palette.ui(ui, self.theme, &mut actions);
                });
            });
        }
        let drawing = Drawing {
            live: self.live.as_ref(),
            breakpoints: &self.breakpoints,
            stopped: &self.stopped,
            still: self.still,
            typing: self.typing,
            ..Drawing::of(&self.outline, self.theme)
        };
        egui::CentralPanel::no_frame().show(ui, |ui| self.canvas.ui(ui, drawing, &mut actions));
        if ui.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::Z))
            && let Some(text) = self.undo.pop()
        {
            self.read(text);
        }
        for action in actions {
            self.said.push(action.clone());
            self.carry_out(action);
        }
    }

    fn carry_out(&mut self, action: CanvasAction) {
        match action {
            CanvasAction::Edit(edited) => self.edit(&edited, None),
            CanvasAction::EditAt(edited, new) => {
                let stand = Stand { new, old: self.canvas.stands() };
                self.edit(&edited, Some(&stand));
            }
            CanvasAction::Append(item) => self.canvas.append(item),
            CanvasAction::Layout(layout) => {
                self.change(settings::with_layout(&self.text, &layout));
            }
            CanvasAction::Copy(subjects) => match edit::copy(&self.text, &subjects) {
                Ok(text) => self.clipboard = text,
                Err(why) => self.refused.push(why),
            },
            CanvasAction::ToggleBreakpoint(line) => {
                if !self.breakpoints.remove(&line) {
                    self.breakpoints.insert(line);
                }
            }
            CanvasAction::GoTo(_) | CanvasAction::Reveal(_) | CanvasAction::Say(_) => {}
        }
    }

    fn edit(&mut self, action: &edit::Action, stand: Option<&Stand>) {
        match edit::edit_at(&self.text, action, stand) {
            Ok(change) => self.change(edit::apply(&self.text, &change.edits)),
            Err(why) => self.refused.push(why),
        }
    }

    fn change(&mut self, text: String) {
        self.undo.push(self.text.clone());
        self.read(text);
    }

    /// The text is another one now, by whatever way.
    pub fn read(&mut self, text: String) {
        self.outline = Outline::of(&text);
        self.canvas.set_layout(&settings::read(&text).0.layout);
        self.text = text;
    }
}

/// The desk in a window of the usual size, after its first frames.
pub fn desk(desk: Desk) -> Harness<'static, Desk> {
    sized(desk, [1280.0, 860.0])
}

pub fn sized(desk: Desk, size: [f32; 2]) -> Harness<'static, Desk> {
    // Steps so long that whatever glides has arrived after one.
    at_pace(desk, size, 0.25)
}

pub fn at_pace(desk: Desk, size: [f32; 2], step_seconds: f32) -> Harness<'static, Desk> {
    let theme = if desk.theme.dark { egui::Theme::Dark } else { egui::Theme::Light };
    let builder = Harness::builder().with_size(size).with_theme(theme).with_step_dt(step_seconds);
    let mut harness = builder.build_ui_state(|ui, desk: &mut Desk| desk.ui(ui), desk);
    harness.run_steps(3);
    harness
}

pub fn place(harness: &Harness<Desk>, label: &str) -> Rect {
    harness.get_by_label(label).rect()
}

pub fn center(harness: &Harness<Desk>, label: &str) -> Pos2 {
    place(harness, label).center()
}

/// No node hides another.
pub fn assert_apart(rects: &[Rect]) {
    for (at, one) in rects.iter().enumerate() {
        assert!(rects[at + 1..].iter().all(|other| !other.intersects(*one)), "{rects:?}");
    }
}

pub fn press(harness: &mut Harness<Desk>, key: Key) {
    press_with(harness, Modifiers::NONE, key);
}

pub fn press_with(harness: &mut Harness<Desk>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run_steps(3);
}

pub fn focus(harness: &mut Harness<Desk>, label: &str) {
    harness.get_by_label(label).focus();
    harness.run_steps(2);
}

pub fn choose(harness: &mut Harness<Desk>, label: &str) {
    harness.get_by_label(label).click();
    harness.run_steps(3);
}

/// Exactly one step of undo brings the text back.
pub fn undo_gives_back(harness: &mut Harness<Desk>, text: &str) {
    assert_eq!(harness.state().undo.len(), 1, "one step of undo");
    press_with(harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(harness.state().text, text);
}
