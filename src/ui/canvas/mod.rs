//! The canvas: a script's threads and primitives as a picture that is edited by hand.
//!
//! It draws an [`Outline`] and, over it, a [`LiveView`]; what the user does comes out as
//! [`CanvasAction`]s, each one edit of the text. It keeps where nodes stand and what is selected, and
//! nothing else: it must not know the text, how a script runs, or who carries the actions out.
//!
//! | file            | what it does                                             |
//! |-----------------|-----------------------------------------------------------|
//! | `lit.rs`        | what lights up here and in the other views at once         |
//! | `live.rs`       | a run at one instant, node by node                         |
//! | `matched.rs`    | which node a thing of a run stands for                     |
//! | `motion.rs`     | what moved lately, and how often                           |
//! | `node_id.rs`    | which node is meant, and by which key                      |
//! | `layout.rs`     | sizes, automatic places, rows, wires                       |
//! | `detour.rs`     | wires go round what stands between their ends              |
//! | `places.rs`     | where nodes stand, by hand or automatically                 |
//! | `align.rs`      | lining up and spreading out                                |
//! | `plans.rs`      | what a drop or a wire would do, in words and as a deed      |
//! | `exchange.rs`   | what a step could be about instead                          |
//! | `pen.rs`        | drawing in world units                                     |
//! | `icons.rs`      | signs of kinds                                             |
//! | `cards.rs`, `primitives.rs`, `wires.rs`, `tokens.rs` | painting              |
//! | `navigate.rs`, `minimap.rs` | pan, zoom, fit, the map in the corner          |
//! | `nodes.rs`, `rows.rs`, `ports.rs` | nodes, rows and wires under the pointer  |
//! | `keys.rs`       | commands and keys                                          |
//! | `drops.rs`      | dragging                                                   |
//! | `menus.rs`, `inspector.rs`, `fields.rs` | context menus, choosers, properties  |
//! | `palette.rs`    | the list of things to drag in                              |

mod align;
mod cards;
mod detour;
mod drops;
mod exchange;
mod fields;
mod glide;
mod icons;
mod inspector;
mod jump;
mod keys;
pub mod layout;
mod lit;
pub mod live;
pub mod matched;
mod menus;
mod minimap;
pub mod motion;
mod navigate;
mod node_id;
mod nodes;
pub mod palette;
mod pen;
mod places;
mod plans;
mod popup;
mod ports;
mod primitives;
mod rows;
mod shared;
mod tokens;
mod wires;

pub use live::LiveView;
pub use palette::{Item, PalettePanel};

use crate::export::theme::Theme;
use crate::export::timeline::LaneKey;
use crate::model::ids::ThreadId;
use crate::script::edit;
use crate::script::outline::Outline;
use crate::session::CanvasCommand;
use crate::ui::LOOK_WHETHER_TYPING;
use crate::words;
use drops::Dragged;
use egui::accesskit::Role;
use egui::{Align2, FontId, Pos2, Rect, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};
use node_id::{Keys, NodeId};
use pen::Pen;
use popup::Popup;
use ports::WireId;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// Something the user asked for on the canvas.
#[derive(Clone, PartialEq, Debug)]
pub enum CanvasAction {
    /// Change the script.
    Edit(edit::Action),
    /// Change the script; what is new stands at this place.
    EditAt(edit::Action, (f32, f32)),
    /// Put a step of the palette where the selection is: back to the canvas.
    Append(Item),
    /// Put the code of these on the clipboard.
    Copy(Vec<edit::Subject>),
    /// Show this line of the script, 1-based.
    GoTo(u32),
    /// Something was selected that stands on this line: bring it into sight, and leave the cursor.
    Reveal(u32),
    /// A thread that reaches this line is to stop there, or not to any more.
    ToggleBreakpoint(u32),
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
    /// Lines with a breakpoint.
    pub breakpoints: &'d BTreeSet<u32>,
    /// Threads that stand at one, and its line.
    pub stopped: &'d BTreeMap<ThreadId, u32>,
    /// Nothing moves by itself: no tokens, no pulse.
    pub still: bool,
    /// The script says something else by now, which cannot be read.
    pub stale: bool,
    /// The script is being typed: nodes that stand somewhere stay there until it rests.
    pub typing: bool,
}

