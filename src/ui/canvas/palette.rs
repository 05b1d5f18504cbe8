//! The palette: threads, primitives and steps to drag onto the canvas, or to click.

use super::CanvasAction;
use super::pen::Pen;
use crate::export::theme::Theme;
use crate::model::primitives::{self, Spec};
use crate::script::edit::{Action, Recipe, Step};
use egui::accesskit::Role;
use egui::emath::TSTransform;
use egui::{Align2, FontId, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

/// Something that can be dragged from the palette.
#[derive(Clone, PartialEq, Debug)]
pub enum Item {
    /// A primitive, by `Spec` name or class.
    Primitive(&'static str),
    /// A thread.
    Thread(Recipe),
    /// A step of a program.
    Step(Step),
}

impl Item {
    /// What the palette calls it.
    pub fn label(&self) -> &'static str {
        match self {
            Item::Primitive(kind) => kind,
            Item::Thread(recipe) => recipe.label(),
            Item::Step(Step::Sleep) => "Sleep",
            Item::Step(Step::Print) => "Print",
            Item::Step(Step::Compute) => "Compute",
            Item::Step(Step::Loop) => "Loop",
            Item::Step(Step::Use { .. }) => "Use",
        }
    }

    /// Name of the sign drawn beside it.
    fn icon(&self) -> &'static str {
        match self {
            Item::Primitive(kind) => spec_of(kind).map_or("", |spec| spec.name),
            Item::Thread(_) => "Thread",
            Item::Step(_) => self.label(),
        }
    }

    fn summary(&self) -> &'static str {
        match self {
            Item::Primitive(kind) => spec_of(kind).map_or("", |spec| spec.summary),
            Item::Thread(Recipe::Worker) => "A thread that runs a new function.",
            Item::Thread(Recipe::CpuBound) => "A thread that computes without a pause.",
            Item::Thread(Recipe::IoBound) => "A thread that waits most of the time.",
            Item::Thread(Recipe::Producer) => "A thread that puts items into a queue.",
            Item::Thread(Recipe::Consumer) => "A thread that takes items from a queue.",
            Item::Thread(Recipe::Daemon) => "A thread that does not keep the script alive.",
            Item::Thread(Recipe::Timer) => "A thread that starts after a delay.",
            Item::Thread(Recipe::Pool) => "A few threads that share a list of jobs.",
            Item::Step(Step::Sleep) => "Sleeps, as waiting for a disk or a network would.",
            Item::Step(Step::Print) => "Prints a line.",
            Item::Step(Step::Compute) => "A loop that keeps the processor busy.",
            Item::Step(Step::Loop) => "An empty loop, to be filled with steps.",
            Item::Step(Step::Use { .. }) => "",
        }
    }
}

fn spec_of(kind: &str) -> Option<&'static Spec> {
    let base = match kind {
        "LifoQueue" | "PriorityQueue" | "SimpleQueue" => "Queue",
        other => other,
    };
    primitives::spec_named(base)
}

/// Primitives that are variants of a `Spec`.
const VARIANTS: &[&str] = &["LifoQueue", "PriorityQueue"];

/// Everything the palette offers, by section.
pub fn sections() -> Vec<(&'static str, Vec<Item>)> {
    let threads = Recipe::ALL.into_iter().map(Item::Thread).collect();
    let offered = |spec: &&Spec| !spec.template.is_empty() && spec.name != "Thread";
    let mut kinds: Vec<&'static str> =
        primitives::ALL.iter().filter(offered).map(|spec| spec.name).collect();
    kinds.extend(VARIANTS);
    kinds.sort();
    let primitives = kinds.into_iter().map(Item::Primitive).collect();
    let steps = [Step::Sleep, Step::Compute, Step::Print, Step::Loop];
    let steps = steps.into_iter().map(Item::Step).collect();
    vec![("Threads", threads), ("Primitives", primitives), ("Steps", steps)]
}

/// The palette panel. It has no state of its own: what is dragged is egui's to know.
#[derive(Default)]
pub struct PalettePanel;

impl PalettePanel {
    /// Draws the list; a click adds, a drag carries the item to the canvas.
    pub fn ui(&mut self, ui: &mut Ui, theme: &Theme, actions: &mut Vec<CanvasAction>) {
        for (title, items) in sections() {
            ui.add_space(4.0);
            ui.label(egui::RichText::new(title).strong());
            for item in items {
                item_ui(ui, theme, &item, actions);
            }
        }
        ghost_ui(ui, theme);
    }
}

fn item_ui(ui: &mut Ui, theme: &Theme, item: &Item, actions: &mut Vec<CanvasAction>) {
    let size = vec2(ui.available_width().max(80.0), 28.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, item.label()));
    response.dnd_set_drag_payload(item.clone());
    let visuals = ui.style().interact(&response);
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 5.0, visuals.weak_bg_fill);
    }
    if response.has_focus() {
        let stroke = ui.visuals().selection.stroke;
        ui.painter().rect_stroke(rect, 5.0, stroke, egui::StrokeKind::Inside);
    }
    let pen = Pen { painter: ui.painter(), view: TSTransform::IDENTITY, theme };
    let icon = Rect::from_center_size(pos2(rect.left() + 16.0, rect.center().y), vec2(15.0, 15.0));
    super::primitives::paint_icon(&pen, icon, item.icon(), pen.color(theme.text_weak));
    let font = FontId::proportional(14.0);
    let at = pos2(rect.left() + 34.0, rect.center().y);
    ui.painter().text(at, Align2::LEFT_CENTER, item.label(), font, visuals.text_color());
    let response = response.on_hover_ui(|ui| {
        ui.label(item.summary());
        ui.weak("Drag it onto the canvas, or click to add it.");
    });
    if response.clicked() {
        actions.push(clicked(item));
    }
}

fn clicked(item: &Item) -> CanvasAction {
    match item {
        Item::Primitive(kind) => CanvasAction::Edit(Action::AddPrimitive((*kind).to_owned())),
        Item::Thread(recipe) => CanvasAction::Edit(Action::AddThread(*recipe)),
        Item::Step(_) => {
            CanvasAction::Say("Drag the step onto a row of a thread on the canvas.".to_owned())
        }
    }
}

/// What is being dragged follows the pointer, over every panel.
fn ghost_ui(ui: &Ui, theme: &Theme) {
    let Some(item) = egui::DragAndDrop::payload::<Item>(ui) else { return };
    let Some(pointer) = ui.input(|input| input.pointer.latest_pos()) else { return };
    let layer = egui::LayerId::new(egui::Order::Tooltip, egui::Id::unique("palette ghost"));
    let painter = egui::Painter::new(ui.ctx().clone(), layer, ui.ctx().content_rect());
    let pen = Pen { painter: &painter, view: TSTransform::IDENTITY, theme };
    let rect = Rect::from_min_size(pointer + vec2(12.0, 8.0), vec2(150.0, 30.0));
    pen.fill(rect, 8.0, pen.card());
    pen.border(rect, 8.0, 1.5, pen.color(theme.accent));
    let icon = Rect::from_center_size(pos2(rect.left() + 18.0, rect.center().y), vec2(15.0, 15.0));
    super::primitives::paint_icon(&pen, icon, item.icon(), pen.color(theme.text));
    let at = pos2(rect.left() + 36.0, rect.center().y);
    let words = super::pen::Words {
        text: item.label(),
        size: 13.5,
        color: pen.color(theme.text),
        mono: false,
    };
    pen.text(at, words, 110.0);
}
