//! The script with another number of threads: what `lockstep compare --threads` runs.
//!
//! Every group of threads (made by a loop, a comprehension or a pool) gets the number, as if it were
//! written in the script: where the count stands, or where the variable that says it gets its value,
//! so that what else goes by that variable agrees.

use crate::script::edit::{TextEdit, apply, definition};
use crate::script::outline::{Outline, Span};

/// `source` with so many threads in each of its groups; an error is a sentence.
pub fn with_threads(source: &str, threads: u32) -> Result<String, String> {
    let outline = Outline::of(source);
    let groups = outline.threads.iter().filter_map(|thread| thread.group.as_ref());
    let mut places: Vec<Span> =
        groups.filter_map(|group| number_of(source, group.place.clone()?)).collect();
    places.sort_by_key(|place| place.start);
    places.dedup();
    if places.is_empty() {
        let sentence = "the script makes no group of threads (in a loop, a comprehension or a pool) \
                        whose number it says";
        return Err(sentence.to_owned());
    }
    let edit = |span| TextEdit { span, replacement: threads.to_string() };
    Ok(apply(source, &places.into_iter().map(edit).collect::<Vec<_>>()))
}

/// Where the number stands that a count means.
fn number_of(source: &str, count: Span) -> Option<Span> {
    let text = source.get(count.clone())?;
    if is_number(text) {
        return Some(count);
    }
    if !text.chars().all(|letter| letter.is_alphanumeric() || letter == '_') {
        return None;
    }
    let name = definition(source, count.start)?.place;
    let line = source.get(name.end..)?.lines().next()?;
    let (before, value) = line.split_once('=')?;
    let value = value.split('#').next().unwrap_or(value);
    let start = name.end + before.len() + 1 + (value.len() - value.trim_start().len());
    is_number(value.trim()).then(|| start..start + value.trim().len())
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(before: &str, after: &str) {
        let head = "from threading import Barrier, Thread\ndef work(): pass\n";
        let source = format!("{head}{before}");
        assert_eq!(with_threads(&source, 4), Ok(format!("{head}{after}")));
    }

    #[test]
    fn the_number_is_changed_where_the_script_says_it() {
        changed(
            "threads = [Thread(target=work) for _ in range(2)]\n",
            "threads = [Thread(target=work) for _ in range(4)]\n",
        );
        changed(
            "COUNT = 2  # so many\ngate = Barrier(COUNT)\nfor n in range(COUNT):\n    \
             Thread(target=work).start()\n",
            "COUNT = 4  # so many\ngate = Barrier(COUNT)\nfor n in range(COUNT):\n    \
             Thread(target=work).start()\n",
        );
    }

    #[test]
    fn a_script_without_a_group_of_threads_says_so() {
        let source = "from threading import Thread\nThread(target=print).start()\n";
        assert!(with_threads(source, 4).is_err_and(|sentence| sentence.contains("no group")));
    }
}