static NO_LINES: BTreeSet<u32> = BTreeSet::new();
static NO_THREADS: BTreeMap<ThreadId, u32> = BTreeMap::new();

impl<'d> Drawing<'d> {
    /// A picture without a run, breakpoints or wishes.
    pub fn of(outline: &'d Outline, theme: &'d Theme) -> Drawing<'d> {
        let (breakpoints, stopped) = (&NO_LINES, &NO_THREADS);
        Drawing {
            outline,
            live: None,
            theme,
            breakpoints,
            stopped,
            still: false,
            stale: false,
            typing: false,
        }
    }

    fn runs(&self) -> bool {
        self.live.is_some_and(|live| live.moving)
    }
}

/// The canvas's own state.
#[derive(Default)]
pub struct CanvasPanel {
    /// From the panel's corner to the world's origin, on screen.
    offset: Vec2,
    /// The zoom is 1.05 to this power: few sizes, so that few sizes of letters are made.
    zoom_steps: i32,
    /// Zoom asked for that does not make a step yet.
    zoom_rest: f32,
    /// The size of the panel that the picture was fitted to.
    fitted: Option<Vec2>,
    /// The user has moved the view: it is not fitted again by itself.
    navigated: bool,
    /// All of the picture was asked for, however small it gets.
    whole: bool,
    /// Nodes stand where they stood while the script is typed, and not where they should.
    unsettled: bool,
    moved: BTreeMap<String, Pos2>,
    /// `moved` when the drag began that goes on.
    moved_before: BTreeMap<String, Pos2>,
    /// Where nodes stood then.
    stood_before: BTreeMap<String, Pos2>,
    places: BTreeMap<NodeId, Pos2>,
    arranged_for: Option<u64>,
    selected: BTreeSet<String>,
    /// The row that is selected: its card's key and its number.
    row: Option<(String, usize)>,
    /// Where the selection of rows began, in the same card.
    row_anchor: usize,
    wire: Option<WireId>,
    /// The nodes there were when places were last looked for, by key.
    known: Keys,
    /// Cards that show all rows.
    open: BTreeSet<String>,
    /// Groups that show their members.
    open_groups: BTreeSet<String>,
    minimap_hidden: bool,
    /// Where the map was put when the picture was last fitted.
    map_corner: Option<Align2>,
    marquee: Option<nodes::Marquee>,
    /// The sizes that nodes had in the last frame, by key.
    sizes_seen: BTreeMap<String, Vec2>,
    /// The zoom that was asked for beside the canvas.
    zoom_wanted: Option<i32>,
    dragged: Option<Dragged>,
    popup: Option<Popup>,
    asked: Vec<CanvasCommand>,
    appended: Vec<Item>,
    /// The line that was asked for.
    wanted_line: Option<u32>,
    glide: glide::Glide,
    detours: detour::Detours,
    /// Take the keyboard in the next frame: a command was given from elsewhere.
    wants_focus: bool,
    /// What was selected when its line was told last: its key and row.
    told: Option<(String, Option<usize>)>,
    /// The line of what is selected.
    pub chosen_line: Option<u32>,
    /// What the pointer is on in another view.
    pub lit: Vec<LaneKey>,
    /// What of the run the pointer is on here.
    pub pointed: Option<LaneKey>,
}

