//! The dialog as a person uses it.

use super::*;
use crate::export::fixture;
use crate::soon::eventually;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

struct Stage {
    dialog: ExportDialog,
    session: Session,
    looks: Looks,
    decision: Option<Decision>,
}

fn harness() -> Harness<'static, Stage> {
    let mut session = Session::for_tests();
    session.show_for_tests(fixture::pipeline());
    let lanes = lane_keys(session.trace());
    let looks = Looks {
        sight: (100_000.0, 300_000.0),
        range: Some((150_000.0, 200_000.0)),
        lanes,
        marks: vec![Mark { nanos: 160_000.0, note: "here".to_owned() }],
        ..Looks::default()
    };
    let mut dialog = ExportDialog::default();
    let png = export::ALL.iter().position(|one| one.extension == "png").unwrap();
    dialog.open(png, None, &session, &looks);
    let stage = Stage { dialog, session, looks, decision: None };
    let mut harness = Harness::builder().with_size(vec2(1280.0, 720.0)).build_ui_state(
        |ui, stage: &mut Stage| {
            let Stage { dialog, session, looks, decision } = stage;
            if let Some(made) = dialog.ui(ui.ctx(), session, looks) {
                *decision = Some(made);
            }
        },
        stage,
    );
    harness.run_steps(4);
    harness
}

fn options(harness: &Harness<'static, Stage>) -> ExportOptions {
    match &harness.state().decision {
        Some(Decision::Save(_, Order::Trace(options)) | Decision::Copy(Order::Trace(options))) => {
            options.clone()
        }
        other => panic!("{other:?}"),
    }
}

fn click(harness: &mut Harness<'static, Stage>, label: &str) {
    harness.get_by_label(label).click();
    harness.run_steps(3);
}

#[test]
fn what_is_chosen_is_what_is_written() {
    let mut harness = harness();
    click(&mut harness, "PDF");
    click(&mut harness, "chosen");
    click(&mut harness, "300 dpi");
    click(&mut harness, "Explain the colours");
    click(&mut harness, "auditor");
    click(&mut harness, "Save...");
    let made = options(&harness);
    assert_eq!(made.range, Some((150_000.0, 200_000.0)));
    assert_eq!((made.scale, made.legend, made.hidden.len()), (3.125, false, 1));
    let Some(Decision::Save(exporter, _)) = harness.state().decision else { panic!("not saved") };
    assert_eq!(export::ALL[exporter].extension, "pdf");
    assert!(!harness.state().dialog.is_open());
}

/// The run that is shown is compared with the one before it.
fn second_run(session: &mut Session) {
    session.show_for_tests(fixture::deadlock());
    eventually(|| {
        session.pump();
        session.comparison().is_some()
    });
}

#[test]
fn every_kind_of_picture_can_be_chosen_and_previewed() {
    for what in What::all() {
        let mut harness = harness();
        harness.state_mut().dialog.what = what;
        harness.run_steps(3);
        let Stage { dialog, session, looks, .. } = harness.state_mut();
        if what == What::Comparison {
            assert!(dialog.scene(session, looks).is_none(), "there is one run only");
            second_run(session);
        }
        let drawn = dialog.scene(session, looks).is_some();
        // This run was read from nowhere: it has no script, so no canvas.
        assert_eq!(drawn, what != What::Canvas, "{what:?}");
    }
}

#[test]
fn a_picture_can_be_copied_and_the_dialog_left_without_one() {
    let mut one = harness();
    click(&mut one, "Copy image");
    assert!(matches!(one.state().decision, Some(Decision::Copy(_))));
    let mut other = harness();
    click(&mut other, "Cancel");
    assert!(other.state().decision.is_none() && !other.state().dialog.is_open());
    let mut third = harness();
    third.key_press(Key::Escape);
    third.run_steps(2);
    assert!(!third.state().dialog.is_open());
}

#[test]
fn enter_saves() {
    let mut harness = harness();
    harness.key_press(Key::Enter);
    harness.run_steps(2);
    assert!(matches!(harness.state().decision, Some(Decision::Save(..))));
}

const SCRIPT: &str = include_str!("../../../presets/30_deadlock.py");

