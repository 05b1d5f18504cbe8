//! The panels: where they are, and handing each frame to the one that draws it.
//!
//! The places survive a restart; a layout of another version is thrown away, never repaired.

use std::sync::Arc;

use egui::{Color32, Stroke, Ui, Visuals, WidgetText};
use egui_tiles::{Behavior, TabState, Tile, TileId, Tiles, Tree};

use super::first_layout::{PaletteRoom, first_layout};
use super::run_shown::{self, RunShown};
use super::{lit, marks, standstill};
use crate::analysis::detectors::Finding;
use crate::export::plots::{self, PlotSpec};
use crate::script::settings::Layout;
use crate::session::{CanvasCommand, Command, Document, Panel, Session, TimelineCommand};
use crate::trace::Trace;
use crate::ui::canvas::live::LiveCache;
use crate::ui::canvas::{CanvasPanel, Drawing, Item, PalettePanel};
use crate::ui::code::{CodePanel, LitName};
use crate::ui::compare::ComparePanel;
use crate::ui::export::Looks;
use crate::ui::output::OutputPanel;
use crate::ui::plots::{Linked, PlotPanel};
use crate::ui::theme::{pictures as picture_theme, skin};
use crate::ui::timeline::{Follow, Selection, TimelinePanel, chip_ui, extent};
use crate::ui::{Action, findings, gallery, hint_ui};
use crate::words;

/// Version of the arrangement: another one means another set of panels.
pub const LAYOUT_VERSION: u32 = 4;

/// The panels and their places.
pub struct Dock {
    tree: Tree<Panel>,
    panels: Panels,
    /// Nothing happens in the run: nothing moves by itself.
    resting: bool,
}

/// The state of each panel that has some.
#[derive(Default)]
struct Panels {
    canvas: CanvasPanel,
    /// What the canvas shows of the run.
    live: LiveCache,
    palette: PalettePanel,
    /// The document whose layout the canvas has.
    canvas_of: Option<u64>,
    /// The state of its text whose layout that is.
    canvas_revision: Option<u64>,
    code: CodePanel,
    output: OutputPanel,
    timeline: TimelinePanel,
    contention: PlotPanel,
    throughput: PlotPanel,
    wait_graph: PlotPanel,
    compare: ComparePanel,
    other_plot: PlotPanel,
    /// Which of the other plots is shown: its place in `plots::ALL`.
    other_chosen: Option<usize>,
    /// What is chosen on the timeline: the same in all panels.
    selection: Selection,
    /// Whether the run was over, and looked through, in the last frame.
    was_over: bool,
    run_shown: RunShown,
}

impl Dock {
    /// With the places of last time, if there are any.
    pub fn from_kept(tree: Option<Tree<Panel>>) -> Dock {
        let complete = tree
            .filter(|tree| Panel::ALL.iter().all(|panel| tree.tiles.find_pane(panel).is_some()));
        Dock {
            tree: complete.unwrap_or_else(first_layout),
            panels: Panels::default(),
            resting: false,
        }
    }

    /// The places, to keep.
    pub fn tree(&self) -> &Tree<Panel> {
        &self.tree
    }

    /// Whether nothing is to move by itself.
    pub fn rest(&mut self, resting: bool) {
        self.resting = resting;
    }

    /// Puts all panels where they were at first.
    pub fn reset(&mut self) {
        self.tree = first_layout();
    }

    /// Whether the panel is shown.
    pub fn is_shown(&self, panel: Panel) -> bool {
        self.tree.tiles.find_pane(&panel).is_some_and(|tile| self.tree.tiles.is_visible(tile))
    }

    /// Shows a hidden panel, brings a covered one to the front, hides one that can be seen.
    pub fn toggle(&mut self, panel: Panel) {
        let Some(tile) = self.tree.tiles.find_pane(&panel) else { return };
        let in_front = self.tree.active_tiles().contains(&tile);
        if self.is_shown(panel) && in_front {
            self.tree.set_visible(tile, false);
        } else {
            self.bring_to_front(panel);
        }
    }

