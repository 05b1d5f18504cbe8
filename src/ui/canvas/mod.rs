//! The canvas: a script's threads and primitives as a picture that is edited by hand.
//!
//! It draws an [`Outline`] and, over it, a [`LiveView`]; what the user does comes out as
//! [`CanvasAction`]s, each one edit of the text. It keeps where nodes stand and what is selected, and
//! nothing else: it must not know the text, how a script runs, or who carries the actions out.
//!
//! | file            | what it does                                             |
//! |-----------------|-----------------------------------------------------------|
//! | `live.rs`       | a run at one instant, node by node                         |
//! | `layout.rs`     | sizes, automatic places, rows, wires                       |
//! | `pen.rs`        | drawing in world units                                     |
//! | `cards.rs`, `primitives.rs`, `wires.rs` | painting                           |
//! | `navigate.rs`   | pan, zoom, fit                                             |
//! | `nodes.rs`      | nodes and rows under the pointer and the keyboard           |
//! | `drops.rs`      | what happens when something is dropped                      |
//! | `menus.rs`      | context menus, choosers, editing in place                   |
//! | `palette.rs`    | the list of things to drag in                              |

mod cards;
mod drops;
pub mod layout;
pub mod live;
mod menus;
mod navigate;
mod nodes;
pub mod palette;
mod pen;
mod primitives;
mod wires;

pub use live::LiveView;
pub use palette::{Item, PalettePanel};

use crate::export::theme::Theme;
use crate::script::edit;
use crate::script::outline::Outline;
use egui::accesskit::Role;
use egui::{Align2, FontId, Pos2, Rect, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};
use layout::NodeId;
use menus::Popup;
use pen::Pen;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Something the user asked for on the canvas.
#[derive(Clone, PartialEq, Debug)]
pub enum CanvasAction {
    /// Change the script.
    Edit(edit::Action),
    /// Show this line of the script, 1-based.
    GoTo(u32),
    /// Nodes were moved: where all moved ones stand now. To be kept with the script.
    Layout(BTreeMap<String, (f32, f32)>),
    /// Tell the user something.
    Say(String),
}

/// What the canvas draws.
#[derive(Clone, Copy)]
pub struct Drawing<'d> {
    /// The script's nodes.
    pub outline: &'d Outline,
    /// The run, if there is one.
    pub live: Option<&'d LiveView>,
    /// The colours.
    pub theme: &'d Theme,
}

/// The canvas's own state.
#[derive(Default)]
pub struct CanvasPanel {
    /// From the panel's corner to the world's origin, on screen.
    offset: Vec2,
    /// The zoom is 1.1 to this power: few sizes, so that few sizes of letters are made.
    zoom_steps: i32,
    /// Zoom asked for that does not make a step yet.
    zoom_rest: f32,
    fitted: bool,
    moved: BTreeMap<String, Pos2>,
    /// `moved` when the drag began that goes on.
    moved_before: BTreeMap<String, Pos2>,
    places: BTreeMap<NodeId, Pos2>,
    arranged_for: Option<u64>,
    selected: BTreeSet<String>,
    row: Option<(String, usize)>,
    open: BTreeSet<String>,
    known: BTreeSet<String>,
    drop_place: Option<Pos2>,
    marquee: Option<Pos2>,
    dragged: Option<NodeId>,
    dragged_row: Option<(usize, usize)>,
    popup: Option<Popup>,
}

/// One frame's facts, shared by the painters and the handlers.
pub(crate) struct Frame<'f> {
    drawing: Drawing<'f>,
    rects: BTreeMap<NodeId, Rect>,
    rect: Rect,
    view: egui::emath::TSTransform,
    pointer: Option<Pos2>,
    pulse: f32,
    time: f32,
}

impl CanvasPanel {
    /// Nothing selected, everything in its automatic place, to be fitted when first shown.
    pub fn new() -> CanvasPanel {
        CanvasPanel::default()
    }

    /// Shows the whole picture in the next frame.
    pub fn fit(&mut self) {
        self.fitted = false;
    }

    /// Another script: forgets what belonged to the last one and takes this one's layout.
    pub fn open_script(&mut self, layout: &BTreeMap<String, (f32, f32)>) {
        *self = CanvasPanel::default();
        self.set_layout(layout);
    }

    /// Puts nodes where a layout says; the others go to their automatic places.
    pub fn set_layout(&mut self, layout: &BTreeMap<String, (f32, f32)>) {
        self.moved = layout.iter().map(|(key, &(x, y))| (key.clone(), pos2(x, y))).collect();
    }

    /// Where the nodes that were moved by hand stand.
    pub fn layout(&self) -> BTreeMap<String, (f32, f32)> {
        self.moved.iter().map(|(key, place)| (key.clone(), (place.x, place.y))).collect()
    }