#[test]
fn the_canvas_makes_the_same_picture_as_ever() {
    use crate::export::tests::{digest, golden_path, is_as_ever};
    use crate::script::outline::Outline;
    let (outline, layout) = (Outline::of(SCRIPT), crate::script::settings::read(SCRIPT).0.layout);
    let mut digests = String::new();
    for theme in theme::ALL {
        let scene = canvas_scene((&outline, &layout), None, theme, "Deadlock").unwrap();
        let sheet = Sheet { title: "Deadlock".to_owned(), scale: 1.0 };
        for exporter in export::ALL.iter().filter(|one| one.is_picture()) {
            let bytes = export::export_picture(&scene, exporter.extension, &sheet).unwrap();
            digests += &format!("{} {}: {:016x}\n", theme.name, exporter.extension, digest(&bytes));
            if exporter.extension == "svg" && theme.name == "print" {
                is_as_ever(&golden_path("svg").with_file_name("canvas.svg"), &bytes);
            }
        }
    }
    is_as_ever(&golden_path("svg").with_file_name("canvas.txt"), digests.as_bytes());
}

#[test]
fn all_of_a_run_that_goes_on_ends_where_it_was_when_the_dialog_opened() {
    let batches = crate::trace::synthetic::batches(4, 2, 40_000, 3);
    let (first, rest) = batches.split_at(batches.len() / 2);
    let mut trace = Trace::new();
    first.iter().for_each(|batch| trace.append(batch));
    let mut session = Session::for_tests();
    session.show_for_tests(trace.clone());
    let looks = Looks { lanes: lane_keys(&trace), ..Looks::default() };
    let mut dialog = ExportDialog::default();
    dialog.open(0, Some(What::Trace(Content::Timeline)), &session, &looks);
    let previewed = dialog.scene(&session, &looks).cloned();
    let opened = (trace.first_nanos() as f64, trace.now_nanos() as f64);
    rest.iter().for_each(|batch| trace.append(batch));
    assert!(trace.now_nanos() as f64 > opened.1, "the run went on");
    session.show_for_tests(trace);
    let made = dialog.options(&session, &looks);
    assert_eq!(made.range, Some(opened));
    let axis = |scene: &Scene| scene.texts().map(str::to_owned).collect::<Vec<_>>();
    let written = export::picture(session.trace(), &made);
    assert_eq!(previewed.map(|scene| axis(&scene)), Some(axis(&written)));
}

#[test]
fn the_language_of_the_picture_is_a_choice() {
    let mut harness = harness();
    harness.state_mut().dialog.language = Some(Language::Polish);
    harness.run_steps(2);
    click(&mut harness, "Save...");
    let made = options(&harness);
    assert_eq!(made.language, Language::Polish);
    assert!(made.title.starts_with("Oś czasu"), "{}", made.title);
}

#[test]
fn marks_of_the_timeline_are_in_the_picture_unless_they_are_not_wanted() {
    let mut first = harness();
    click(&mut first, "Save...");
    assert_eq!(options(&first).marks[0].note, "here");
    let mut second = harness();
    click(&mut second, "Marks and their notes");
    click(&mut second, "Save...");
    assert!(options(&second).marks.is_empty());
}

#[test]
fn a_picture_of_what_is_seen_has_its_range_lanes_and_marks() {
    let trace = fixture::pipeline();
    let mut lanes = lane_keys(&trace);
    let hidden = lanes.remove(1);
    lanes.reverse();
    let looks = Looks {
        sight: (1e5, 3e5),
        lanes: lanes.clone(),
        marks: vec![Mark { nanos: 160_000.0, note: "here".to_owned() }],
        ..Looks::default()
    };
    let options = looks.picture(&trace, ExportOptions::default());
    assert_eq!((options.range, options.hidden.clone()), (Some((1e5, 3e5)), vec![hidden]));
    assert_eq!((options.pinned.clone(), options.marks.clone()), (lanes, looks.marks.clone()));
    let svg = export::export(&trace, "svg", &options).unwrap();
    let svg = String::from_utf8(svg).unwrap();
    assert!(svg.contains(">here<"));
    let chosen = Looks { range: Some((2e5, 2.5e5)), ..looks };
    assert_eq!(chosen.picture(&trace, ExportOptions::default()).range, Some((2e5, 2.5e5)));
    let json = chosen.data(ExportOptions::default());
    let json = String::from_utf8(export::export(&trace, "json", &json).unwrap()).unwrap();
    assert!(json.contains("\"ph\":\"i\"") && json.contains("\"name\":\"here\""));
}
