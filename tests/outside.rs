//! What is exported, opened by programs that are not ours: rsvg-convert, pdftoppm, ImageMagick and
//! Python. `.ci/run` installs them; without them these tests fail and say which one is missing.

use lockstep::export::scene::{Color, Layer, Pattern, Scene, rect};
use lockstep::export::{self, Content, ExportOptions, plots, theme};
use lockstep::trace::{Trace, synthetic};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn tool(program: &str, arguments: &[&str]) -> Output {
    let ran = Command::new(program).args(arguments).output();
    let output = ran.unwrap_or_else(|error| panic!("{program}: {error}; .ci/run installs it"));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{program} {arguments:?}: {said}");
    output
}

/// Width and height of a picture of pixels, and how many colours it has.
fn measured(picture: &Path) -> (u32, u32, u32) {
    let path = picture.to_str().expect("a plain path");
    let output = tool("identify", &["-format", "%w %h %k", path]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let numbers: Vec<u32> = text.split(' ').map(|word| word.parse().expect("a number")).collect();
    (numbers[0], numbers[1], numbers[2])
}

fn contents() -> impl Iterator<Item = Content> {
    (0..plots::ALL.len()).map(Content::Plot).chain([Content::Timeline])
}

fn options(content: Content, theme: &'static theme::Theme) -> ExportOptions {
    ExportOptions {
        title: "Orders & <accounts>, zażółć".to_owned(),
        content,
        theme,
        width: 800.0,
        height: Some(400.0),
        scale: 1.0,
        ..ExportOptions::default()
    }
}

fn busy() -> Trace {
    synthetic(6, 3, 5000, 3)
}

#[test]
fn every_picture_is_opened_by_other_programs_at_the_size_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let trace = busy();
    for (number, content) in contents().enumerate() {
        // Each theme has its turn.
        let theme = theme::ALL[number % theme::ALL.len()];
        let options = options(content, theme);
        let write = |ending: &str| {
            let path = folder.path().join(format!("picture-{number}.{ending}"));
            fs::write(&path, export::export(&trace, ending, &options).unwrap()).unwrap();
            path
        };
        let (svg, pdf, png) = (write("svg"), write("pdf"), write("png"));
        let drawn = folder.path().join(format!("svg-{number}.png"));
        let text = |path: &Path| path.to_str().expect("a plain path").to_owned();
        tool("rsvg-convert", &["-o", &text(&drawn), &text(&svg)]);
        let page = folder.path().join(format!("pdf-{number}"));
        tool("pdftoppm", &["-r", "96", "-png", "-singlefile", &text(&pdf), &text(&page)]);
        for picture in [drawn, page.with_extension("png"), png] {
            let (width, height, colours) = measured(&picture);
            assert_eq!((width, height), (800, 400), "{}", picture.display());
            assert!(colours > 8, "{} has {colours} colours", picture.display());
        }
    }
}

/// How unlike two pictures are, 0 to 1: the root mean square of the differences of their greys, both
/// made smaller first, so that fonts and the smoothing of edges do not matter.
fn unlikeness(one: &Path, other: &Path) -> f64 {
    let small = |picture: &Path| {
        let path = picture.with_extension("small.png");
        let (from, to) = (picture.to_str().unwrap(), path.to_str().unwrap());
        tool("convert", &[from, "-colorspace", "Gray", "-resize", "160x80!", to]);
        to.to_owned()
    };
    let arguments = ["-metric", "RMSE", &small(one), &small(other), "null:"];
    // It ends with 1 if they differ, and says how much: `1984.69 (0.0302845)`.
    let output = Command::new("compare").args(arguments).output().expect(".ci/run installs it");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let share = said.split(['(', ')']).nth(1).and_then(|share| share.parse().ok());
    share.unwrap_or_else(|| panic!("compare: {said}"))
}

