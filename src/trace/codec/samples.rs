//! Samples in a file: variables with their values, then threads' totals, each time as the distance
//! from the one before.

use super::Damage;
use super::bytes::{Reader, put, put_text, unzigzag, zigzag};
use super::events::Bounds;
use crate::model::ids::ThreadId;
use crate::trace::samples::{
    Sampled, Sampling, Switches, Usage, ValueSample, VariableId, VariableInfo,
};
use crate::trace::store::Trace;

const NONE: u8 = 0;
const FALSE: u8 = 1;
const TRUE: u8 = 2;
const INT: u8 = 3;
const FLOAT: u8 = 4;
const TEXT: u8 = 5;
const LENGTH: u8 = 6;
const OBJECT: u8 = 7;

/// Most variables a file may speak of.
const VARIABLES_MAX: u64 = 1 << 16;

pub fn write(out: &mut Vec<u8>, trace: &Trace) {
    put(out, trace.samples_lost());
    put(out, trace.variables().len() as u64);
    for info in trace.variables() {
        put(out, u64::from(info.id.0));
        put_text(out, &info.name);
        put_text(out, &info.class);
        write_values(out, trace, info.id);
    }
    let threads: Vec<ThreadId> =
        trace.threads().filter(|&thread| trace.usage_of(thread, 0..u64::MAX).len() > 0).collect();
    put(out, threads.len() as u64);
    for thread in threads {
        put(out, u64::from(thread.0));
        write_usages(out, trace, thread);
    }
}

fn write_values(out: &mut Vec<u8>, trace: &Trace, variable: VariableId) {
    let values = trace.values_of(variable, 0..u64::MAX);
    put(out, values.len() as u64);
    let mut before = 0;
    for sample in values {
        put(out, sample.nanos - before);
        before = sample.nanos;
        write_value(out, &sample.value);
    }
}

fn write_value(out: &mut Vec<u8>, value: &Sampled) {
    match value {
        Sampled::None => out.push(NONE),
        Sampled::Bool(flag) => out.push(if *flag { TRUE } else { FALSE }),
        Sampled::Int(int) => {
            out.push(INT);
            put(out, zigzag(*int));
        }
        Sampled::Float(float) => {
            out.push(FLOAT);
            out.extend_from_slice(&float.to_bits().to_le_bytes());
        }
        Sampled::Text(text) => {
            out.push(TEXT);
            put_text(out, text);
        }
        Sampled::Length(length) => {
            out.push(LENGTH);
            put(out, *length);
        }
        Sampled::Object(class) => {
            out.push(OBJECT);
            put_text(out, class);
        }
    }
}

fn write_usages(out: &mut Vec<u8>, trace: &Trace, thread: ThreadId) {
    let usages = trace.usage_of(thread, 0..u64::MAX);
    put(out, usages.len() as u64);
    let mut before = 0;
    for usage in usages {
        put(out, usage.nanos - before);
        before = usage.nanos;
        put(out, usage.cpu_nanos);
        put(out, u64::from(usage.switches.is_some()));
        if let Some(Switches { voluntary, involuntary }) = usage.switches {
            put(out, voluntary);
            put(out, involuntary);
        }
    }
}

/// `classes`: whether the file says of which class an attribute's object is.
pub fn read(reader: &mut Reader<'_>, bounds: Bounds, classes: bool) -> Result<Sampling, Damage> {
    let mut sampling = Sampling { lost: reader.number()?, ..Sampling::default() };
    for _ in 0..reader.count("a number of variables")? {
        let id = VariableId(reader.number_to(VARIABLES_MAX, "a variable's number")? as u32);
        let name = reader.text()?.to_owned();
        let class = if classes { reader.text()?.to_owned() } else { String::new() };
        sampling.variables.push(VariableInfo { id, name, class });
        let mut nanos = 0;
        for _ in 0..reader.count("a number of values")? {
            nanos += reader.number_to(bounds.nanos - nanos, "a time")?;
            let value = read_value(reader)?;
            sampling.values.push(ValueSample { nanos, variable: id, value });
        }
    }
    for _ in 0..reader.count("a number of threads")? {
        let thread = super::thread_id(reader, bounds)?;
        let mut nanos = 0;
        for _ in 0..reader.count("a number of samples")? {
            nanos += reader.number_to(bounds.nanos - nanos, "a time")?;
            sampling.usages.push(read_usage(reader, nanos, thread)?);
        }
    }
    Ok(sampling)
}

fn read_value(reader: &mut Reader<'_>) -> Result<Sampled, Damage> {
    Ok(match reader.byte()? {
        NONE => Sampled::None,
        FALSE => Sampled::Bool(false),
        TRUE => Sampled::Bool(true),
        INT => Sampled::Int(unzigzag(reader.number()?)),
        FLOAT => {
            let bytes = reader.bytes(8)?.iter().rev();
            Sampled::Float(f64::from_bits(bytes.fold(0, |all, &byte| all << 8 | u64::from(byte))))
        }
        TEXT => Sampled::Text(reader.text()?.into()),
        LENGTH => Sampled::Length(reader.number()?),
        OBJECT => Sampled::Object(reader.text()?.into()),
        _ => return Err(Damage::Corrupt("a value")),
    })
}

fn read_usage(reader: &mut Reader<'_>, nanos: u64, thread: ThreadId) -> Result<Usage, Damage> {
    let cpu_nanos = reader.number()?;
    let switches = match reader.number()? {
        0 => None,
        _ => Some(Switches { voluntary: reader.number()?, involuntary: reader.number()? }),
    };
    Ok(Usage { nanos, thread, cpu_nanos, switches })
}
