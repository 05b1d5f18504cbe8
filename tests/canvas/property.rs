//! Whatever is done on the canvas, the script stays a script: random edits and undos over every
//! preset leave a text that parses, that is the old one after undoing all, and whose canvas looks the
//! same when it is opened again. More cases: `PROPTEST_CASES=2000 cargo test --test canvas property`.

use lockstep::export::theme;
use lockstep::script::edit::{
    self, Action, EditError, Named, Place, Recipe, Stand, Step, Subject, Verb,
};
use lockstep::script::outline::{Home, Outline, Row};
use lockstep::script::settings;
use lockstep::session::{Document, presets};
use lockstep::ui::canvas::palette::kinds;
use lockstep::ui::canvas::{CanvasPanel, Drawing};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

/// Numbers that choose among what there is.
type Pick = (u8, u16, u16, u16);

fn at<T>(list: &[T], pick: u16) -> Option<&T> {
    (!list.is_empty()).then(|| &list[pick as usize % list.len()])
}

/// A row somewhere, its thread's index, and the rows beside it.
fn row(outline: &Outline, (a, b): (u16, u16)) -> Option<(usize, &Row, &[Row])> {
    let all: Vec<usize> =
        (0..outline.threads.len()).filter(|at| !outline.threads[*at].rows.is_empty()).collect();
    let thread = *at(&all, a)?;
    let rows = &outline.threads[thread].rows;
    Some((thread, at(rows, b)?, rows))
}

fn place(pick: u16) -> Place {
    [Place::Before, Place::After, Place::Into][pick as usize % 3]
}

fn step(outline: &Outline, thread: usize, pick: u16) -> Step {
    let mut steps = vec![Step::Sleep, Step::Print, Step::Compute, Step::Loop, Step::WriteNew];
    for (index, node) in outline.primitives.iter().enumerate() {
        if let Some(on) = outline.reference(index, thread) {
            let uses = Verb::of_kind(node.kind).iter();
            steps.extend(uses.map(|&verb| Step::Use { on: on.clone(), kind: node.kind, verb }));
        }
    }
    for index in 0..outline.shared.len() {
        if let Some(on) = outline.shared_reference(index, thread) {
            steps.extend([Step::Write(on.clone()), Step::Read(on)]);
        }
    }
    steps[pick as usize % steps.len()].clone()
}

fn subjects(outline: &Outline, (a, b, c): (u16, u16, u16)) -> Option<Vec<Subject>> {
    Some(vec![match a % 4 {
        3 => Subject::Shared(at(&outline.shared, b)?.name.clone()),
        0 => Subject::Primitive(at(&outline.primitives, b)?.name.clone()),
        1 => Subject::Thread(at(&outline.threads, b)?.name.clone()),
        _ => {
            let (_, row, _) = row(outline, (b, c))?;
            Subject::Rows(row.span.clone(), row.span.clone())
        }
    }])
}

