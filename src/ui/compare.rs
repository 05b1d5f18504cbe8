//! Two runs beside each other: the newest one and the one before it, or one that the user keeps.
//!
//! Paints the parts of `export::compare`'s picture and lets the user look closer: both runs' lanes
//! are zoomed and moved together. Counting is the session's.

use super::Action;
use super::plots::readable;
use super::timeline::paint::{color32, paint_scene};
use super::timeline::tooltip_ui;
use super::timeline::window::{Extent, Window};
use crate::export::chart::{self, ChartView, Marked};
use crate::export::compare::{HEAD, Lanes, Side, chart_view, figure, heading, lanes, span};
use crate::export::theme::Theme;
use crate::export::timeline::{DETAIL, Layout, TimelineView};
use crate::session::compared::EVENTS_MAX;
use crate::session::{Command, Session};
use crate::ui::WHEEL_PAN;
use crate::words;
use crate::words::Language;
use egui::{Label, Response, RichText, ScrollArea, Sense, Ui, pos2, vec2};

/// From this width on figures stand beside the lanes, not below them.
const WIDE: f32 = 900.0;
/// Narrower figures cannot be read.
const FIGURES_WIDTH_MIN: f32 = 320.0;
/// Narrower lanes cannot be read.
const WIDTH_MIN: f32 = 240.0;

/// Where one looks in both runs, in nanoseconds since each began.
#[derive(Default)]
pub struct ComparePanel {
    window: Window,
    /// Each run's lanes as they were laid out last, with what that depends on.
    laid_out: [Option<(Key, TimelineView, Layout)>; 2],
}

/// All that a run's lanes depend on: which are shown follows from both runs.
#[derive(Clone, PartialEq)]
struct Key {
    runs: [(u64, u64, String); 2],
    width: f32,
    sight: (f64, f64),
    pixels_per_point: f32,
    theme: &'static str,
    language: Language,
}