/// One frame's facts, shared by the painters and the handlers.
pub(crate) struct Frame<'f> {
    drawing: Drawing<'f>,
    keys: Keys,
    rects: BTreeMap<NodeId, Rect>,
    /// Height of the list of members in each card.
    strips: Vec<f32>,
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
        self.settle();
        self.whole = true;
    }

    /// Shows the picture in the next frame as when it was opened: readable, from its beginning.
    fn settle(&mut self) {
        self.fitted = None;
        self.navigated = false;
        self.whole = false;
    }

    /// Carries out a command about what is selected, in the next frame.
    pub fn ask(&mut self, command: CanvasCommand) {
        self.asked.push(command);
        self.wants_focus = true;
    }

    /// Puts a step where the selection is, in the next frame.
    pub fn append(&mut self, item: Item) {
        self.appended.push(item);
    }

    /// Another script: forgets what belonged to the last one and takes this one's layout.
    pub fn open_script(&mut self, layout: &BTreeMap<String, (f32, f32)>) {
        *self = CanvasPanel { minimap_hidden: self.minimap_hidden, ..CanvasPanel::default() };
        self.set_layout(layout);
    }

    /// Draws the canvas and collects what the user does.
    pub fn ui(&mut self, ui: &mut Ui, drawing: Drawing, actions: &mut Vec<CanvasAction>) {
        let size = ui.available_size().max(vec2(40.0, 40.0));
        let (rect, background) = ui.allocate_exact_size(size, Sense::click_and_drag());
        background.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, words!("canvas-canvas")));
        if std::mem::take(&mut self.wants_focus) {
            background.request_focus();
        }
        let frame = self.frame(ui, drawing, (rect, &background));
        let painter = ui.painter_at(rect);
        let pen = Pen { painter: &painter, view: frame.view, theme: drawing.theme };
        paint_ground(&pen, rect);
        let mut curves = wires::curves(&frame, self);
        self.detours.lead(&mut curves, &frame.rects);
        wires::paint_wires(&pen, &frame, self, &curves);
        self.background_ui(ui, &frame, (&background, &curves), actions);
        self.wires_ui(ui, &pen, &frame, (&curves, actions));
        self.nodes_ui(ui, &pen, &frame, actions);
        self.detours.paint_covered(&pen, &curves);
        tokens::paint_tokens(&pen, &frame, &curves);
        self.paint_drawn_wire(&pen, &frame);
        self.minimap_ui(ui, &pen, &frame);
        self.drops_ui(ui, &pen, &frame, &background, actions);
        self.jump(&frame, actions);
        self.keys(ui, &frame, &background, actions);
        self.tell_line(&frame, actions);
        self.link(&pen, &frame);
        self.popup_ui(ui, drawing.outline, actions);
        if drawing.stale {
            paint_stale(&pen, rect);
        }
        if drawing.outline.is_empty() {
            paint_empty(&pen, rect, drawing.outline.error.is_some());
        }
        if drawing.runs() && !drawing.still {
            ui.request_repaint_after(Duration::from_millis(33));
        }
    }

    fn frame<'f>(
        &mut self,
        ui: &Ui,
        drawing: Drawing<'f>,
        (rect, background): (Rect, &egui::Response),
    ) -> Frame<'f> {
        let keys = Keys::of(drawing.outline);
        let sizes = self.sizes(&drawing, &keys);
        let rearranged = self.arrange(&drawing, &keys, &sizes);
        if self.unsettled {
            ui.request_repaint_after(LOOK_WHETHER_TYPING);
        }
        let before = if rearranged { self.learn(&keys) } else { Keys::default() };
        self.forget_what_is_gone(drawing.outline);
        let mut rects = self.rects(&keys, sizes);
        self.navigate(ui, background, &rects);
        if !before.all().is_empty() && !drawing.runs() {
            self.see_newcomers(rect, (&keys, &before), &rects);
        }
        self.see_grown(rect, &keys, &rects, drawing.typing);
        let time = ui.input(|input| input.time);
        let by_hand = matches!(self.dragged, Some(Dragged::Node(_)));
        if self.glide.glide(&mut rects, &keys, (time, drawing.still || by_hand)) {
            ui.request_repaint();
        }
        let moving = drawing.runs() && !drawing.still;
        Frame {
            strips: self.strips(&drawing, &keys),
            drawing,
            keys,
            rects,
            rect,
            view: self.view(rect),
            pointer: ui.input(|input| input.pointer.latest_pos()).filter(|p| rect.contains(*p)),
            pulse: if moving { ((time * 4.0).sin() * 0.5 + 0.5) as f32 } else { 1.0 },
            time: if moving { (time % 1000.0) as f32 } else { 0.0 },
        }
    }

    fn strips(&self, drawing: &Drawing, keys: &Keys) -> Vec<f32> {
        let height = |at| {
            let id = NodeId::Thread(at);
            layout::members_height(self.members(drawing, (id, keys.of_node(id))))
        };
        (0..drawing.outline.threads.len()).map(height).collect()
    }

    /// How many members of an opened group are listed; 0 if it is no group or closed.
    fn members(&self, drawing: &Drawing, (id, key): (NodeId, &str)) -> usize {
        let outline = drawing.outline;
        if !self.open_groups.contains(key) {
            return 0;
        }
        let (group, live) = match id {
            NodeId::Thread(at) => (
                &outline.threads[at].group,
                drawing.live.and_then(|live| live.threads.get(at)).map(Vec::len),
            ),
            NodeId::Primitive(at) => (
                &outline.primitives[at].group,
                drawing.live.and_then(|live| live.primitives.get(at)).map(Vec::len),
            ),
            NodeId::Shared(_) => return 0,
        };
        let known = group.as_ref().map_or(1, |group| group.count.unwrap_or(1) as usize);
        live.filter(|live| *live > 0).unwrap_or(known)
    }

    /// Rows of a card that are on screen.
    fn rows_shown(&self, frame: &Frame, thread: usize) -> usize {
        let outline = frame.drawing.outline;
        let open = self.open.contains(frame.key(NodeId::Thread(thread)));
        layout::rows_shown(&outline.threads[thread], open)
    }
}

