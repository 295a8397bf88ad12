//! P01, P57: updates of generated rows by generated bodies, in both formats, compared with a simple model of what they may do.
//! A body names its own rows, rows of others and no row; it deletes, moves and repeats rows; and it sets fields that no form
//! has.

use forms::{Body, Bound, Form, Update};
use std::fmt::Debug;
use tests::random::Random;

#[derive(Form, Debug, Clone, PartialEq)]
#[form(fields = all)]
struct Line {
    id: Option<u32>,
    text: String,
    count: Option<u8>,
    #[form(immutable)]
    kind: Option<String>,
    #[form(read_only, default)]
    owner: u32,
}

macro_rules! lists {
    ($($name:ident, $form:ident, [$($right:ident),*];)*) => { $(
        #[derive(Form, Debug, Clone, PartialEq)]
        #[form(name = $form, fields = [lines], derive(Debug))]
        struct $name {
            #[form(nested, key = id $(, $right)*)]
            lines: Vec<Line>,
            is_paid: bool,
        }
        impl List for $form {
            const RIGHTS: &'static [&'static str] = &[$(stringify!($right)),*];
            fn model(lines: Vec<Line>) -> $name {
                $name { lines, is_paid: false }
            }
            fn lines(model: &$name) -> &[Line] {
                assert!(!model.is_paid);
                &model.lines
            }
            fn report(changed: &forms::Changed<$form>) -> forms::RowChanges<Line> {
                changed.rows($form::LINES)
            }
        }
    )* };
}

lists! {
    Fixed, EditFixed, [];
    Added, EditAdded, [can_add];
    Deleted, EditDeleted, [can_delete];
    Moved, EditMoved, [can_order];
    Free, EditFree, [can_add, can_delete, can_order];
}

trait List: Form<Context = ()> {
    const RIGHTS: &'static [&'static str];
    fn model(lines: Vec<Line>) -> Self::Model;
    fn lines(model: &Self::Model) -> &[Line];
    fn report(changed: &forms::Changed<Self>) -> forms::RowChanges<Line>;
    fn may(right: &str) -> bool {
        Self::RIGHTS.contains(&right)
    }
}

/// A row of a body. `None` is a member that it leaves out.
#[derive(Debug, Clone)]
struct Sent {
    id: Option<u32>,
    text: Option<String>,
    owner: Option<u32>,
    kind: Option<String>,
    stray: bool,
    delete: bool,
}

impl Sent {
    fn members(&self) -> Vec<(&'static str, String)> {
        let quoted = |text: &String| format!("{text:?}");
        let mut members: Vec<(&str, String)> = Vec::new();
        members.extend(self.text.as_ref().map(|text| ("text", quoted(text))));
        members.extend(self.id.map(|id| ("id", id.to_string())));
        members.extend(self.owner.map(|owner| ("owner", owner.to_string())));
        members.extend(self.kind.as_ref().map(|kind| ("kind", quoted(kind))));
        members.extend(self.stray.then(|| ("is_paid", "true".to_owned())));
        members.extend(self.delete.then(|| ("delete", "true".to_owned())));
        members
    }
}

fn body(rows: &[Sent], is_json: bool) -> Body {
    if is_json {
        let rows = rows.iter().map(|row| {
            let members: Vec<_> =
                row.members().iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
            format!("{{{}}}", members.join(","))
        });
        return Body::json(format!("{{\"lines\":[{}]}}", rows.collect::<Vec<_>>().join(",")));
    }
    let pairs = rows.iter().enumerate().flat_map(|(k, row)| {
        let members = row.members();
        let pair = |(name, value): (&str, String)| format!("lines[{k}].{name}={}", value.trim_matches('"'));
        members.into_iter().map(pair).collect::<Vec<_>>()
    });
    Body::form(pairs.collect::<Vec<_>>().join("&"))
}

fn text(random: &mut Random) -> String {
    random.pick(&["a", "b", "c"]).to_owned()
}

fn sent(random: &mut Random, present: &[Line]) -> Sent {
    let mut row = Sent {
        id: Some(random.below(6) as u32),
        text: Some(text(random)),
        owner: None,
        kind: None,
        stray: random.once_in(30),
        delete: random.once_in(6),
    };
    if random.once_in(3) {
        row.id = None;
    } else if !present.is_empty() && !random.once_in(4) {
        row.id = present[random.below(present.len())].id;
    }
    let own = present.iter().find(|line| line.id == row.id);
    if random.once_in(4) {
        row.owner = Some(own.filter(|_| !random.once_in(4)).map_or(9, |line| line.owner));
    }
    if random.once_in(4) {
        row.kind = own.and_then(|line| line.kind.clone()).filter(|_| !random.once_in(4)).or(Some("x".into()));
    }
    row
}

