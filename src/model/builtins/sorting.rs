//! Sorting: stable, by `<` only, as `sorted` and `list.sort` promise.

use crate::model::code::CompareOp;
use crate::model::native::{Ctx, Raised};
use crate::model::object::Obj;
use crate::model::ops::compare::{self, Order};
use crate::model::value::Value;
use std::cmp::Ordering;

/// Sorts values; `None` where Python code must compare. TypeError where they have no order.
pub fn sorted(
    ctx: &mut Ctx<'_>,
    mut values: Vec<Value>,
    reverse: bool,
) -> Result<Option<Vec<Value>>, Raised> {
    if values.iter().all(|value| value.is_small()) {
        // Tagged words of small integers order as the integers do; equal ones are the same.
        values.sort_unstable_by_key(|value| value.0 as i64);
        if reverse {
            values.reverse();
        }
        return Ok(Some(values));
    }
    let order = sorted_order(ctx, &values, reverse)?;
    Ok(order.map(|order| order.into_iter().map(|at| values[at]).collect()))
}

/// The stable order of keys, as indices.
pub fn sorted_order(
    ctx: &mut Ctx<'_>,
    keys: &[Value],
    reverse: bool,
) -> Result<Option<Vec<usize>>, Raised> {
    if let Some(ints) = keys.iter().map(|key| key.as_small()).collect::<Option<Vec<i64>>>() {
        return Ok(Some(order_by(ints, reverse, i64::cmp)));
    }
    let floats = keys.iter().map(|key| key.as_inline_float()).collect::<Option<Vec<f64>>>();
    if let Some(floats) = floats {
        // Inline floats are finite, so they have a total order.
        return Ok(Some(order_by(floats, reverse, f64::total_cmp)));
    }
    let heap = ctx.heap;
    let plain_str = |&key: &Value| match heap.get(key) {
        Some(Obj::Str(text)) => Some(text.text()),
        _ => None,
    };
    // The order of UTF-8's bytes is that of the characters.
    if let Some(texts) = keys.iter().map(plain_str).collect::<Option<Vec<&str>>>() {
        return Ok(Some(order_by(texts, reverse, |a, b| a.cmp(b))));
    }
    let mut order: Vec<usize> = (0..keys.len()).collect();
    // Equal ones keep their order in both directions, so the input is turned round before and after.
    if reverse {
        order.reverse();
    }
    let mut width = 1;
    let mut merged = Vec::with_capacity(order.len());
    while width < order.len() {
        merged.clear();
        for run in order.chunks(2 * width) {
            let (left, right) = run.split_at(width.min(run.len()));
            if !merge(ctx, keys, (left, right), &mut merged)? {
                return Ok(None);
            }
        }
        std::mem::swap(&mut order, &mut merged);
        width *= 2;
    }
    if reverse {
        order.reverse();
    }
    Ok(Some(order))
}

/// Where each key comes from once they are sorted. Each is moved with its place, so that comparing
/// looks at neighbours only. Equal ones keep their order in both directions.
fn order_by<K>(keys: Vec<K>, reverse: bool, compare: impl Fn(&K, &K) -> Ordering) -> Vec<usize> {
    let mut placed: Vec<(K, usize)> = keys.into_iter().zip(0..).collect();
    match reverse {
        false => placed.sort_by(|a, b| compare(&a.0, &b.0)),
        true => placed.sort_by(|a, b| compare(&b.0, &a.0)),
    }
    placed.into_iter().map(|(_, place)| place).collect()
}

fn merge(
    ctx: &mut Ctx<'_>,
    keys: &[Value],
    (left, right): (&[usize], &[usize]),
    out: &mut Vec<usize>,
) -> Result<bool, Raised> {
    let (mut l, mut r) = (0, 0);
    while l < left.len() && r < right.len() {
        let Some(before) = less(ctx, keys[right[r]], keys[left[l]])? else { return Ok(false) };
        if before {
            out.push(right[r]);
            r += 1;
        } else {
            out.push(left[l]);
            l += 1;
        }
    }
    out.extend_from_slice(&left[l..]);
    out.extend_from_slice(&right[r..]);
    Ok(true)
}

/// `a < b`; `None` where Python code decides.
pub fn less(ctx: &mut Ctx<'_>, a: Value, b: Value) -> Result<Option<bool>, Raised> {
    match compare::order(ctx.heap, a, b) {
        Order::Known(order) => Ok(Some(order.is_some_and(std::cmp::Ordering::is_lt))),
        Order::Subset => compare::compare(ctx, CompareOp::Lt, a, b),
        Order::Python => Ok(None),
        Order::None => Err(compare::unorderable(ctx, CompareOp::Lt, a, b)),
    }
}
