//! Measures how the time grows with the size of a text or list.

use super::{
    Fuzzed, Harness,
    case::Case,
    entropy::Entropy,
    generate::Generator,
    growth::{self, Growth},
    panics::catch,
    violation::{Promise, Violation},
};
use crate::{
    body::Format,
    form::{
        Binder,
        encode::{Member, Node, Spelling},
    },
    schema::{FieldSchema, FormSchema, Kind},
};

/// The longest text that is tried. A slow field is found before.
const MAX_CHARS: u32 = 65_536;
/// Fields with a lower limit are not measured, because they cannot become slow.
const MIN_LIMIT: u32 = 64;

/// A text or list in the submission, and the indices of members and items that lead to it.
struct Target {
    steps: Vec<usize>,
    path: String,
    field: &'static FieldSchema,
    most: u32,
}

impl<F: Fuzzed> Harness<'_, F> {
    /// Checks that the time grows linearly with the size of one text or list.
    pub(super) fn check_time(&self, entropy: &mut Entropy<'_>) -> Result<(), Violation> {
        let format = if entropy.once_in(2) || F::SCHEMA.json_only { Format::Json } else { Format::Form };
        let base = self.present();
        let chosen = entropy.byte();
        let members = Generator::valid(self.samples(), entropy, base.as_deref()).members(F::SCHEMA);
        let mut targets = Vec::new();
        self.targets(F::SCHEMA, &members, &mut Vec::new(), "", &mut targets);
        if targets.is_empty() {
            return Ok(());
        }
        let target = &targets[usize::from(chosen) % targets.len()];
        let Some(node) = at(&members, &target.steps) else { return Ok(()) };
        let repeated = Repeated::new(node, target, entropy);
        let case = |size: usize| {
            let mut members = members.clone();
            if let Some(node) = at_mut(&mut members, &target.steps) {
                *node = repeated.of_size(size);
            }
            Case::written(members, format, Spelling::default())
        };
        let measure = |size: usize| {
            let body = case(size).body();
            growth::time(|| {
                let bound = Binder::<F>::new(self.context).limits(self.limits).bind(&body);
                std::hint::black_box(&bound);
            })
        };
        let most = target.most.saturating_sub(repeated.fixed_chars()) as usize;
        // panics are reported by the checks that bind bodies
        let Ok(Some(Growth { small, large })) = catch(|| growth::of(most, measure)) else { return Ok(()) };
        let what = if matches!(repeated, Repeated::Items(_)) { "items" } else { "characters" };
        Err(case(small.size).violation(
            F::SCHEMA.name,
            Promise::LinearTime,
            target.path.clone(),
            format!(
                "{} {what} take {:?}, {} take {:?}; the body has {} of them",
                large.size, large.took, small.size, small.took, small.size
            ),
        ))
    }
    fn targets(
        &self,
        spec: &'static FormSchema,
        members: &[Member],
        steps: &mut Vec<usize>,
        before: &str,
        targets: &mut Vec<Target>,
    ) {
        for (i, (name, node)) in members.iter().enumerate() {
            let Some(field) = spec.field(name) else { continue };
            steps.push(i);
            let path = if before.is_empty() { name.clone() } else { format!("{before}.{name}") };
            self.add_target(field, &field.kind, node, steps, &path, targets);
            steps.pop();
        }
    }
    fn add_target(
        &self,
        field: &'static FieldSchema,
        kind: &'static Kind,
        node: &Node,
        steps: &mut Vec<usize>,
        path: &str,
        targets: &mut Vec<Target>,
    ) {
        let most = match node {
            Node::Form(members) | Node::Variant(members) => {
                if let Kind::Form(spec) = kind {
                    self.targets(spec(), members, steps, path, targets);
                }
                return;
            }
            Node::List(items) => {
                if let (Some(first), Kind::List(item)) = (items.first(), kind) {
                    steps.push(0);
                    self.add_target(field, item, first, steps, &format!("{path}[0]"), targets);
                    steps.pop();
                }
                field.most_items(&self.limits)
            }
            Node::Text(_) if field.choices.is_none() && field.one_of.is_empty() => match field.policy {
                Some(policy) => policy.max_length,
                None => field.longest(&self.limits),
            },
            _ => return,
        };
        if most > MIN_LIMIT {
            targets.push(Target {
                steps: steps.clone(),
                path: path.to_owned(),
                field,
                most: most.min(MAX_CHARS),
            });
        }
    }
}

/// A text or list with a part that is repeated.
enum Repeated {
    /// Repeats `unit` within a text.
    Text {
        head: String,
        unit: String,
        tail: String,
    },
    Items(Node),
}

impl Repeated {
    fn new(node: &Node, target: &Target, entropy: &mut Entropy<'_>) -> Self {
        let text = match node {
            Node::List(items) => return Repeated::Items(items.first().cloned().unwrap_or(Node::Nothing)),
            Node::Text(text) => text.as_str(),
            _ => "",
        };
        let letters: Vec<char> = text.chars().take(64).collect();
        let is_shaped = target.field.format.is_some() || target.field.pattern.is_some();
        let at = entropy.below(letters.len() + 1);
        let unit = match entropy.below(3) {
            // repeat what is already there
            0 if at > 0 => letters[at - 1..].iter().take(1 + entropy.below(3)).collect(),
            1 => entropy
                .pick(&["a", "1", " ", "\u{e9}", "(", "<", "a.", "ab ", "\u{301}", "@", "-", "/"])
                .unwrap_or_default()
                .to_owned(),
            _ => {
                let text = entropy.text(3);
                if text.is_empty() { "a".to_owned() } else { text }
            }
        };
        if is_shaped || entropy.once_in(4) {
            let tail = letters[at..].iter().collect();
            return Repeated::Text { head: letters[..at].iter().collect(), unit, tail };
        }
        let tail = if entropy.once_in(2) { "!" } else { "" };
        Repeated::Text { head: String::new(), unit, tail: tail.to_owned() }
    }
    fn of_size(&self, size: usize) -> Node {
        match self {
            Repeated::Text { head, unit, tail } => {
                let mut text = head.clone();
                text.extend(unit.chars().cycle().take(size));
                text.push_str(tail);
                Node::Text(text)
            }
            Repeated::Items(item) => Node::List(vec![item.clone(); size]),
        }
    }
    /// Returns the number of characters that are not repeated.
    fn fixed_chars(&self) -> u32 {
        match self {
            Repeated::Text { head, tail, .. } => (head.chars().count() + tail.chars().count()) as u32,
            Repeated::Items(_) => 0,
        }
    }
}

fn at<'n>(members: &'n [Member], steps: &[usize]) -> Option<&'n Node> {
    let (first, rest) = steps.split_first()?;
    let mut node = &members.get(*first)?.1;
    for step in rest {
        node = match node {
            Node::Form(members) | Node::Variant(members) => &members.get(*step)?.1,
            Node::List(items) => items.get(*step)?,
            _ => return None,
        };
    }
    Some(node)
}

fn at_mut<'n>(members: &'n mut [Member], steps: &[usize]) -> Option<&'n mut Node> {
    let (first, rest) = steps.split_first()?;
    let mut node = &mut members.get_mut(*first)?.1;
    for step in rest {
        node = match node {
            Node::Form(members) | Node::Variant(members) => &mut members.get_mut(*step)?.1,
            Node::List(items) => items.get_mut(*step)?,
            _ => return None,
        };
    }
    Some(node)
}
