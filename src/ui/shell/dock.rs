//! Where the panels are, and what commands ask of them.
//!
//! The places survive a restart; a layout of another version is thrown away, never repaired.

use std::sync::Arc;

use egui::Ui;
use egui_tiles::Tree;

use super::desk::{Desk, Panels};
use super::first_layout::{PaletteRoom, first_layout};
use super::run_shown::RunShown;
use super::standstill;
use crate::analysis::detectors::Finding;
use crate::script::settings::Layout;
use crate::session::{CanvasCommand, Command, Document, Panel, Session, TimelineCommand};
use crate::trace::Trace;
use crate::ui::Action;
use crate::ui::canvas::Item;
use crate::ui::export::Looks;
use crate::ui::timeline::{Follow, extent};

/// Version of the arrangement: another one means another set of panels.
pub const LAYOUT_VERSION: u32 = 4;

/// The panels and their places.
pub struct Dock {
    tree: Tree<Panel>,
    panels: Panels,
    /// Nothing happens in the run: nothing moves by itself.
    resting: bool,
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
