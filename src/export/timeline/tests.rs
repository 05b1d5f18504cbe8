//! What the timeline's geometry promises, on small literal traces.

use super::*;
use crate::export::fixture;
use crate::export::scene::{Pattern, Prim};
use crate::export::theme;
use crate::model::ids::{ObjectId, ThreadId};

fn laid_out(trace: &Trace, change: impl FnOnce(&mut TimelineView)) -> Layout {
    let mut view = TimelineView::whole(trace, 1000.0);
    change(&mut view);
    layout(trace, &view, &theme::LIGHT, &FrameOptions::default(), &Overlay::default())
}

#[test]
fn the_axis_maps_times_to_places_and_back() {
    let trace = fixture::pipeline();
    let view = TimelineView::whole(&trace, 1000.0);
    for nanos in [0.0, 123_456.0, 500_000.0] {
        let there = view.x_from_nanos(nanos);
        assert!((view.nanos_from_x(there) - nanos).abs() < 100.0);
    }
    assert_eq!(view.x_from_nanos(0.0), view.gutter);
}

#[test]
fn every_thread_and_object_of_the_script_has_a_lane_and_clocks_have_none() {
    let layout = laid_out(&fixture::pipeline(), |_| {});
    let names: Vec<&str> = layout.lanes.iter().map(|lane| lane.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "MainThread",
            "producer",
            "consumer with quite a long name",
            "auditor",
            "accounts_lock",
            "orders",
            "slots",
            "other_lock"
        ]
    );
}

#[test]
fn waiting_for_a_lock_is_drawn_hatched_between_block_and_wake() {
    let trace = fixture::pipeline();
    let view = TimelineView::whole(&trace, 1000.0);
    let layout = laid_out(&trace, |_| {});
    let lane = layout.lanes[1].rect;
    let hatched: Vec<Rect> = layout
        .scene
        .prims()
        .filter_map(|prim| match prim {
            Prim::Boxes { rects, pattern: Pattern::Hatch(_), .. } => Some(rects),
            _ => None,
        })
        .flatten()
        .filter(|cell| cell.y == lane.y)
        .copied()
        .collect();
    assert_eq!(hatched.len(), 1);
    assert!((hatched[0].x - view.x_from_nanos(90_000.0)).abs() <= 1.0);
    assert!((hatched[0].right() - view.x_from_nanos(155_000.0)).abs() <= 1.0);
}

#[test]
fn hidden_lanes_are_left_out_and_pinned_ones_come_first() {
    let lock = LaneKey::Object(fixture::LOCK);
    let main = LaneKey::Thread(ThreadId::MAIN);
    let layout = laid_out(&fixture::pipeline(), |view| {
        view.pinned = vec![lock];
        view.hidden.insert(main);
    });
    assert_eq!(layout.lanes[0].key, lock);
    assert!(layout.lanes.iter().all(|lane| lane.key != main));
}

#[test]
fn scrolling_moves_lanes_and_drops_those_out_of_sight() {
    let trace = fixture::pipeline();
    let still = laid_out(&trace, |view| view.height = Some(120.0));
    let moved = laid_out(&trace, |view| {
        view.height = Some(120.0);
        view.scroll = 60.0;
    });
    assert_eq!(still.lanes[0].name, "MainThread");
    assert_eq!(moved.lanes[0].name, "consumer with quite a long name");
    assert!(still.content_height > 120.0);
    assert_eq!(still.content_height, moved.content_height);
}

#[test]
fn a_lane_that_threads_share_says_so_and_shows_where_each_ended() {
    use crate::trace::event::{Batch, Event, Kind};
    let event = |nanos, kind| {
        let (thread, object) = (ThreadId(1), ObjectId(9));
        Event { nanos, thread, kind, op: 0, object, step: 0, arg: 0 }
    };
    let lives = [(0, Kind::Start), (300, Kind::End), (600, Kind::Start), (900, Kind::End)];
    let events = lives.map(|(nanos, kind)| event(nanos * 1000, kind)).to_vec();
    let mut trace = Trace::new();
    trace.append(&Batch { events, now_nanos: 1_000_000, ..Batch::default() });
    trace.finish();
    let layout = laid_out(&trace, |_| {});
    assert!(layout.scene.texts().any(|text| text == "+1"));
    let caps = layout.scene.prims().filter(
        |prim| matches!(prim, Prim::Rect { fill, .. } if *fill == Some(theme::LIGHT.ended.fill)),
    );
    assert_eq!(caps.count(), 2);
}

#[test]
fn pinned_lanes_stay_above_while_the_others_are_scrolled() {
    let pinned = [LaneKey::Thread(ThreadId(2)), LaneKey::Thread(ThreadId(0))];
    let at = |scroll: f32, height: f32| {
        laid_out(&fixture::pipeline(), |view| {
            (view.pinned, view.scroll, view.height) = (pinned.to_vec(), scroll, Some(height));
        })
    };
    let (still, moved) = (at(0.0, 180.0), at(40.0, 180.0));
    let first = |layout: &Layout| layout.lanes[..2].to_vec();
    assert_eq!(first(&moved).iter().map(|lane| lane.key).collect::<Vec<_>>(), pinned);
    assert_eq!(first(&moved), first(&still));
    assert!(first(&moved).iter().all(|lane| lane.rect.bottom() <= moved.floor));
    assert!(moved.lanes[2..].iter().all(|lane| lane.rect.y >= moved.floor), "none lies behind");
    assert_ne!(moved.lanes[2], still.lanes[2]);
    assert_eq!(moved.lane_at(moved.floor - 5.0).map(|lane| lane.key), Some(pinned[1]));
    // Where they would leave no room for the others, all are scrolled.
    let low = at(40.0, 90.0);
    assert_eq!(low.floor, low.body.y);
    assert!(low.lanes.iter().all(|lane| lane.key != pinned[0]));
}

#[test]
fn a_mark_without_room_for_its_note_shows_its_number() {
    let view = TimelineView::whole(&fixture::pipeline(), 1000.0);
    let mark = |nanos, note: &str| Mark { nanos, note: note.to_owned() };
    let labels = |marks: &[Mark]| -> Vec<String> {
        flags(&view, marks, 40.0).into_iter().map(|(_, label)| label).collect()
    };
    assert_eq!(labels(&[mark(1e5, "late"), mark(2e5, "")]), ["late", "M2"]);
    assert_eq!(labels(&[mark(1e5, "much too late"), mark(1.16e5, "")])[0], "M1");
}
