//! The export dialog: what the picture shows, how large it is and in which colours, with a preview.
//!
//! It only collects choices; drawing and writing are the session's, off the window's thread. The
//! preview is the very scene that will be written, made smaller.

mod canvas;
mod controls;
mod shapes;

pub use canvas::{canvas_scene, session_canvas};

use crate::analysis::critical_path::CriticalPath;
use crate::export::compare::{self, Side};
use crate::export::scene::Scene;
use crate::export::timeline::{LaneKey, Mark, lane_keys};
use crate::export::{self, Content, ExportOptions, Sheet, plots, theme};
use crate::session::{Document, Order, Session};
use crate::trace::{Trace, Views};
use crate::ui::timeline::paint;
use crate::words;
use crate::words::Language;
use egui::{Align, Button, Context, Key, Layout, Modifiers, RichText, Sense, Ui, vec2};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Plots of a preview look at no more events than this.
const PREVIEW_EVENTS_MAX: u64 = 60_000;
const CONTROLS_WIDTH: f32 = 300.0;

/// What the picture shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// The script's own picture.
    Canvas,
    /// The newest run and the one that it is compared with.
    Comparison,
    /// Something drawn from the trace.
    Trace(Content),
}

impl What {
    /// Everything that can be exported as a picture.
    pub fn all() -> impl Iterator<Item = What> {
        let plots = (0..plots::ALL.len()).map(Content::Plot);
        let traced = [Content::Timeline].into_iter().chain(plots).map(What::Trace);
        [What::Canvas].into_iter().chain(traced).chain([What::Comparison])
    }

    /// Whether it is a picture of its own, without choices about time and lanes.
    fn is_drawn_whole(self) -> bool {
        !matches!(self, What::Trace(_))
    }

    /// What it is called.
    pub fn title(self) -> &'static str {
        match self {
            What::Canvas => words!("export-what-canvas"),
            What::Comparison => words!("session-panel-compare"),
            What::Trace(Content::Timeline) => words!("export-what-timeline"),
            What::Trace(Content::Plot(number)) => {
                plots::ALL.get(number).map_or("", |plot| (plot.title)())
            }
        }
    }
}

/// The picture of two runs, once both are counted.
fn comparison_of(
    session: &Session,
    (width, title): (f32, &str),
    theme: &'static theme::Theme,
) -> Option<Scene> {
    let ([before, now], names) = (session.sides()?, session.names_of_sides()?);
    let sides = [Side { trace: before, name: &names[0] }, Side { trace: now, name: &names[1] }];
    Some(compare::picture(sides, session.comparison()?, (width, title), theme))
}

/// Which stretch of time the picture shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Stretch {
    /// All of the run.
    #[default]
    All,
    /// What the timeline shows.
    InSight,
    /// The range that is chosen.
    Chosen,
}

/// What the window shows and what is chosen there.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Looks {
    /// The stretch of time in sight.
    pub sight: (f64, f64),
    /// The range that is chosen.
    pub range: Option<(f64, f64)>,
    /// The lanes of the timeline, in their order.
    pub lanes: Vec<LaneKey>,
    /// The moments that are marked.
    pub marks: Vec<Mark>,
    /// The critical path, if it is shown.
    pub path: Option<Arc<CriticalPath>>,
    /// What is chosen.
    pub about: Option<LaneKey>,
    /// The moment that is chosen.
    pub moment: Option<u64>,
    /// All of it, as the run's own file keeps it.
    pub views: Arc<Views>,
}

impl Looks {
    /// The timeline as it is seen: the range or else what is in sight, its lanes, its marks.
    pub fn picture(&self, trace: &Trace, options: ExportOptions) -> ExportOptions {
        let shown = |key: &LaneKey| self.lanes.contains(key);
        ExportOptions {
            content: Content::Timeline,
            range: Some(self.range.unwrap_or(self.sight)),
            hidden: lane_keys(trace).into_iter().filter(|key| !shown(key)).collect(),
            pinned: self.lanes.clone(),
            path: self.path.clone(),
            ..self.data(options)
        }
    }

    /// The run as data, with what the user added to it.
    pub fn data(&self, options: ExportOptions) -> ExportOptions {
        ExportOptions { marks: self.marks.clone(), views: Some(self.views.clone()), ..options }
    }
}

/// What the user decided.
#[derive(Clone, PartialEq, Debug)]
pub enum Decision {
    /// Write it with the exporter at this place, to a file that is to be asked for.
    Save(usize, Order),
    /// Put it on the clipboard.
    Copy(Order),
}

