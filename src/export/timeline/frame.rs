//! What stands around the lanes: title, time axis, names' gutter, room for the legend.

use super::lanes::{badge_of, lane_keys, name_of};
use super::legend::Legend;
use super::{FrameOptions, TimelineView};
use crate::export::axis::{self, Axis};
use crate::export::scene::{Anchor, Layer, Rect, Stroke, point, rect};
use crate::export::text;
use crate::export::theme::Theme;
use crate::trace::Trace;
use crate::words;

const TITLE_HEIGHT: f32 = 30.0;
const TITLE_TEXT: f32 = 15.0;
const AXIS_HEIGHT: f32 = 22.0;
const AXIS_TEXT: f32 = 10.5;
/// Least distance between ticks with labels.
const TICK_GAP: f32 = 84.0;
/// Narrowest and widest gutter that a picture chooses for its names.
const GUTTER: (f32, f32) = (70.0, 190.0);

/// The division of the picture's area.
pub struct Frame<'a> {
    theme: &'a Theme,
    options: &'a FrameOptions,
    legend: Legend,
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
        .map(|key| {
            let badge = text::width(&badge_of(trace, key), 12.0);
            text::width(&name_of(trace, key), 12.0) + badge
        })
        .fold(0.0, f32::max);
    (widest + 26.0).ceil().clamp(GUTTER.0, GUTTER.1)
}

impl<'a> Frame<'a> {
    /// Divides the area of `view` so that `content` fits if no height is given.
    pub fn new(
        view: &TimelineView,
        theme: &'a Theme,
        (options, flags): (&'a FrameOptions, bool),
        legend: Legend,
        content: f32,
    ) -> Frame<'a> {
        let title = if options.title.is_empty() { 0.0 } else { TITLE_HEIGHT };
        let axis = AXIS_HEIGHT + if flags { super::overlay::FLAG_ROW } else { 0.0 };
        let around = title + axis + legend.height();
        let height = view.height.unwrap_or(around + content).max(around + 1.0);
        let (left, right) = view.body_x();
        let body = rect(left, title + axis, right - left, height - around);
        Frame { theme, options, legend, width: view.width, height, axis_top: title, body }
    }

    /// The whole picture.
    pub fn whole(&self) -> Rect {
        rect(0.0, 0.0, self.width, self.height)
    }

    /// Draws the ticks and their labels.
    pub fn axis(&self, axis: &Axis, ground: &mut Layer, view: &TimelineView) {
        let (top, bottom) = (self.axis_top, self.axis_top + AXIS_HEIGHT);
        let grid = Stroke::solid(1.0, self.theme.grid);
        ground.fill(rect(0.0, top, self.width, self.body.y - top), self.theme.panel);
        ground.line(point(0.0, bottom), point(self.width, bottom), grid);
        for tick in &axis.ticks {
            let x = view.x_from_nanos(tick.nanos);
            ground.line(point(x, bottom - 5.0), point(x, bottom), grid);
            let label = text::width(&tick.label, AXIS_TEXT);
            if x + 4.0 + label <= self.width {
                let at = point(x + 4.0, top + AXIS_HEIGHT / 2.0);
                let (weak, label) = (self.theme.text_weak, tick.label.clone());
                ground.text(at, Anchor::Start, AXIS_TEXT, weak, label);
            }
        }
        let corner = axis.base.as_deref().unwrap_or(words!("export-time"));
        let corner = text::elided(corner, AXIS_TEXT, view.gutter - 12.0);
        let at = point(view.gutter - 6.0, top + AXIS_HEIGHT / 2.0);
        ground.text(at, Anchor::End, AXIS_TEXT, self.theme.text_weak, corner);
    }

    /// The ticks of the time axis.
    pub fn ticks(&self, view: &TimelineView) -> Axis {
        axis::axis(view.from_nanos, view.to_nanos, self.body.w, TICK_GAP)
    }

    /// Draws the ticks' lines through the lanes.
    pub fn grid(&self, axis: &Axis, lanes: &mut Layer, view: &TimelineView) {
        let grid = Stroke::solid(1.0, self.theme.grid);
        for tick in &axis.ticks {
            let x = view.x_from_nanos(tick.nanos);
            lanes.line(point(x, self.body.y), point(x, self.body.bottom()), grid);
        }
    }

    /// Draws the title and the explanation of colours.
    pub fn title_and_legend(&self, ground: &mut Layer) {
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
        self.legend.draw(self.theme, top, ground);
    }
}
