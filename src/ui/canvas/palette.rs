//! The palette: threads, primitives, shared variables and steps to drag onto the canvas, or to click.
//!
//! Three sorted lists say what there is; a search narrows them. It must not know what becomes of
//! what is dragged: that is `drops.rs`.

use super::CanvasAction;
use super::icons::paint_icon;
use super::nodes::beside;
use super::pen::Pen;
use crate::export::theme::Theme;
use crate::model::primitives::{self, Spec};
use crate::script::edit::{Action, Recipe, Step, Verb};
use crate::words;
use egui::accesskit::Role;
use egui::emath::TSTransform;
use egui::text::LayoutJob;
use egui::{Align2, FontId, Galley, Key, Rect, Sense, Ui, WidgetInfo, pos2, vec2};
use std::sync::Arc;

/// Where names begin, beside their signs.
const NAME_LEFT: f32 = 28.0;
/// Size of the names, and the smallest that they get where they have no room.
const NAME_SIZE: f32 = 13.5;
const NAME_SIZE_MIN: f32 = 10.0;

/// Something that can be dragged from the palette.
#[derive(Clone, PartialEq, Debug)]
pub enum Item {
    /// A primitive, by `Spec` name or class.
    Primitive(&'static str),
    /// A thread.
    Thread(Recipe),
    /// A variable that threads write.
    Shared,
    /// A step of a program.
    Step(Step),
    /// A step that uses a primitive: place in [`USES`].
    Use(usize),
}

/// A step that uses a primitive.
pub struct UseStep {
    /// What it does.
    pub verb: Verb,
    /// The kinds it can do that with.
    pub kinds: &'static [&'static str],
    /// Its sign.
    pub sign: &'static str,
}

const LOCKS: &[&str] = &["Lock", "RLock", "Semaphore", "BoundedSemaphore", "Condition"];
const TRIES: &[&str] = &["Lock", "RLock", "Semaphore", "BoundedSemaphore"];

/// Steps that use a primitive, as the palette lists them.
pub const USES: &[UseStep] = &[
    UseStep { verb: Verb::With, kinds: LOCKS, sign: "With" },
    UseStep { verb: Verb::AcquireTimeout, kinds: TRIES, sign: "Acquire timeout" },
    UseStep { verb: Verb::TryAcquire, kinds: TRIES, sign: "Try acquire" },
    UseStep { verb: Verb::Put, kinds: &["Queue"], sign: "Put" },
    UseStep { verb: Verb::Get, kinds: &["Queue"], sign: "Get" },
    UseStep { verb: Verb::Wait, kinds: &["Event", "Condition"], sign: "Wait" },
    UseStep { verb: Verb::Notify, kinds: &["Condition"], sign: "Notify" },
    UseStep { verb: Verb::Set, kinds: &["Event"], sign: "Set" },
    UseStep { verb: Verb::Wait, kinds: &["Barrier"], sign: "Barrier wait" },
];

