//! What recording one event costs on this machine, measured once at the start and shown.

use std::thread;

use crossbeam_channel::{Receiver, bounded};

use super::{Session, Waker};
use crate::exec::native::cost;

/// The figure, once it is known.
pub struct RecorderCost {
    measured: Option<f64>,
    coming: Option<Receiver<f64>>,
}

impl RecorderCost {
    /// Begins to measure, on a thread of its own; `waker` is called when the figure is there.
    pub fn measure(waker: Waker) -> RecorderCost {
        let (sender, coming) = bounded(1);
        let body = move || {
            // Nobody listens any more only when the window is gone.
            let _ = sender.send(cost::measure().event_nanos);
            waker();
        };
        let spawned = thread::Builder::new().name("lockstep-measure".into()).spawn(body);
        RecorderCost { measured: None, coming: spawned.is_ok().then_some(coming) }
    }
}

impl Session {
    /// Nanoseconds that recording an event takes here, once measured.
    pub fn event_nanos(&self) -> Option<f64> {
        self.cost.measured
    }

    pub(super) fn pump_cost(&mut self) {
        if let Some(nanos) = self.cost.coming.as_ref().and_then(|coming| coming.try_recv().ok()) {
            self.cost = RecorderCost { measured: Some(nanos), coming: None };
        }
    }
}
