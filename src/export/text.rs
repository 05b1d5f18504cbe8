//! How wide a text is in the bundled font, and how to cut it to fit: what layout needs of a font.
//!
//! Screen and pictures both draw Ubuntu Light, so one table of its advances serves all of them
//! and layout needs neither a font file nor a graphics context.

/// Advances of U+0020..=U+007E in thousandths of the size.
const ADVANCES: [u16; 95] = [
    228, 274, 392, 653, 564, 831, 648, 240, 310, 310, 472, 564, 246, 282, 246, 359, 564, 564, 564,
    564, 564, 564, 564, 564, 564, 564, 246, 246, 564, 564, 564, 380, 940, 641, 630, 609, 702, 555,
    520, 658, 692, 248, 487, 599, 502, 865, 709, 774, 592, 774, 618, 517, 548, 680, 624, 921, 608,
    569, 560, 310, 359, 310, 564, 490, 376, 509, 583, 460, 583, 548, 376, 573, 569, 237, 237, 495,
    255, 863, 569, 582, 583, 583, 374, 428, 387, 569, 480, 775, 499, 474, 455, 319, 262, 319, 564,
];
/// Advance taken for letters with accents: the mean of Latin-1 and Latin Extended-A.
const ADVANCE_LATIN: u16 = 546;
/// Advance taken for everything else: a full em, as for Chinese and for most symbols.
const ADVANCE_WIDE: u16 = 1000;
const ELLIPSIS: char = '…';

fn advance(letter: char) -> u16 {
    match letter as u32 {
        code @ 0x20..=0x7e => ADVANCES[(code - 0x20) as usize],
        0xa0..0x500 => ADVANCE_LATIN,
        _ => ADVANCE_WIDE,
    }
}

/// Width in points of `text` set at `size`.
pub fn width(text: &str, size: f32) -> f32 {
    text.chars().map(|letter| f32::from(advance(letter))).sum::<f32>() * size / 1000.0
}

/// `text`, shortened in the middle with an ellipsis to at most `width_max` points.
///
/// The middle goes because names of one family differ at their ends: `worker-1`, `worker-2`.
/// Of `Thread-3 (worker)` the target goes first, if little of it could stay: its number tells it
/// apart. Empty if not even the ellipsis fits.
pub fn elided(text: &str, size: f32, width_max: f32) -> String {
    if width(text, size) <= width_max {
        return text.to_owned();
    }
    let fills = |name: &&str| width(name, size) >= 0.5 * width_max;
    if let Some(name) = without_target(text).filter(fills) {
        return elided(name, size, width_max);
    }
    let budget = width_max * 1000.0 / size - f32::from(advance(ELLIPSIS));
    if budget < 0.0 {
        return String::new();
    }
    let letters: Vec<char> = text.chars().collect();
    let (mut head, mut tail, mut used) = (0, 0, 0.0);
    while head + tail < letters.len() {
        // Two letters of the head for one of the tail.
        let from_tail = tail * 2 < head;
        let next = if from_tail { letters[letters.len() - 1 - tail] } else { letters[head] };
        used += f32::from(advance(next));
        if used > budget {
            break;
        }
        if from_tail { tail += 1 } else { head += 1 }
    }
    let mut short: String = letters[..head].iter().collect();
    short.push(ELLIPSIS);
    short.extend(&letters[letters.len() - tail..]);
    short
}

/// `Thread-3` of `Thread-3 (worker)`, as CPython calls threads: the number tells them apart.
fn without_target(text: &str) -> Option<&str> {
    text.strip_suffix(')')?.split_once(" (").map(|(name, _)| name)
}

/// What stands with the number before it and never begins a line.
const UNITS: [&str; 8] = ["ns", "µs", "ms", "s", "%", "k", "M", "G"];

/// `text` with as many of its parts between commas as fit; what is left of the first is elided.
pub fn fitting(text: &str, size: f32, width_max: f32) -> String {
    let mut short = text;
    while width(short, size) > width_max {
        let Some((before, _)) = short.rsplit_once(", ") else { break };
        short = before;
    }
    elided(short, size, width_max)
}

/// `text` in lines of at most `width_max` points, broken between words.
pub fn wrapped(text: &str, size: f32, width_max: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line)
                if width(line, size) + width(word, size) + size * 0.25 <= width_max
                    || is_unit(word) =>
            {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The same in so many lines at most: of a longer text the last one ends in an ellipsis.
pub fn wrapped_to(text: &str, size: f32, width_max: f32, lines_max: usize) -> Vec<String> {
    let mut lines = wrapped(text, size, width_max);
    if lines.len() > lines_max {
        lines.truncate(lines_max);
        if let Some(last) = lines.last_mut() {
            let fits = |words: &str| width(words, size) + size <= width_max;
            while let Some((words, _)) = last.rsplit_once(' ').filter(|_| !fits(last)) {
                *last = words.to_owned();
            }
            last.push(' ');
            last.push(ELLIPSIS);
        }
    }
    lines
}

fn is_unit(word: &str) -> bool {
    UNITS.contains(&word.trim_end_matches(['.', ',', ':', ';', ')']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_too_many_lines_says_that_it_goes_on() {
        let lines = wrapped_to("one two three four five six", 10.0, 45.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with(" …") && width(&lines[1], 10.0) <= 45.0, "{lines:?}");
        assert_eq!(wrapped_to("one two", 10.0, 100.0, 2), ["one two"]);
    }

    #[test]
    fn a_text_that_fits_is_left_alone() {
        assert_eq!(elided("worker", 12.0, 100.0), "worker");
    }

    #[test]
    fn a_long_name_loses_its_middle_and_keeps_both_ends() {
        let short = elided("a_very_long_thread_name_number_17", 12.0, 90.0);
        assert!(short.starts_with("a_ve") && short.ends_with("17"), "{short}");
        assert!(width(&short, 12.0) <= 90.0, "{short} is {}", width(&short, 12.0));
    }

    #[test]
    fn lines_break_between_words_and_keep_them_all() {
        let text = "press Run to see who waits for whom";
        let lines = wrapped(text, 12.0, 90.0);
        assert!(lines.len() > 1 && lines.iter().all(|line| width(line, 12.0) <= 90.0));
        assert_eq!(lines.join(" "), text);
    }

    #[test]
    fn a_unit_stays_with_its_number() {
        let lines = wrapped("it could run for 800 µs: not long", 12.0, 96.0);
        assert!(lines.iter().all(|line| !line.starts_with("µs")), "{lines:?}");
    }

    #[test]
    fn a_text_in_parts_loses_whole_parts_before_letters() {
        let text = "175 µs of 420 µs, 10 switches, 2 forced";
        assert_eq!(fitting(text, 12.0, 400.0), text);
        assert_eq!(fitting(text, 12.0, 180.0), "175 µs of 420 µs, 10 switches");
        assert_eq!(fitting(text, 12.0, 120.0), "175 µs of 420 µs");
    }

    #[test]
    fn a_thread_keeps_its_number_and_loses_its_target() {
        let name = "Thread-3 (everything_inside)";
        assert_eq!(elided(name, 12.0, 60.0), "Thread-3");
        assert_eq!(elided(name, 12.0, 26.0), "T…3");
        assert_eq!(elided(name, 12.0, 120.0), "Thread-3 (eve…nside)");
        assert_eq!(elided(name, 12.0, 300.0), name);
    }

    #[test]
    fn nothing_is_drawn_where_nothing_fits() {
        assert_eq!(elided("worker", 12.0, 5.0), "");
        assert_eq!(elided("worker", 12.0, 12.0), "…");
    }
}