/// Our own PNG against what two other programs draw from the SVG (with a font of their own) and the
/// PDF: a digest says that nothing changed, this says that it is right.
#[test]
fn other_programs_draw_the_same_picture_from_svg_and_pdf_as_we_do() {
    let folder = tempfile::tempdir().unwrap();
    let trace = busy();
    let mut before: Option<std::path::PathBuf> = None;
    for (number, content) in contents().enumerate() {
        let options = options(content, &theme::PRINT);
        let path = |name: &str| folder.path().join(format!("{number}-{name}"));
        let write = |ending: &str| {
            let path = path("picture").with_extension(ending);
            fs::write(&path, export::export(&trace, ending, &options).unwrap()).unwrap();
            path.to_str().expect("a plain path").to_owned()
        };
        let ours = std::path::PathBuf::from(write("png"));
        let (drawn, page) = (path("svg.png"), path("pdf"));
        tool("rsvg-convert", &["-o", drawn.to_str().unwrap(), &write("svg")]);
        let to = page.to_str().unwrap();
        tool("pdftoppm", &["-r", "96", "-png", "-singlefile", &write("pdf"), to]);
        let (svg, pdf) = (unlikeness(&ours, &drawn), unlikeness(&ours, &path("pdf.png")));
        assert!(svg < 0.06 && pdf < 0.06, "{content:?}: SVG {svg}, PDF {pdf}");
        if let Some(before) = before.replace(ours.clone()) {
            let other = unlikeness(&ours, &before);
            assert!(other > svg.max(pdf), "{content:?} is like the one before: {other}");
        }
    }
}

#[test]
fn patterned_cells_have_no_seams_on_a_page() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().expect("a plain path").to_owned();
    let red = Color::hex(0xff0000);
    let export::Write::Picture(write) = &export::pdf::EXPORTER.write else {
        panic!("a page is a picture")
    };
    // Red on red: where there is green or blue the paper shines through.
    for pattern in [Pattern::Hatch(red), Pattern::Dots(red), Pattern::Lines(red)] {
        let mut layer = Layer::new(rect(0.0, 0.0, 100.0, 100.0));
        layer.boxes(red, pattern, vec![rect(0.0, 0.0, 100.0, 100.0)]);
        let background = Color::hex(0xffffff);
        let scene = Scene { width: 100.0, height: 100.0, background, layers: vec![layer] };
        let sheet = export::Sheet { title: String::new(), scale: 1.0 };
        fs::write(path("page.pdf"), write(&scene, &sheet).unwrap()).unwrap();
        let (pdf, page) = (path("page.pdf"), path("page"));
        tool("pdftoppm", &["-r", "250", "-png", "-singlefile", &pdf, &page]);
        tool("convert", &[&path("page.png"), "-shave", "10x10", &path("inside.png")]);
        let paper = tool("identify", &["-format", "%[fx:maxima.g+maxima.b]", &path("inside.png")]);
        assert_eq!(String::from_utf8_lossy(&paper.stdout), "0", "{pattern:?}");
    }
}

#[test]
fn a_pdf_has_its_title_and_its_text_as_text() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run.pdf");
    let options = options(Content::Timeline, &theme::PRINT);
    fs::write(&path, export::export(&busy(), "pdf", &options).unwrap()).unwrap();
    let path = path.to_str().unwrap();
    let info = String::from_utf8(tool("pdfinfo", &[path]).stdout).unwrap();
    assert!(info.contains("Orders & <accounts>, zażółć"), "{info}");
    assert!(info.contains("Pages:           1") || info.contains("Pages:          1"), "{info}");
    let text = String::from_utf8(tool("pdftotext", &[path, "-"]).stdout).unwrap();
    assert!(text.contains("worker-3") && text.contains("lock0"), "{text}");
}

#[test]
fn a_picture_for_print_says_its_resolution() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run.png");
    let options = ExportOptions { scale: 3.125, ..options(Content::Timeline, &theme::PRINT) };
    fs::write(&path, export::export(&busy(), "png", &options).unwrap()).unwrap();
    let output =
        tool("identify", &["-units", "PixelsPerInch", "-format", "%w %x", path.to_str().unwrap()]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let numbers: Vec<f64> = text.split(' ').map(|word| word.parse().unwrap()).collect();
    assert_eq!(numbers[0], 2500.0);
    assert!((numbers[1] - 300.0).abs() < 0.5, "{text}");
}

/// The rules of Chrome's trace format are a schema; what a schema cannot say (spans nest, arrows
/// have both ends, times do not go back) is checked in Python beside it.
#[test]
fn a_perfetto_trace_keeps_the_rules_of_its_format() {
    let folder = tempfile::tempdir().unwrap();
    let check = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/chrome_trace/check.py");
    let script = lockstep_trace(folder.path());
    for (name, trace) in [("made up", busy()), ("real", script)] {
        let path = folder.path().join("run.json");
        let options = ExportOptions { title: name.to_owned(), ..ExportOptions::default() };
        fs::write(&path, export::export(&trace, "json", &options).unwrap()).unwrap();
        let output = tool("python3", &[check.to_str().unwrap(), path.to_str().unwrap()]);
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(said.starts_with("good: "), "{name}: {said}");
        for what in ["X", "C", "M", "s", "f"] {
            assert!(said.contains(&format!(" {what}=")), "{name} has no {what}: {said}");
        }
    }
}

