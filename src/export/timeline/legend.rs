//! The explanation of colours below the lanes.
//!
//! A picture explains what it shows; the screen explains all that may come, so that nothing moves
//! while one looks around.

use super::lanes::{lane_keys, query};
use super::{FrameOptions, LaneKey, Overlay, TimelineView, object_lane, overlay};
use crate::analysis::names::state_name;
use crate::export::scene::{Anchor, Layer, Pattern, Stroke, point, rect};
use crate::export::text;
use crate::export::theme::{Look, Theme};
use crate::model::ids::ObjectId;
use crate::trace::{State, Trace};
use crate::words;

const ROW: f32 = 20.0;
const TEXT: f32 = 11.0;
const SWATCH: f32 = 18.0;
/// Thickness of the bar that stands for the critical path.
const PATH_BAR: f32 = 4.0;

/// What the legend says, in rows.
pub struct Legend {
    rows: Vec<Vec<Entry>>,
}

enum Sign {
    Look(Look),
    Owners,
    Arrow,
    Path,
    Flag(String),
}

struct Entry {
    sign: Sign,
    label: String,
    x: f32,
}

impl Legend {
    /// For a view; nothing if the options want none.
    pub fn new(
        trace: &Trace,
        view: &TimelineView,
        theme: &Theme,
        (options, arrows): (&FrameOptions, bool),
        over: &Overlay,
    ) -> Legend {
        if !options.legend {
            return Legend { rows: Vec::new() };
        }
        let mut entries = states(trace, view, theme, options.only_in_sight);
        entries.extend(objects(trace, view, theme));
        if arrows || !options.only_in_sight {
            entries.push((Sign::Arrow, words!("export-legend-wakes")));
        }
        if over.path.is_some() && options.only_in_sight {
            entries.push((Sign::Path, words!("export-legend-path")));
        }
        let entries = entries.into_iter().map(|(sign, label)| (sign, label.to_owned()));
        let notes = overlay::notes_below(view, over).into_iter();
        let notes = notes.map(|(flag, note)| (Sign::Flag(flag), note));
        Legend { rows: rows(entries.chain(notes), view.width) }
    }

    /// Room that it needs.
    pub fn height(&self) -> f32 {
        if self.rows.is_empty() { 0.0 } else { self.rows.len() as f32 * ROW + 10.0 }
    }

    /// Draws it below `top`.
    pub fn draw(&self, theme: &Theme, top: f32, ground: &mut Layer) {
        for (row, entries) in self.rows.iter().enumerate() {
            let middle = top + 5.0 + (row as f32 + 0.5) * ROW;
            entries.iter().for_each(|entry| draw_entry(theme, entry, middle, ground));
        }
    }
}

fn draw_entry(theme: &Theme, entry: &Entry, middle: f32, ground: &mut Layer) {
    let swatch = rect(entry.x, middle - 6.0, SWATCH, 12.0);
    match &entry.sign {
        Sign::Look(look) => ground.boxes(look.fill, look.pattern, vec![swatch]),
        Sign::Owners => {
            for part in 0..3 {
                let third = rect(swatch.x + part as f32 * 6.0, swatch.y, 6.0, 12.0);
                ground.boxes(theme.owner(part), Pattern::Solid, vec![third]);
            }
        }
        Sign::Arrow => {
            let (from, to) =
                (point(swatch.x, middle - 5.0), point(swatch.right() - 4.0, middle + 5.0));
            ground.arrow(from, to, Stroke::solid(1.2, theme.arrow));
        }
        Sign::Path => {
            let bar = rect(swatch.x, swatch.bottom() - PATH_BAR, swatch.w, PATH_BAR);
            ground.boxes(theme.path, Pattern::Solid, vec![bar]);
        }
        Sign::Flag(number) => overlay::draw_flag(theme, swatch, number.clone(), ground),
    }
    let at = point(swatch.right() + 5.0, middle);
    ground.text(at, Anchor::Start, TEXT, theme.text, entry.label.clone());
}

fn rows(entries: impl Iterator<Item = (Sign, String)>, width: f32) -> Vec<Vec<Entry>> {
    let mut rows: Vec<Vec<Entry>> = vec![Vec::new()];
    let mut x = 10.0;
    for (sign, label) in entries {
        // A note may be longer than the picture is wide.
        let label = text::elided(&label, TEXT, width - SWATCH - 25.0);
        let needs = SWATCH + 5.0 + text::width(&label, TEXT) + 18.0;
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

fn states(
    trace: &Trace,
    view: &TimelineView,
    theme: &Theme,
    only_in_sight: bool,
) -> Vec<(Sign, &'static str)> {
    let gil = lane_keys(trace).contains(&LaneKey::Object(ObjectId::GIL));
    let shown = |state: State| match only_in_sight {
        true => is_in_sight(trace, view, state),
        false => match state {
            State::WaitingForGil => gil,
            State::Stopped => trace.was_stopped(),
            State::NotRecorded => trace.has_gaps(),
            _ => true,
        },
    };
    let look = |state| match state {
        State::Ended => Some(theme.ended),
        other => super::thread_lane::look_of(theme, other),
    };
    let all = State::LIVING.into_iter().chain([State::Ended]).filter(|state| shown(*state));
    all.filter_map(|state| Some((Sign::Look(look(state)?), state_name(state)))).collect()
}

fn is_in_sight(trace: &Trace, view: &TimelineView, state: State) -> bool {
    let (range, _) = query(trace, view);
    trace.threads().filter(|thread| !view.hidden.contains(&LaneKey::Thread(*thread))).any(
        |thread| {
            let Some(lane) = trace.thread_lane(thread) else { return false };
            match state {
                State::Ended => lane.state_at(range.end) == State::Ended,
                _ => lane.total(range.clone()).is_some_and(|all| all.nanos_in(state) > 0.0),
            }
        },
    )
}

fn objects(trace: &Trace, view: &TimelineView, theme: &Theme) -> Vec<(Sign, &'static str)> {
    let keys = lane_keys(trace);
    let shown = keys.iter().filter(|key| !view.hidden.contains(*key));
    let levels: Vec<bool> = shown
        .filter_map(|key| match key {
            LaneKey::Object(object) => Some(object_lane::shows_level(&trace.object(*object))),
            LaneKey::Thread(_) | LaneKey::Variable(_) => None,
        })
        .collect();
    let mut entries = Vec::new();
    if levels.contains(&false) {
        entries.push((Sign::Owners, words!("export-legend-owner")));
    }
    if levels.contains(&true) {
        let level = Look { fill: theme.level, pattern: Pattern::Solid };
        entries.push((Sign::Look(level), words!("export-legend-level")));
    }
    entries
}
