//! What a drop, a drawn wire or a click in the palette would do, worked out before it happens: the
//! sentence that is shown at the pointer and the deed that follows come from one place, so they
//! cannot disagree. Pure: no pointer, no painter.

use super::CanvasAction;
use super::drops::{DropTarget, base, can_guard};
use super::exchange;
use super::menus::label_of;
use super::node_id::NodeId;
use super::palette::{Item, USES, recipe_label, step_label};
use super::popup::Options;
use super::ports::cut_wire;
use crate::script::edit::{Action, Place, Step, Subject, Verb};
use crate::script::outline::{Outline, Row, RowKind, Target};
use crate::words;

/// What would happen.
#[derive(Clone, Debug)]
pub struct Plan {
    /// In words.
    pub words: String,
    /// What to do.
    pub deed: Deed,
}

/// What to do.
#[derive(Clone, Debug)]
pub enum Deed {
    /// This.
    Act(CanvasAction),
    /// Ask which of these.
    Ask(String, Options),
    /// Nothing: the words say why.
    Refuse,
}

impl Plan {
    fn edit(words: String, action: Action) -> Plan {
        Plan { words, deed: Deed::Act(CanvasAction::Edit(action)) }
    }

    fn refuse(words: impl Into<String>) -> Plan {
        Plan { words: words.into(), deed: Deed::Refuse }
    }

    /// The only choice is no question.
    fn choose(words: String, title: String, mut options: Options) -> Plan {
        match options.len() {
            0 => Plan::refuse(words),
            1 => Plan { words: options[0].0.clone(), deed: Deed::Act(options.remove(0).1) },
            _ => Plan { words, deed: Deed::Ask(title, options) },
        }
    }
}

/// A row and the program it stands in.
fn row_of<'o>(outline: &'o Outline, target: &DropTarget) -> Option<&'o Row> {
    outline.threads.get(target.thread)?.rows.get(target.row?)
}

/// A row's text, short enough for a sentence.
fn quoted(row: &Row) -> String {
    const LONG: usize = 28;
    let cut = row.text.chars().count() > LONG;
    let text: String = row.text.chars().take(LONG).collect();
    if cut { format!("{text}…") } else { text }
}

/// An item of the palette, dropped.
pub fn of_item(
    outline: &Outline,
    item: &Item,
    target: Option<&DropTarget>,
    at: (f32, f32),
) -> Plan {
    let add = |label: &str, action: Action| Plan {
        words: words!("canvas-plan-add", what = label),
        deed: Deed::Act(CanvasAction::EditAt(action, at)),
    };
    match (item, target) {
        (Item::Thread(recipe), _) => add(recipe_label(*recipe), Action::AddThread(*recipe)),
        (Item::Primitive(kind), None) => add(kind, Action::AddPrimitive((*kind).to_owned())),
        (Item::Primitive(kind), Some(target)) => match row_of(outline, target) {
            Some(row) => new_on_row(kind, row),
            None => add(kind, Action::AddPrimitive((*kind).to_owned())),
        },
        (_, None) => Plan::refuse(words!("canvas-plan-needs-step")),
        (Item::Step(step), Some(target)) => insertion(outline, target, step),
        (Item::Shared, Some(target)) => shared_on(outline, target),
        (Item::Use(place), Some(target)) => use_on(outline, target, *place),
    }
}

/// A new primitive on a row: guards it, or asks what to do there.
fn new_on_row(kind: &'static str, row: &Row) -> Plan {
    if !row.statement {
        return not_a_step(row);
    }
    let span = row.span.clone();
    match Verb::of_kind(base(kind)) {
        [Verb::With, ..] => Plan::edit(
            words!("canvas-plan-guard-new", step = quoted(row), kind = kind),
            Action::GuardWithNew { row: span, kind: kind.to_owned() },
        ),
        verbs => {
            let option = |verb: &Verb| {
                let action = Action::UseNew { row: span.clone(), kind: kind.into(), verb: *verb };
                (label_of(kind, *verb), CanvasAction::Edit(action))
            };
            let words = words!("canvas-plan-use-new", step = quoted(row), kind = kind);
            Plan::choose(
                words,
                words!("canvas-use-as").to_owned(),
                verbs.iter().map(option).collect(),
            )
        }
    }
}

