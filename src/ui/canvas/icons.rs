//! Signs: one small picture for each kind of primitive, thread and step, painted from strokes, so
//! that it is crisp at any size. A table of name and painter; it knows nothing of what they mean.

use super::pen::Pen;
use egui::{Color32, Pos2, Rect, pos2};

/// Where a sign is drawn, and with what.
pub struct Canvas<'c> {
    pen: &'c Pen<'c>,
    square: Rect,
    color: Color32,
    back: Color32,
}

type Paint = fn(&Canvas);

/// Every sign, sorted by name.
pub const SIGNS: &[(&str, Paint)] = &[
    ("Acquire timeout", acquire_timeout),
    ("Barrier", barrier),
    ("Barrier wait", barrier_wait),
    ("BoundedSemaphore", bounded_semaphore),
    ("Compute", compute),
    ("Condition", condition),
    ("Consumer", consumer),
    ("CPU", processor),
    ("Daemon", daemon),
    ("Event", event),
    ("Get", get),
    ("I/O", disk),
    ("LifoQueue", stack),
    ("Lock", lock),
    ("Loop", turn),
    ("Main", main_program),
    ("Notify", notify),
    ("Pool", pool),
    ("Print", print),
    ("PriorityQueue", priority_queue),
    ("Producer", producer),
    ("Put", put),
    ("Queue", queue),
    ("RLock", rlock),
    ("Semaphore", semaphore),
    ("Set", set),
    ("Shared", shared),
    ("SimpleQueue", simple_queue),
    ("Sleep", sleep),
    ("Subclass", subclass),
    ("Thread", thread),
    ("Timer", timer),
    ("Try acquire", try_acquire),
    ("Wait", wait),
    ("With", with_lock),
];

/// Draws a sign inside a square; one that is not in the table is a ring.
pub fn paint_icon(pen: &Pen, square: Rect, sign: &str, (color, back): (Color32, Color32)) {
    let canvas = Canvas { pen, square, color, back };
    match SIGNS.iter().find(|(name, _)| *name == sign) {
        Some((_, paint)) => paint(&canvas),
        None => canvas.ring((0.5, 0.5), 0.4),
    }
}

impl Canvas<'_> {
    fn at(&self, (x, y): (f32, f32)) -> Pos2 {
        let Rect { min, max } = self.square;
        pos2(min.x + x * (max.x - min.x), min.y + y * (max.y - min.y))
    }

    /// Width of a stroke: a tenth of the square.
    fn stroke(&self) -> f32 {
        (self.square.width() * 0.1).max(1.1)
    }

    fn line(&self, points: &[(f32, f32)]) {
        let points: Vec<Pos2> = points.iter().map(|&point| self.at(point)).collect();
        self.pen.path(&points, self.stroke(), self.color);
    }

    fn block(&self, (x, y): (f32, f32), (w, h): (f32, f32)) {
        let rect = Rect::from_min_max(self.at((x, y)), self.at((x + w, y + h)));
        self.pen.fill(rect, self.square.width() * 0.08, self.color);
    }

    fn frame(&self, (x, y): (f32, f32), (w, h): (f32, f32)) {
        self.line(&[(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)]);
    }

    fn dot(&self, center: (f32, f32), radius: f32) {
        self.pen.dot(self.at(center), radius * self.square.width(), self.color);
    }

    fn hole(&self, center: (f32, f32), radius: f32) {
        self.pen.dot(self.at(center), radius * self.square.width(), self.back);
    }

    fn ring(&self, center: (f32, f32), radius: f32) {
        let radius = radius * self.square.width();
        self.pen.ring(self.at(center), radius, self.stroke(), self.color);
    }

    /// A part of a circle, angles in turns, clockwise from the right.
    fn arc(&self, (x, y): (f32, f32), radius: f32, (from, to): (f32, f32)) {
        let point = |step: usize| {
            let angle = (from + (to - from) * step as f32 / 12.0) * std::f32::consts::TAU;
            (x + radius * angle.cos(), y + radius * angle.sin())
        };
        self.line(&(0..=12).map(point).collect::<Vec<_>>());
    }

    /// A line with a head at its end; level or upright.
    fn arrow(&self, from: (f32, f32), to: (f32, f32)) {
        const HEAD: f32 = 0.18;
        self.line(&[from, to]);
        let (dx, dy) = ((to.0 - from.0).signum(), (to.1 - from.1).signum());
        let ends = if from.1 == to.1 {
            [(to.0 - dx * HEAD, to.1 - HEAD), (to.0 - dx * HEAD, to.1 + HEAD)]
        } else {
            [(to.0 - HEAD, to.1 - dy * HEAD), (to.0 + HEAD, to.1 - dy * HEAD)]
        };
        self.line(&[ends[0], to, ends[1]]);
    }

    fn padlock(&self, (x, y): (f32, f32), size: f32) {
        self.block((x, y + 0.45 * size), (size, 0.55 * size));
        let middle = (x + size / 2.0, y + 0.45 * size);
        self.arc(middle, 0.3 * size, (0.5, 1.0));
    }
}