impl Frame<'_> {
    /// A name of a node that stays when others come and go.
    fn key(&self, id: NodeId) -> &str {
        self.keys.of_node(id)
    }

    fn world(&self, place: Pos2) -> Pos2 {
        self.view.inverse() * place
    }

    fn strip(&self, thread: usize) -> f32 {
        self.strips.get(thread).copied().unwrap_or(0.0)
    }

    fn row_rect(&self, thread: usize, card: Rect, row: usize) -> Rect {
        layout::row_rect(card, self.strip(thread), row)
    }

    /// The threads of a card; those that stand at a breakpoint are on its row, wherever they did
    /// something last.
    fn live_of(&self, thread: usize) -> Cow<'_, [live::LiveThread]> {
        let Drawing { outline, live, stopped, .. } = self.drawing;
        let live = live.and_then(|live| live.threads.get(thread)).map_or(&[][..], |live| live);
        if !live.iter().any(|one| stopped.contains_key(&one.id)) {
            return Cow::Borrowed(live);
        }
        let mut live = live.to_vec();
        for one in &mut live {
            if let Some(&line) = stopped.get(&one.id) {
                one.row = live::row_of_line(&outline.threads[thread], line);
                one.line = Some(line);
            }
        }
        Cow::Owned(live)
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

/// Says that the picture is of an earlier text.
fn paint_stale(pen: &Pen, rect: Rect) {
    let theme = pen.theme;
    let (font, color) = (FontId::proportional(13.0), pen.color(theme.text));
    let galley =
        pen.painter.layout(words!("canvas-stale").to_owned(), font, color, rect.width() - 48.0);
    let size = galley.size() + vec2(24.0, 12.0);
    let place = Rect::from_center_size(pos2(rect.center().x, rect.top() + 24.0), size);
    pen.painter.rect_filled(place, 6.0, pen.card());
    let stroke = egui::Stroke::new(1.5, pen.color(theme.alarm));
    pen.painter.rect_stroke(place, 6.0, stroke, egui::StrokeKind::Inside);
    pen.painter.galley(place.min + vec2(12.0, 6.0), galley, color);
}

/// Says what to do where there is nothing to see; `broken`: the script cannot be read.
fn paint_empty(pen: &Pen, rect: Rect, broken: bool) {
    let theme = pen.theme;
    let lines = match broken {
        true => vec![
            (words!("canvas-broken"), 18.0, theme.text),
            (words!("canvas-broken-tip"), 14.0, theme.text_weak),
        ],
        false => vec![
            (words!("canvas-empty"), 18.0, theme.text),
            (words!("canvas-empty-drag"), 14.0, theme.text_weak),
            (words!("canvas-empty-click"), 14.0, theme.text_weak),
        ],
    };
    let mut y = rect.center().y - 36.0;
    for (text, size, color) in lines {
        let font = FontId::proportional(size);
        let galley =
            pen.painter.layout(text.to_owned(), font, pen.color(color), rect.width() - 24.0);
        let place = Align2::CENTER_TOP.anchor_size(pos2(rect.center().x, y), galley.size());
        y += galley.size().y + 12.0;
        pen.painter.galley(place.min, galley, pen.color(color));
    }
}