    /// Hides all other panels.
    pub fn show_only(&mut self, panel: Panel) {
        for other in Panel::ALL {
            if let Some(tile) = self.tree.tiles.find_pane(&other) {
                self.tree.set_visible(tile, other == panel);
            }
        }
        self.bring_to_front(panel);
    }

    /// Makes sure that the panel can be seen.
    pub fn bring_to_front(&mut self, panel: Panel) {
        if let Some(tile) = self.tree.tiles.find_pane(&panel) {
            self.tree.set_visible(tile, true);
            self.tree.make_active(|id, _| id == tile);
        }
    }

    /// Gives the script's editor a command.
    pub fn give_code(&mut self, command: Command) {
        self.bring_to_front(Panel::Code);
        self.panels.code.give(command);
    }

    /// Shows a line of the script.
    pub fn show_line(&mut self, line: usize) {
        self.bring_to_front(Panel::Code);
        self.panels.code.go_to_line(line);
    }

    /// Brings a line of the script into sight where the script can be seen.
    pub fn reveal_line(&mut self, line: usize) {
        self.panels.code.reveal(line);
    }

    /// Shows the whole run on the timeline.
    pub fn fit_timeline(&mut self) {
        self.bring_to_front(Panel::Timeline);
        self.panels.timeline.window.follow = Follow::Run;
    }

    /// Whether keys are the timeline's: it has the focus, or the pointer while nobody has.
    pub fn timeline_has_keys(&self) -> bool {
        self.panels.timeline.has_keys()
    }

    /// Carries out a command on the timeline.
    pub fn timeline(&mut self, command: TimelineCommand, trace: &Trace) {
        self.bring_to_front(Panel::Timeline);
        let Panels { timeline, selection, .. } = &mut self.panels;
        timeline.command(command, trace, selection);
    }

    /// Shows on the timeline what a finding is about.
    pub fn show_finding(&mut self, finding: &Finding, trace: &Trace) {
        self.bring_to_front(Panel::Timeline);
        let Panels { timeline, selection, .. } = &mut self.panels;
        timeline.show_finding(finding, trace, selection);
    }

    /// Shows the whole picture on the canvas.
    pub fn fit_canvas(&mut self) {
        self.bring_to_front(Panel::Canvas);
        self.panels.canvas.fit();
    }

    /// What is in sight and what is chosen, for an export.
    pub fn looks(&self, session: &Session) -> Looks {
        let Panels { timeline, selection, .. } = &self.panels;
        let trace = session.trace();
        // The timeline may not be shown: then nobody else keeps it up.
        let mut window = timeline.window;
        window.keep_up(extent(trace));
        Looks {
            sight: (window.from_nanos.max(0.0), window.to_nanos.min(trace.now_nanos() as f64)),
            range: selection.range,
            lanes: timeline.lanes_shown(trace),
            marks: timeline.marks().to_vec(),
            path: timeline.path(),
            about: selection.about(trace),
            moment: selection.moment(),
            views: Arc::new(timeline.views(selection)),
        }
    }

    /// Shows what stands for a line of the script.
    pub fn show_on_canvas(&mut self, line: u32) {
        self.bring_to_front(Panel::Canvas);
        self.panels.canvas.show_line(line);
    }

    /// Gives the canvas a command about what is selected on it.
    pub fn on_canvas(&mut self, command: CanvasCommand) {
        self.bring_to_front(Panel::Canvas);
        self.panels.canvas.ask(command);
    }

    /// Where the nodes of the canvas stand.
    pub fn stands_on_canvas(&self) -> Layout {
        self.panels.canvas.stands()
    }

    /// Puts an item of the palette where the canvas's selection is.
    pub fn append_on_canvas(&mut self, item: Item) {
        self.panels.canvas.append(item);
    }

