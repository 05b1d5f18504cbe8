//! Cards of threads: what stands on them, and which functions share one.

use super::reach::Reach;
use super::resolve::Fixed;
use super::rows::Rows;
use super::scan::{Scan, span};
use super::threads::{Creation, Drawn, Touches};
use super::{Flavour, Row, RowKind, ThreadNode};
use ruff_python_ast::Expr;

impl<'a> Scan<'a> {
    /// Functions between which the name of a thread does not tell are one card; so are those of a pool.
    pub fn gathered(&self, creation: &Creation<'a>, drawn: Vec<(String, Drawn)>) -> Vec<Drawn> {
        let mut groups: Vec<Vec<(String, Drawn)>> = Vec::new();
        for one in drawn {
            let name = &one.1.0.name;
            let fits = |group: &&mut Vec<(String, Drawn)>| {
                creation.flavour == Flavour::Pool || group[0].1.0.name == *name
            };
            match groups.iter_mut().find(fits) {
                Some(group) => group.push(one),
                None => groups.push(vec![one]),
            }
        }
        groups.into_iter().map(|group| self.one_card(creation, group)).collect()
    }

    /// Several functions on one card: a heading for each, its rows below. Those with the same rows,
    /// of several classes, need none.
    fn one_card(&self, creation: &Creation<'a>, mut jobs: Vec<(String, Drawn)>) -> Drawn {
        let spans = |(_, (node, _)): &(String, Drawn)| {
            node.rows.iter().map(|row| row.span.clone()).collect::<Vec<_>>()
        };
        jobs.dedup_by(|next, before| {
            let same = spans(next) == spans(before) && next.1.0.args == before.1.0.args;
            if same {
                before
                    .1
                    .0
                    .rows
                    .iter_mut()
                    .zip(&next.1.0.rows)
                    .for_each(|(row, more)| row.join(more));
                before.1.1.append(&mut next.1.1);
            }
            same
        });
        if jobs.len() == 1
            && let Some((_, one)) = jobs.pop()
        {
            return one;
        }
        let mut card = self.node(creation, "", String::new());
        if creation.flavour != Flavour::Pool
            && let Some((_, (node, _))) = jobs.first()
        {
            card.name.clone_from(&node.name);
        }
        let mut touched = Touches::new();
        for (text, (mut job, touches)) in jobs {
            let place = self.functions.get(&job.target).map(|function| span(function.def));
            let place = place.unwrap_or(card.call.clone());
            let heading = Row {
                head: place.clone(),
                code: None,
                span: place,
                statement: false,
                lines: (job.def_line, job.def_line),
                depth: 0,
                text: if text.is_empty() { job.target } else { text },
                kind: RowKind::Call,
                primitives: Vec::new(),
                mentions: Vec::new(),
                through: Vec::new(),
                variables: Vec::new(),
                through_variables: Vec::new(),
                called_lines: Vec::new(),
            };
            card.rows.push(heading);
            job.rows.iter_mut().for_each(|row| row.depth += 1);
            card.rows.append(&mut job.rows);
            touched.extend(touches);
        }
        (card, touched)
    }

    /// The card of what runs this function.
    pub fn draw_function(
        &self,
        creation: &Creation<'a>,
        path: &str,
        fixed: Fixed,
        reach: &Reach<'_, 'a>,
        args: String,
    ) -> Drawn {
        let function = self.functions.get(path);
        let origin = function.map_or(path, |function| &function.origin);
        let mut node = self.node(creation, origin, args);
        let mut rows = Rows::new(self, reach, fixed);
        if let Some(function) = function {
            rows.block(&function.def.body, &function.scope, 0);
            node.def_line = self.line(span(&function.def.name).start);
            let class = function.scope.written_in.as_deref();
            node.lineage = class.map_or(Vec::new(), |class| self.lineage(class).to_vec());
        }
        node.rows = rows.rows;
        (node, rows.touches)
    }

    /// A card without rows.
    pub fn node(&self, creation: &Creation<'a>, target: &str, args: String) -> ThreadNode {
        let call = creation.call;
        let given_name = match call.arguments.find_argument_value("name", 2) {
            Some(Expr::StringLiteral(text)) if creation.flavour == Flavour::Thread => {
                Some(text.value.to_str().to_owned())
            }
            _ => None,
        };
        let class = creation.class.clone();
        let target_name = target.rsplit_once('.').map_or(target, |(_, last)| last);
        let fallback = match creation.flavour {
            Flavour::Pool => "pool",
            Flavour::Timer => "timer",
            _ => "thread",
        };
        let name = given_name.clone().or(class).unwrap_or_else(|| match target_name {
            "" => creation.variable.clone().unwrap_or_else(|| fallback.to_owned()),
            name => name.to_owned(),
        });
        let daemon = call.arguments.find_keyword("daemon");
        let place = span(call);
        ThreadNode {
            name,
            flavour: creation.flavour,
            target: target.to_owned(),
            args,
            arguments: self.arguments_text(call),
            given_name,
            variable: creation.variable.clone(),
            daemon: daemon
                .is_some_and(|k| k.value.as_boolean_literal_expr().is_some_and(|b| b.value)),
            span: span(self.sites[creation.site].stmt),
            lines: (self.line(place.start), self.line(place.end)),
            call: place,
            group: creation.group.clone(),
            rows: Vec::<Row>::new(),
            def_line: 0,
            lineage: Vec::new(),
        }
    }
}
