//! Events as columns: what is alike stands together, and only differences are written.
//!
//! A block holds a stretch of one thread's events: times as distances, kinds and operations as
//! places in a short list of those that occur, objects and steps as differences, arguments as they
//! are. Steps differ from the last step of the same object, whichever thread took it.

use super::Damage;
use super::bytes::{Reader, put, unzigzag, zigzag};
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::event::{ARG_MAX, Event, Kind};

/// Kind, operation, and whether the step number is 0, in one number.
const KEYS: usize = Kind::ALL.len() << 9;

/// Last step of each object; the same in writer and reader.
#[derive(Default)]
pub struct Steps(Vec<u16>);

impl Steps {
    #[inline]
    fn last(&mut self, object: ObjectId) -> &mut u16 {
        let at = object.index();
        if at >= self.0.len() {
            self.0.resize(at + 1, 0);
        }
        &mut self.0[at]
    }
}

/// Writes stretches of events, reusing its buffers.
pub struct EventWriter {
    steps: Steps,
    places: Vec<u16>,
    keys: Vec<u16>,
    columns: [Vec<u8>; 5],
}

impl Default for EventWriter {
    fn default() -> Self {
        EventWriter {
            steps: Steps::default(),
            places: vec![u16::MAX; KEYS],
            keys: Vec::new(),
            columns: Default::default(),
        }
    }
}

impl EventWriter {
    /// Writes one thread's stretch, which begins at or after `base` nanoseconds.
    pub fn write(
        &mut self,
        out: &mut Vec<u8>,
        thread: ThreadId,
        base: u64,
        events: impl ExactSizeIterator<Item = Event>,
    ) {
        put(out, u64::from(thread.0));
        put(out, events.len() as u64);
        self.columns.iter_mut().for_each(Vec::clear);
        let (mut nanos, mut object) = (base, 0i64);
        for event in events {
            self.put_event(&event, nanos, object);
            (nanos, object) = (event.nanos, i64::from(event.object.0));
        }
        put(out, self.keys.len() as u64);
        for key in self.keys.drain(..) {
            put(out, u64::from(key));
            self.places[usize::from(key)] = u16::MAX;
        }
        for column in &self.columns {
            put(out, column.len() as u64);
            out.extend_from_slice(column);
        }
    }

    #[inline]
    fn put_event(&mut self, event: &Event, nanos: u64, object: i64) {
        let [times, kinds, objects, steps, args] = &mut self.columns;
        put(times, event.nanos - nanos);
        let key = (event.kind as u16) << 9 | u16::from(event.op) << 1 | u16::from(event.step == 0);
        let place = &mut self.places[usize::from(key)];
        if *place == u16::MAX {
            *place = self.keys.len() as u16;
            self.keys.push(key);
        }
        put(kinds, u64::from(*place));
        put(objects, zigzag(i64::from(event.object.0) - object));
        if event.step != 0 {
            let last = self.steps.last(event.object);
            put(steps, zigzag(i64::from(event.step.wrapping_sub(*last) as i16)));
            *last = event.step;
        }
        put(args, u64::from(event.arg));
    }
}

/// How large numbers in a file may be.
#[derive(Clone, Copy)]
pub struct Bounds {
    /// Numbers of threads are below this.
    pub threads: u32,
    /// Numbers of objects are below this.
    pub objects: u32,
    /// Times are at most this.
    pub nanos: u64,
}

/// Reads a stretch and adds its events to `events`.
pub fn read(
    reader: &mut Reader<'_>,
    base: u64,
    bounds: Bounds,
    steps: &mut Steps,
    events: &mut Vec<Event>,
) -> Result<(), Damage> {
    let last_thread = u64::from(bounds.threads.saturating_sub(1));
    let thread = ThreadId(reader.number_to(last_thread, "a thread's number")? as u32);
    let count = reader.count("a number of events")?;
    let mut keys = Vec::new();
    for _ in 0..reader.count("a number of kinds")? {
        let key = reader.number_to(KEYS as u64 - 1, "a kind")? as u16;
        let kind = Kind::from_u8((key >> 9) as u8).ok_or(Damage::Corrupt("a kind"))?;
        keys.push((kind, (key >> 1) as u8, key & 1 == 1));
    }
    let mut column = || {
        let length = reader.count("the length of a column")?;
        reader.bytes(length).map(Reader::new)
    };
    let columns = [column()?, column()?, column()?, column()?, column()?];
    let [mut times, mut kinds, mut objects, mut numbers, mut args] = columns;
    let (mut nanos, mut object) = (base, 0i64);
    for _ in 0..count {
        let later = nanos.checked_add(times.number()?).filter(|&nanos| nanos <= bounds.nanos);
        nanos = later.ok_or(Damage::Corrupt("a time"))?;
        let place = kinds.number()? as usize;
        let &(kind, op, unnumbered) = keys.get(place).ok_or(Damage::Corrupt("a kind"))?;
        object = object.wrapping_add(unzigzag(objects.number()?));
        if !(0..i64::from(bounds.objects)).contains(&object) {
            return Err(Damage::Corrupt("an object's number"));
        }
        let object = ObjectId(object as u32);
        let step = if unnumbered {
            0
        } else {
            let last = steps.last(object);
            *last = last.wrapping_add(unzigzag(numbers.number()?) as u16);
            *last
        };
        let arg = args.number_to(u64::from(ARG_MAX), "an argument")? as u32;
        events.push(Event { nanos, thread, kind, op, object, step, arg });
    }
    Ok(())
}