/// The dialog and the choices of last time.
pub struct ExportDialog {
    open: bool,
    what: What,
    exporter: usize,
    stretch: Stretch,
    width: f32,
    /// As high as needed if 0.
    height: f32,
    scale: f32,
    theme: &'static theme::Theme,
    /// The window's own if none.
    language: Option<Language>,
    legend: bool,
    marks: bool,
    path: bool,
    log: bool,
    /// The user's own title, instead of the usual one.
    title: Option<String>,
    hidden: BTreeSet<LaneKey>,
    lanes: Vec<LaneKey>,
    /// All of a run that went on when the dialog opened: what is previewed is what is written.
    so_far: Option<(f64, f64)>,
    preview: Option<(Ask, Option<Scene>)>,
}

/// What a preview was made for.
type Ask = (What, ExportOptions, u64, u64);

impl Default for ExportDialog {
    fn default() -> ExportDialog {
        ExportDialog {
            open: false,
            what: What::Trace(Content::Timeline),
            exporter: 0,
            stretch: Stretch::All,
            width: 1280.0,
            height: 0.0,
            scale: 2.0,
            theme: &theme::LIGHT,
            language: None,
            legend: true,
            marks: true,
            path: true,
            log: false,
            title: None,
            hidden: BTreeSet::new(),
            lanes: Vec::new(),
            so_far: None,
            preview: None,
        }
    }
}

impl ExportDialog {
    /// Opens for pictures of a format; `what` if something is meant already.
    pub fn open(&mut self, exporter: usize, what: Option<What>, session: &Session, looks: &Looks) {
        self.open = true;
        self.exporter = exporter;
        self.what = what.unwrap_or(self.what);
        self.title = None;
        self.preview = None;
        let trace = session.trace();
        let so_far = (trace.first_nanos() as f64, trace.now_nanos() as f64);
        self.so_far = trace.is_live().then_some(so_far);
        let all = lane_keys(trace);
        self.hidden = all.iter().filter(|key| !looks.lanes.contains(key)).copied().collect();
        self.lanes = looks.lanes.iter().chain(&self.hidden).copied().collect();
        // Who has chosen a range means it.
        self.stretch = match (looks.range, self.stretch) {
            (Some(_), _) => Stretch::Chosen,
            (None, Stretch::Chosen) => Stretch::All,
            (None, stretch) => stretch,
        };
    }

