//! Sets of characters: single ones, ranges, and Python's categories.

/// A category of characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum Category {
    Digit,
    Space,
    Word,
}

/// One part of a set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Item {
    /// From one character to another.
    Range(char, char),
    /// A category, or all but it; in ASCII only, or in Unicode.
    Category {
        /// Which.
        of: Category,
        /// All but it.
        negated: bool,
        /// ASCII only.
        ascii: bool,
    },
}

/// Whether a character is in a category.
pub fn is_in(category: Category, ascii: bool, c: char) -> bool {
    if ascii && !c.is_ascii() {
        return false;
    }
    match category {
        Category::Digit => c.is_ascii_digit() || !ascii && is_decimal(c),
        Category::Space => c.is_whitespace() || matches!(c, '\x1c'..='\x1f'),
        Category::Word => c.is_alphanumeric() || c == '_',
    }
}

/// Decimal digits of other scripts: those that `char::is_numeric` knows and that stand in runs of
/// ten, which is how Unicode lays them out.
fn is_decimal(c: char) -> bool {
    const ZEROES: &[u32] = &[
        0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6,
        0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0xff10,
    ];
    let code = c as u32;
    ZEROES.iter().any(|zero| (*zero..zero + 10).contains(&code))
}

/// The character in lower case, where that is one character.
pub fn lower(c: char) -> char {
    let mut folded = c.to_lowercase();
    match (folded.next(), folded.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

/// The character in upper case, where that is one character.
pub fn upper(c: char) -> char {
    let mut folded = c.to_uppercase();
    match (folded.next(), folded.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

// How items stand in words: kind, then two operands.
const RANGE: u32 = 0;

/// An item as three words.
pub fn to_words(item: Item) -> [u32; 3] {
    match item {
        Item::Range(low, high) => [RANGE, low as u32, high as u32],
        Item::Category { of, negated, ascii } => {
            let kind = match of {
                Category::Digit => 1,
                Category::Space => 2,
                Category::Word => 3,
            };
            [kind, u32::from(negated), u32::from(ascii)]
        }
    }
}

/// Whether a character is in the item that three words hold.
fn holds(words: &[u32], c: char) -> bool {
    let category = match words[0] {
        RANGE => return (words[1]..=words[2]).contains(&(c as u32)),
        1 => Category::Digit,
        2 => Category::Space,
        _ => Category::Word,
    };
    is_in(category, words[2] != 0, c) != (words[1] != 0)
}

/// Whether a character is in a set: `items` are its items' words.
pub fn contains(items: &[u32], ignore_case: bool, c: char) -> bool {
    let any = |c: char| items.chunks_exact(3).any(|item| holds(item, c));
    any(c) || ignore_case && (any(lower(c)) || any(upper(c)))
}