/// A step between rows, or at the end of a program.
fn insertion(outline: &Outline, target: &DropTarget, step: &Step) -> Plan {
    let node = &outline.threads[target.thread];
    let what = step_label(step);
    let Some(row) = row_of(outline, target) else {
        let words = words!("canvas-plan-append", what = what, thread = node.name.as_str());
        return Plan::edit(words, Action::Append { thread: node.name.clone(), step: step.clone() });
    };
    let words = match place_of(target) {
        Place::Before => words!("canvas-plan-above", what = what, step = quoted(row)),
        Place::After => words!("canvas-plan-below", what = what, step = quoted(row)),
        Place::Into => words!("canvas-plan-into", what = what, step = quoted(row)),
    };
    let (row, place) = (row.span.clone(), place_of(target));
    Plan::edit(words, Action::Insert { row, place, step: step.clone() })
}

/// A shared variable on a step: the thread will write it there.
fn shared_on(outline: &Outline, target: &DropTarget) -> Plan {
    let names = (0..outline.shared.len())
        .filter_map(|shared| outline.shared_reference(shared, target.thread));
    let steps = names.map(Step::Write).chain([Step::WriteNew]);
    let options = steps.filter_map(|step| {
        let label = match &step {
            Step::Write(name) => format!("{name} += 1"),
            _ => words!("canvas-new-variable").to_owned(),
        };
        match insertion(outline, target, &step).deed {
            Deed::Act(action) => Some((label, action)),
            _ => None,
        }
    });
    let words = words!("canvas-plan-write").to_owned();
    Plan::choose(words.clone(), words, options.collect())
}

/// A step that uses a primitive: one that is there, or a new one.
fn use_on(outline: &Outline, target: &DropTarget, place: usize) -> Plan {
    let Some(step) = USES.get(place) else { return Plan::refuse("") };
    let node = &outline.threads[target.thread];
    let row = row_of(outline, target).or_else(|| node.rows.iter().rfind(|row| row.statement));
    let Some(row) = row else { return Plan::refuse(words!("canvas-plan-needs-step")) };
    if !row.statement {
        return not_a_step(row);
    }
    let known =
        outline.primitives.iter().enumerate().filter(|(_, node)| step.kinds.contains(&node.kind));
    let mut options: Options = known
        .filter_map(|(at, node)| {
            let on = outline.reference(at, target.thread)?;
            let action = use_at(row, target, (&on, node.kind), step.verb);
            Some((label_of(&on, step.verb), CanvasAction::Edit(action)))
        })
        .collect();
    let (kind, span) = (step.kinds[0], row.span.clone());
    let new = match step.verb {
        Verb::With => Action::GuardWithNew { row: span, kind: kind.to_owned() },
        verb => Action::UseNew { row: span, kind: kind.to_owned(), verb },
    };
    options.push((words!("canvas-a-new", kind = kind), CanvasAction::Edit(new)));
    let words = match step.verb {
        Verb::With => words!("canvas-plan-guard", step = quoted(row)),
        _ => {
            let what = Item::Use(place).label();
            words!("canvas-plan-below", what = what, step = quoted(row))
        }
    };
    Plan::choose(words, words!("canvas-use-which").to_owned(), options)
}

/// A primitive's node on a row: used there.
pub fn of_primitive(outline: &Outline, primitive: usize, target: &DropTarget) -> Plan {
    let node = &outline.primitives[primitive];
    let Some(row) = row_of(outline, target) else {
        return connect_whole(outline, primitive, target);
    };
    if !row.statement {
        return not_a_step(row);
    }
    let Some(on) = outline.reference(primitive, target.thread) else {
        return unnameable(outline, &node.name, target.thread);
    };
    match Verb::of_kind(base(node.kind)) {
        [Verb::With, ..] if can_guard(node.kind) => Plan::edit(
            words!("canvas-plan-guard-with", step = quoted(row), name = on.as_str()),
            use_at(row, target, (&on, node.kind), Verb::With),
        ),
        verbs => {
            let option = |verb: &Verb| {
                let action = use_at(row, target, (&on, node.kind), *verb);
                (label_of(&on, *verb), CanvasAction::Edit(action))
            };
            let words = words!("canvas-plan-use", step = quoted(row), name = on.as_str());
            Plan::choose(
                words,
                words!("canvas-use-as").to_owned(),
                verbs.iter().map(option).collect(),
            )
        }
    }
}

