//! What an editor does to whole lines: indent, comment out, move, duplicate. Pure functions from a
//! text and what is selected in it to another text and what is then selected.

use std::ops::Range;

/// Spaces of one level.
const INDENT: usize = 4;

/// What is selected, in bytes: from where, and to where the cursor is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Selection {
    /// Where the selection began.
    pub anchor: usize,
    /// Where the cursor is.
    pub caret: usize,
}

impl Selection {
    /// Only a cursor.
    pub fn at(caret: usize) -> Selection {
        Selection { anchor: caret, caret }
    }

    /// The bytes between the two.
    pub fn range(self) -> Range<usize> {
        self.anchor.min(self.caret)..self.anchor.max(self.caret)
    }

    /// Whether nothing lies between the two.
    pub fn is_empty(self) -> bool {
        self.anchor == self.caret
    }
}

/// A changed text and what is selected in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edited {
    /// The whole text.
    pub text: String,
    /// What is selected in it.
    pub selection: Selection,
}

/// Replaces a stretch and puts the cursor behind what is new.
pub fn replace(text: &str, range: Range<usize>, new: &str) -> Edited {
    let caret = range.start + new.len();
    let text = [&text[..range.start], new, &text[range.end..]].concat();
    Edited { text, selection: Selection::at(caret) }
}

/// One level more: of the selected lines, or from the cursor to the next stop.
pub fn indent(text: &str, selection: Selection) -> Edited {
    if !text[selection.range()].contains('\n') {
        let column = text[line_start(text, selection.range().start)..selection.range().start]
            .chars()
            .count();
        return replace(text, selection.range(), &" ".repeat(INDENT - column % INDENT));
    }
    map_lines(text, selection, |line| match line.is_empty() {
        true => String::new(),
        false => format!("{:INDENT$}{line}", ""),
    })
}

/// One level less of the selected lines.
pub fn dedent(text: &str, selection: Selection) -> Edited {
    map_lines(text, selection, |line| {
        let spaces = line.len() - line.trim_start_matches(' ').len();
        let tab = usize::from(line.starts_with('\t'));
        line[tab.max((spaces + INDENT - 1) % INDENT + 1).min(spaces.max(tab))..].to_owned()
    })
}

/// Makes the selected lines comments; if they all are, makes them code again.
pub fn toggle_comment(text: &str, selection: Selection) -> Edited {
    let block = &text[lines_of(text, selection)];
    let code = || block.lines().filter(|line| !line.trim().is_empty());
    if code().all(|line| line.trim_start().starts_with('#')) && code().next().is_some() {
        return map_lines(text, selection, |line| {
            let at = line.find('#').unwrap_or(0);
            let rest = &line[(at + 1).min(line.len())..];
            format!("{}{}", &line[..at], rest.strip_prefix(' ').unwrap_or(rest))
        });
    }
    // Python's indents; other blanks may take several bytes.
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let column = code().map(indent).min().unwrap_or(0);
    map_lines(text, selection, |line| match line.trim().is_empty() {
        true => line.to_owned(),
        false => format!("{}# {}", &line[..column], &line[column..]),
    })
}

/// The place so many lines further down or up, as far from the beginning of its line.
pub fn paged(text: &str, caret: usize, lines: usize, down: bool) -> usize {
    let begin = line_start(text, caret);
    let column = text[begin..caret].chars().count();
    let mut at = begin;
    for _ in 0..lines {
        let next = match down {
            true => text[at..].find('\n').map(|end| at + end + 1),
            false => at.checked_sub(1).map(|end| line_start(text, end)),
        };
        match next {
            Some(next) => at = next,
            // Beyond the ends there is nothing more.
            None if down => return text.len(),
            None => return 0,
        }
    }
    let line = &text[at..line_end(text, at)];
    at + line.char_indices().nth(column).map_or(line.len(), |(byte, _)| byte)
}

