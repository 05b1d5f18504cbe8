//! What is in sight: which stretch of the run, which lanes, and the layout of them, made only when
//! something changed. While a run is followed, and for a moment after, strips of it are kept.

use super::{
    GUTTER, LEGEND_HEIGHT_MIN, LayoutKey, Stamp, TimelinePanel, extent, searching,
    selection::Selection,
    window::{Follow, Window},
};
use crate::export::theme::Theme;
use crate::export::timeline::{
    self, FrameOptions, LANE_HEIGHT_MAX, Layout, Next, Overlay, Strips, TimelineView,
};
use crate::trace::Trace;
use egui::{Rect, Ui};

impl TimelinePanel {
    /// Follows a run. When it is over it stays as it was for the few frames that it takes to make
    /// all that is in sight then, so that none of them has to make it at once.
    pub(super) fn keep_up(&mut self, ui: &Ui, trace: &Trace) {
        self.arrived = !trace.is_live()
            && (self.arrived || !self.moves(trace) || self.strips.are_ready(&self.last(trace)));
        if trace.is_live() || self.arrived {
            self.window.keep_up(extent(trace));
        } else {
            ui.ctx().request_repaint();
        }
    }

    /// What is in sight once a run is over.
    fn last(&self, trace: &Trace) -> Next {
        let mut window = self.window;
        window.keep_up(extent(trace));
        let Window { from_nanos, to_nanos, .. } = window;
        Next { from_nanos, to_nanos, detail: timeline::DETAIL }
    }

    /// What will be in sight of a run that is followed, if that is known to change.
    fn next(&self, trace: &Trace) -> Option<Next> {
        if !trace.is_live() {
            return (!self.arrived).then(|| self.last(trace));
        }
        let (from_nanos, detail) = (self.window.from_nanos, timeline::DETAIL_LIVE);
        let span = self.window.next_span(true)?;
        Some(Next { from_nanos, to_nanos: from_nanos + span, detail })
    }

    /// Keeps a layout for the next frame.
    pub(super) fn keep(&mut self, layout: Layout) {
        if let Some((_, kept)) = &mut self.laid_out {
            *kept = layout;
        }
    }

    /// The layout of what is in sight: the last one if nothing has changed. The caller gives it
    /// back with [`TimelinePanel::keep`].
    pub(super) fn layout(
        &mut self,
        ui: &Ui,
        trace: &Trace,
        theme: &Theme,
        (area, selection): (Rect, &Selection),
    ) -> Layout {
        let legend = self.legend && area.height() >= LEGEND_HEIGHT_MIN;
        let key = LayoutKey {
            stamp: Stamp::of(trace),
            view: self.view_for(ui, trace, area),
            theme: theme.name,
            frame: FrameOptions { legend, ..FrameOptions::default() },
            overlay: self.overlay(selection),
        };
        self.strips.expect(self.next(trace));
        if let Some((known, layout)) = &mut self.laid_out
            && *known == key
        {
            if self.strips.are_used() {
                self.strips.prepare(trace, &key.view, &layout.lanes);
            }
            return std::mem::take(layout);
        }
        let layout = if self.moves(trace) {
            let around = (&key.frame, &key.overlay);
            timeline::layout_live(trace, &key.view, theme, around, &mut self.strips)
        } else {
            self.strips = Strips::default();
            timeline::layout(trace, &key.view, theme, &key.frame, &key.overlay)
        };
        self.laid_out = Some((key, Layout::default()));
        layout
    }

    fn overlay(&self, selection: &Selection) -> Overlay {
        let hits = self.search.hits().iter();
        Overlay {
            range: selection.range,
            interval: selection.framed().map(|c| (c.lane, c.from_nanos as f64, c.to_nanos as f64)),
            lit: selection.lit(),
            marks: self.marks.list().to_vec(),
            notes_below: false,
            hits: hits.map(|hit| (searching::lane_of(hit), hit.nanos as f64)).collect(),
            cursor: selection.cursor.map(|cursor| cursor as f64),
            path: self.path(),
            alarm: self.of_trace.as_ref().and_then(|(_, of)| of.alarm.clone()),
        }
    }

    /// Whether what is in sight moves along with a run, or did until it was over.
    fn moves(&self, trace: &Trace) -> bool {
        let runs = trace.is_live() || self.strips.are_used();
        runs && self.window.follow != Follow::Still
    }

    pub(super) fn view_for(&self, ui: &Ui, trace: &Trace, area: Rect) -> TimelineView {
        self.view(trace, area.width(), Some(area.height()), ui.pixels_per_point())
    }

    pub(super) fn view(
        &self,
        trace: &Trace,
        width: f32,
        height: Option<f32>,
        pixels_per_point: f32,
    ) -> TimelineView {
        let needed = self.of_trace.as_ref().map_or(GUTTER.0, |(_, of)| of.gutter);
        TimelineView {
            margin: 0.0,
            from_nanos: self.window.from_nanos,
            to_nanos: self.window.to_nanos,
            width,
            height,
            scroll: self.scroll,
            gutter: self.gutter.unwrap_or(needed).min(width * 0.5),
            pixels_per_point,
            detail: match self.moves(trace) && !self.arrived {
                true => timeline::DETAIL_LIVE,
                false => timeline::DETAIL,
            },
            hidden: self.lanes.left_out(trace),
            pinned: self.lanes.pinned.clone(),
            order: self.lanes.order.clone(),
        }
    }

    /// Brings the wanted lane into sight and keeps the scroll inside the content. Says whether
    /// that moved anything.
    pub(super) fn settle_scroll(&mut self, layout: &Layout) -> bool {
        let before = self.scroll;
        if let Some((key, place)) = self.reveal.take() {
            let is_pinned = self.lanes.pinned.contains(&key);
            let top = layout.all_lanes.iter().find(|(other, _)| *other == key).map(|(_, y)| *y);
            if let Some(top) = top.filter(|_| !is_pinned) {
                // Pinned lanes stay above, and what is scrolled goes by below them.
                let stuck = layout.floor - layout.body.y;
                let sight = (self.scroll + stuck, self.scroll + layout.body.h);
                self.scroll += shift_for((top, top + LANE_HEIGHT_MAX), sight, place);
            }
        }
        let most = (layout.content_height - layout.body.h).max(0.0);
        self.scroll = self.scroll.clamp(0.0, most);
        self.scroll != before
    }
}

/// Where a lane that is out of sight is put.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// Where its neighbours are in sight with it.
    Middle,
    /// As near as can be to where it was: the user has just pressed it.
    Edge,
}

/// How far to scroll so that a lane is in sight: not at all, or the few points needed while some of
/// it is.
fn shift_for((top, bottom): (f32, f32), (from, to): (f32, f32), place: Place) -> f32 {
    let is_out = bottom <= from || top >= to;
    match is_out && place == Place::Middle {
        true => (top + bottom - from - to) / 2.0,
        false if top < from => top - from,
        false => (bottom - to).max(0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lane_partly_in_sight_moves_by_what_is_missing_and_one_out_of_sight_to_the_middle() {
        let sight = (100.0, 300.0);
        let middle = |lane| shift_for(lane, sight, Place::Middle);
        assert_eq!(middle((120.0, 150.0)), 0.0);
        assert_eq!(middle((290.0, 320.0)), 20.0);
        assert_eq!(middle((85.0, 115.0)), -15.0);
        assert_eq!(middle((400.0, 430.0)), 215.0);
        assert_eq!(middle((0.0, 30.0)), -185.0);
        assert_eq!(shift_for((400.0, 430.0), sight, Place::Edge), 130.0, "pressed there");
    }
}