/// Names of the lanes that the objects of a script have after a run.
fn lanes_of_objects(source: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let (script, out) = (folder.path().join("names.py"), folder.path().join("names.lockstep"));
    fs::write(&script, source).unwrap();
    let run = ["run", "--plain", script.to_str().unwrap(), "--export", out.to_str().unwrap()];
    tool(env!("CARGO_BIN_EXE_lockstep"), &run);
    let trace = lockstep::trace::codec::read(&fs::read(&out).unwrap()).unwrap();
    let keys = export::timeline::lane_keys(&trace);
    let objects = keys.iter().filter(|key| matches!(key, export::timeline::LaneKey::Object(_)));
    objects.map(|&key| export::timeline::name_of(&trace, key)).collect()
}

#[test]
fn what_a_pool_or_a_logger_makes_for_itself_has_no_lane_of_its_own() {
    let names = lanes_of_objects(
        "import logging\n\
         from concurrent.futures import ThreadPoolExecutor, as_completed, wait\n\
         from multiprocessing.pool import ThreadPool\n\
         logging.basicConfig()\nlogging.warning('a lock and a handler')\n\
         with ThreadPoolExecutor(2) as pool:\n    \
             jobs = [pool.submit(abs, -n) for n in range(3)]\n    \
             for job in as_completed(jobs):\n        job.result()\n    \
             wait(jobs)\n\
         other = ThreadPoolExecutor(1)\nresult = other.submit(abs, 1).result()\nother.shutdown()\n\
         crew = ThreadPool(2)\ncrew.map(abs, [1])\ncrew.close()\ncrew.join()\n",
    );
    assert_eq!(names, ["pool", "other", "crew"]);
}

/// What a library object is made of is part of it, and takes no name from what the script makes.
#[test]
fn lanes_have_the_names_of_the_scripts_variables() {
    let source = "import threading, queue\n\
                  bell = threading.Condition()\nlock = threading.Lock()\n\
                  shared = threading.Condition(lock)\n\
                  lines = [queue.Queue() for _ in range(3)]\n\
                  late = threading.Timer(0, print)\n\
                  stop, count, gate = threading.Event(), 3, threading.Semaphore(1)\n\
                  used = max([threading.Lock()], [], key=len)\n\
                  with bell:\n    bell.notify()\n\
                  with shared:\n    shared.notify()\n\
                  for line in lines: line.put(1)\n\
                  gate.acquire()\nstop.set()\n\
                  late.start()\nlate.join()\n";
    let names = lanes_of_objects(source);
    assert_eq!(
        names,
        [
            "bell",
            "lock",
            "shared",
            "lines[0]",
            "lines[1]",
            "lines[2]",
            "stop",
            "gate",
            "Lock of line 8"
        ]
    );
}

/// A recorded run of a script with a queue, a semaphore and locks.
fn lockstep_trace(folder: &Path) -> Trace {
    let script = folder.join("script.py");
    fs::write(
        &script,
        "import threading, queue, time\n\
         jobs = queue.Queue()\nslots = threading.Semaphore(2)\nlock = threading.Lock()\n\
         def work():\n    \
             for _ in range(20):\n        \
                 item = jobs.get()\n        \
                 with slots:\n            time.sleep(0.001)\n        \
                 with lock:\n            pass\n\
         threads = [threading.Thread(target=work) for _ in range(3)]\n\
         for t in threads: t.start()\n\
         for n in range(60): jobs.put(n)\n\
         for t in threads: t.join()\n",
    )
    .unwrap();
    let out = folder.join("run.lockstep");
    let run = ["run", "--plain", script.to_str().unwrap(), "--export", out.to_str().unwrap()];
    tool(env!("CARGO_BIN_EXE_lockstep"), &run);
    let trace = lockstep::trace::codec::read(&fs::read(&out).unwrap()).unwrap();
    assert_eq!(trace.origin().map(|origin| origin.title.as_str()), Some("script.py"));
    trace
}