/// Puts the selected lines above the line before them.
pub fn move_up(text: &str, selection: Selection) -> Option<Edited> {
    let block = lines_of(text, selection);
    let above = line_start(text, block.start.checked_sub(1)?)..block.start - 1;
    let (block_text, above_text) = (&text[block.clone()], &text[above.clone()]);
    let moved = [&text[..above.start], block_text, "\n", above_text, &text[block.end..]].concat();
    let up = |at: usize| at - (above.len() + 1);
    let selection = Selection { anchor: up(selection.anchor), caret: up(selection.caret) };
    Some(Edited { text: moved, selection })
}

/// Puts the selected lines below the line after them.
pub fn move_down(text: &str, selection: Selection) -> Option<Edited> {
    let block = lines_of(text, selection);
    if block.end >= text.len() {
        return None;
    }
    let below = block.end + 1..line_end(text, block.end + 1);
    let (block_text, below_text) = (&text[block.clone()], &text[below.clone()]);
    let moved = [&text[..block.start], below_text, "\n", block_text, &text[below.end..]].concat();
    let down = |at: usize| at + below.len() + 1;
    let selection = Selection { anchor: down(selection.anchor), caret: down(selection.caret) };
    Some(Edited { text: moved, selection })
}

/// Repeats the selected lines below themselves.
pub fn duplicate(text: &str, selection: Selection) -> Edited {
    let block = lines_of(text, selection);
    let copy = format!("{}\n", &text[block.clone()]);
    let moved = [&text[..block.start], &copy, &text[block.start..]].concat();
    let down = |at: usize| at + copy.len();
    let selection = Selection { anchor: down(selection.anchor), caret: down(selection.caret) };
    Edited { text: moved, selection }
}

/// Takes the selected lines away.
pub fn delete(text: &str, selection: Selection) -> Edited {
    let lines = whole_lines(text, selection);
    let column = selection.caret - line_start(text, selection.caret);
    let mut edited = replace(text, lines.clone(), "");
    let end = line_end(&edited.text, lines.start.min(edited.text.len()));
    edited.selection = Selection::at((lines.start + column).min(end));
    while !edited.text.is_char_boundary(edited.selection.caret) {
        edited.selection = Selection::at(edited.selection.caret - 1);
    }
    edited
}

/// The bytes of the lines that the selection touches, with their ends.
pub fn whole_lines(text: &str, selection: Selection) -> Range<usize> {
    let Range { start, end } = lines_of(text, selection);
    start..(end + 1).min(text.len())
}

/// A new line below the cursor's, wherever the cursor is in it.
pub fn line_below(text: &str, selection: Selection) -> Edited {
    enter(text, Selection::at(line_end(text, selection.range().end)))
}

/// The place that Home goes to: the first letter of the line, and from there its beginning.
pub fn home(text: &str, caret: usize) -> usize {
    let start = line_start(text, caret);
    let line = &text[start..line_end(text, start)];
    let letter = start + line.len() - line.trim_start().len();
    if caret == letter { start } else { letter }
}

/// A new line with the indent that fits. Between brackets, the closing one goes to a line of its own.
pub fn enter(text: &str, selection: Selection) -> Edited {
    let range = selection.range();
    let before = &text[line_start(text, range.start)..range.start];
    let code = before.trim_end();
    let closes = matches!(
        (code.chars().next_back(), text[range.end..].chars().next()),
        (Some('('), Some(')')) | (Some('['), Some(']')) | (Some('{'), Some('}'))
    );
    let new = format!("\n{}", indent_after(before));
    if !closes {
        return replace(text, range, &new);
    }
    let outer = " ".repeat(before.len() - before.trim_start_matches(' ').len());
    let caret = range.start + new.len();
    let edited = replace(text, range, &format!("{new}\n{outer}"));
    Edited { selection: Selection::at(caret), ..edited }
}

