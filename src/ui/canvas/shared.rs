//! Painting shared variables: one node for a variable, or for an attribute of all objects of a class,
//! with the values that a run gives it.

use super::live::LiveValue;
use super::pen::{Pen, Words};
use crate::script::outline::SharedNode;
use crate::words;
use egui::{Rect, pos2};

/// Letters of values that a node has room for.
const VALUE_CHARS: usize = 18;

/// Paints a shared variable, with its values if a run is shown.
pub fn paint_shared(
    pen: &Pen,
    rect: Rect,
    (node, values): (&SharedNode, &[LiveValue]),
    selected: bool,
) {
    let theme = pen.theme;
    pen.fill(rect, 20.0, pen.card());
    let dot = pos2(rect.left() + 20.0, rect.center().y);
    pen.dot(dot, 6.0, pen.tint(theme.gil.fill, 90));
    pen.dot(dot, 3.0, pen.color(theme.gil.fill));
    let (size, color) = (pen.name_size(14.0), pen.color(theme.text));
    let name = Words { text: &node.name, size, color, mono: false };
    let up = if pen.is_legible() { 6.5 } else { 0.0 };
    pen.text(pos2(rect.left() + 34.0, rect.center().y - up), name, rect.width() - 46.0);
    if pen.is_legible() {
        let value = values_text(values);
        let (text, ink) = match &value {
            Some(value) => (value.as_str(), theme.text),
            None => (words!("canvas-shared"), theme.text_weak),
        };
        let mono = value.is_some();
        let words = Words { text, size: 10.5, color: pen.color(ink), mono };
        pen.text(pos2(rect.left() + 34.0, rect.center().y + 8.5), words, rect.width() - 46.0);
    }
    let (width, color) = if selected { (2.0, theme.accent) } else { (1.0, theme.grid) };
    pen.border(rect, 20.0, width, pen.color(color));
}

/// The values that a shared node has room for: with the objects they are of, or else by themselves.
fn values_text(values: &[LiveValue]) -> Option<String> {
    let known: Vec<(&str, &str)> =
        values.iter().filter_map(|it| Some((whose(&it.name), it.value.as_deref()?))).collect();
    if let [] | [_] = known[..] {
        return known.first().map(|(_, value)| (*value).to_owned());
    }
    let named: Vec<String> =
        known.iter().map(|(whose, value)| format!("{whose} {value}")).collect();
    let named = named.join(", ");
    if named.chars().count() <= VALUE_CHARS {
        return Some(named);
    }
    let plain: Vec<&str> = known.iter().map(|(_, value)| *value).collect();
    Some(plain.join(", "))
}

/// The object whose attribute it is.
fn whose(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(object, _)| object)
}

/// `shelf1.count = 3`.
pub fn value_line(it: &LiveValue) -> String {
    format!("{} = {}", it.name, it.value.as_deref().unwrap_or("?"))
}

/// What a screen reader says of a shared variable.
pub fn describe_shared(node: &SharedNode, values: &[LiveValue]) -> String {
    let name = node.name.as_str();
    match values {
        [] => words!("canvas-shared-name", name = name),
        [LiveValue { value: None, .. }] => words!("canvas-shared-name", name = name),
        [LiveValue { value: Some(value), .. }] => {
            words!("canvas-shared-value", name = name, value = value.as_str())
        }
        several => {
            let lines: Vec<String> = several.iter().map(value_line).collect();
            words!("canvas-shared-values", name = name, values = lines.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::samples::VariableId;

    #[test]
    fn an_attribute_of_several_objects_has_the_value_of_each() {
        let value = |name: &str, value: Option<&str>| LiveValue {
            variable: VariableId(0),
            name: name.to_owned(),
            value: value.map(str::to_owned),
        };
        let one = [value("total", Some("3"))];
        let two = [value("shelf1.count", Some("3")), value("shelf2.count", Some("5"))];
        let many: Vec<_> = (100..104).map(|at| value(&format!("box{at}.n"), Some("70"))).collect();
        assert_eq!(values_text(&one).as_deref(), Some("3"));
        assert_eq!(values_text(&two).as_deref(), Some("shelf1 3, shelf2 5"));
        assert_eq!(values_text(&many).as_deref(), Some("70, 70, 70, 70"));
        assert_eq!(values_text(&[value("total", None)]), None);
        let node = SharedNode { name: "Shelf.count".to_owned(), line: 1, start: None };
        let said = describe_shared(&node, &two);
        assert_eq!(said, "Shared variable: Shelf.count (shelf1.count = 3, shelf2.count = 5)");
    }
}