impl Item {
    /// What the palette calls it.
    pub fn label(&self) -> &'static str {
        match self {
            Item::Primitive(kind) => kind,
            Item::Thread(recipe) => recipe_label(*recipe),
            Item::Shared => words!("canvas-shared-item"),
            Item::Step(step) => step_label(step),
            Item::Use(place) => match USES.get(*place).map_or("", |step| step.sign) {
                "With" => words!("canvas-use-with"),
                "Acquire timeout" => words!("canvas-use-acquire-timeout"),
                "Try acquire" => words!("canvas-use-try-acquire"),
                "Put" => words!("canvas-use-put"),
                "Get" => words!("canvas-use-get"),
                "Wait" => words!("canvas-use-wait"),
                "Notify" => words!("canvas-use-notify"),
                "Set" => words!("canvas-use-set"),
                _ => words!("canvas-use-barrier"),
            },
        }
    }

    /// Name of the sign drawn beside it.
    pub fn sign(&self) -> &'static str {
        match self {
            Item::Primitive(kind) => kind,
            Item::Shared => "Shared",
            Item::Thread(recipe) => match recipe {
                Recipe::Worker => "Thread",
                Recipe::CpuBound => "CPU",
                Recipe::IoBound => "I/O",
                Recipe::Producer => "Producer",
                Recipe::Consumer => "Consumer",
                Recipe::Daemon => "Daemon",
                Recipe::Timer => "Timer",
                Recipe::Pool => "Pool",
            },
            Item::Step(step) => match step {
                Step::Sleep => "Sleep",
                Step::Compute => "Compute",
                Step::Print | Step::Read(_) => "Print",
                Step::Loop => "Loop",
                Step::Write(_) | Step::WriteNew => "Shared",
                Step::Use { .. } => "With",
            },
            Item::Use(place) => USES.get(*place).map_or("With", |step| step.sign),
        }
    }

    fn summary(&self) -> &'static str {
        match self {
            Item::Primitive(kind) => primitive_summary(kind),
            Item::Thread(recipe) => recipe_summary(*recipe),
            Item::Shared => words!("canvas-shared-item-tip"),
            Item::Step(Step::Sleep) => words!("canvas-step-sleep-tip"),
            Item::Step(Step::Print) => words!("canvas-step-print-tip"),
            Item::Step(Step::Compute) => words!("canvas-step-compute-tip"),
            Item::Step(Step::Loop) => words!("canvas-step-loop-tip"),
            Item::Step(_) => "",
            Item::Use(place) => match USES.get(*place).map_or("", |step| step.sign) {
                "With" => words!("canvas-use-with-tip"),
                "Acquire timeout" => words!("canvas-use-acquire-timeout-tip"),
                "Try acquire" => words!("canvas-use-try-acquire-tip"),
                "Put" => words!("canvas-use-put-tip"),
                "Get" => words!("canvas-use-get-tip"),
                "Wait" => words!("canvas-use-wait-tip"),
                "Notify" => words!("canvas-use-notify-tip"),
                "Set" => words!("canvas-use-set-tip"),
                _ => words!("canvas-use-barrier-tip"),
            },
        }
    }
}

/// What a thread of this recipe is called.
pub fn recipe_label(recipe: Recipe) -> &'static str {
    match recipe {
        Recipe::Worker => words!("canvas-recipe-worker"),
        Recipe::CpuBound => words!("canvas-recipe-cpu"),
        Recipe::IoBound => words!("canvas-recipe-io"),
        Recipe::Producer => words!("canvas-recipe-producer"),
        Recipe::Consumer => words!("canvas-recipe-consumer"),
        Recipe::Daemon => words!("canvas-recipe-daemon"),
        Recipe::Timer => words!("canvas-recipe-timer"),
        Recipe::Pool => words!("canvas-recipe-pool"),
    }
}

fn recipe_summary(recipe: Recipe) -> &'static str {
    match recipe {
        Recipe::Worker => words!("canvas-recipe-worker-tip"),
        Recipe::CpuBound => words!("canvas-recipe-cpu-tip"),
        Recipe::IoBound => words!("canvas-recipe-io-tip"),
        Recipe::Producer => words!("canvas-recipe-producer-tip"),
        Recipe::Consumer => words!("canvas-recipe-consumer-tip"),
        Recipe::Daemon => words!("canvas-recipe-daemon-tip"),
        Recipe::Timer => words!("canvas-recipe-timer-tip"),
        Recipe::Pool => words!("canvas-recipe-pool-tip"),
    }
}

/// What a step is called.
pub fn step_label(step: &Step) -> &'static str {
    match step {
        Step::Sleep => words!("canvas-step-sleep"),
        Step::Print | Step::Read(_) => words!("canvas-step-print"),
        Step::Compute => words!("canvas-step-compute"),
        Step::Loop => words!("canvas-step-loop"),
        Step::Write(_) | Step::WriteNew => words!("canvas-shared-item"),
        Step::Use { .. } => "",
    }
}

/// What a primitive is for; a kind without a text of its own says what its `Spec` says.
pub fn primitive_summary(kind: &str) -> &'static str {
    match kind {
        "Barrier" => words!("canvas-about-barrier"),
        "BoundedSemaphore" => words!("canvas-about-bounded-semaphore"),
        "Condition" => words!("canvas-about-condition"),
        "Event" => words!("canvas-about-event"),
        "LifoQueue" => words!("canvas-about-lifo-queue"),
        "Lock" => words!("canvas-about-lock"),
        "PriorityQueue" => words!("canvas-about-priority-queue"),
        "Queue" => words!("canvas-about-queue"),
        "RLock" => words!("canvas-about-rlock"),
        "Semaphore" => words!("canvas-about-semaphore"),
        "SimpleQueue" => words!("canvas-about-simple-queue"),
        other => spec_of(other).map_or("", |spec| spec.summary),
    }
}

fn spec_of(kind: &str) -> Option<&'static Spec> {
    primitives::spec_named(super::drops::base(kind))
}

