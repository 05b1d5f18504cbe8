//! How somebody looked at the run, in its file: marks, lists of lanes, stretches of time.

use super::Damage;
use super::bytes::{Reader, put, put_text};
use super::events::Bounds;
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::event::OBJECT_MAX;
use crate::trace::samples::VariableId;
use crate::trace::views::{LaneKey, Mark, Views};

const THREAD: u8 = 0;
const OBJECT: u8 = 1;
const VARIABLE: u8 = 2;

/// Most marks a file may have.
const MARKS_MAX: usize = 1 << 12;
/// Most lanes in one of a file's lists.
const LANES_MAX: usize = 1 << 20;

pub fn write(out: &mut Vec<u8>, views: &Views) {
    put(out, views.marks.len().min(MARKS_MAX) as u64);
    for mark in views.marks.iter().take(MARKS_MAX) {
        put(out, mark.nanos.max(0.0) as u64);
        put_text(out, &mark.note);
    }
    for lanes in [&views.hidden, &views.pinned, &views.order] {
        put(out, lanes.len().min(LANES_MAX) as u64);
        lanes.iter().take(LANES_MAX).for_each(|lane| write_lane(out, *lane));
    }
    for stretch in [views.sight, views.range] {
        put(out, u64::from(stretch.is_some()));
        for moment in stretch.iter().flat_map(|(from, to)| [from, to]) {
            put(out, *moment);
        }
    }
    put(out, u64::from(views.cursor.is_some()));
    views.cursor.iter().for_each(|cursor| put(out, *cursor));
}

fn write_lane(out: &mut Vec<u8>, lane: LaneKey) {
    let (kind, number) = match lane {
        LaneKey::Thread(thread) => (THREAD, thread.0),
        LaneKey::Object(object) => (OBJECT, object.0),
        LaneKey::Variable(variable) => (VARIABLE, variable.0),
    };
    out.push(kind);
    put(out, u64::from(number));
}

pub fn read(reader: &mut Reader<'_>, bounds: Bounds) -> Result<Views, Damage> {
    let mut views = Views::default();
    for _ in 0..reader.number_to(MARKS_MAX as u64, "a number of marks")? {
        let nanos = reader.number_to(bounds.nanos, "a mark's time")? as f64;
        views.marks.push(Mark { nanos, note: reader.text()?.to_owned() });
    }
    for lanes in [&mut views.hidden, &mut views.pinned, &mut views.order] {
        for _ in 0..reader.count("a number of lanes")?.min(LANES_MAX) {
            lanes.push(read_lane(reader)?);
        }
    }
    views.sight = read_stretch(reader)?;
    views.range = read_stretch(reader)?;
    views.cursor = match reader.number()? {
        0 => None,
        _ => Some(reader.number_to(bounds.nanos, "a time")?),
    };
    Ok(views)
}

fn read_lane(reader: &mut Reader<'_>) -> Result<LaneKey, Damage> {
    let kind = reader.byte()?;
    let number = reader.number_to(u64::from(OBJECT_MAX), "a lane's number")? as u32;
    match kind {
        THREAD => Ok(LaneKey::Thread(ThreadId(number))),
        OBJECT => Ok(LaneKey::Object(ObjectId(number))),
        VARIABLE => Ok(LaneKey::Variable(VariableId(number))),
        _ => Err(Damage::Corrupt("a kind of lane")),
    }
}

/// A stretch may reach a little beyond the run, but never runs backwards.
fn read_stretch(reader: &mut Reader<'_>) -> Result<Option<(u64, u64)>, Damage> {
    if reader.number()? == 0 {
        return Ok(None);
    }
    let (from, to) = (reader.number()?, reader.number_to(u64::MAX / 4, "a time")?);
    if from < to { Ok(Some((from, to))) } else { Err(Damage::Corrupt("a stretch of time")) }
}
