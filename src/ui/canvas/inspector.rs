//! The properties of a node, edited in place: a small sheet beside it. Each field is one edit of the
//! script, made when Enter is pressed or the field is left.

use super::fields::{
    Make, Property, name_of_function, name_of_primitive, name_of_shared, primitive_properties,
    thread_properties,
};
use super::icons::paint_icon;
use super::menus::line_of;
use super::node_id::{Keys, NodeId};
use super::pen::Pen;
use super::popup::Popup;
use super::{CanvasAction, CanvasPanel};
use crate::export::theme;
use crate::model::primitives::can_be_fair;
use crate::script::edit::{Action, value_of};
use crate::script::outline::{Flavour, Group, Outline, PrimitiveNode, ThreadNode};
use crate::session::CanvasCommand;
use crate::words;
use egui::emath::TSTransform;
use egui::{Id, Key, Pos2, Rect, Sense, Ui, vec2};

/// A node whose properties are shown.
pub struct Inspected {
    /// Where.
    pub at: Pos2,
    /// The node's key.
    key: String,
    /// The key it had when it was opened: its fields keep the keyboard whatever it is called later.
    opened: String,
    /// It was edited here, when there were so many nodes: its key may be another by now, its place is
    /// not.
    edited: Option<(NodeId, usize)>,
    /// Not shown yet.
    fresh: bool,
}

/// One field: label, value, what a new value does.
struct Field {
    label: &'static str,
    value: String,
    make: Make,
}

impl CanvasPanel {
    /// Opens the properties of a node.
    pub(super) fn inspect(&mut self, outline: &Outline, id: NodeId, at: Pos2) {
        let key = Keys::of(outline).of_node(id).to_owned();
        let opened = key.clone();
        self.popup = Some(Popup::Inspect(Inspected { at, key, opened, edited: None, fresh: true }));
    }
}

impl Inspected {
    /// Draws the sheet; whether it is done with.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        outline: &Outline,
        panel: &mut CanvasPanel,
        actions: &mut Vec<CanvasAction>,
    ) -> bool {
        let Some(id) = self.node(&Keys::of(outline)) else { return true };
        heading_ui(ui, outline, id);
        let fields = fields_of(outline, id);
        egui::Grid::new("properties").num_columns(2).spacing([10.0, 6.0]).show(ui, |ui| {
            for field in &fields {
                if self.field_ui(ui, field, actions) {
                    self.edited = Some((id, NodeId::all(outline).count()));
                }
                ui.end_row();
            }
            match id {
                NodeId::Thread(at) => daemon_ui(ui, &outline.threads[at], actions),
                NodeId::Primitive(at) => fair_ui(ui, &outline.primitives[at], actions),
                NodeId::Shared(_) => {}
            }
        });
        if fields.is_empty() {
            ui.weak(words!("canvas-no-properties"));
        }
        let mut done = false;
        ui.separator();
        ui.horizontal(|ui| {
            if let Some(line) = line_of(outline, id)
                && ui.button(words!("canvas-line", line = line)).clicked()
            {
                actions.push(CanvasAction::GoTo(line));
                done = true;
            }
            for command in [CanvasCommand::Duplicate, CanvasCommand::Delete] {
                let shared = matches!(id, NodeId::Shared(_));
                if !shared && ui.button(command.short_text()).clicked() {
                    panel.select_only(&self.key);
                    panel.ask(command);
                    done = true;
                }
            }
        });
        done
    }

    /// The node, by its place after an edit of its own, which may have given it another name.
    fn node(&mut self, keys: &Keys) -> Option<NodeId> {
        let edited = self.edited.filter(|(_, count)| *count == keys.all().len());
        let id = edited.map(|(id, _)| id).or_else(|| keys.node(&self.key))?;
        keys.of_node(id).clone_into(&mut self.key);
        Some(id)
    }

    /// A field; whether a new text was entered.
    fn field_ui(&mut self, ui: &mut Ui, field: &Field, actions: &mut Vec<CanvasAction>) -> bool {
        let id = Id::unique("canvas property").with((&self.opened, field.label));
        let label = ui.label(field.label);
        let editing = ui.memory(|memory| memory.has_focus(id));
        let kept = ui.data(|data| data.get_temp::<String>(id)).filter(|_| editing);
        let mut text = kept.unwrap_or_else(|| field.value.clone());
        let edit = egui::TextEdit::singleline(&mut text)
            .id(id)
            .desired_width(170.0)
            .hint_text(words!("canvas-not-set"));
        let response = ui.add(edit).labelled_by(label.id);
        if std::mem::take(&mut self.fresh) {
            response.request_focus();
        }
        let escaped = ui.input(|input| input.key_pressed(Key::Escape));
        if response.lost_focus() && !escaped {
            let typed = ui.data(|data| data.get_temp::<String>(id)).unwrap_or(text);
            ui.data_mut(|data| data.remove::<String>(id));
            if typed != field.value {
                actions.push(CanvasAction::Edit(field.make.action(&typed)));
                return true;
            }
        } else {
            ui.data_mut(|data| data.insert_temp(id, text));
        }
        false
    }
}