/// The rows that the update may lead to, or `None` if it must be refused.
fn expected<F: List>(present: &[Line], rows: &[Sent], deletes_left_out: bool) -> Option<Vec<Line>> {
    let mut named: Vec<u32> = Vec::new();
    // the surviving rows of the body in its order, and the deleted keys
    let (mut result, mut deleted, mut new) = (Vec::new(), Vec::new(), Vec::new());
    let mut order: Vec<u32> = Vec::new();
    for row in rows {
        if row.stray || (row.delete && !F::may("can_delete")) {
            return None;
        }
        let Some(id) = row.id else {
            if row.delete {
                continue;
            }
            if !F::may("can_add") || row.owner.is_some() {
                return None;
            }
            new.push(Line {
                id: None,
                text: row.text.clone()?,
                count: None,
                kind: row.kind.clone(),
                owner: 0,
            });
            continue;
        };
        let line = present.iter().find(|line| line.id == Some(id))?;
        if named.contains(&id) {
            return None;
        }
        named.push(id);
        if row.delete {
            deleted.push(id);
            continue;
        }
        if row.owner.is_some_and(|owner| owner != line.owner) {
            return None;
        }
        if row.kind.is_some() && row.kind != line.kind {
            return None;
        }
        order.push(id);
        result.push(Line { text: row.text.clone()?, ..line.clone() });
    }
    let is_left_out = |line: &Line| line.id.is_some_and(|id| !named.contains(&id));
    let deletes_left_out = deletes_left_out && F::may("can_delete");
    let mut all: Vec<Line> = present
        .iter()
        .filter(|line| !line.id.is_some_and(|id| deleted.contains(&id)))
        .filter(|line| !(deletes_left_out && is_left_out(line)))
        .map(|line| result.iter().find(|changed| changed.id == line.id).unwrap_or(line).clone())
        .collect();
    if F::may("can_order") {
        // the rows of the body, in its order, at the places of those rows
        let places: Vec<usize> =
            (0..all.len()).filter(|i| all[*i].id.is_some_and(|id| order.contains(&id))).collect();
        for (place, changed) in places.into_iter().zip(result) {
            all[place] = changed;
        }
    }
    all.extend(new);
    Some(all)
}

/// Returns the number of updates that were applied.
fn check<F: List>(random: &mut Random) -> usize
where
    F::Model: Clone + PartialEq + Debug,
{
    let mut ids: Vec<u32> = (0..6).filter(|_| random.once_in(2)).collect();
    let by = random.below(ids.len().max(1));
    ids.rotate_left(by);
    let present: Vec<Line> = ids
        .into_iter()
        .map(|id| Line {
            id: Some(id),
            text: text(random),
            count: Some(random.below(3) as u8),
            kind: Some("k".to_owned()).filter(|_| !random.once_in(3)),
            owner: random.below(3) as u32,
        })
        .collect();
    let model = F::model(present.clone());
    // new rows at the end: where they are in between is tested elsewhere
    let mut rows: Vec<Sent> = (0..random.below(5)).map(|_| sent(random, &present)).collect();
    rows.sort_by_key(|row| row.id.is_none());
    let mut applied_updates = 0;
    for (is_json, is_partial) in [(true, true), (false, true), (true, false), (false, false)] {
        let body = body(&rows, is_json);
        let bound: Bound<F, Update> =
            if is_partial { F::bind_partial(&model, &body) } else { F::bind_update(&model, &body) };
        let mut expected = expected::<F>(&present, &rows, is_json && !is_partial);
        if let Some(lines) = &mut expected
            && !is_partial
        {
            // a whole update empties what it leaves out, in the rows that it names
            for line in lines.iter_mut().filter(|line| rows.iter().any(|row| row.id == line.id)) {
                line.count = None;
            }
        }
        let about = format!("{present:?}\n{rows:?}\n{is_json} {is_partial}: {}", bound.errors());
        let Ok(clean) = bound.into_result() else {
            assert!(expected.is_none(), "{about}");
            continue;
        };
        applied_updates += 1;
        let mut applied = F::model(present.clone());
        let changed = clean.apply_to(&mut applied);
        let lines = F::lines(&applied);
        assert_eq!(Some(lines), expected.as_deref(), "{about}");
        let report = F::report(&changed);
        assert_eq!(changed.is_empty(), lines == present, "{about}");
        assert_eq!(report.is_empty(), lines == present, "{about}");
        let old = |line: &Line| present.iter().find(|old| line.id.is_some() && old.id == line.id);
        for (index, line) in lines.iter().enumerate() {
            let is_inserted = report.inserted().any(|row| row.index() == index && row.row() == line);
            let is_updated = report.updated().any(|row| row.index() == index && row.row() == line);
            assert_eq!(is_inserted, line.id.is_none(), "{about}");
            assert_eq!(is_updated, old(line).is_some_and(|old| old != line), "{about}");
        }
        let gone = present.iter().filter(|old| lines.iter().all(|line| line.id != old.id));
        assert_eq!(gone.collect::<Vec<_>>(), report.deleted().iter().collect::<Vec<_>>(), "{about}");
    }
    applied_updates
}

/// P01, P57.
#[test]
fn rows_change_only_as_the_list_declares() {
    let mut random = Random::new(57);
    let rounds = if cfg!(debug_assertions) { 3_000 } else { 30_000 };
    let checks =
        [check::<EditFixed>, check::<EditAdded>, check::<EditDeleted>, check::<EditMoved>, check::<EditFree>];
    for check in checks {
        let applied: usize = (0..rounds).map(|_| check(&mut random)).sum();
        // enough of the four bodies of each round are valid
        assert!(applied > rounds / 2, "{applied} of {rounds}");
    }
}