    /// Draws all panels.
    pub fn ui(&mut self, ui: &mut Ui, session: &Session, actions: &mut Vec<Action>) {
        let shown = session.document().map(Document::identity);
        if self.panels.canvas_of != shown {
            self.panels.canvas_of = shown;
            self.panels.canvas.open_script(&session.layout());
        }
        let revision = session.document().map(Document::revision);
        if self.panels.canvas_revision != revision {
            // An undo may have moved nodes back.
            self.panels.canvas_revision = revision;
            self.panels.canvas.set_layout(&session.layout());
        }
        let Panels { timeline, selection, was_over, run_shown, .. } = &mut self.panels;
        let (now, views) = (RunShown::of(session), session.trace().views());
        *was_over &= !run_shown.follow(now, views, (timeline, selection));
        standstill::show(session, was_over, selection);
        timeline.window.stands_nanos = standstill::since(session);
        timeline.play(ui.ctx(), session.trace(), selection);
        if self.panels.selection.next_frame() {
            ui.ctx().request_repaint();
        }
        let resting = self.resting;
        let mut desk = Desk { panels: &mut self.panels, session, actions, resting };
        let room = PaletteRoom::give(&mut self.tree, ui.available_width());
        self.tree.ui(&mut desk, ui);
        room.take_back(&mut self.tree);
    }
}

/// What a panel needs while it draws.
struct Desk<'a> {
    panels: &'a mut Panels,
    session: &'a Session,
    actions: &'a mut Vec<Action>,
    resting: bool,
}

