//! A shared variable's lane: its value over time, as far as it was sampled.
//!
//! Numbers are columns between the smallest and the largest that was seen; anything else is a cell
//! with its text. Costs pixels: of many samples in one column a few are looked at.

use super::cells::Cells;
use super::lanes::LaneBox;
use super::thread_lane::CELL_TEXT;
use super::{Scale, TimelineView};
use crate::export::scene::{Anchor, Layer, Pattern, Rect, Stroke, point};
use crate::export::text;
use crate::export::theme::Theme;
use crate::trace::Trace;
use crate::trace::samples::{Sampled, VariableId};

const LABEL_WIDTH_MIN: f32 = 26.0;
/// Samples looked at in one column.
const SAMPLES_A_COLUMN: usize = 4;
/// Samples looked at for the smallest and the largest value.
const SAMPLES_FOR_SCALE: usize = 2048;
/// A number is drawn at least this high, so that the smallest is seen too.
const HEIGHT_MIN: f32 = 0.12;
/// Looks: numbers, and texts in two shades so that neighbours differ.
const NUMBER: usize = 0;
const TEXTS: [usize; 2] = [1, 2];

/// Draws the lanes of variables: [`ValueLanes::add`] each, then [`ValueLanes::finish`].
pub struct ValueLanes {
    cells: Cells,
    scale: Scale,
    over: Layer,
}

impl ValueLanes {
    /// For lanes of this view.
    pub fn new(view: &TimelineView, clip: Rect) -> ValueLanes {
        let (cells, scale) = (Cells::new(view, 3), view.scale());
        ValueLanes { cells, scale, over: Layer::new(clip) }
    }

    /// Adds the lane of `variable`; the line it stands on goes into `layer` at once.
    pub fn add(
        &mut self,
        trace: &Trace,
        view: &TimelineView,
        theme: &Theme,
        (variable, lane): (VariableId, &LaneBox),
        layer: &mut Layer,
    ) {
        self.cells.begin_lane(lane.rect.y, lane.rect.h);
        let (left, right) = view.body_x();
        let floor = lane.rect.bottom() - 0.5;
        layer.line(point(left, floor), point(right, floor), Stroke::solid(1.0, theme.grid));
        let bounds = bounds(trace, variable);
        let (range, columns) = super::lanes::query(trace, view);
        let values = trace.values_of(variable, range.clone());
        let stride = values.len() / (columns as usize * SAMPLES_A_COLUMN).max(1) + 1;
        let end = trace.now_nanos().min(range.end) as f64;
        let mut values = values.step_by(stride).enumerate().peekable();
        while let Some((number, sample)) = values.next() {
            let to = values.peek().map_or(end, |(_, next)| next.nanos as f64);
            let x0 = self.scale.x(sample.nanos as f64).max(left);
            let x1 = self.scale.x(to).min(right);
            match (sample.value.number(), bounds) {
                (Some(value), Some((low, high))) => {
                    let share = if high > low { (value - low) / (high - low) } else { 0.5 };
                    let share = (share as f32).clamp(0.0, 1.0);
                    let height = HEIGHT_MIN + (1.0 - HEIGHT_MIN) * share;
                    self.cells.push_part(NUMBER, x0, x1, 0.0, height);
                }
                _ => self.cells.push(TEXTS[number % 2], x0, x1),
            }
            self.label(theme, lane, &sample.value, (x0, x1));
        }
    }

    fn label(&mut self, theme: &Theme, lane: &LaneBox, value: &Sampled, (x0, x1): (f32, f32)) {
        if x1 - x0 < LABEL_WIDTH_MIN {
            return;
        }
        let short = text::elided(&value_text(value), CELL_TEXT, x1 - x0 - 8.0);
        let at = point(x0 + 4.0, lane.rect.bottom() - 8.0);
        self.over.text(at, Anchor::Start, CELL_TEXT, theme.text, short);
    }

    /// Draws what was added into `layer`; what lies over the cells is the answer.
    pub fn finish(self, theme: &Theme, layer: &mut Layer) -> Layer {
        let fills = [theme.level.alpha(150), theme.level.alpha(60), theme.level.alpha(105)];
        for (rects, fill) in self.cells.finish().into_iter().zip(fills) {
            layer.boxes(fill, Pattern::Solid, rects);
        }
        self.over
    }
}

