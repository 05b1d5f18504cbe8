//! What stands around the lanes: title, time axis, names' gutter, legend.

use super::lanes::lane_keys;
use super::{FrameOptions, LaneKey, TimelineView, object_lane};
use crate::export::axis;
use crate::export::names::state_name;
use crate::export::scene::{Anchor, Layer, Pattern, Rect, Stroke, point, rect};
use crate::export::text;
use crate::export::theme::Theme;
use crate::model::ids::ObjectId;
use crate::trace::{State, Trace};
use crate::words;

const TITLE_HEIGHT: f32 = 30.0;
const TITLE_TEXT: f32 = 15.0;
const AXIS_HEIGHT: f32 = 22.0;
const AXIS_TEXT: f32 = 10.5;
/// Least distance between ticks with labels.
const TICK_GAP: f32 = 84.0;
const LEGEND_ROW: f32 = 20.0;
const LEGEND_TEXT: f32 = 11.0;
const SWATCH: f32 = 18.0;
/// Narrowest and widest gutter that a picture chooses for its names.
const GUTTER: (f32, f32) = (70.0, 190.0);

/// The division of the picture's area.
pub struct Frame<'a> {
    theme: &'a Theme,
    options: &'a FrameOptions,
    width: f32,
    /// Of the whole picture.
    pub height: f32,
    /// Where the axis begins.
    pub axis_top: f32,
    /// Where lanes go.
    pub body: Rect,
}

/// Width that the names of a trace's lanes need.
pub fn gutter_for(trace: &Trace) -> f32 {
    let widest = lane_keys(trace)
        .into_iter()
        .map(|key| text::width(&super::lanes::name_of(trace, key), 12.0))
        .fold(0.0, f32::max);
    (widest + 26.0).ceil().clamp(GUTTER.0, GUTTER.1)
}

impl<'a> Frame<'a> {
    /// Divides the area of `view` so that `content` fits if no height is given.
    pub fn new(
        trace: &Trace,
        view: &TimelineView,
        theme: &'a Theme,
        (options, flags): (&'a FrameOptions, bool),
        content: f32,
    ) -> Frame<'a> {
        let title = if options.title.is_empty() { 0.0 } else { TITLE_HEIGHT };
        let legend = match options.legend {
            true => legend_rows(trace, theme, view.width).len() as f32 * LEGEND_ROW + 10.0,
            false => 0.0,
        };
        let axis = AXIS_HEIGHT + if flags { super::overlay::FLAG_ROW } else { 0.0 };
        let around = title + axis + legend;
        let height = view.height.unwrap_or(around + content).max(around + 1.0);
        let (left, right) = view.body_x();
        let body = rect(left, title + axis, right - left, height - around);
        Frame { theme, options, width: view.width, height, axis_top: title, body }
    }

    /// The whole picture.
    pub fn whole(&self) -> Rect {
        rect(0.0, 0.0, self.width, self.height)
    }

    /// Draws the ticks into `ground` and their lines down into `body`.
    pub fn axis(&self, ground: &mut Layer, body: &mut Layer, view: &TimelineView) {
        let axis = axis::axis(view.from_nanos, view.to_nanos, self.body.w, TICK_GAP);
        let (top, bottom) = (self.axis_top, self.axis_top + AXIS_HEIGHT);
        let grid = Stroke::solid(1.0, self.theme.grid);
        ground.fill(rect(0.0, top, self.width, self.body.y - top), self.theme.panel);
        ground.line(point(0.0, bottom), point(self.width, bottom), grid);
        for tick in &axis.ticks {
            let x = view.x_from_nanos(tick.nanos);
            ground.line(point(x, bottom - 5.0), point(x, bottom), grid);
            body.line(point(x, self.body.y), point(x, self.body.bottom()), grid);
            let label = text::width(&tick.label, AXIS_TEXT);
            if x + 4.0 + label <= self.width {
                let at = point(x + 4.0, top + AXIS_HEIGHT / 2.0);
                let (weak, label) = (self.theme.text_weak, tick.label.clone());
                ground.text(at, Anchor::Start, AXIS_TEXT, weak, label);
            }
        }
        let corner = axis.base.unwrap_or_else(|| words!("export-time").to_owned());
        let corner = text::elided(&corner, AXIS_TEXT, view.gutter - 12.0);
        let at = point(view.gutter - 6.0, top + AXIS_HEIGHT / 2.0);
        ground.text(at, Anchor::End, AXIS_TEXT, self.theme.text_weak, corner);
    }