fn heading_ui(ui: &mut Ui, outline: &Outline, id: NodeId) {
    let (sign, name, what) = match id {
        NodeId::Primitive(at) => {
            let node = &outline.primitives[at];
            (node.class, node.name.as_str(), super::primitives::what(node))
        }
        NodeId::Thread(at) => {
            let node = &outline.threads[at];
            (super::cards::sign(node), node.name.as_str(), super::cards::subtitle(node))
        }
        NodeId::Shared(at) => {
            ("Shared", outline.shared[at].name.as_str(), words!("canvas-shared").to_owned())
        }
    };
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(20.0, 20.0), Sense::hover());
        let theme = if ui.visuals().dark_mode { &theme::DARK } else { &theme::LIGHT };
        let pen = Pen { painter: ui.painter(), view: TSTransform::IDENTITY, theme };
        let colors = (ui.visuals().text_color(), ui.visuals().window_fill());
        paint_icon(&pen, Rect::from_center_size(rect.center(), vec2(15.0, 15.0)), sign, colors);
        ui.strong(name);
    });
    ui.weak(what);
    ui.separator();
}

fn fields_of(outline: &Outline, id: NodeId) -> Vec<Field> {
    match id {
        NodeId::Primitive(at) => {
            let node = &outline.primitives[at];
            let (value, make) = name_of_primitive(node);
            let mut fields = vec![Field { label: words!("canvas-property-variable"), value, make }];
            let properties = primitive_properties(node);
            fields.extend(properties.into_iter().map(|of| argument(of, &node.call, &node.args)));
            fields.extend(count(node.group.as_ref()));
            fields
        }
        NodeId::Shared(at) => {
            let node = &outline.shared[at];
            let (value, make) = name_of_shared(&node.name);
            let mut fields = vec![Field { label: words!("canvas-property-variable"), value, make }];
            fields.extend(node.start.clone().map(|(value, place)| Field {
                label: words!("canvas-property-start"),
                value,
                make: Make::Value(place),
            }));
            fields
        }
        NodeId::Thread(at) => {
            let node = &outline.threads[at];
            let properties = thread_properties(node).into_iter();
            let mut fields: Vec<Field> =
                properties.map(|of| argument(of, &node.call, &node.arguments)).collect();
            let label = words!("canvas-property-function");
            let function = name_of_function(node);
            fields.extend(function.map(|(value, make)| Field { label, value, make }));
            if node.flavour != Flavour::Pool {
                fields.extend(count(node.group.as_ref()));
            }
            fields
        }
    }
}

fn argument(
    (label, keyword, position, quoted): Property,
    call: &crate::script::outline::Span,
    arguments: &str,
) -> Field {
    let value = value_of(arguments, keyword, position).unwrap_or_default();
    let value = if quoted { value.trim_matches(['"', '\'']).to_owned() } else { value };
    Field { label, value, make: Make::Argument(call.clone(), keyword, position, quoted) }
}

fn count(group: Option<&Group>) -> Option<Field> {
    let group = group?;
    let place = group.place.clone()?;
    // A named constant is shown with its value: that is what is changed.
    let value = group.count.map_or(group.text.clone(), |count| count.to_string());
    Some(Field { label: words!("canvas-property-count"), value, make: Make::Count(place) })
}

/// Whether a lock is handed to who has waited longest.
fn fair_ui(ui: &mut Ui, node: &PrimitiveNode, actions: &mut Vec<CanvasAction>) {
    if !can_be_fair(node.kind) || node.call.is_empty() {
        return;
    }
    let says = (words!("canvas-fair"), words!("canvas-fair-tip"));
    if let Some(fair) = box_ui(ui, node.fair, says) {
        let action = Action::SetFair { call: node.call.clone(), fair };
        actions.push(CanvasAction::Edit(action));
    }
}

fn daemon_ui(ui: &mut Ui, node: &ThreadNode, actions: &mut Vec<CanvasAction>) {
    if !matches!(node.flavour, Flavour::Thread) {
        return;
    }
    let says = (words!("canvas-daemon"), words!("canvas-daemon-tip"));
    if let Some(daemon) = box_ui(ui, node.daemon, says) {
        let value = if daemon { "True".to_owned() } else { String::new() };
        let (keyword, call) = ("daemon".to_owned(), node.call.clone());
        let action = Action::SetArgument { call, keyword, position: None, value };
        actions.push(CanvasAction::Edit(action));
    }
}

/// A row with a box to check, with its text and tip; what it says now, if it was changed.
fn box_ui(
    ui: &mut Ui,
    mut checked: bool,
    (text, tip): (&'static str, &'static str),
) -> Option<bool> {
    ui.label("");
    let changed = ui.checkbox(&mut checked, text).on_hover_text(tip).changed();
    ui.end_row();
    changed.then_some(checked)
}