/// Takes a level away before the cursor, if only blanks stand before it.
pub fn backspace(text: &str, selection: Selection) -> Option<Edited> {
    let before = &text[line_start(text, selection.caret)..selection.caret];
    let is_blank = !before.is_empty() && before.chars().all(|letter| letter == ' ');
    if !selection.is_empty() || !is_blank {
        return None;
    }
    let back = (before.len() - 1) % INDENT + 1;
    Some(replace(text, selection.caret - back..selection.caret, ""))
}

/// The cursor after a change that came from elsewhere: behind what is new.
pub fn caret_after(old: &str, new: &str) -> usize {
    let same = |a: u8, b: u8| a == b;
    let ending = old.bytes().rev().zip(new.bytes().rev()).take_while(|(a, b)| same(*a, *b)).count();
    let beginning = old.bytes().zip(new.bytes()).take_while(|(a, b)| same(*a, *b)).count();
    let caret = (new.len() - ending).max(beginning).min(new.len());
    (0..=caret).rev().find(|at| new.is_char_boundary(*at)).unwrap_or(0)
}

/// The indent of the line that follows `line`: one level more after a colon or a bracket, one less after a
/// statement that ends its block.
fn indent_after(line: &str) -> String {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let code = line.split(" #").next().unwrap_or(line);
    let statement = code.trim();
    let first = statement.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let level = if statement.ends_with([':', '(', '[', '{']) {
        indent + INDENT
    } else if matches!(first, "return" | "break" | "continue" | "pass" | "raise") {
        indent.saturating_sub(INDENT)
    } else {
        indent
    };
    " ".repeat(level)
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |newline| at + newline)
}

/// The bytes of the lines that the selection touches, without the last line end.
fn lines_of(text: &str, selection: Selection) -> Range<usize> {
    let Range { start, mut end } = selection.range();
    // A selection that ends before the first character of a line does not mean that line.
    if end > start && text[..end].ends_with('\n') {
        end -= 1;
    }
    line_start(text, start)..line_end(text, end)
}