    /// Draws the title and the explanation of colours.
    pub fn title_and_legend(&self, trace: &Trace, ground: &mut Layer) {
        let title = text::elided(&self.options.title, TITLE_TEXT, self.width - 20.0);
        let at = point(10.0, TITLE_HEIGHT / 2.0);
        ground.text(at, Anchor::Start, TITLE_TEXT, self.theme.text, title);
        if !self.options.legend {
            return;
        }
        let top = self.body.bottom();
        ground.fill(rect(0.0, top, self.width, self.height - top), self.theme.panel);
        let grid = Stroke::solid(1.0, self.theme.grid);
        ground.line(point(0.0, top), point(self.width, top), grid);
        for (row, entries) in legend_rows(trace, self.theme, self.width).iter().enumerate() {
            let middle = top + 5.0 + (row as f32 + 0.5) * LEGEND_ROW;
            for entry in entries {
                self.entry(ground, entry, middle);
            }
        }
    }

    fn entry(&self, ground: &mut Layer, entry: &Entry, middle: f32) {
        let swatch = rect(entry.x, middle - 6.0, SWATCH, 12.0);
        match entry.sign {
            Sign::Look(look) => ground.boxes(look.fill, look.pattern, vec![swatch]),
            Sign::Owners => {
                for part in 0..3 {
                    let third = rect(swatch.x + part as f32 * 6.0, swatch.y, 6.0, 12.0);
                    ground.boxes(self.theme.owner(part), Pattern::Solid, vec![third]);
                }
            }
            Sign::Arrow => {
                let ends =
                    (point(swatch.x, middle - 5.0), point(swatch.right() - 4.0, middle + 5.0));
                ground.arrow(ends.0, ends.1, Stroke::solid(1.2, self.theme.arrow));
            }
        }
        let at = point(swatch.right() + 5.0, middle);
        ground.text(at, Anchor::Start, LEGEND_TEXT, self.theme.text, entry.label.to_owned());
    }
}

enum Sign {
    Look(crate::export::theme::Look),
    Owners,
    Arrow,
}

struct Entry {
    sign: Sign,
    label: &'static str,
    x: f32,
}

/// What the legend says, broken into rows of at most `width`.
fn legend_rows(trace: &Trace, theme: &Theme, width: f32) -> Vec<Vec<Entry>> {
    let mut rows: Vec<Vec<Entry>> = vec![Vec::new()];
    let mut x = 10.0;
    for (sign, label) in legend_entries(trace, theme) {
        let needs = SWATCH + 5.0 + text::width(label, LEGEND_TEXT) + 18.0;
        if x + needs > width && x > 10.0 {
            rows.push(Vec::new());
            x = 10.0;
        }
        if let Some(row) = rows.last_mut() {
            row.push(Entry { sign, label, x });
        }
        x += needs;
    }
    rows
}

fn legend_entries(trace: &Trace, theme: &Theme) -> Vec<(Sign, &'static str)> {
    let keys = lane_keys(trace);
    let objects = || {
        keys.iter().filter_map(|key| match key {
            LaneKey::Object(object) => Some(trace.object(*object)),
            LaneKey::Thread(_) | LaneKey::Variable(_) => None,
        })
    };
    let levels = objects().any(|object| object_lane::shows_level(&object));
    let owners = objects().any(|object| !object_lane::shows_level(&object));
    let gil = objects().any(|object| object.id == ObjectId::GIL);
    let mut entries = Vec::new();
    for state in State::LIVING {
        let look = super::thread_lane::look_of(theme, state);
        if let Some(look) = look.filter(|_| gil || state != State::WaitingForGil) {
            entries.push((Sign::Look(look), state_name(state)));
        }
    }
    entries.push((Sign::Look(theme.ended), state_name(State::Ended)));
    if owners {
        entries.push((Sign::Owners, words!("export-legend-owner")));
    }
    if levels {
        let level = crate::export::theme::Look { fill: theme.level, pattern: Pattern::Solid };
        entries.push((Sign::Look(level), words!("export-legend-level")));
    }
    entries.push((Sign::Arrow, words!("export-legend-wakes")));
    entries
}
