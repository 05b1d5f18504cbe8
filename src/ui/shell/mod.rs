//! The window itself: what is on it, what happens between two frames, how it starts and ends.
//!
//! `logic` takes in what the run sent; `ui` draws and collects actions; `act` carries them out.
//! Nothing is changed in the middle of a frame.

mod act;
mod command_palette;
mod desk;
mod dialogs;
mod dock;
mod finder;
mod first_layout;
mod help;
mod icon;
mod keys;
mod lit;
mod lost;
mod marks;
mod menu;
mod path_dialog;
mod persist;
mod questions;
mod run_shown;
mod settings;
mod standstill;
mod start;
mod status;
mod toasts;
mod toolbar;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use egui::Ui;

use super::gallery::Gallery;
use super::{Action, theme};
use crate::session::run::Runner;
use crate::session::{After, Order, Panel, Session, Waker};

use super::export::ExportDialog;
use command_palette::CommandPalette;
pub use dialogs::DialogKind;
use dialogs::FileDialogs;
use dock::Dock;
use help::About;
pub use keys::{egui_shortcut, shortcut_text};
use persist::Kept;
use questions::Question;
use settings::SettingsWindow;
pub use start::open_window;
use toasts::Toasts;

/// How soon the next frame comes while something runs.
const FRAME: Duration = Duration::from_millis(16);
/// How soon it comes while threads live and nothing happens: a deadlock, say.
const QUIET_FRAME: Duration = Duration::from_millis(200);
/// After how many seconds without an event nothing is taken to happen.
const QUIET_SECONDS: f64 = 3.0;
/// What a desktop's own bars and a window's frame take of a screen.
const FRAME_ROOM: egui::Vec2 = egui::vec2(0.0, 60.0);
/// How often a window that does nothing else looks whether unsaved work must be copied aside.
const IDLE: Duration = Duration::from_secs(3);

/// The whole window.
pub struct LockstepApp {
    session: Session,
    dock: Dock,
    gallery_shown: bool,
    gallery: Gallery,
    files: FileDialogs,
    export: ExportDialog,
    /// What is written once there is a place for it.
    export_order: Option<Order>,
    question: Option<Question>,
    command_palette: CommandPalette,
    help_shown: bool,
    about: About,
    settings_window: SettingsWindow,
    toasts: Toasts,
    actions: Vec<Action>,
    title: String,
    /// Where to go once an unsaved script that had no file is saved.
    after_save: Option<After>,
    /// The text that was open when a file dialog was asked for.
    asked_of: Option<(u64, u64)>,
    quitting: bool,
    /// One panel is all that is drawn.
    alone: bool,
    /// How many events there were when one came last, and when that was.
    newest: (u64, f64),
    /// Nothing is kept of an earlier window, and its screen is not known yet.
    first: bool,
}

/// What a window starts with.
pub struct Start {
    /// The script to open, instead of the gallery.
    pub file: Option<PathBuf>,
    /// What runs scripts.
    pub runner: Box<dyn Runner>,
    /// Folder for unsaved work.
    pub data: Option<PathBuf>,
    /// Who asks for file names.
    pub dialogs: DialogKind,
}

impl LockstepApp {
    /// A window in the given context.
    pub fn new(
        ctx: &egui::Context,
        storage: Option<&dyn eframe::Storage>,
        start: Start,
    ) -> LockstepApp {
        theme::install(ctx);
        let kept = Kept::load(storage);
        kept.settings.speak();
        let repaint = ctx.clone();
        let waker: Waker = Arc::new(move || repaint.request_repaint());
        let mut session = Session::new(kept.settings, start.runner, start.data, waker);
        if let Some(file) = &start.file {
            session.open(file);
        }
        // What was thrown away is shown to who asks for it.
        let works = session.lost_works();
        let question = works.iter().any(|lost| !lost.thrown).then_some(Question::Lost(works));
        LockstepApp {
            gallery_shown: session.document().is_none(),
            gallery: Gallery::default(),
            session,
            dock: Dock::from_kept(kept.layout),
            files: FileDialogs::new(start.dialogs),
            export: ExportDialog::default(),
            export_order: None,
            question,
            command_palette: CommandPalette::default(),
            help_shown: false,
            about: About::default(),
            settings_window: SettingsWindow::default(),
            toasts: Toasts::default(),
            actions: Vec::new(),
            title: String::new(),
            after_save: None,
            asked_of: None,
            quitting: false,
            alone: false,
            newest: (0, 0.0),
            first: !Kept::is_there(storage),
        }
    }

    /// The session behind the window.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The session behind the window, for what tests set up.
    pub fn session_mut(&mut self) -> &mut Session {
        &mut self.session
    }

    /// Draws only this panel from now on, without the window around it: for pictures.
    pub fn show_only(&mut self, panel: Panel) {
        self.alone = true;
        self.dock.show_only(panel);
    }

    /// Puts the editor's cursor on a line, for what benches type.
    pub fn type_at_line(&mut self, line: usize) {
        self.dock.show_line(line);
    }