impl ComparePanel {
    /// Shows the panel.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        theme: &'static Theme,
        actions: &mut Vec<Action>,
    ) {
        let (Some([before, now]), Some(names)) = (session.sides(), session.names_of_sides()) else {
            return empty_ui(ui, session, actions);
        };
        let sides = [Side { trace: before, name: &names[0] }, Side { trace: now, name: &names[1] }];
        let run = Extent { from_nanos: 0.0, to_nanos: span(sides), live: false };
        self.window.keep_up(run);
        head_ui(ui, session, actions);
        let names = sides.map(|side| side.name);
        let wide = ui.available_width() >= WIDE && session.comparison().is_some();
        if wide {
            let id = ui.scope_id().with("compared figures");
            egui::Panel::right(id)
                .resizable(true)
                .default_size(ui.available_width() * 0.38)
                .size_range(FIGURES_WIDTH_MIN..=ui.available_width() * 0.6)
                .show(ui, |ui| {
                    let area = ScrollArea::vertical().id_salt("figures").auto_shrink(false);
                    area.show(ui, |ui| figures_ui(ui, session, names, theme));
                });
        }
        ScrollArea::vertical().id_salt("compare").auto_shrink(false).show(ui, |ui| {
            for number in 0..sides.len() {
                self.run_ui(ui, (sides, number), run, theme);
            }
            if !wide {
                figures_ui(ui, session, names, theme);
            }
        });
    }

    /// A run's heading and lanes.
    fn run_ui(
        &mut self,
        ui: &mut Ui,
        (sides, number): ([Side<'_>; 2], usize),
        run: Extent,
        theme: &'static Theme,
    ) {
        ui.horizontal(|ui| {
            let (mark, _) = ui.allocate_exact_size(vec2(10.0, HEAD - 6.0), Sense::hover());
            let mark = egui::Rect::from_center_size(mark.center(), vec2(10.0, 10.0));
            ui.painter().rect_filled(mark, 2.0, color32(chart::run_color(theme, number)));
            let heading = heading(sides[number]);
            let label = Label::new(RichText::new(&heading).strong()).truncate();
            ui.add(label).on_hover_text(heading);
        });
        let look = Lanes {
            width: ui.available_width().max(WIDTH_MIN),
            margin: 0.0,
            sight: (self.window.from_nanos, self.window.to_nanos),
            pixels_per_point: ui.pixels_per_point(),
            detail: DETAIL,
        };
        let key = Key {
            runs: sides.map(|side| {
                (side.trace.event_count(), side.trace.now_nanos(), side.name.to_owned())
            }),
            width: look.width,
            sight: look.sight,
            pixels_per_point: look.pixels_per_point,
            theme: theme.name,
            language: words::language(),
        };
        let kept = self.laid_out[number].take().filter(|(known, ..)| *known == key);
        let (view, layout) = match kept {
            Some((_, view, layout)) => (view, layout),
            None => lanes(sides, number, &look, theme),
        };
        let size = vec2(layout.scene.width, layout.scene.height);
        let (place, _) = ui.allocate_exact_size(size, Sense::hover());
        let id = ui.scope_id().with(("compared run", number));
        let canvas = ui.interact(place, id, Sense::click_and_drag());
        canvas.widget_info(|| {
            let label = heading(sides[number]);
            egui::WidgetInfo::labeled(egui::accesskit::Role::Canvas, true, label)
        });
        paint_scene(&ui.painter_at(place), place.min, &layout.scene);
        self.move_ui(ui, &canvas, (&view, sides[number]), run);
        told_ui(&canvas, (&view, &layout), sides[number]);
        self.laid_out[number] = Some((key, view, layout));
        ui.add_space(6.0);
    }

    /// Ctrl and the wheel zoom, dragging and the wheel sideways move, a double click shows all.
    fn move_ui(
        &mut self,
        ui: &Ui,
        canvas: &Response,
        (view, side): (&TimelineView, Side<'_>),
        run: Extent,
    ) {
        let width = f64::from(view.width - view.gutter).max(1.0);
        if canvas.dragged() && canvas.drag_delta().x != 0.0 {
            self.window.pan(f64::from(-canvas.drag_delta().x) / width, run);
        }
        if canvas.double_clicked() {
            self.window = Window::default();
        }
        let Some(at) = canvas.hover_pos().filter(|_| canvas.contains_pointer()) else { return };
        let (wheel, zoom) = ui.input(|input| (input.smooth_scroll_delta(), input.zoom_delta()));
        if zoom != 1.0 {
            let x = (at.x - canvas.rect.min.x).max(view.gutter);
            let nanos = view.nanos_from_x(x) - side.trace.first_nanos() as f64;
            self.window.zoom(f64::from(zoom), nanos, run);
        } else if wheel.x != 0.0 {
            self.window.pan(f64::from(-wheel.x / WHEEL_PAN), run);
        }
    }
}

/// What the pointer is on, in words.
fn told_ui(canvas: &Response, (view, layout): (&TimelineView, &Layout), side: Side<'_>) {
    let Some(at) = canvas.hover_pos().map(|at| at - canvas.rect.min) else { return };
    let lane = layout.lane_at(at.y).filter(|_| at.x > view.gutter && !canvas.dragged());
    let nanos = view.nanos_from_x(at.x).max(0.0) as u64;
    if let Some(lane) = lane.filter(|_| nanos <= side.trace.now_nanos()) {
        let key = lane.key;
        canvas.clone().on_hover_ui_at_pointer(|ui| tooltip_ui(ui, side.trace, key, nanos));
    }
}

/// What can be done about what is compared.
fn head_ui(ui: &mut Ui, session: &Session, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        keep_ui(ui, session, actions);
        if ui.button(words!("export-plot-short")).on_hover_text(words!("export-plot")).clicked() {
            actions.push(Action::ExportComparison);
        }
        if session.comparison().is_none() {
            match session.trace().is_live() {
                true => _ = ui.weak(words!("plots-compare-when-over")),
                false => {
                    ui.spinner();
                    ui.weak(words!("plots-compare-counting"));
                }
            }
        }
    });
}

fn keep_ui(ui: &mut Ui, session: &Session, actions: &mut Vec<Action>) {
    let mut keeps = session.keeps_run();
    let row = ui.add_enabled_ui(Command::KeepRun.enabled(session).is_ok(), |ui| {
        ui.toggle_value(&mut keeps, words!("plots-compare-keep"))
    });
    if row.inner.on_hover_text(words!("command-keep-run-tip")).changed() {
        actions.push(Action::Do(Command::KeepRun));
    }
}