/// A wire from a program (or one row of it) to something: every way to use it there.
pub fn of_wire(outline: &Outline, target: &DropTarget, end: NodeId) -> Plan {
    let (name, options) = match end {
        NodeId::Primitive(at) => {
            let node = &outline.primitives[at];
            let Some(on) = outline.reference(at, target.thread) else {
                return unnameable(outline, &node.name, target.thread);
            };
            let row = target.row.map(|row| (target.thread, row));
            let instead = row.map_or(Options::new(), |row| exchange::ways(outline, row, &on));
            let more = ways(outline, target, (&on, node.kind));
            (on, [instead, more].concat())
        }
        NodeId::Shared(at) => {
            let Some(on) = outline.shared_reference(at, target.thread) else {
                return unnameable(outline, &outline.shared[at].name, target.thread);
            };
            let steps = [Step::Write(on.clone()), Step::Read(on.clone())];
            let labels = [format!("{on} += 1"), format!("print({on})")];
            let plans = steps.iter().map(|step| insertion(outline, target, step).deed);
            let deeds = labels.into_iter().zip(plans).filter_map(|(label, deed)| match deed {
                Deed::Act(action) => Some((label, action)),
                _ => None,
            });
            (on, deeds.collect())
        }
        NodeId::Thread(_) => return Plan::refuse(words!("canvas-plan-no-thread-wire")),
    };
    if let Some(row) = row_of(outline, target).filter(|row| !row.statement) {
        return not_a_step(row);
    }
    let words = match row_of(outline, target) {
        Some(row) => words!("canvas-plan-use", step = quoted(row), name = name.as_str()),
        None => {
            let thread = outline.threads[target.thread].name.as_str();
            words!("canvas-plan-connect", thread = thread, name = name.as_str())
        }
    };
    let title = words!("canvas-use-how", name = name.as_str());
    match options.is_empty() {
        true => Plan::refuse(words),
        false => Plan { words, deed: Deed::Ask(title, options) },
    }
}

