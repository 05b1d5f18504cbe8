//! Between the editor's cursor, which counts characters, and the text's bytes.

use egui::text::{CCursor, CCursorRange};
use egui::{Context, Id, TextEdit};

use super::lines::Selection;

/// Bytes that are counted at once.
const BLOCK: usize = 4096;

/// The byte of a character. It is asked for several times in a frame: long texts are counted in
/// blocks, many times faster than character by character.
pub fn byte_of(text: &str, character: usize) -> usize {
    let begins = |byte: &u8| *byte as i8 >= -0x40;
    let (mut left, mut start) = (character, 0);
    for block in text.as_bytes().chunks(BLOCK) {
        let characters = block.iter().filter(|byte| begins(byte)).count();
        if characters > left {
            break;
        }
        left -= characters;
        start += block.len();
    }
    let rest = text.as_bytes()[start..].iter().enumerate();
    rest.filter(|(_, byte)| begins(byte)).nth(left).map_or(text.len(), |(at, _)| start + at)
}

/// The character at a byte.
pub fn character_of(text: &str, byte: usize) -> usize {
    let byte = (0..=byte.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    text[..byte.unwrap_or(0)].chars().count()
}

/// The cursor at a byte.
pub fn cursor_at(text: &str, byte: usize) -> CCursor {
    CCursor::new(character_of(text, byte))
}

/// What is selected in the editor; at the end of the text if it was never touched.
pub fn selection(ctx: &Context, editor: Id, text: &str) -> Option<Selection> {
    let range = TextEdit::load_state(ctx, editor)?.cursor.char_range()?;
    let byte = |cursor: CCursor| byte_of(text, cursor.index.into());
    Some(Selection { anchor: byte(range.secondary), caret: byte(range.primary) })
}

/// Selects in the editor.
pub fn select(ctx: &Context, editor: Id, text: &str, selection: Selection) {
    let mut state = TextEdit::load_state(ctx, editor).unwrap_or_default();
    let (anchor, caret) = (cursor_at(text, selection.anchor), cursor_at(text, selection.caret));
    state.cursor.set_char_range(Some(CCursorRange::two(anchor, caret)));
    TextEdit::store_state(ctx, editor, state);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_found_in_texts_of_several_blocks() {
        for letters in ["a", "źa", "日本", "a😀"] {
            let text = letters.repeat(BLOCK);
            let places: Vec<usize> = text.char_indices().map(|(byte, _)| byte).collect();
            for character in (0..places.len()).step_by(7) {
                assert_eq!(byte_of(&text, character), places[character]);
                assert_eq!(character_of(&text, places[character]), character);
            }
            assert_eq!(byte_of(&text, places.len()), text.len());
            assert_eq!(byte_of(&text, usize::MAX), text.len());
        }
        assert_eq!(byte_of("", 3), 0);
    }
}