/// Something that the canvas could ask for.
fn action(text: &str, outline: &Outline, (what, a, b, c): Pick) -> Option<Action> {
    let kinds = kinds();
    let kind = || at(&kinds, c).map(|kind| (*kind).to_owned());
    let some_row = || row(outline, (a, b));
    Some(match what % 24 {
        0 => Action::AddPrimitive(kind()?),
        1 => Action::AddThread(*at(&Recipe::ALL, a)?),
        2 => {
            let (thread, row, _) = some_row()?;
            let with = outline.reference(c as usize % outline.primitives.len().max(1), thread)?;
            Action::Guard { row: row.span.clone(), with }
        }
        3 => Action::GuardWithNew { row: some_row()?.1.span.clone(), kind: kind()? },
        4 => {
            let verb = *at(Verb::of_kind(at(&kinds, c)?), b)?;
            Action::UseNew { row: some_row()?.1.span.clone(), kind: kind()?, verb }
        }
        5 => Action::Unguard { row: some_row()?.1.span.clone() },
        6 | 7 => {
            let (thread, row, _) = some_row()?;
            let step = step(outline, thread, c);
            Action::Insert { row: row.span.clone(), place: place(c), step }
        }
        8 => {
            let thread = a as usize % outline.threads.len().max(1);
            let step = step(outline, thread, c);
            Action::Append { thread: at(&outline.threads, a)?.name.clone(), step }
        }
        9 => Action::DeleteRow { row: some_row()?.1.span.clone() },
        10 if c % 4 == 0 => Action::DeleteShared(at(&outline.shared, a)?.name.clone()),
        10 => Action::DeletePrimitive(at(&outline.primitives, a)?.name.clone()),
        11 => Action::DeleteThread(at(&outline.threads, a)?.name.clone()),
        12 => rename(outline, (a, b, c))?,
        13 => {
            let to = row(outline, (b, c))?.1.span.clone();
            let first = some_row()?.1.span.clone();
            Action::MoveRows { last: first.clone(), first, to, place: place(c), copies: b % 2 == 0 }
        }
        14 => Action::Shift { row: some_row()?.1.span.clone(), up: c % 2 == 0 },
        15 => {
            let node = at(&outline.threads, a)?;
            let value = ["True", "", "3", "(1, 2)"][c as usize % 4].to_owned();
            let keyword = ["daemon", "name", "args"][b as usize % 3].to_owned();
            Action::SetArgument { call: node.call.clone(), keyword, position: None, value }
        }
        16 => {
            let (thread, first, rows) = some_row()?;
            let with = outline.reference(0, thread)?;
            Action::GuardRange { first: first.span.clone(), last: at(rows, c)?.span.clone(), with }
        }
        17 => {
            let thread = a as usize % outline.threads.len().max(1);
            let with = outline.reference(b as usize % outline.primitives.len().max(1), thread)?;
            Action::GuardThread { thread: at(&outline.threads, a)?.name.clone(), with }
        }
        18 => {
            let (thread, row, _) = some_row()?;
            Action::Bracket { row: row.span.clone(), on: outline.reference(0, thread)? }
        }
        19 => Action::Disconnect {
            thread: at(&outline.threads, a)?.name.clone(),
            node: match c % 4 {
                0 => at(&outline.shared, b)?.name.clone(),
                _ => at(&outline.primitives, b)?.name.clone(),
            },
        },
        22 if c % 2 == 0 => {
            let (_, row, rows) = some_row()?;
            let text = at(rows, c)?.code.clone()?;
            Action::Rewrite { head: row.head.clone(), text }
        }
        23 if c % 3 == 0 => {
            let (_, place) = at(&outline.shared, a)?.start.clone()?;
            Action::Exchange { place, with: ["0", "[]", "a b"][b as usize % 3].to_owned() }
        }
        23 => {
            let (thread, row, _) = some_row()?;
            let mention = at(&row.mentions, c)?;
            let with = outline.reference(c as usize % outline.primitives.len(), thread)?;
            Action::Exchange { place: mention.start..mention.end, with }
        }
        21 => Action::SetFair { call: at(&outline.primitives, a)?.call.clone(), fair: c % 2 == 0 },
        20 => Action::Duplicate(subjects(outline, (a, b, c))?),
        _ => {
            let code = edit::copy(text, &subjects(outline, (a, b, c))?).ok()?;
            let after = (c % 2 == 0).then(|| row(outline, (c, a)).map(|it| it.1.span.clone()));
            Action::Paste { text: code, after: after.flatten() }
        }
    })
}

fn rename(outline: &Outline, (a, b, c): (u16, u16, u16)) -> Option<Action> {
    let to = format!("{}{}", ["mutex", "x", "gate", "total"][b as usize % 4], c % 40);
    let what = match a % 2 {
        0 => {
            let node = at(&outline.primitives, b)?;
            let name = node.name.rsplit('.').next()?.to_owned();
            Named { home: node.home.clone(), name }
        }
        _ => Named { home: Home::Global, name: at(&outline.shared, b)?.name.clone() },
    };
    Some(Action::Rename { what, to })
}