fn lock(c: &Canvas) {
    c.padlock((0.06, -0.04), 0.88);
    c.hole((0.5, 0.62), 0.09);
}

/// Two shackles: it can be closed again by who closed it.
fn rlock(c: &Canvas) {
    c.block((0.05, 0.52), (0.9, 0.46));
    c.arc((0.5, 0.52), 0.4, (0.5, 1.0));
    c.arc((0.5, 0.52), 0.19, (0.5, 1.0));
    c.hole((0.5, 0.72), 0.09);
}

fn semaphore(c: &Canvas) {
    c.frame((0.28, 0.0), (0.44, 1.0));
    for y in [0.2, 0.5, 0.8] {
        c.dot((0.5, y), 0.11);
    }
}

/// A semaphore with a lid.
fn bounded_semaphore(c: &Canvas) {
    c.line(&[(0.1, 0.02), (0.9, 0.02)]);
    c.line(&[(0.1, 0.98), (0.9, 0.98)]);
    for y in [0.26, 0.5, 0.74] {
        c.dot((0.5, y), 0.1);
    }
    c.line(&[(0.22, 0.02), (0.22, 0.98)]);
    c.line(&[(0.78, 0.02), (0.78, 0.98)]);
}

fn queue(c: &Canvas) {
    for x in [0.0, 0.3, 0.6] {
        c.block((x, 0.08), (0.22, 0.42));
    }
    c.arrow((0.0, 0.8), (0.98, 0.8));
}

fn stack(c: &Canvas) {
    for y in [0.22, 0.5, 0.78] {
        c.block((0.0, y), (0.54, 0.2));
    }
    c.arrow((0.8, 0.98), (0.8, 0.1));
}

fn priority_queue(c: &Canvas) {
    for (x, height) in [(0.0, 0.35), (0.28, 0.6), (0.56, 0.95)] {
        c.block((x, 1.0 - height), (0.2, height));
    }
    c.arrow((0.9, 0.98), (0.9, 0.05));
}

fn simple_queue(c: &Canvas) {
    c.line(&[(0.0, 0.25), (0.62, 0.25)]);
    c.line(&[(0.0, 0.75), (0.62, 0.75)]);
    c.block((0.1, 0.38), (0.2, 0.24));
    c.arrow((0.45, 0.5), (1.0, 0.5));
}

fn event(c: &Canvas) {
    c.line(&[(0.18, 0.0), (0.18, 1.0)]);
    c.block((0.18, 0.04), (0.74, 0.46));
}

fn barrier(c: &Canvas) {
    c.line(&[(0.82, 0.0), (0.82, 1.0)]);
    for y in [0.18, 0.5, 0.82] {
        c.line(&[(0.0, y), (0.6, y)]);
        c.dot((0.6, y), 0.09);
    }
}

fn bell(c: &Canvas, (x, size): (f32, f32)) {
    let at = |px: f32, py: f32| (x + px * size, py);
    c.line(&[
        at(0.08, 0.76),
        at(0.92, 0.76),
        at(0.76, 0.58),
        at(0.72, 0.24),
        at(0.5, 0.06),
        at(0.28, 0.24),
        at(0.24, 0.58),
        at(0.08, 0.76),
    ]);
    c.dot(at(0.5, 0.93), 0.09);
}