    fn window_ui(&mut self, ui: &mut Ui) {
        if self.alone {
            self.dock.ui(ui, &self.session, &mut self.actions);
            return;
        }
        let mut actions = std::mem::take(&mut self.actions);
        let asked = self.question.is_some() || self.files.is_open() || self.export.is_open();
        let blocked = asked || self.help_shown || self.settings_window.is_shown();
        let withheld = if asked { withhold_keys(ui.ctx()) } else { Vec::new() };
        if !blocked {
            let timeline = self.dock.timeline_has_keys();
            keys::shortcuts(ui.ctx(), &self.session, timeline, &mut actions);
        }
        // Behind a dialog there is no pointer: else a tooltip that was open would stay, over it.
        let covered = asked
            || self.help_shown
            || self.about.is_shown()
            || self.settings_window.is_shown()
            || self.command_palette.is_shown();
        let pointer = covered.then(|| ui.input_mut(|input| std::mem::take(&mut input.pointer)));
        menu::ui(ui, &self.session, &self.dock, &mut actions);
        toolbar::ui(ui, &self.session, &mut actions);
        status::ui(ui, &mut self.session);
        if self.gallery_shown || self.session.document().is_none() {
            let frame = egui::Frame::new().fill(theme::skin_of(ui).panel);
            egui::CentralPanel::no_frame().frame(frame).show(ui, |ui| {
                self.gallery.ui(ui, &self.session, &mut actions);
            });
        } else {
            egui::CentralPanel::no_frame()
                .show(ui, |ui| self.dock.ui(ui, &self.session, &mut actions));
        }
        if let Some(pointer) = pointer {
            ui.input_mut(|input| input.pointer = pointer);
        }
        ui.ctx().input_mut(|input| input.events.extend(withheld));
        self.overlays_ui(ui.ctx().clone(), &mut actions);
        keys::dropped_files(ui.ctx(), &mut actions);
        self.actions = actions;
    }

    fn overlays_ui(&mut self, ctx: egui::Context, actions: &mut Vec<Action>) {
        self.command_palette.ui(&ctx, &self.session, actions);
        help::keys_ui(&ctx, &mut self.help_shown);
        self.about.ui(&ctx);
        self.settings_window.ui(&ctx, &self.session, actions);
        let failed = || self.session.take_failure().map(Question::Failed);
        if let Some(question) = self.question.take().or_else(failed) {
            let next = self.answer(&ctx, question);
            // The answer itself may have asked something.
            self.question = next.or(self.question.take());
        }
        if self.export.is_open() {
            let looks = self.dock.looks(&self.session);
            let decision = self.export.ui(&ctx, &self.session, &looks);
            self.decide_export(&ctx, decision);
        }
        if let Some(answer) = self.files.ui(&ctx, self.session.settings()) {
            self.take_place(&ctx, answer);
        }
        for notice in self.session.take_notices() {
            self.toasts.add(notice, ctx.input(|input| input.time));
        }
        self.toasts.ui(&ctx, self.session.run_mark());
    }

    /// Whether the threads of a run live and have done nothing for a while.
    fn is_quiet(&mut self, ctx: &egui::Context) -> bool {
        let (events, now) = (self.session.trace().event_count(), ctx.input(|input| input.time));
        if !self.session.phase().is_live() || self.newest.0 != events {
            self.newest = (events, now);
        }
        now - self.newest.1 > QUIET_SECONDS && !self.session.is_checking()
    }

    /// The first window of all takes the whole of a screen that has no room for its usual size.
    fn fill_small_screen(&mut self, ctx: &egui::Context) {
        let screen = ctx.input(|input| input.viewport().monitor_size);
        let Some(screen) = screen.filter(|_| self.first) else { return };
        self.first = false;
        let wanted = egui::Vec2::from(start::WINDOW) + FRAME_ROOM;
        if screen.x < wanted.x || screen.y < wanted.y {
            ctx.send_viewport_cmd(egui::ViewportCommand::Maximized(true));
        }
    }

    fn update_title(&mut self, ctx: &egui::Context) {
        let title = match self.session.document() {
            Some(document) => {
                let mark = if document.is_modified() { "* " } else { "" };
                format!("{mark}{} - Lockstep", document.title())
            }
            None => "Lockstep".to_owned(),
        };
        if title != self.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}

/// Takes what was typed away from the panels behind a dialog: it is meant for the dialog.
fn withhold_keys(ctx: &egui::Context) -> Vec<egui::Event> {
    use egui::Event as E;
    let typed = |event: &mut E| {
        matches!(event, E::Key { .. } | E::Text(_) | E::Copy | E::Cut | E::Paste(_))
    };
    ctx.input_mut(|input| input.events.extract_if(.., typed).collect())
}

impl eframe::App for LockstepApp {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.session.pump();
        theme::choose(ctx, self.session.settings());
        let zoom = self.session.settings().zoom;
        if (ctx.zoom_factor() - zoom).abs() > 0.01 {
            ctx.set_zoom_factor(zoom);
        }
        if self.session.take_arrival() {
            self.gallery_shown = false;
            self.dock.bring_to_front(Panel::Timeline);
        }
        if let Some(picture) = self.session.take_picture() {
            let image = egui::ColorImage::from_rgba_unmultiplied(picture.size, &picture.rgba);
            ctx.copy_image(image);
        }
        self.guard_close(ctx);
        self.fill_small_screen(ctx);
        self.update_title(ctx);
        let modified = self.session.document().is_some_and(|document| document.is_modified());
        let quiet = self.is_quiet(ctx);
        self.dock.rest(quiet);
        if self.session.is_busy() {
            ctx.request_repaint_after(if quiet { QUIET_FRAME } else { FRAME });
        } else if modified {
            ctx.request_repaint_after(IDLE);
        }
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.window_ui(ui);
        self.act(ui.ctx());
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        Kept::of(&self.session, &self.dock).store(storage);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.session.go_on(After::Quit);
    }
}
