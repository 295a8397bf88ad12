//! Submissions made from a form's table: near what is right, or far from it.

use super::{
    entropy::Entropy,
    node::{Member, Node},
    sample::{HOSTILE, Samples},
};
use crate::schema::{Access, FieldSchema, FormSchema, Kind};

/// Deeper forms stay empty: a form may contain itself.
const DEEP: usize = 5;
/// The most items of a list that is made too long.
const LONG: u32 = 300;

/// Keys of which one form or another has made more than it should.
const KEYS: &[&str] = &[
    "is_admin",
    "id",
    "role",
    "__proto__",
    "constructor",
    "_method",
    "_rows",
    "csrf_token",
    "$ne",
    "class.classLoader",
    "a[b]",
    "a.b.c",
    "[]",
    "[0]",
    ".",
    "",
    " ",
    "\0",
    "\u{202e}",
    "__all__",
    "admin\u{200b}",
];

pub(super) struct Generator<'g, 'e> {
    pub(super) samples: Samples<'g>,
    pub(super) entropy: &'g mut Entropy<'e>,
    /// what submits the value that is there already
    pub(super) base: Option<&'g [Member]>,
    wild: Wild,
}

/// How far from what is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wild {
    /// Everything is right.
    Not,
    /// A field here and there is not.
    Little,
    /// Anything goes.
    Much,
}

/// What becomes of a field.
enum Turn {
    Right,
    Present,
    Edge,
    Hostile,
    Verbatim,
    OtherShape,
    Nothing,
    Absent,
}

