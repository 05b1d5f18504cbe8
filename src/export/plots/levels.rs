//! Levels: items in queues and permits of semaphores, over time.

use super::{Ask, PlotSpec, Reads, SHOWN_MAX, object_curve};
use crate::analysis::contention::over_time;
use crate::export::chart::figure::{Curve, Figure, Pane, Shape, Unit};
use crate::export::timeline::{LaneKey, lane_keys, shows_level};
use crate::model::ids::ObjectId;
use crate::trace::Trace;
use crate::words;

/// Its line in the list of plots.
pub const PLOT: PlotSpec = PlotSpec {
    name: "levels",
    title: || words!("plots-levels"),
    help: || words!("plots-levels-help"),
    of: None,
    reads: Reads::Lanes,
    figure,
};

fn figure(trace: &Trace, ask: &Ask) -> Figure {
    let levelled = |key: LaneKey| match key {
        LaneKey::Object(object) if shows_level(&trace.object(object)) => Some(object),
        _ => None,
    };
    let mut objects: Vec<ObjectId> = lane_keys(trace).into_iter().filter_map(levelled).collect();
    objects.retain(|&object| trace.object_lane(object).is_some());
    // What the user is interested in is there even if there are many.
    objects.sort_by_key(|&object| ask.about != Some(LaneKey::Object(object)));
    let points = ask.points_for(objects.len().min(SHOWN_MAX));
    let shown = objects.iter().take(SHOWN_MAX);
    let curve = |&object: &ObjectId| -> Curve {
        let all = over_time(trace, object, ask.range.clone(), points);
        let means = all.iter().map(|one| [one.from_nanos as f64, one.level_mean]).collect();
        let peaks = all.iter().map(|one| f64::from(one.level_max)).collect();
        Curve { peaks, ..object_curve(trace, object, means) }
    };
    let curves: Vec<Curve> = shown.map(curve).collect();
    if curves.is_empty() {
        return Figure::nothing(words!("plots-levels-none"));
    }
    let pane = Pane {
        label: words!("plots-levels-label").to_owned(),
        unit: Unit::Count,
        shape: Shape::Steps,
        at_least: 1.0,
        curves,
    };
    let headline = match objects.len() {
        more if more > SHOWN_MAX => words!("plots-levels-more", count = more - SHOWN_MAX),
        _ => String::new(),
    };
    Figure { headline, body: ask.panes(trace, vec![pane]) }
}
