//! Generates submissions from a form's schema: valid, almost valid or wildly invalid ones.

use super::{
    entropy::Entropy,
    sample::{HOSTILE, Samples},
};
use crate::{
    form::encode::{Member, Node},
    schema::{Access, FieldSchema, FormSchema, Kind},
};

/// Forms that are nested more deeply stay empty, because a form may contain itself.
const MAX_DEPTH: usize = 5;
/// The maximum number of items of a list that is too long.
const LONG_LIST: u32 = 300;

/// Keys that other libraries have treated specially.
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
    /// the members that submit the present value
    pub(super) base: Option<&'g [Member]>,
    pub(super) wildness: Wildness,
}

/// The number of errors to generate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wildness {
    /// Generates valid values only.
    Valid,
    /// Generates an error now and then.
    Low,
    /// Generates anything.
    High,
}

/// The kind of value to generate for a field.
pub(super) enum InputKind {
    Valid,
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
        let wildness = match entropy.byte() {
            0..100 => Wildness::Valid,
            100..200 => Wildness::Low,
            _ => Wildness::High,
        };
        Generator { samples, entropy, base, wildness }
    }
    /// Returns a generator of valid submissions.
    pub(super) fn valid(
        samples: Samples<'g>,
        entropy: &'g mut Entropy<'e>,
        base: Option<&'g [Member]>,
    ) -> Self {
        Generator { samples, entropy, base, wildness: Wildness::Valid }
    }
    pub(super) fn members(&mut self, spec: &'static FormSchema) -> Vec<Member> {
        let base = self.base.filter(|_| self.entropy.once_in(2));
        let mut members = self.form(spec, base, 0);
        if self.wildness != Wildness::Valid && self.entropy.once_in(3) {
            self.add_bad_key(&mut members);
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
            if field.access == Access::ReadOnly
                && !(self.wildness == Wildness::High && self.entropy.once_in(4))
            {
                continue;
            }
            if spec.is_variant(i) {
                members.extend(
                    self.variant((spec, i), &members, present, depth).map(|node| (name.to_owned(), node)),
                );
                continue;
            }
            let input = self.choose_input(field, present.is_some());
            let node = match (input, present) {
                (InputKind::Absent, _) => continue,
                (InputKind::Present, Some(node)) => node.clone(),
                (input, present) => self.value(&input, field, &field.kind, present, depth),
            };
            members.push((name.to_owned(), node));
        }
        self.samples.limits = limits;
        members
    }
    /// Returns the fields of a variant if the tag among the members names it, or now and then those of another variant.
    fn variant(
        &mut self,
        (spec, i): (&'static FormSchema, usize),
        members: &[Member],
        present: Option<&Node>,
        depth: usize,
    ) -> Option<Node> {
        let (field, tag) = (&spec.fields[i], &spec.fields[spec.tag_of(i)]);
        let is_chosen = members.iter().any(|(key, node)| {
            key == tag.name.as_str() && matches!(node, Node::Text(text) if text == field.name.as_str())
        });
        if !is_chosen && (self.wildness == Wildness::Valid || !self.entropy.once_in(4)) {
            return None;
        }
        match self.value(&InputKind::Valid, field, &field.kind, present, depth) {
            Node::Form(members) => Some(Node::Variant(members)),
            _ => None,
        }
    }
    fn choose_input(&mut self, field: &FieldSchema, is_present: bool) -> InputKind {
        if is_present && !self.entropy.once_in(3) {
            return InputKind::Present;
        }
        let may_lack = !field.required || field.has_default;
        match (self.wildness, self.entropy.byte()) {
            (Wildness::Valid, _) if may_lack && self.entropy.once_in(4) => InputKind::Absent,
            (Wildness::Valid, _) | (Wildness::Low, 0..212) | (Wildness::High, 0..96) => InputKind::Valid,
            (_, byte) => match byte % 8 {
                0 | 1 => InputKind::Edge,
                2 | 3 => InputKind::Hostile,
                4 => InputKind::Verbatim,
                5 => InputKind::OtherShape,
                6 => InputKind::Nothing,
                _ => InputKind::Absent,
            },
        }
    }
    pub(super) fn value(
        &mut self,
        input: &InputKind,
        field: &'static FieldSchema,
        kind: &'static Kind,
        present: Option<&Node>,
        depth: usize,
    ) -> Node {
        match input {
            InputKind::Nothing | InputKind::Absent => return Node::Nothing,
            InputKind::OtherShape => return self.other_shape(),
            _ => {}
        }
        match kind {
            Kind::Form(_) if depth >= MAX_DEPTH => Node::Nothing,
            Kind::Form(spec) => {
                let base = match present {
                    Some(Node::Form(members) | Node::Variant(members)) => Some(&members[..]),
                    _ => None,
                };
                let previous = (self.samples.outer_field.replace(field), self.samples.limits);
                self.samples.limits = spec().narrowed(self.samples.limits);
                let members = self.form(spec(), base, depth + 1);
                (self.samples.outer_field, self.samples.limits) = previous;
                Node::Form(members)
            }
            Kind::List(_) if depth >= MAX_DEPTH => Node::List(Vec::new()),
            Kind::List(item) if field.row_key.is_some() => self.keyed_rows(field, item, present, depth),
            Kind::List(item) => {
                let most = field.most_items(&self.samples.limits).min(LONG_LIST);
                let count = match input {
                    InputKind::Edge => most + u32::from(self.entropy.once_in(2)),
                    _ => field.min_items.max(self.entropy.below(4) as u32).min(most),
                };
                if count == 0 && field.is_chosen() {
                    return Node::NoneChosen;
                }
                let first = self.value(input, field, item, None, depth + 1);
                let is_long = count > 8;
                Node::List(
                    (0..count)
                        .map(|k| {
                            if k == 0 || is_long {
                                first.clone()
                            } else {
                                self.value(input, field, item, None, depth + 1)
                            }
                        })
                        .collect(),
                )
            }
            kind => {
                let text = match input {
                    InputKind::Edge => self.samples.edge(field, kind, self.entropy),
                    InputKind::Hostile => self.hostile(field, kind),
                    InputKind::Verbatim => self.entropy.verbatim(64),
                    _ => self.samples.right(field, kind, self.entropy),
                };
                leaf(kind, text)
            }
        }
    }
    /// Returns a hostile text, by itself or within a valid value.
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
    /// Adds an unknown key or repeats a key.
    fn add_bad_key(&mut self, members: &mut Vec<Member>) {
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

/// Returns a text as a value of a kind is submitted.
pub(super) fn leaf(kind: &Kind, text: String) -> Node {
    match kind {
        Kind::Integer | Kind::Float | Kind::Decimal | Kind::Boolean | Kind::Json => {
            // invalid JSON would make the whole body invalid, not only this field
            if serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok() {
                Node::Bare(text)
            } else {
                Node::Text(text)
            }
        }
        _ => Node::Text(text),
    }
}
