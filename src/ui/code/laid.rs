//! The script laid out for the screen, a picture a line: a key makes one line's picture, and the
//! others are taken as they are. It must not know who changes the text.

use std::sync::Arc;

use egui::{FontId, Galley, TextStyle, Ui};

use super::classes::{Classes, bracket_pairs};
use super::highlight::{self, Line};
use crate::session::Problem;
use crate::ui::theme::{Skin, skin_of};

/// A laid-out text and all it depends on.
#[derive(Default)]
pub struct Laid {
    of: Option<Of>,
    text: String,
    classes: Classes,
    problems: Vec<Problem>,
    lines: Vec<Line>,
    pictures: Vec<Arc<Galley>>,
    whole: Option<Arc<Galley>>,
    brackets: Vec<[usize; 2]>,
}

/// What changes the picture of every line.
struct Of {
    skin: &'static Skin,
    font: FontId,
    pixels_per_point: f32,
    /// A galley that is another one once egui has thrown its fonts away.
    witness: Arc<Galley>,
}

impl PartialEq for Of {
    fn eq(&self, other: &Of) -> bool {
        std::ptr::eq(self.skin, other.skin)
            && self.font == other.font
            && self.pixels_per_point == other.pixels_per_point
            && Arc::ptr_eq(&self.witness, &other.witness)
    }
}

impl Laid {
    /// The brackets that belong together, each pair by its places.
    pub fn brackets(&self) -> &[[usize; 2]] {
        &self.brackets
    }

    /// Whether a place is in a string or a comment, as far as the text was laid out.
    pub fn is_quoted(&self, text: &str, at: usize) -> bool {
        self.text == text && self.classes.is_quoted(at)
    }

    /// The picture of a text; only what changed since the last one is made anew.
    pub fn galley(&mut self, ui: &Ui, text: &str, problems: &[Problem]) -> Arc<Galley> {
        let of = of(ui);
        let same = self.of.as_ref() == Some(&of);
        if !same {
            self.lines.clear();
            self.pictures.clear();
        }
        if let Some(whole) = &self.whole
            && same
            && self.problems == problems
            && self.text == text
        {
            return whole.clone();
        }
        if self.text != text {
            self.classes = self.classes.after(&self.text, text);
            self.brackets = bracket_pairs(text, self.classes.spans());
            text.clone_into(&mut self.text);
        }
        problems.clone_into(&mut self.problems);
        self.lay_out(ui, &of);
        let job = Arc::new(highlight::whole_job(text, of.font.clone()));
        let whole = Arc::new(Galley::concat(job, &self.pictures, of.pixels_per_point));
        self.of = Some(of);
        self.whole.insert(whole).clone()
    }

    /// Makes pictures of the lines between the first and the last one that changed.
    fn lay_out(&mut self, ui: &Ui, of: &Of) {
        let wrong = highlight::wrong(&self.text, &self.problems, of.skin);
        let lines = highlight::lines(&self.text, self.classes.spans(), &wrong);
        let same = |(a, b): &(&Line, &Line)| a == b;
        let head = self.lines.iter().zip(&lines).take_while(same).count();
        let rest = self.lines[head..].iter().rev().zip(lines[head..].iter().rev());
        let tail = rest.take_while(same).count();
        let made: Vec<Arc<Galley>> = lines[head..lines.len() - tail]
            .iter()
            .map(|line| {
                let job = highlight::layout_job(line, (of.skin, &of.font));
                ui.fonts_mut(|fonts| fonts.layout_job(job))
            })
            .collect();
        self.pictures.splice(head..self.lines.len() - tail, made);
        self.lines = lines;
    }
}

fn of(ui: &Ui) -> Of {
    let skin = skin_of(ui);
    let font: FontId = TextStyle::Monospace.resolve(ui.style());
    let witness = ui.fonts_mut(|fonts| fonts.layout_no_wrap("0".into(), font.clone(), skin.text));
    Of { skin, font, pixels_per_point: ui.ctx().pixels_per_point(), witness }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "import threading\n\nlock = threading.Lock()\nprint(lock)\n";

    /// Lays out each text in turn; what each gave, whole and by lines.
    fn in_turn(texts: &[&str]) -> Vec<(Arc<Galley>, Vec<Arc<Galley>>)> {
        let ctx = egui::Context::default();
        let (mut laid, mut given) = (Laid::default(), Vec::new());
        for text in texts {
            let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
                given.push((laid.galley(ui, text, &[]), laid.pictures.clone()));
            });
            output.textures_delta.clear();
        }
        given
    }

    #[test]
    fn only_the_line_that_changed_is_laid_out_again() {
        let longer = TEXT.replace("print(lock)", "print(lock, 1)");
        let given = in_turn(&[TEXT, TEXT, &longer]);
        let [first, again, other] = [0, 1, 2].map(|at| &given[given.len() - 3 + at]);
        assert!(Arc::ptr_eq(&first.0, &again.0), "nothing changed");
        let kept: Vec<bool> =
            again.1.iter().zip(&other.1).map(|(a, b)| Arc::ptr_eq(a, b)).collect();
        assert_eq!(kept, [true, true, true, false, true]);
    }

    #[test]
    fn a_text_laid_out_by_lines_has_the_rows_and_places_of_one_laid_out_whole() {
        let ctx = egui::Context::default();
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let by_lines = Laid::default().galley(ui, TEXT, &[]);
            let font = TextStyle::Monospace.resolve(ui.style());
            let color = skin_of(ui).text;
            let whole = ui.fonts_mut(|fonts| fonts.layout_no_wrap(TEXT.into(), font, color));
            assert_eq!(by_lines.rows.len(), whole.rows.len());
            assert_eq!(by_lines.size(), whole.size());
            for (a, b) in by_lines.rows.iter().zip(&whole.rows) {
                assert_eq!((a.pos, a.ends_with_newline), (b.pos, b.ends_with_newline));
                assert_eq!(a.char_count_including_newline(), b.char_count_including_newline());
            }
            assert_eq!(by_lines.text(), TEXT);
            assert_eq!(by_lines.num_vertices, whole.num_vertices);
            assert!(!by_lines.is_empty(), "what is empty is not painted");
        });
        output.textures_delta.clear();
    }
}
