//! What is on each panel: handing a frame to the one that draws it.

use egui::{Color32, Stroke, Ui, Visuals, WidgetText};
use egui_tiles::{Behavior, TabState, Tile, TileId, Tiles};

use super::run_shown::{self, RunShown};
use super::{lit, marks};
use crate::export::plots::{self, PlotSpec};
use crate::session::{Command, Panel, Session, TimelineCommand};
use crate::ui::canvas::live::LiveCache;
use crate::ui::canvas::{CanvasPanel, Drawing, PalettePanel};
use crate::ui::code::{CodePanel, LitName};
use crate::ui::compare::ComparePanel;
use crate::ui::output::OutputPanel;
use crate::ui::plots::{Linked, PlotPanel};
use crate::ui::theme::{pictures as picture_theme, skin};
use crate::ui::timeline::{Selection, TimelinePanel, chip_ui};
use crate::ui::{Action, findings, gallery, hint_ui};
use crate::words;

/// The state of each panel that has some.
#[derive(Default)]
pub struct Panels {
    pub canvas: CanvasPanel,
    /// What the canvas shows of the run.
    pub live: LiveCache,
    pub palette: PalettePanel,
    /// The document whose layout the canvas has.
    pub canvas_of: Option<u64>,
    /// The state of its text whose layout that is.
    pub canvas_revision: Option<u64>,
    pub code: CodePanel,
    pub output: OutputPanel,
    pub timeline: TimelinePanel,
    pub contention: PlotPanel,
    pub throughput: PlotPanel,
    pub wait_graph: PlotPanel,
    pub compare: ComparePanel,
    pub other_plot: PlotPanel,
    /// Which of the other plots is shown: its place in `plots::ALL`.
    pub other_chosen: Option<usize>,
    /// What is chosen on the timeline: the same in all panels.
    pub selection: Selection,
    /// Whether the run was over, and looked through, in the last frame.
    pub was_over: bool,
    pub run_shown: RunShown,
}

/// What a panel needs while it draws.
pub struct Desk<'a> {
    /// The panels.
    pub panels: &'a mut Panels,
    /// What they show.
    pub session: &'a Session,
    /// What the user does.
    pub actions: &'a mut Vec<Action>,
    /// Nothing moves by itself.
    pub resting: bool,
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
        let (trace, outline) = (session.trace(), session.outline());
        let lit = selection.linked(trace);
        let pictures = outline.map(|now| {
            let then = session.outline_of_run().unwrap_or(now);
            lit::Pictures { then, now }
        });
        code.lit = pictures.map_or(Vec::new(), |of| lit::names(trace, of, &lit));
        // A run speaks of the lines that ran.
        let line = selection.line.and_then(|line| session.line_now(line));
        code.show_chosen(line.map(|line| line as usize));
        // What is selected on the canvas, as long as the script is not what is worked on.
        if !ui.memory(|memory| memory.has_focus(CodePanel::editor_id())) {
            code.lit.extend(canvas.chosen_line.map(LitName::whole_line));
        }
        code.ui(ui, self.session, (&marks, &values), self.actions);
        let pointed = pictures.zip(code.pointed.as_ref());
        selection.point_at(pointed.and_then(|(of, name)| lit::key_of(trace, of, name)));
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