fn condition(c: &Canvas) {
    bell(c, (0.0, 1.0));
}

fn thread(c: &Canvas) {
    c.line(&[(0.2, 0.02), (0.8, 0.26), (0.2, 0.5), (0.8, 0.74), (0.2, 0.98)]);
}

fn main_program(c: &Canvas) {
    c.line(&[(0.2, 0.02), (0.85, 0.5), (0.2, 0.98), (0.2, 0.02)]);
}

fn subclass(c: &Canvas) {
    c.frame((0.0, 0.02), (1.0, 0.3));
    c.line(&[(0.3, 0.46), (0.7, 0.6), (0.3, 0.74), (0.7, 0.88), (0.3, 1.0)]);
}

fn processor(c: &Canvas) {
    c.block((0.24, 0.24), (0.52, 0.52));
    for at in [0.34, 0.66] {
        c.line(&[(at, 0.0), (at, 1.0)]);
        c.line(&[(0.0, at), (1.0, at)]);
    }
}

fn disk(c: &Canvas) {
    for y in [0.16, 0.5, 0.84] {
        c.line(&[(0.06, y), (0.3, y + 0.1), (0.7, y + 0.1), (0.94, y)]);
    }
    c.line(&[(0.06, 0.84), (0.06, 0.14), (0.3, 0.04), (0.7, 0.04), (0.94, 0.14), (0.94, 0.84)]);
}

fn producer(c: &Canvas) {
    c.frame((0.0, 0.26), (0.46, 0.48));
    c.arrow((0.3, 0.5), (1.0, 0.5));
}

fn consumer(c: &Canvas) {
    c.line(&[(0.62, 0.26), (1.0, 0.26), (1.0, 0.74), (0.62, 0.74)]);
    c.arrow((0.0, 0.5), (0.74, 0.5));
}

/// A thread in dashes: nobody waits for it.
fn daemon(c: &Canvas) {
    for (from, to) in [
        ((0.2, 0.0), (0.6, 0.16)),
        ((0.8, 0.3), (0.4, 0.44)),
        ((0.2, 0.56), (0.6, 0.72)),
        ((0.8, 0.84), (0.4, 1.0)),
    ] {
        c.line(&[from, to]);
    }
}

fn timer(c: &Canvas) {
    c.ring((0.5, 0.58), 0.38);
    c.line(&[(0.5, 0.32), (0.5, 0.58), (0.68, 0.58)]);
    c.line(&[(0.34, 0.02), (0.66, 0.02)]);
    c.line(&[(0.5, 0.02), (0.5, 0.18)]);
}

fn pool(c: &Canvas) {
    c.frame((0.0, 0.0), (1.0, 1.0));
    for x in [0.2, 0.5, 0.8] {
        c.line(&[(x - 0.06, 0.2), (x + 0.06, 0.4), (x - 0.06, 0.6), (x + 0.06, 0.8)]);
    }
}

fn shared(c: &Canvas) {
    c.line(&[(0.04, 0.16), (0.96, 0.16), (0.96, 0.84), (0.04, 0.84), (0.04, 0.16)]);
    c.line(&[(0.28, 0.4), (0.72, 0.4)]);
    c.line(&[(0.28, 0.6), (0.72, 0.6)]);
}

fn sleep(c: &Canvas) {
    c.line(&[(0.0, 0.42), (0.46, 0.42), (0.0, 0.98), (0.46, 0.98)]);
    c.line(&[(0.58, 0.02), (0.96, 0.02), (0.58, 0.46), (0.96, 0.46)]);
}

fn compute(c: &Canvas) {
    c.line(&[(0.88, 0.06), (0.14, 0.06), (0.58, 0.5), (0.14, 0.94), (0.88, 0.94)]);
}

fn print(c: &Canvas) {
    c.line(&[(0.04, 0.18), (0.4, 0.5), (0.04, 0.82)]);
    c.line(&[(0.48, 0.86), (0.98, 0.86)]);
}