thread_local! {
    /// One for all: making letters is what costs most.
    static SCREEN: egui::Context = egui::Context::default();
}

/// The canvas of a text in a panel, drawn without a window: every node's place.
fn shown(panel: &mut CanvasPanel, text: &str) -> Vec<(String, egui::Rect)> {
    let outline = Outline::of(text);
    panel.set_layout(&settings::read(text).0.layout);
    let mut actions = Vec::new();
    let drawing = Drawing::of(&outline, &theme::LIGHT);
    let input = egui::RawInput::default();
    let mut output = SCREEN.with(|ctx| ctx.run_ui(input, |ui| panel.ui(ui, drawing, &mut actions)));
    output.textures_delta.clear();
    assert_eq!(actions, [], "nobody has asked for anything");
    panel.places(&drawing)
}

fn play(preset: &str, picks: &[Pick]) -> Result<(), TestCaseError> {
    let mut document = Document::untitled(preset);
    let mut panel = CanvasPanel::new();
    shown(&mut panel, preset);
    for pick in picks {
        let text = document.text().to_owned();
        if pick.0 % 7 == 0 {
            document.undo();
            continue;
        }
        let outline = Outline::of(&text);
        let Some(action) = action(&text, &outline, *pick) else { continue };
        let dropped = (pick.0 % 5 == 0).then(|| Stand {
            new: (f32::from(pick.1 % 900), f32::from(pick.2 % 900)),
            old: panel.stands(),
        });
        match edit::edit_at(&text, &action, dropped.as_ref()) {
            Ok(change) => {
                let after = edit::apply(&text, &change.edits);
                document.edit(&change.title, after);
            }
            Err(EditError::Breaks(why)) => {
                prop_assert!(false, "{action:?} would break the script ({why}):\n{text}");
            }
            Err(_) => {}
        }
        let error = Outline::of(document.text()).error;
        prop_assert!(error.is_none(), "{action:?}: {error:?}\n{}", document.text());
        shown(&mut panel, document.text());
    }
    let lived = shown(&mut panel, document.text());
    let reopened = shown(&mut CanvasPanel::new(), document.text());
    prop_assert_eq!(lived, reopened);
    while document.undo().is_some() {}
    prop_assert_eq!(document.text(), preset);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 400, ..ProptestConfig::with_cases(
        std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(96)
    ) })]

    #[test]
    fn random_edits_and_undos_keep_script_and_picture_together(
        preset in 0..=presets::ALL.len(),
        picks in prop::collection::vec(any::<Pick>(), 1..14)
    ) {
        play(presets::ALL.get(preset).map_or(TEMPLATE, |preset| preset.source), &picks)?;
    }
}

/// Classes whose steps stand below the base's that call them, as no preset has them.
const TEMPLATE: &str = include_str!("template.py");

/// The same, tried more often.
#[test]
fn steps_of_subclasses_keep_script_and_picture_together() {
    let mut runner = TestRunner::new(ProptestConfig::with_cases(32));
    let picks = prop::collection::vec(any::<Pick>(), 1..14);
    runner.run(&picks, |picks| play(TEMPLATE, &picks)).unwrap();
}

/// What the property found before: rows that move take automatic places with them.
#[test]
fn found_before_rows_moved_and_a_node_made_elsewhere() {
    let picks = [(72, 28295, 20480, 12528), (2, 0, 0, 0), (2, 0, 0, 0), (211, 3013, 1203, 37516)];
    for preset in presets::ALL.iter() {
        play(preset.source, &picks).unwrap();
    }
}

/// What the property found before: one creation, drawn as two cards, was no element of a list.
#[test]
fn found_before_a_thread_whose_function_is_a_parameter_is_duplicated() {
    let preset = presets::find("38_hot_lock").unwrap();
    play(preset.source, &[(64, 64384, 5998, 0)]).unwrap();
}