fn map_lines(text: &str, selection: Selection, change: impl Fn(&str) -> String) -> Edited {
    let block = lines_of(text, selection);
    let lines: Vec<String> = text[block.clone()].split('\n').map(change).collect();
    let new = lines.join("\n");
    let selection = if selection.is_empty() {
        let from_end = block.end - selection.caret;
        Selection::at(block.start + new.len().saturating_sub(from_end))
    } else {
        Selection { anchor: block.start, caret: block.start + new.len() }
    };
    let text = [&text[..block.start], &new, &text[block.end..]].concat();
    Edited { text, selection }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `[` and `]` mark the selection, `|` a cursor alone.
    fn parse(marked: &str) -> (String, Selection) {
        let text = marked.replace(['[', ']', '|'], "");
        let selection = match marked.find('|') {
            Some(at) => Selection::at(at),
            None => {
                let anchor = marked.find('[').unwrap();
                Selection { anchor, caret: marked.find(']').unwrap() - 1 }
            }
        };
        (text, selection)
    }

    fn after(marked: &str, act: impl Fn(&str, Selection) -> Edited) -> String {
        let (text, selection) = parse(marked);
        let Edited { mut text, selection } = act(&text, selection);
        if selection.is_empty() {
            text.insert(selection.caret, '|');
        } else {
            text.insert(selection.range().end, ']');
            text.insert(selection.range().start, '[');
        }
        text
    }

    #[test]
    fn blanks_of_several_bytes_are_no_indent() {
        let text = " y\n\u{a0}x\n\u{3000}z";
        let all = Selection { anchor: 0, caret: text.len() };
        assert_eq!(toggle_comment(text, all).text, "#  y\n# \u{a0}x\n# \u{3000}z");
    }

    #[test]
    fn a_page_further_the_cursor_is_as_far_in_its_line() {
        let text = "zero\none\nżółw\nx\nfour";
        assert_eq!(paged(text, 2, 2, true), text.find("żółw").unwrap() + "żó".len());
        assert_eq!(paged(text, 3, 3, true), text.find("x\n").unwrap() + 1);
        assert_eq!((paged(text, 3, 9, true), paged(text, 9, 9, false)), (text.len(), 0));
        assert_eq!(paged(text, text.len(), 4, false), 4);
    }

    #[test]
    fn tab_goes_to_the_next_stop_or_indents_the_selected_lines() {
        assert_eq!(after("ab|c", indent), "ab  |c");
        assert_eq!(after("a\nb[b\n\nc]c\nd", indent), "a\n[    bb\n\n    cc]\nd");
        assert_eq!(after("a\n[b\n]c", indent), "a\n[    b]\nc");
    }

    #[test]
    fn shift_tab_takes_away_what_there_is_of_a_level() {
        assert_eq!(after("      a|b", dedent), "    a|b");
        assert_eq!(after("[    a\n  b\nc]", dedent), "[a\nb\nc]");
        assert_eq!(after("\ta|", dedent), "a|");
        assert_eq!(after("a|", dedent), "a|");
    }

    #[test]
    fn comments_go_on_at_the_least_indent_and_come_off_again() {
        let commented = after("    [if x:\n\n        y]", toggle_comment);
        assert_eq!(commented, "[    # if x:\n\n    #     y]");
        assert_eq!(after(&commented, toggle_comment), "[    if x:\n\n        y]");
        assert_eq!(after("x = 1|", toggle_comment), "# x = 1|");
    }

    #[test]
    fn lines_move_and_are_repeated_with_what_is_selected() {
        let up = |text: &str, selection| move_up(text, selection).unwrap();
        let down = |text: &str, selection| move_down(text, selection).unwrap();
        assert_eq!(after("a\nb|b\nc", up), "b|b\na\nc");
        assert_eq!(after("a\nb|b\nc", down), "a\nc\nb|b");
        assert_eq!(after("a|\nb", duplicate), "a\na|\nb");
        assert_eq!(move_up("a\nb", Selection::at(0)), None);
        assert_eq!(move_down("a\nb", Selection::at(3)), None);
    }

    #[test]
    fn enter_keeps_the_indent_and_a_colon_adds_a_level() {
        assert_eq!(after("    x = 1|", enter), "    x = 1\n    |");
        assert_eq!(after("    while True:  # on|", enter), "    while True:  # on\n        |");
        assert_eq!(after("        return x|", enter), "        return x\n    |");
    }

    #[test]
    fn enter_between_brackets_opens_them() {
        assert_eq!(after("    f(|)", enter), "    f(\n        |\n    )");
        assert_eq!(after("f(|x)", enter), "f(\n    |x)");
    }

    #[test]
    fn a_line_is_deleted_and_another_begun_wherever_the_cursor_is_in_it() {
        assert_eq!(after("a\nb|b\ncc", delete), "a\nc|c");
        assert_eq!(after("a\nbbb|", delete), "a\n|");
        assert_eq!(after("[a\nb]\nc", delete), "c|");
        assert_eq!(after("if| x:\ny", line_below), "if x:\n    |\ny");
        assert_eq!(whole_lines("a\nb\n", Selection::at(0)), 0..2);
    }

    #[test]
    fn home_goes_to_the_first_letter_and_then_to_the_beginning() {
        let text = "a\n    bc";
        assert_eq!([8, 6, 2].map(|caret| home(text, caret)), [6, 2, 6]);
    }

    #[test]
    fn backspace_takes_a_whole_level_of_blanks() {
        let back = |text: &str, selection| backspace(text, selection).unwrap();
        assert_eq!(after("        |x", back), "    |x");
        assert_eq!(after("      |x", back), "    |x");
        assert_eq!(backspace("    x", Selection::at(5)), None);
        assert_eq!(backspace("\n", Selection::at(1)), None);
    }

    #[test]
    fn the_cursor_goes_to_what_changed() {
        assert_eq!(caret_after("abc", "abXc"), 3);
        assert_eq!(caret_after("abc", "ac"), 1);
        assert_eq!(caret_after("ż", "źż"), 2);
        assert_eq!(caret_after("", ""), 0);
    }
}