/// The smallest and the largest number that a variable had.
fn bounds(trace: &Trace, variable: VariableId) -> Option<(f64, f64)> {
    let values = trace.values_of(variable, 0..u64::MAX);
    let stride = values.len() / SAMPLES_FOR_SCALE + 1;
    let numbers = values.step_by(stride).filter_map(|sample| sample.value.number());
    numbers.filter(|number| number.is_finite()).fold(None, |bounds, number| match bounds {
        None => Some((number, number)),
        Some((low, high)) => Some((number.min(low), number.max(high))),
    })
}

/// A value as a cell shows it.
pub fn value_text(value: &Sampled) -> String {
    match value {
        Sampled::None => "None".to_owned(),
        Sampled::Bool(true) => "True".to_owned(),
        Sampled::Bool(false) => "False".to_owned(),
        Sampled::Int(int) => int.to_string(),
        Sampled::Float(float) => format!("{float}"),
        Sampled::Text(text) => format!("'{text}'"),
        Sampled::Length(length) => format!("len {length}"),
        Sampled::Object(class) => class.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::scene::Prim;
    use crate::export::theme;
    use crate::export::timeline::{FrameOptions, LaneKey, Overlay, layout};
    use crate::model::ids::{ObjectId, ThreadId};
    use crate::trace::event::{Batch, Event, Kind};
    use crate::trace::samples::{Sampling, ValueSample, VariableInfo};

    fn counted(values: &[(u64, Sampled)]) -> Trace {
        let mut trace = Trace::new();
        let variable = VariableId(0);
        let sample = |(nanos, value): &(u64, Sampled)| ValueSample {
            nanos: *nanos,
            variable,
            value: value.clone(),
        };
        let samples = Sampling {
            variables: vec![VariableInfo {
                id: variable,
                name: "balance".to_owned(),
                class: String::new(),
            }],
            values: values.iter().map(sample).collect(),
            ..Sampling::default()
        };
        let (thread, object) = (ThreadId(0), ObjectId::CLOCK);
        let start = Event { nanos: 0, thread, kind: Kind::Start, op: 0, object, step: 0, arg: 0 };
        trace.append(&Batch {
            events: vec![start],
            sampling: samples,
            now_nanos: 1000,
            ..Batch::default()
        });
        trace.finish();
        trace
    }

    fn laid_out(trace: &Trace) -> crate::export::timeline::Layout {
        let view = TimelineView::whole(trace, 600.0);
        layout(trace, &view, &theme::LIGHT, &FrameOptions::default(), &Overlay::default())
    }

    #[test]
    fn numbers_are_columns_between_the_smallest_and_the_largest() {
        let trace = counted(&[(0, Sampled::Int(10)), (400, Sampled::Int(30))]);
        let layout = laid_out(&trace);
        let lane = layout.lanes.iter().find(|lane| lane.name == "balance").unwrap();
        assert_eq!(lane.key, LaneKey::Variable(VariableId(0)));
        let fill = theme::LIGHT.level.alpha(150);
        let cells: Vec<Rect> = (layout.scene.prims())
            .filter_map(|prim| match prim {
                Prim::Boxes { fill: found, rects, .. } if *found == fill => Some(rects.clone()),
                _ => None,
            })
            .flatten()
            .collect();
        assert_eq!(cells.len(), 2);
        assert!(cells[0].h < 6.0 && cells[1].h > lane.rect.h - 2.0, "{cells:?}");
        assert!(layout.scene.texts().any(|text| text == "30"));
    }

    #[test]
    fn a_text_is_a_cell_with_its_words_and_many_samples_cost_no_more_than_columns() {
        let trace = counted(&[(0, Sampled::Text("open".into())), (500, Sampled::None)]);
        let texts = laid_out(&trace);
        assert!(texts.scene.texts().any(|text| text == "'open'"));
        let many: Vec<_> = (0..50_000).map(|n| (n / 50, Sampled::Int(n as i64 % 7))).collect();
        let layout = laid_out(&counted(&many));
        let rects: usize = layout
            .scene
            .prims()
            .map(|prim| if let Prim::Boxes { rects, .. } = prim { rects.len() } else { 0 })
            .sum();
        assert!(rects < 3000, "{rects}");
    }
}
