//! What lights up here because the pointer is on it in another view, and the other way round.
//!
//! Knows nodes and the run they show; which views there are is the shell's business.

use super::node_id::NodeId;
use super::pen::Pen;
use super::{CanvasPanel, Frame};
use crate::export::timeline::LaneKey;
use egui::{Stroke, StrokeKind};

impl CanvasPanel {
    /// Frames the nodes of what is lit elsewhere, and says what the pointer is on here.
    pub(super) fn link(&mut self, pen: &Pen, frame: &Frame) {
        let Some(live) = frame.drawing.live else {
            self.pointed = None;
            return;
        };
        let subject = |id: NodeId| match id {
            NodeId::Thread(at) => {
                live.threads.get(at)?.first().map(|thread| LaneKey::Thread(thread.id))
            }
            NodeId::Primitive(at) => {
                live.primitives.get(at)?.first().map(|object| LaneKey::Object(object.id))
            }
            NodeId::Shared(at) => {
                live.values.get(at)?.first().map(|it| LaneKey::Variable(it.variable))
            }
        };
        let is_lit = |id: NodeId| match id {
            NodeId::Thread(at) => live.threads.get(at).is_some_and(|threads| {
                threads.iter().any(|thread| self.lit.contains(&LaneKey::Thread(thread.id)))
            }),
            NodeId::Primitive(at) => live.primitives.get(at).is_some_and(|objects| {
                objects.iter().any(|object| self.lit.contains(&LaneKey::Object(object.id)))
            }),
            NodeId::Shared(at) => live.values.get(at).is_some_and(|values| {
                values.iter().any(|it| self.lit.contains(&LaneKey::Variable(it.variable)))
            }),
        };
        let mut pointed = None;
        for (&id, &rect) in &frame.rects {
            let place = frame.view * rect;
            let here = frame.pointer.is_some_and(|at| place.contains(at));
            if here {
                pointed = subject(id);
            }
            // What the pointer is on here needs no frame here.
            if is_lit(id) && !here {
                let stroke = Stroke::new(2.5, pen.color(pen.theme.accent));
                pen.painter.rect_stroke(place.expand(4.0), 8.0, stroke, StrokeKind::Outside);
            }
        }
        self.pointed = pointed;
    }
}
