//! Lists of choices that open below what is chosen: what every one of them needs besides egui's own.

use egui::{ComboBox, LayerId, Order, Response, Ui};

/// Shows a list. In a dialog it opens above the dialog, also by a press and a release in one frame:
/// then both want to be on top, and egui leaves them as they were, the list behind the dialog.
pub fn show(ui: &mut Ui, list: ComboBox<'_>, choices: impl FnOnce(&mut Ui)) -> Response {
    let below = ui.layer_id();
    let shown = list.show_ui(ui, choices);
    if shown.inner.is_some() && below.order == Order::Foreground {
        let opened = LayerId::new(Order::Foreground, shown.response.id.with("popup"));
        ui.set_sublayer(below, opened);
    }
    shown.response
}

/// What a screen reader calls a list or a field, whatever is chosen or typed there.
pub fn named(response: &Response, name: &str) {
    response.ctx.accesskit_node_builder(response.id, |node| node.set_label(name));
}