/// Every way a program, or a row of it, can use a primitive.
pub fn ways(outline: &Outline, target: &DropTarget, (on, kind): (&str, &'static str)) -> Options {
    let thread = &outline.threads[target.thread];
    let whole = |verb: Verb| match verb {
        Verb::With => Action::GuardThread { thread: thread.name.clone(), with: on.to_owned() },
        verb => Action::Append {
            thread: thread.name.clone(),
            step: Step::Use { on: on.to_owned(), kind, verb },
        },
    };
    let mut verbs: Vec<Verb> = Verb::of_kind(kind).to_vec();
    if !can_guard(kind) {
        verbs.retain(|verb| *verb != Verb::With);
    }
    let option = |verb: Verb| {
        let action = match row_of(outline, target) {
            Some(row) => use_at(row, target, (on, kind), verb),
            None => whole(verb),
        };
        (label_of(on, verb), CanvasAction::Edit(action))
    };
    verbs.into_iter().map(option).collect()
}

/// The head of a card: the whole program is connected.
fn connect_whole(outline: &Outline, primitive: usize, target: &DropTarget) -> Plan {
    of_wire(outline, target, NodeId::Primitive(primitive))
}

/// Rows that stand together moved to another place, or copied there.
pub fn of_move(
    outline: &Outline,
    rows: &[&Row],
    target: &DropTarget,
    copies: bool,
) -> Option<Plan> {
    let to = row_of(outline, target)?;
    let (first, last) = (rows.first()?, rows.last()?);
    let inside =
        rows.iter().any(|row| row.span.start <= to.span.start && to.span.end <= row.span.end);
    if inside && !copies {
        return None;
    }
    let what = match rows.len() {
        1 => words!("canvas-plan-quoted", step = quoted(first)),
        count => words!("canvas-plan-steps", count = count),
    };
    let (what, step) = (what.as_str(), quoted(to));
    let place = place_of(target);
    let words = match (place, copies) {
        (Place::Before, false) => words!("canvas-plan-move-above", what = what, step = step),
        (Place::After, false) => words!("canvas-plan-move-below", what = what, step = step),
        (Place::Into, false) => words!("canvas-plan-move-into", what = what, step = step),
        (Place::Before, true) => words!("canvas-plan-copy-above", what = what, step = step),
        (Place::After, true) => words!("canvas-plan-copy-below", what = what, step = step),
        (Place::Into, true) => words!("canvas-plan-copy-into", what = what, step = step),
    };
    let (first, last) = (first.span.clone(), last.span.clone());
    let action = Action::MoveRows { first, last, to: to.span.clone(), place, copies };
    Some(Plan::edit(words, action))
}

/// Copies of what is dragged, at a place.
pub fn of_copy(subjects: Vec<Subject>, at: (f32, f32)) -> Plan {
    if subjects.is_empty() {
        return Plan::refuse(words!("canvas-plan-no-copy"));
    }
    let action = CanvasAction::EditAt(Action::Duplicate(subjects), at);
    Plan { words: words!("canvas-plan-copy").to_owned(), deed: Deed::Act(action) }
}

/// The action that uses a primitive at a row.
pub fn use_at(
    row: &Row,
    target: &DropTarget,
    (on, kind): (&str, &'static str),
    verb: Verb,
) -> Action {
    let span = row.span.clone();
    match verb {
        Verb::With => Action::Guard { row: span, with: on.to_owned() },
        Verb::Bracket => Action::Bracket { row: span, on: on.to_owned() },
        verb => {
            let place = if target.between { place_of(target) } else { Place::After };
            let step = Step::Use { on: on.to_owned(), kind, verb };
            Action::Insert { row: span, place, step }
        }
    }
}

/// Where a wire of this program touches something, for those that point at no row.
pub fn whole(thread: usize) -> DropTarget {
    DropTarget { thread, row: None, between: false, before: false, into: false }
}

/// On a row, to be used there.
pub fn on_row(thread: usize, row: usize) -> DropTarget {
    DropTarget { thread, row: Some(row), between: false, before: false, into: false }
}

fn not_a_step(row: &Row) -> Plan {
    Plan::refuse(words!("canvas-plan-not-a-step", step = quoted(row)))
}

fn unnameable(outline: &Outline, name: &str, thread: usize) -> Plan {
    let thread = outline.threads[thread].name.as_str();
    Plan::refuse(words!("canvas-plan-unnameable", name = name, thread = thread))
}

fn place_of(target: &DropTarget) -> Place {
    match target {
        DropTarget { before: true, .. } => Place::Before,
        DropTarget { into: true, .. } => Place::Into,
        _ => Place::After,
    }
}

/// The wires of a node, each with what takes it away: `worker – lock (with)`.
pub fn wires_of(outline: &Outline, id: NodeId) -> Options {
    let touches = |wire: &&crate::script::outline::Use| match id {
        NodeId::Thread(at) => wire.thread == at,
        other => NodeId::from(wire.target) == other,
    };
    let wires = outline.uses.iter().filter(touches);
    wires
        .filter_map(|wire| {
            let node = match wire.target {
                Target::Primitive(at) => &outline.primitives[at].name,
                Target::Shared(at) => &outline.shared[at].name,
            };
            let label = format!("{} – {node} ({})", outline.threads[wire.thread].name, wire.how);
            Some((label, cut_wire(outline, (wire.thread, wire.target))?))
        })
        .collect()
}

/// Whether taking a row away keeps what is in it.
pub fn is_guard(row: &Row) -> bool {
    row.kind == RowKind::With
}