impl<'g, 'e> Generator<'g, 'e> {
    pub(super) fn new(
        samples: Samples<'g>,
        entropy: &'g mut Entropy<'e>,
        base: Option<&'g [Member]>,
    ) -> Self {
        let wild = match entropy.byte() {
            0..100 => Wild::Not,
            100..200 => Wild::Little,
            _ => Wild::Much,
        };
        Generator { samples, entropy, base, wild }
    }
    /// One in which everything is right.
    pub(super) fn tame(
        samples: Samples<'g>,
        entropy: &'g mut Entropy<'e>,
        base: Option<&'g [Member]>,
    ) -> Self {
        Generator { samples, entropy, base, wild: Wild::Not }
    }
    pub(super) fn members(&mut self, spec: &'static FormSchema) -> Vec<Member> {
        let base = self.base.filter(|_| self.entropy.once_in(2));
        let mut members = self.form(spec, base, 0);
        if self.wild != Wild::Not && self.entropy.once_in(3) {
            self.spoil(&mut members);
        }
        members
    }
    fn form(&mut self, spec: &'static FormSchema, base: Option<&[Member]>, depth: usize) -> Vec<Member> {
        let mut members = Vec::with_capacity(spec.fields.len());
        let limits = self.samples.limits;
        for (i, field) in spec.fields.iter().enumerate() {
            self.samples.limits = spec.limits_of_field(i, limits);
            let name = field.name.as_str();
            let present =
                base.and_then(|base| base.iter().find(|(key, _)| key == name)).map(|(_, node)| node);
            if field.access == Access::ReadOnly && !(self.wild == Wild::Much && self.entropy.once_in(4)) {
                continue;
            }
            let turn = self.turn(field, present.is_some());
            let node = match (turn, present) {
                (Turn::Absent, _) => continue,
                (Turn::Present, Some(node)) => node.clone(),
                (turn, present) => self.value(&turn, field, &field.kind, present, depth),
            };
            members.push((name.to_owned(), node));
        }
        self.samples.limits = limits;
        members
    }
    fn turn(&mut self, field: &FieldSchema, is_present: bool) -> Turn {
        if is_present && !self.entropy.once_in(3) {
            return Turn::Present;
        }
        let may_lack = !field.required || field.has_default;
        match (self.wild, self.entropy.byte()) {
            (Wild::Not, _) if may_lack && self.entropy.once_in(4) => Turn::Absent,
            (Wild::Not, _) | (Wild::Little, 0..212) | (Wild::Much, 0..96) => Turn::Right,
            (_, byte) => match byte % 8 {
                0 | 1 => Turn::Edge,
                2 | 3 => Turn::Hostile,
                4 => Turn::Verbatim,
                5 => Turn::OtherShape,
                6 => Turn::Nothing,
                _ => Turn::Absent,
            },
        }
    }
    fn value(
        &mut self,
        turn: &Turn,
        field: &'static FieldSchema,
        kind: &'static Kind,
        present: Option<&Node>,
        depth: usize,
    ) -> Node {
        match turn {
            Turn::Nothing | Turn::Absent => return Node::Nothing,
            Turn::OtherShape => return self.other_shape(),
            _ => {}
        }
        match kind {
            Kind::Form(_) if depth >= DEEP => Node::Nothing,
            Kind::Form(spec) => {
                let base = match present {
                    Some(Node::Form(members)) => Some(&members[..]),
                    _ => None,
                };
                let outside = (self.samples.whole.replace(field), self.samples.limits);
                self.samples.limits = spec().narrowed(self.samples.limits);
                let members = self.form(spec(), base, depth + 1);
                (self.samples.whole, self.samples.limits) = outside;
                Node::Form(members)
            }
            Kind::List(_) if depth >= DEEP => Node::List(Vec::new()),
            Kind::List(item) => {
                let most = field.most_items(&self.samples.limits).min(LONG);
                let count = match turn {
                    Turn::Edge => most + u32::from(self.entropy.once_in(2)),
                    _ => field.min_items.max(self.entropy.below(4) as u32).min(most),
                };
                if count == 0 && field.is_chosen() {
                    return Node::NoneChosen;
                }
                let first = self.value(turn, field, item, None, depth + 1);
                let is_long = count > 8;
                Node::List(
                    (0..count)
                        .map(|k| {
                            if k == 0 || is_long {
                                first.clone()
                            } else {
                                self.value(turn, field, item, None, depth + 1)
                            }
                        })
                        .collect(),
                )
            }
            kind => {
                let text = match turn {
                    Turn::Edge => self.samples.edge(field, kind, self.entropy),
                    Turn::Hostile => self.hostile(field, kind),
                    Turn::Verbatim => self.entropy.verbatim(64),
                    _ => self.samples.right(field, kind, self.entropy),
                };
                leaf(kind, text)
            }
        }
    }
    /// A hostile text, alone or within what is right.
    fn hostile(&mut self, field: &'static FieldSchema, kind: &Kind) -> String {
        let stray = self.entropy.pick(HOSTILE).unwrap_or_default();
        let right = self.samples.right(field, kind, self.entropy);
        let half = (0..=right.len() / 2).rev().find(|at| right.is_char_boundary(*at)).unwrap_or(0);
        match self.entropy.below(4) {
            0 => stray.to_owned(),
            1 => format!("{right}{stray}"),
            2 => format!("{stray}{right}"),
            _ => format!("{}{stray}{}", &right[..half], &right[half..]),
        }
    }
    fn other_shape(&mut self) -> Node {
        match self.entropy.below(7) {
            0 => Node::Bare("7".to_owned()),
            1 => Node::Text("text123456".to_owned()),
            2 => Node::Bare("true".to_owned()),
            3 => Node::List(Vec::new()),
            4 => Node::List(vec![Node::Text("text123456".to_owned()), Node::Nothing]),
            5 => Node::Form(vec![("x".to_owned(), Node::Bare("1e999".to_owned()))]),
            _ => Node::Bare("[[{\"a\":[null]}]]".to_owned()),
        }
    }
    /// A key that no field has, or one that comes twice.
    fn spoil(&mut self, members: &mut Vec<Member>) {
        let at = self.entropy.below(members.len() + 1);
        if self.entropy.once_in(2) && at < members.len() {
            let (key, node) = members[at].clone();
            let key = match self.entropy.below(6) {
                0 => key.to_uppercase(),
                1 => format!("{key}[]"),
                2 => format!("{key}.x"),
                3 => format!("{key}[18446744073709551616]"),
                4 => format!(" {key}"),
                _ => key,
            };
            members.push((key, node));
        } else {
            let key = match self.entropy.below(KEYS.len() + 2) {
                k if k < KEYS.len() => KEYS[k].to_owned(),
                k if k == KEYS.len() => "k".repeat(1 + self.entropy.below(300)),
                _ => self.entropy.verbatim(32),
            };
            members.insert(at, (key, Node::Text("value123456".to_owned())));
        }
    }
}

/// The text as a value of that kind is sent.
pub(super) fn leaf(kind: &Kind, text: String) -> Node {
    match kind {
        Kind::Integer | Kind::Float | Kind::Decimal | Kind::Boolean | Kind::Json => {
            // what is no JSON would break the body and not the field
            if serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok() {
                Node::Bare(text)
            } else {
                Node::Text(text)
            }
        }
        _ => Node::Text(text),
    }
}