/// Primitives that are variants of a `Spec`.
const VARIANTS: &[&str] = &["LifoQueue", "PriorityQueue", "SimpleQueue"];

/// The classes that the palette offers, sorted.
pub fn kinds() -> Vec<&'static str> {
    let offered = |spec: &&Spec| !spec.template.is_empty() && spec.name != "Thread";
    let mut kinds: Vec<&'static str> =
        primitives::ALL.iter().filter(offered).map(|spec| spec.name).collect();
    kinds.extend(VARIANTS);
    kinds.sort();
    kinds
}

/// The steps that stand alone.
pub const STEPS: [Step; 4] = [Step::Compute, Step::Sleep, Step::Loop, Step::Print];

/// Everything the palette offers, by section.
pub fn sections() -> Vec<(&'static str, Vec<Item>)> {
    let threads = Recipe::ALL.into_iter().map(Item::Thread).collect();
    let primitives = kinds().into_iter().map(Item::Primitive).chain([Item::Shared]).collect();
    let steps = STEPS.into_iter().map(Item::Step);
    let steps = steps.chain((0..USES.len()).map(Item::Use)).collect();
    vec![
        (words!("canvas-section-threads"), threads),
        (words!("canvas-section-primitives"), primitives),
        (words!("canvas-section-steps"), steps),
    ]
}

/// The palette panel: what is searched for. What is dragged is egui's to know.
#[derive(Default)]
pub struct PalettePanel {
    search: String,
}

impl PalettePanel {
    /// Draws the list; a click adds, a drag carries the item to the canvas.
    pub fn ui(&mut self, ui: &mut Ui, theme: &Theme, actions: &mut Vec<CanvasAction>) {
        let entered = self.search_ui(ui);
        let wanted = self.search.trim().to_lowercase();
        let mut found = None;
        for (title, items) in sections() {
            let fits = |item: &Item| item.label().to_lowercase().contains(&wanted);
            let items: Vec<Item> = items.into_iter().filter(fits).collect();
            if items.is_empty() {
                continue;
            }
            ui.add_space(6.0);
            ui.label(egui::RichText::new(title).strong());
            for item in items {
                item_ui(ui, theme, &item, actions);
                found.get_or_insert(item);
            }
        }
        match found {
            None => _ = ui.weak(words!("canvas-palette-nothing")),
            Some(first) if entered && !wanted.is_empty() => {
                actions.push(clicked(&first));
                self.search.clear();
            }
            Some(_) => {}
        }
        ghost_ui(ui, theme);
    }

    /// The cross at the end of what is searched for.
    fn clear_ui(&mut self, ui: &Ui, field: Rect) {
        if self.search.is_empty() {
            return;
        }
        let middle = pos2(field.right() - 13.0, field.center().y);
        let place = Rect::from_center_size(middle, vec2(20.0, field.height()));
        let cross = ui.interact(place, ui.scope_id().with("clear search"), Sense::click());
        cross.widget_info(|| {
            WidgetInfo::labeled(Role::Button, true, words!("canvas-palette-clear"))
        });
        let stroke = ui.style().interact(&cross).fg_stroke;
        for slope in [4.0, -4.0] {
            ui.painter()
                .line_segment([middle - vec2(4.0, slope), middle + vec2(4.0, slope)], stroke);
        }
        if cross.on_hover_text(words!("canvas-palette-clear")).clicked() {
            self.search.clear();
        }
    }

    /// The search box; whether Enter was pressed in it.
    fn search_ui(&mut self, ui: &mut Ui) -> bool {
        let field = egui::TextEdit::singleline(&mut self.search)
            .hint_text(words!("canvas-palette-search"))
            .desired_width(f32::INFINITY);
        let field = ui.add(field);
        self.clear_ui(ui, field.rect);
        let (label, value) = (words!("canvas-palette-search"), self.search.clone());
        field.widget_info(|| WidgetInfo::text_edit(true, "", &value, label));
        ui.accesskit_node_builder(field.id, |node| node.set_label(label));
        if field.has_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
            self.search.clear();
        }
        field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
    }
}