/// The figures in pairs.
fn figures_ui(ui: &mut Ui, session: &Session, names: [&str; 2], theme: &'static Theme) {
    let Some(compared) = session.comparison() else { return };
    let figure = figure(names, compared);
    let width = ui.available_width().max(WIDTH_MIN);
    let view = ChartView { height: chart::height_for(&figure), ..chart_view(width) };
    let chart = chart::layout(&figure, &view, theme, &Marked::default());
    let (place, response) =
        ui.allocate_exact_size(vec2(chart.scene.width, chart.scene.height), Sense::hover());
    response.widget_info(|| {
        let label = figure.headline.as_str();
        egui::WidgetInfo::labeled(egui::accesskit::Role::Figure, true, label)
    });
    paint_scene(&ui.painter_at(place), place.min, &chart.scene);
    for (number, spot) in chart.spots.iter().enumerate() {
        readable(ui, (place, response.id.with(number)), spot);
    }
}

/// What is said while there are no two runs.
fn empty_ui(ui: &mut Ui, session: &Session, actions: &mut Vec<Action>) {
    let area = ui.available_rect_before_wrap();
    let middle = egui::Rect::from_center_size(
        pos2(area.center().x, area.center().y),
        vec2((area.width() - 40.0).min(520.0), area.height().min(110.0)),
    );
    ui.scope_builder(egui::UiBuilder::new().max_rect(middle), |ui| {
        ui.vertical_centered(|ui| {
            let text = match (session.was_too_long_to_keep(), session.keeps_run()) {
                (true, _) => words!("plots-compare-too-long", events = EVENTS_MAX),
                (false, true) => words!("plots-compare-run-again").to_owned(),
                (false, false) => words!("plots-compare-empty").to_owned(),
            };
            ui.weak(text);
            ui.add_space(6.0);
            if session.has_trace() {
                keep_ui(ui, session, actions);
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::theme;
    use crate::soon::eventually;
    use crate::trace::{Origin, synthetic};
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable;

    struct Stage {
        panel: ComparePanel,
        session: Session,
        actions: Vec<Action>,
    }

    fn shown(session: &mut Session, mode: &str, events: usize) {
        let mut trace = synthetic(3, 2, events, 5);
        let origin = Origin { title: "a.py".into(), mode: mode.into(), script: String::new() };
        trace.set_origin(origin);
        session.show_for_tests(trace);
    }

    fn harness(session: Session) -> Harness<'static, Stage> {
        let stage = Stage { panel: ComparePanel::default(), session, actions: Vec::new() };
        let mut harness = Harness::builder().with_size(vec2(800.0, 900.0)).build_ui_state(
            |ui, stage: &mut Stage| {
                let Stage { panel, session, actions } = stage;
                panel.ui(ui, session, &theme::LIGHT, actions);
            },
            stage,
        );
        harness.run_steps(3);
        harness
    }

    #[test]
    fn with_one_run_it_says_how_to_get_two() {
        let mut session = Session::for_tests();
        shown(&mut session, "free", 500);
        let mut harness = harness(session);
        harness.get_by_label_contains("Run the script again");
        harness.get_by_label("Keep for comparison").click();
        harness.run_steps(2);
        assert_eq!(harness.state().actions, [Action::Do(Command::KeepRun)]);
    }

    #[test]
    fn two_runs_are_zoomed_together_and_their_figures_can_be_read() {
        let mut session = Session::for_tests();
        shown(&mut session, "free", 500);
        shown(&mut session, "gil", 900);
        eventually(|| {
            session.pump();
            session.comparison().is_some()
        });
        let mut harness = harness(session);
        harness.get_by_label_contains("Length of the run:");
        let whole = harness.state().panel.window.span();
        let lanes = harness.get_all_by_role(egui::accesskit::Role::Canvas).next().unwrap().rect();
        harness.hover_at(lanes.center());
        harness.event(egui::Event::Zoom(2.0));
        harness.run_steps(3);
        assert!(harness.state().panel.window.span() < whole * 0.6);
        harness.get_by_label("Export...").click();
        harness.run_steps(2);
        assert_eq!(harness.state().actions, [Action::ExportComparison]);
    }
}
