//! When a figure is computed again, and where: at a gentle pace while a run goes on, at once when
//! one looks elsewhere, and on a thread of its own when there is much to count.

use crate::export::chart::figure::Figure;
use crate::export::plots::{Ask, PlotSpec};
use crate::trace::Trace;
use crate::words;
use crossbeam_channel::{Receiver, TryRecvError, bounded};
use egui::{Context, Ui};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// A live plot is computed again at most this often ...
const REFRESH: Duration = Duration::from_millis(200);
/// ... and takes at most one part in so many of the time.
const COST_SHARE: u32 = 10;
/// Most events that a frame counts one by one. A live run shows its newest so many; a run that is
/// over is counted whole, on a thread of its own.
pub const EVENTS_AT_ONCE_MAX: u64 = 60_000;

/// Points of a curve while it moves: the eye cannot read more, and a frame must stay short.
const LIVE_POINTS: usize = 160;

/// What was asked and of what state of the trace.
type Question = (&'static str, Ask, u64, u64);

struct Job {
    question: Question,
    events: u64,
    answer: Receiver<Figure>,
}

/// The last figure, what it answers, and when the next is due.
#[derive(Default)]
pub struct Refresh {
    figure: Option<Arc<Figure>>,
    shown: Option<Question>,
    due: Option<Instant>,
    job: Option<Job>,
}

impl Refresh {
    /// The newest figure there is.
    pub fn figure(&self) -> Option<&Arc<Figure>> {
        self.figure.as_ref()
    }

    /// Whether it is being counted on a thread of its own.
    pub fn is_counting(&self) -> bool {
        self.job.is_some()
    }

    /// Computes the figure again if what it shows has changed and it is time.
    pub fn look(&mut self, ctx: &Context, plot: &'static PlotSpec, trace: &Arc<Trace>, ask: Ask) {
        self.take_answer(ctx);
        let question = (plot.name, ask, trace.event_count(), trace.now_nanos());
        if self.shown.as_ref() == Some(&question) || self.job.is_some() {
            return;
        }
        if self.shown.as_ref().is_some_and(|shown| shown.0 != plot.name) {
            (self.figure, self.due) = (None, None);
        }
        let now = Instant::now();
        if let Some(due) = self.due.filter(|due| self.figure.is_some() && now < *due) {
            ctx.request_repaint_after(due - now);
            return;
        }
        let much =
            plot.walks_events && trace.count_in(question.1.range.clone()) > EVENTS_AT_ONCE_MAX;
        if much && !trace.is_live() && self.begin(ctx, plot, trace, &question) {
            return;
        }
        let points = if trace.is_live() { LIVE_POINTS } else { question.1.points };
        let ask = Ask { events_max: EVENTS_AT_ONCE_MAX, points, ..question.1.clone() };
        self.figure = Some(Arc::new((plot.figure)(trace, &ask)));
        self.shown = Some(question);
        // A change of window shows at once if it is cheap; growth is shown at a gentle pace.
        let cost = now.elapsed() * COST_SHARE;
        self.due = Some(now + if trace.is_live() { REFRESH.max(cost) } else { cost });
    }

    /// Begins to count on a thread of its own; `false`: there is no thread to be had.
    fn begin(
        &mut self,
        ctx: &Context,
        plot: &'static PlotSpec,
        trace: &Arc<Trace>,
        question: &Question,
    ) -> bool {
        let (sender, answer) = bounded(1);
        let (ctx, trace, ask) = (ctx.clone(), trace.clone(), question.1.clone());
        let events = trace.count_in(ask.range.clone());
        let language = words::language();
        let body = move || {
            let figure = words::speaking(language, || (plot.figure)(&trace, &ask));
            // Nobody listens any more only when the panel is gone.
            let _ = sender.send(figure);
            ctx.request_repaint();
        };
        let spawned = thread::Builder::new().name("lockstep-plot".into()).spawn(body).is_ok();
        if spawned {
            self.job = Some(Job { question: question.clone(), events, answer });
        }
        spawned
    }

    fn take_answer(&mut self, ctx: &Context) {
        let Some(job) = &self.job else { return };
        match job.answer.try_recv() {
            Ok(figure) => {
                self.figure = Some(Arc::new(figure));
                self.shown = self.job.take().map(|job| job.question);
                self.due = None;
            }
            Err(TryRecvError::Disconnected) => self.job = None,
            Err(TryRecvError::Empty) => ctx.request_repaint_after(Duration::from_millis(60)),
        }
    }

    /// What is said while there is no figure yet.
    pub fn progress_ui(&self, ui: &mut Ui) {
        let Some(job) = &self.job else { return };
        ui.centered_and_justified(|ui| {
            ui.horizontal(|ui| {
                ui.spinner();
                ui.weak(words!("plots-computing", events = job.events));
            });
        });
    }
}