impl Desk<'_> {
    /// Says that another instant than the newest one is shown, with the way back. It lies over the
    /// picture, which must not move while the instant is chosen.
    fn instant_ui(&mut self, ui: &mut Ui, area: egui::Rect) {
        let Some(cursor) = self.panels.selection.cursor else { return };
        let place = area.shrink2(egui::vec2(8.0, 4.0));
        let mut over = ui.new_child(egui::UiBuilder::new().max_rect(place));
        if chip_ui(&mut over, self.session.trace(), cursor) {
            let command = Command::Timeline(TimelineCommand::BackToLive);
            self.actions.push(Action::Do(command));
        }
    }

    fn canvas_ui(&mut self, ui: &mut Ui) {
        let area = ui.available_rect_before_wrap();
        let Some(outline) = self.session.outline() else {
            hint_ui(ui, words!("canvas-not-read-yet"));
            return;
        };
        let trace = self.session.trace();
        let instant = self.panels.selection.instant(trace);
        let ran = self.session.has_trace();
        let stops = marks::stops(self.session, &self.panels.selection);
        let Panels { canvas, selection, live, .. } = &mut *self.panels;
        let (outline, live) = match ran {
            true => {
                let (outline, view) =
                    live.look(outline, self.session.outline_of_run(), trace, instant);
                (outline, Some(view))
            }
            false => (&**outline, None),
        };
        let line = |line: u32| self.session.line_now(line).unwrap_or(0);
        let stopped = stops.iter().map(|stop| (stop.thread, line(stop.line))).collect();
        let drawing = Drawing {
            live,
            breakpoints: self.session.breakpoint_lines(),
            stopped: &stopped,
            still: self.session.settings().reduced_motion || self.resting,
            stale: self.session.is_picture_stale(),
            typing: self.session.is_typing(),
            ..Drawing::of(outline, picture_theme(ui.visuals().dark_mode))
        };
        let mut asked = Vec::new();
        canvas.lit = selection.linked(trace);
        canvas.ui(ui, drawing, &mut asked);
        selection.point_at(canvas.pointed);
        self.actions.extend(asked.into_iter().map(Action::Canvas));
        self.instant_ui(ui, area);
    }

    fn palette_ui(&mut self, ui: &mut Ui) {
        let theme = picture_theme(ui.visuals().dark_mode);
        let mut asked = Vec::new();
        egui::ScrollArea::vertical().id_salt("palette").auto_shrink(false).show(ui, |ui| {
            egui::Frame::new().inner_margin(8).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                self.panels.palette.ui(ui, theme, &mut asked);
            });
        });
        self.actions.extend(asked.into_iter().map(Action::Canvas));
    }

    fn code_ui(&mut self, ui: &mut Ui, dark: bool) {
        let travel = &self.panels.selection;
        let marks = marks::threads(self.session, travel, picture_theme(dark));
        let values = marks::values(self.session, travel, &marks);
        let Panels { canvas, code, selection, .. } = &mut *self.panels;
        let session = self.session;
        let (trace, outline) = (session.trace(), session.outline_of_run().or(session.outline()));
        let lit = selection.linked(trace);
        // A run speaks of the lines that ran.
        let now = |line: usize| session.line_now(line as u32).map(|line| line as usize);
        let names = outline.map_or(Vec::new(), |outline| lit::names(trace, outline, &lit));
        let names = names.into_iter();
        code.lit = names.filter_map(|lit| Some(LitName { line: now(lit.line)?, ..lit })).collect();
        code.show_chosen(selection.line.and_then(|line| now(line as usize)));
        // What is selected on the canvas, as long as the script is not what is worked on.
        if !ui.memory(|memory| memory.has_focus(CodePanel::editor_id())) {
            code.lit.extend(canvas.chosen_line.map(LitName::whole_line));
        }
        code.ui(ui, self.session, (&marks, &values), self.actions);
        let then = |lit: &LitName| {
            let line = session.line_then(lit.line as u32)? as usize;
            Some(LitName { line, name: lit.name.clone() })
        };
        let pointed = code.pointed.as_ref().and_then(then);
        let pointed = outline.zip(pointed.as_ref());
        selection.point_at(pointed.and_then(|(outline, name)| lit::key_of(trace, outline, name)));
    }

    /// A plot that has a tab of its own.
    fn plot_ui(&mut self, ui: &mut Ui, panel: Panel) {
        let theme = picture_theme(ui.visuals().dark_mode);
        let Panels { contention, throughput, wait_graph, timeline, selection, .. } =
            &mut *self.panels;
        let actions = &mut *self.actions;
        let trace = self.session.trace();
        let mut linked = Linked { trace, theme, timeline, selection, actions };
        let (plot, spec) = match panel {
            Panel::Contention => (contention, &plots::contention::PLOT),
            Panel::Throughput => (throughput, &plots::throughput::PLOT),
            _ => (wait_graph, &plots::wait_graph::PLOT),
        };
        let frame = egui::Frame::new().inner_margin(egui::Margin::symmetric(2, 2));
        egui::CentralPanel::no_frame().frame(frame).show(ui, |ui| plot.ui(ui, spec, &mut linked));
    }

    /// The plots that have no tab of their own: chosen above, drawn below.
    fn other_plots_ui(&mut self, ui: &mut Ui) {
        let own = [&plots::contention::PLOT, &plots::throughput::PLOT, &plots::wait_graph::PLOT];
        let other = |plot: &PlotSpec| !own.iter().any(|own| own.name == plot.name);
        let theme = picture_theme(ui.visuals().dark_mode);
        let Panels { other_plot, other_chosen, timeline, selection, .. } = &mut *self.panels;
        let actions = &mut *self.actions;
        let trace = self.session.trace();
        let mut linked = Linked { trace, theme, timeline, selection, actions };
        let mut chosen =
            other_chosen.or_else(|| plots::ALL.iter().position(other)).unwrap_or_default();
        let frame = egui::Frame::new().inner_margin(egui::Margin::symmetric(8, 4));
        egui::Panel::top("other plots").frame(frame).show_separator_line(false).show(ui, |ui| {
            other_plot.chooser_ui(ui, &mut chosen, other, &mut linked);
        });
        *other_chosen = Some(chosen);
        let frame = egui::Frame::new().inner_margin(egui::Margin::symmetric(2, 2));
        egui::CentralPanel::no_frame().frame(frame).show(ui, |ui| {
            if let Some(plot) = plots::ALL.get(chosen) {
                other_plot.ui(ui, plot, &mut linked);
            }
        });
    }
}