fn turn(c: &Canvas) {
    c.arc((0.5, 0.52), 0.4, (0.05, 0.86));
    c.line(&[(0.58, 0.2), (0.82, 0.26), (0.86, 0.02)]);
}

fn with_lock(c: &Canvas) {
    c.line(&[(0.22, 0.0), (0.0, 0.0), (0.0, 1.0), (0.22, 1.0)]);
    c.line(&[(0.78, 0.0), (1.0, 0.0), (1.0, 1.0), (0.78, 1.0)]);
    c.padlock((0.27, 0.24), 0.46);
}

fn acquire_timeout(c: &Canvas) {
    c.padlock((0.0, 0.0), 0.58);
    c.ring((0.72, 0.7), 0.26);
    c.line(&[(0.72, 0.54), (0.72, 0.7), (0.84, 0.7)]);
}

fn try_acquire(c: &Canvas) {
    c.padlock((0.0, 0.0), 0.58);
    c.arc((0.76, 0.52), 0.16, (0.5, 1.2));
    c.line(&[(0.82, 0.64), (0.76, 0.72), (0.76, 0.8)]);
    c.dot((0.76, 0.96), 0.07);
}

fn put(c: &Canvas) {
    c.line(&[(0.0, 0.5), (0.0, 1.0), (1.0, 1.0), (1.0, 0.5)]);
    c.arrow((0.5, 0.0), (0.5, 0.74));
}

fn get(c: &Canvas) {
    c.line(&[(0.0, 0.5), (0.0, 1.0), (1.0, 1.0), (1.0, 0.5)]);
    c.arrow((0.5, 0.78), (0.5, 0.0));
}

/// An hourglass.
fn wait(c: &Canvas) {
    c.line(&[(0.1, 0.02), (0.9, 0.02)]);
    c.line(&[(0.1, 0.98), (0.9, 0.98)]);
    c.line(&[(0.2, 0.02), (0.2, 0.2), (0.8, 0.8), (0.8, 0.98)]);
    c.line(&[(0.8, 0.02), (0.8, 0.2), (0.2, 0.8), (0.2, 0.98)]);
}

fn notify(c: &Canvas) {
    bell(c, (0.14, 0.72));
    c.line(&[(0.06, 0.18), (0.0, 0.34), (0.04, 0.5)]);
    c.line(&[(0.94, 0.18), (1.0, 0.34), (0.96, 0.5)]);
}

/// A flag being raised.
fn set(c: &Canvas) {
    c.line(&[(0.08, 0.0), (0.08, 1.0)]);
    c.block((0.08, 0.04), (0.44, 0.4));
    c.arrow((0.8, 0.98), (0.8, 0.1));
}

fn barrier_wait(c: &Canvas) {
    c.line(&[(0.92, 0.0), (0.92, 1.0)]);
    c.arrow((0.0, 0.5), (0.74, 0.5));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::theme;
    use egui::emath::TSTransform;

    /// What a sign is made of, in numbers.
    fn strokes(sign: &str) -> String {
        let ctx = egui::Context::default();
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let painter = ui.painter();
            let pen = Pen { painter, view: TSTransform::IDENTITY, theme: &theme::LIGHT };
            let square = Rect::from_min_size(pos2(10.0, 10.0), egui::vec2(40.0, 40.0));
            paint_icon(&pen, square, sign, (Color32::RED, Color32::BLUE));
        });
        output.textures_delta.clear();
        let shapes = output.shapes.iter().map(|shape| format!("{:?}", shape.shape));
        shapes.collect()
    }

    #[test]
    fn every_sign_looks_like_no_other() {
        let mut seen = std::collections::BTreeMap::new();
        for (sign, _) in SIGNS {
            let drawn = strokes(sign);
            assert!(drawn.len() > 50, "{sign} is empty");
            if let Some(other) = seen.insert(drawn, sign) {
                panic!("{sign} looks like {other}");
            }
        }
    }

    #[test]
    fn every_primitive_has_a_sign() {
        for spec in crate::model::primitives::ALL.iter().filter(|spec| !spec.template.is_empty()) {
            assert!(SIGNS.iter().any(|(sign, _)| *sign == spec.name), "{}", spec.name);
        }
    }
}