fn item_ui(ui: &mut Ui, theme: &Theme, item: &Item, actions: &mut Vec<CanvasAction>) {
    let width = ui.available_width().max(80.0);
    let name = name_galley(ui, item.label(), width - NAME_LEFT - 4.0);
    let size = vec2(width, (name.size().y + 9.0).max(26.0));
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
    let icon = Rect::from_center_size(pos2(rect.left() + 13.0, rect.center().y), vec2(15.0, 15.0));
    let back = pen.color(theme.panel);
    paint_icon(&pen, icon, item.sign(), (sign_color(&pen, item), back));
    let at = pos2(rect.left() + NAME_LEFT, rect.center().y - name.size().y / 2.0);
    ui.painter().galley_with_override_text_color(at, name, visuals.text_color());
    // To the right: below, it would hide the entries that come next.
    beside(&response).show(|ui| {
        ui.set_max_width(260.0);
        ui.strong(item.label());
        ui.label(item.summary());
        ui.weak(match item {
            Item::Step(_) | Item::Use(_) | Item::Shared => words!("canvas-palette-drag-step"),
            _ => words!("canvas-palette-drag"),
        });
    });
    if response.clicked() {
        actions.push(clicked(item));
        if matches!(item, Item::Primitive(_) | Item::Thread(_)) {
            let said = words!("canvas-palette-added", what = item.label());
            actions.push(CanvasAction::Say(said));
        }
    }
}

/// A name as it has room: in its usual size, on two lines, or smaller, as long as it can be read.
fn name_galley(ui: &Ui, name: &str, room: f32) -> Arc<Galley> {
    let laid = |text: &str, size: f32, room: f32| {
        let font = FontId::proportional(size);
        let mut job = LayoutJob::simple(text.to_owned(), font, egui::Color32::PLACEHOLDER, room);
        job.wrap.max_rows = 2;
        ui.painter().layout_job(job)
    };
    let width = |text: &str| laid(text, NAME_SIZE, f32::INFINITY).size().x;
    let words = name.split(' ').map(width).fold(0.0, f32::max);
    let size = (NAME_SIZE * (room / words).min(1.0)).max(NAME_SIZE_MIN);
    laid(name, (size * 2.0).floor() / 2.0, room)
}

/// A sign has the colour that waiting for its primitive has; what never waits is grey.
fn sign_color(pen: &Pen, item: &Item) -> egui::Color32 {
    let kind = match item {
        Item::Primitive(kind) => kind,
        Item::Use(place) => USES.get(*place).map_or("", |step| step.kinds[0]),
        _ => "",
    };
    match spec_of(kind) {
        // Lines are thin: nearer to the colour of text than the areas of that colour.
        Some(spec) => {
            let text = pen.color(pen.theme.text);
            pen.color(pen.theme.wait(spec.waits_as).fill).lerp_to_gamma(text, 0.3)
        }
        None => pen.color(pen.theme.text_weak),
    }
}

fn clicked(item: &Item) -> CanvasAction {
    match item {
        Item::Primitive(kind) => CanvasAction::Edit(Action::AddPrimitive((*kind).to_owned())),
        Item::Thread(recipe) => CanvasAction::Edit(Action::AddThread(*recipe)),
        Item::Step(_) | Item::Use(_) | Item::Shared => CanvasAction::Append(item.clone()),
    }
}

/// What is being dragged follows the pointer, over every panel.
fn ghost_ui(ui: &Ui, theme: &Theme) {
    let Some(item) = egui::DragAndDrop::payload::<Item>(ui) else { return };
    let Some(pointer) = ui.input(|input| input.pointer.latest_pos()) else { return };
    let layer = egui::LayerId::new(egui::Order::Tooltip, egui::Id::unique("palette ghost"));
    let painter = egui::Painter::new(ui.ctx().clone(), layer, ui.ctx().content_rect());
    let pen = Pen { painter: &painter, view: TSTransform::IDENTITY, theme };
    let font = FontId::proportional(13.5);
    let color = pen.color(theme.text);
    let galley = painter.layout_no_wrap(item.label().to_owned(), font, color);
    let size = vec2(galley.size().x + 50.0, 30.0);
    let rect = Rect::from_min_size(pointer + vec2(12.0, 8.0), size);
    pen.fill(rect, 8.0, pen.card());
    pen.border(rect, 8.0, 1.5, pen.color(theme.accent));
    let icon = Rect::from_center_size(pos2(rect.left() + 18.0, rect.center().y), vec2(15.0, 15.0));
    paint_icon(&pen, icon, item.sign(), (color, pen.card()));
    let at =
        Align2::LEFT_CENTER.anchor_size(pos2(rect.left() + 36.0, rect.center().y), galley.size());
    painter.galley(at.min, galley, color);
}