impl Behavior<Panel> for Desk<'_> {
    fn pane_ui(&mut self, ui: &mut Ui, _tile: TileId, panel: &mut Panel) -> egui_tiles::UiResponse {
        let dark = ui.visuals().dark_mode;
        ui.painter().rect_filled(ui.max_rect(), 0.0, skin(dark).panel);
        match panel {
            Panel::Canvas => self.canvas_ui(ui),
            Panel::Palette => self.palette_ui(ui),
            Panel::Timeline => {
                let trace = self.session.trace();
                let Panels { timeline, selection, .. } = &mut *self.panels;
                let frame = egui::Frame::new().inner_margin(egui::Margin::symmetric(8, 2));
                egui::CentralPanel::no_frame()
                    .frame(frame)
                    .show(ui, |ui| timeline.ui(ui, trace, picture_theme(dark), selection));
            }
            Panel::Code => self.code_ui(ui, dark),
            Panel::Presets => gallery::list_ui(ui, self.session, self.actions),
            Panel::Output => self.panels.output.ui(ui, self.session, self.actions),
            Panel::Compare => {
                let frame = egui::Frame::new().inner_margin(egui::Margin::symmetric(8, 4));
                let Panels { compare, .. } = &mut *self.panels;
                egui::CentralPanel::no_frame().frame(frame).show(ui, |ui| {
                    compare.ui(ui, self.session, picture_theme(dark), self.actions);
                });
            }
            Panel::Findings => {
                findings::ui(ui, self.session, &mut self.panels.selection, self.actions);
            }
            Panel::Contention | Panel::Throughput | Panel::WaitFor => self.plot_ui(ui, *panel),
            Panel::Plots => self.other_plots_ui(ui),
        }
        egui_tiles::UiResponse::None
    }

    fn tab_title_for_pane(&mut self, panel: &Panel) -> WidgetText {
        let (findings, lines) = (self.session.findings().len(), self.session.output().len());
        match panel {
            Panel::Findings if findings > 0 => {
                words!("shell-findings-count", count = findings).into()
            }
            Panel::Output if lines > 0 => words!("shell-output-count", count = lines).into(),
            _ => panel.title().into(),
        }
    }

    fn simplification_options(&self) -> egui_tiles::SimplificationOptions {
        egui_tiles::SimplificationOptions {
            all_panes_must_have_tabs: true,
            ..egui_tiles::SimplificationOptions::default()
        }
    }

    fn top_bar_right_ui(
        &mut self,
        tiles: &Tiles<Panel>,
        ui: &mut Ui,
        _tile: TileId,
        tabs: &egui_tiles::Tabs,
        _scroll_offset: &mut f32,
    ) {
        let shown = tabs.active.and_then(|tile| tiles.get(tile));
        if matches!(shown, Some(Tile::Pane(Panel::Canvas))) && self.session.outline().is_some() {
            ui.add_space(8.0);
            self.panels.canvas.zoom_ui(ui);
        }
        if matches!(shown, Some(Tile::Pane(panel)) if panel.is_of_run()) {
            run_shown::older_ui(ui, self.session);
        }
    }

    fn tab_bar_height(&self, _style: &egui::Style) -> f32 {
        28.0
    }

    fn gap_width(&self, _style: &egui::Style) -> f32 {
        4.0
    }

    fn min_size(&self) -> f32 {
        90.0
    }

    fn tab_title_spacing(&self, _visuals: &Visuals) -> f32 {
        10.0
    }

    fn tab_bar_color(&self, visuals: &Visuals) -> Color32 {
        skin(visuals.dark_mode).bar
    }

    fn tab_outline_stroke(
        &self,
        visuals: &Visuals,
        _tiles: &Tiles<Panel>,
        _tile: TileId,
        state: &TabState,
    ) -> Stroke {
        if state.active { Stroke::new(1.0, skin(visuals.dark_mode).line) } else { Stroke::NONE }
    }

    fn tab_text_color(
        &self,
        visuals: &Visuals,
        _tiles: &Tiles<Panel>,
        _tile: TileId,
        state: &TabState,
    ) -> Color32 {
        let skin = skin(visuals.dark_mode);
        if state.active { skin.text } else { skin.text_weak }
    }
}