    /// Whether it takes the keyboard.
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// Draws the dialog while it is open; what the user decided, once.
    pub fn ui(&mut self, ctx: &Context, session: &Session, looks: &Looks) -> Option<Decision> {
        if !self.open {
            return None;
        }
        let screen = ctx.content_rect().size();
        let size =
            vec2((screen.x - 100.0).clamp(420.0, 1180.0), (screen.y - 100.0).clamp(300.0, 720.0));
        // Escape is for a list that is open.
        let listing = egui::Popup::is_any_open(ctx);
        let modal = crate::ui::theme::modal(ctx, "export dialog").show(ctx, |ui| {
            ui.set_width(size.x);
            ui.label(RichText::new(words!("export-dialog")).size(18.0).strong());
            ui.add_space(6.0);
            let room = vec2(size.x, size.y - 90.0);
            ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Min), |ui| {
                let column = vec2(CONTROLS_WIDTH.min(size.x * 0.5), room.y);
                ui.allocate_ui_with_layout(column, Layout::top_down(Align::Min), |ui| {
                    egui::ScrollArea::vertical()
                        .id_salt("export controls")
                        .auto_shrink(false)
                        .show(ui, |ui| self.controls_ui(ui, session, looks));
                });
                ui.separator();
                self.preview_ui(ui, session, looks);
            });
            ui.add_space(8.0);
            self.buttons_ui(ui, session, looks)
        });
        let decision = modal.inner;
        let escaped = modal.response.ctx.input(|i| i.key_pressed(Key::Escape));
        if decision.is_some() || escaped && !listing {
            self.open = false;
        }
        decision.flatten()
    }

    /// The buttons at the bottom: a decision, or `None` within for going away without one.
    fn buttons_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        looks: &Looks,
    ) -> Option<Option<Decision>> {
        let ready = !self.what.is_drawn_whole() || self.scene(session, looks).is_some();
        let typing = ui.memory(|memory| memory.focused()).is_some();
        // Taken: the dialog for the file's name comes in the same frame and must not see it.
        let taken = |input: &mut egui::InputState| input.consume_key(Modifiers::NONE, Key::Enter);
        let enter = !typing && ui.input_mut(taken);
        let mut answer = None;
        ui.horizontal(|ui| {
            self.measures_ui(ui, session, looks);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let skin = crate::ui::theme::skin_of(ui);
                let text = RichText::new(words!("export-save")).color(skin.on_accent);
                let save = ui.add_enabled(ready, Button::new(text).fill(skin.accent));
                if save.clicked() || ready && enter {
                    answer = Some(Some(Decision::Save(self.exporter, self.order(session, looks))));
                }
                if ui.add_enabled(ready, Button::new(words!("export-copy"))).clicked() {
                    answer = Some(Some(Decision::Copy(self.order(session, looks))));
                }
                if ui.button(words!("export-cancel")).clicked() {
                    answer = Some(None);
                }
            });
        });
        answer
    }

    fn language(&self) -> Language {
        self.language.unwrap_or_else(words::language)
    }

    fn usual_title(&self, session: &Session) -> String {
        let script = session.document().map_or(String::new(), Document::title);
        let mode = session.run().map_or(session.mode(), |run| run.mode);
        words::speaking(self.language(), || {
            words!(
                "export-title-of",
                what = self.what.title(),
                script = script,
                mode = mode.title()
            )
        })
    }

    /// What the exporters are told.
    fn options(&self, session: &Session, looks: &Looks) -> ExportOptions {
        let range = match self.stretch {
            Stretch::All => self.so_far,
            Stretch::InSight => Some(looks.sight),
            Stretch::Chosen => looks.range,
        };
        let content = match self.what {
            What::Trace(content) => content,
            What::Canvas | What::Comparison => Content::Timeline,
        };
        ExportOptions {
            title: self.title.clone().unwrap_or_else(|| self.usual_title(session)),
            content,
            range,
            width: self.width,
            height: (self.height > 0.0).then_some(self.height),
            scale: self.scale,
            theme: self.theme,
            language: self.language(),
            legend: self.legend,
            hidden: self.hidden.iter().copied().collect(),
            pinned: self.lanes.clone(),
            marks: if self.marks { looks.marks.clone() } else { Vec::new() },
            path: looks.path.clone().filter(|_| self.path),
            about: looks.about,
            moment: looks.moment,
            log: self.log,
            ..ExportOptions::default()
        }
    }

    fn order(&mut self, session: &Session, looks: &Looks) -> Order {
        let options = self.options(session, looks);
        match (self.what, self.scene(session, looks)) {
            (what, Some(scene)) if what.is_drawn_whole() => {
                let sheet = Sheet { title: options.title, scale: options.scale };
                Order::Scene(scene.clone(), sheet)
            }
            _ => Order::Trace(options),
        }
    }

    /// The picture that would be written; kept until a choice changes. A run that goes on is not
    /// followed: a picture is of one moment.
    fn scene(&mut self, session: &Session, looks: &Looks) -> Option<&Scene> {
        let options = self.options(session, looks);
        let revision = session.document().map_or(0, Document::revision);
        let ended = u64::from(session.phase().is_live());
        let ask = (self.what, options, revision, ended);
        // What there was not may be there now.
        let known = self.preview.as_ref().filter(|(known, scene)| *known == ask && scene.is_some());
        if known.is_none() {
            let options = ExportOptions { events_max: PREVIEW_EVENTS_MAX, ..ask.1.clone() };
            let scene = match self.what {
                What::Canvas => {
                    let drawn = words::speaking(self.language(), || {
                        session_canvas(session, looks.moment, self.theme, &options.title)
                    });
                    drawn.map(|scene| scene.scaled(self.width / scene.width.max(1.0)))
                }
                What::Comparison => words::speaking(self.language(), || {
                    comparison_of(session, (self.width, &options.title), self.theme)
                }),
                What::Trace(_) => Some(export::picture(session.trace(), &options)),
            };
            self.preview = Some((ask, scene));
        }
        self.preview.as_ref().and_then(|(_, scene)| scene.as_ref())
    }

    fn preview_ui(&mut self, ui: &mut Ui, session: &Session, looks: &Looks) {
        let room = ui.available_size().max(vec2(60.0, 60.0));
        let (place, response) = ui.allocate_exact_size(room, Sense::hover());
        response.widget_info(|| {
            let label = words!("export-preview");
            egui::WidgetInfo::labeled(egui::accesskit::Role::Image, true, label)
        });
        let Some(scene) = self.scene(session, looks) else {
            let ink = ui.visuals().weak_text_color();
            let font = egui::FontId::proportional(14.0);
            let (at, middle) = (place.center(), egui::Align2::CENTER_CENTER);
            let why = match self.what {
                What::Comparison => words!("export-no-comparison"),
                _ => words!("export-no-canvas"),
            };
            ui.painter().text(at, middle, why, font, ink);
            return;
        };
        let factor = (place.width() / scene.width).min(place.height() / scene.height).min(1.5);
        let small = scene.scaled(factor);
        let size = vec2(small.width, small.height);
        let at = egui::Rect::from_center_size(place.center(), size);
        paint::paint_scene(&ui.painter_at(place), at.min, &small);
        let edge = egui::Stroke::new(1.0, ui.visuals().weak_text_color());
        ui.painter_at(place).rect_stroke(at, 0.0, edge, egui::StrokeKind::Inside);
    }
}

#[cfg(test)]
mod tests;