    /// Draws the canvas and collects what the user does.
    pub fn ui(&mut self, ui: &mut Ui, drawing: Drawing, actions: &mut Vec<CanvasAction>) {
        let size = ui.available_size().max(vec2(40.0, 40.0));
        let (rect, background) = ui.allocate_exact_size(size, Sense::click_and_drag());
        background.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, "Canvas"));
        self.arrange(drawing.outline);
        self.place_new(drawing.outline);
        let rects = self.rects(drawing.outline);
        self.navigate(ui, &background, &rects);
        let time = ui.input(|input| input.time);
        let frame = Frame {
            drawing,
            rects,
            rect,
            view: self.view(rect),
            pointer: ui.input(|input| input.pointer.latest_pos()).filter(|p| rect.contains(*p)),
            pulse: match drawing.live {
                Some(live) if live.moving => ((time * 4.0).sin() * 0.5 + 0.5) as f32,
                _ => 1.0,
            },
            time: (time % 1000.0) as f32,
        };
        let painter = ui.painter_at(rect);
        let pen = Pen { painter: &painter, view: frame.view, theme: drawing.theme };
        paint_ground(&pen, rect);
        wires::paint_wires(&pen, &frame, self);
        self.background_ui(ui, &frame, &background, actions);
        self.nodes_ui(ui, &pen, &frame, actions);
        self.drops_ui(ui, &pen, &frame, &background, actions);
        self.keys(ui, &frame, &background, actions);
        self.popup_ui(ui, actions);
        if drawing.outline.is_empty() {
            paint_empty(&pen, rect);
        }
        if drawing.live.is_some_and(|live| live.moving) {
            ui.request_repaint_after(std::time::Duration::from_millis(33));
        }
    }

    fn arrange(&mut self, outline: &Outline) {
        let mut hasher = DefaultHasher::new();
        for (at, node) in outline.threads.iter().enumerate() {
            let open = self.open.contains(&NodeId::Thread(at).key(outline));
            (&node.name, node.rows.len(), open).hash(&mut hasher);
        }
        for node in &outline.primitives {
            node.name.hash(&mut hasher);
        }
        for node in &outline.shared {
            node.name.hash(&mut hasher);
        }
        for wire in &outline.uses {
            (wire.thread, wire.target).hash(&mut hasher);
        }
        let signature = hasher.finish();
        if self.arranged_for != Some(signature) {
            self.arranged_for = Some(signature);
            self.places = layout::arrange(outline, &self.sizes(outline));
        }
    }

    fn sizes(&self, outline: &Outline) -> BTreeMap<NodeId, Vec2> {
        let size = |id: NodeId| match id {
            NodeId::Thread(at) => {
                layout::card_size(&outline.threads[at], self.open.contains(&id.key(outline)))
            }
            NodeId::Primitive(_) => layout::PRIMITIVE,
            NodeId::Shared(_) => layout::SHARED,
        };
        NodeId::all(outline).map(|id| (id, size(id))).collect()
    }

    fn rects(&self, outline: &Outline) -> BTreeMap<NodeId, Rect> {
        let place = |id: NodeId| {
            let moved = self.moved.get(&id.key(outline)).copied();
            moved.or_else(|| self.places.get(&id).copied()).unwrap_or(Pos2::ZERO)
        };
        let sizes = self.sizes(outline).into_iter();
        sizes.map(|(id, size)| (id, Rect::from_min_size(place(id), size))).collect()
    }

    /// What was dropped on a free place stands there when it appears.
    fn place_new(&mut self, outline: &Outline) {
        let keys: BTreeSet<String> = NodeId::all(outline).map(|id| id.key(outline)).collect();
        if keys == self.known {
            return;
        }
        let fresh: Vec<&String> = keys.difference(&self.known).collect();
        if !self.known.is_empty()
            && let Some(place) = self.drop_place.take()
        {
            for (at, key) in fresh.iter().enumerate() {
                let step = at as f32 * 40.0;
                self.moved.insert((*key).clone(), place + vec2(step, step));
            }
        }
        self.selected.retain(|key| keys.contains(key));
        self.known = keys;
    }
}

fn paint_ground(pen: &Pen, rect: Rect) {
    pen.painter.rect_filled(rect, 0.0, pen.ground());
    let step = pen.len(32.0);
    if step < 20.0 {
        return;
    }
    let origin = pen.view.translation;
    let color = pen.tint(pen.theme.grid, 160);
    let first = pos2(
        rect.left() + (origin.x - rect.left()).rem_euclid(step),
        rect.top() + (origin.y - rect.top()).rem_euclid(step),
    );
    let mut mesh = egui::Mesh::default();
    let mut y = first.y;
    while y < rect.bottom() {
        let mut x = first.x;
        while x < rect.right() {
            let dot = Rect::from_center_size(pos2(x, y), vec2(1.5, 1.5));
            mesh.add_colored_rect(dot, color);
            x += step;
        }
        y += step;
    }
    pen.painter.add(mesh);
}

fn paint_empty(pen: &Pen, rect: Rect) {
    let lines = [
        ("This script creates no threads yet", 18.0, pen.theme.text),
        ("Drag a thread or a primitive from the palette to this place,", 14.0, pen.theme.text_weak),
        ("or click it there.", 14.0, pen.theme.text_weak),
    ];
    let mut y = rect.center().y - 36.0;
    for (text, size, color) in lines {
        let at = pos2(rect.center().x, y);
        let font = FontId::proportional(size);
        pen.painter.text(at, Align2::CENTER_CENTER, text, font, pen.color(color));
        y += size + 12.0;
    }
}
