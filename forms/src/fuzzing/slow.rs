//! A text or a list of the form, of growing size.

use super::{
    Fuzzed, Harness,
    case::Case,
    entropy::Entropy,
    generate::Generator,
    growth::{self, Growth},
    node::{Member, Node, Spelling},
    quiet::caught,
    violation::{Promise, Violation},
};
use crate::{
    body::Format,
    form::Binder,
    spec::{FieldSchema, FormSchema, Kind},
};

/// Longer texts are not tried: what is slow is slow before.
const LONGEST: u32 = 65_536;
/// Shorter bounds keep any time short.
const SHORT: u32 = 64;

/// A text or a list within the submission, by members and items on the way.
struct Place {
    steps: Vec<usize>,
    path: String,
    field: &'static FieldSchema,
    most: u32,
}

impl<F: Fuzzed> Harness<'_, F> {
    /// Whether the time for one text, or one list, is linear in its size.
    pub(super) fn check_time(&self, entropy: &mut Entropy<'_>) -> Result<(), Violation> {
        let format = if entropy.once_in(2) || F::SCHEMA.json_only { Format::Json } else { Format::Form };
        let base = self.present();
        let chosen = entropy.byte();
        let members = Generator::tame(self.samples(), entropy, base.as_deref()).members(F::SCHEMA);
        let mut places = Vec::new();
        self.places(F::SCHEMA, &members, &mut Vec::new(), "", &mut places);
        if places.is_empty() {
            return Ok(());
        }
        let place = &places[usize::from(chosen) % places.len()];
        let Some(node) = at(&members, &place.steps) else { return Ok(()) };
        let grown = Grown::new(node, place, entropy);
        let case = |size: usize| {
            let mut members = members.clone();
            if let Some(node) = at_mut(&mut members, &place.steps) {
                *node = grown.of_size(size);
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
        let most = place.most.saturating_sub(grown.around()) as usize;
        // what panics here is found where bodies are bound
        let Ok(Some(Growth { small, large })) = caught(|| growth::of(most, measure)) else { return Ok(()) };
        let what = if matches!(grown, Grown::Items(_)) { "items" } else { "characters" };
        Err(case(small.size).violation(
            F::SCHEMA.name,
            Promise::LinearTime,
            place.path.clone(),
            format!(
                "{} {what} take {:?}, {} take {:?}; the body has {} of them",
                large.size, large.took, small.size, small.took, small.size
            ),
        ))
    }
    fn places(
        &self,
        spec: &'static FormSchema,
        members: &[Member],
        steps: &mut Vec<usize>,
        before: &str,
        places: &mut Vec<Place>,
    ) {
        for (i, (name, node)) in members.iter().enumerate() {
            let Some(field) = spec.field(name) else { continue };
            steps.push(i);
            let path = if before.is_empty() { name.clone() } else { format!("{before}.{name}") };
            self.place(field, &field.kind, node, steps, &path, places);
            steps.pop();
        }
    }
    fn place(
        &self,
        field: &'static FieldSchema,
        kind: &'static Kind,
        node: &Node,
        steps: &mut Vec<usize>,
        path: &str,
        places: &mut Vec<Place>,
    ) {
        let most = match node {
            Node::Form(members) => {
                if let Kind::Form(spec) = kind {
                    self.places(spec(), members, steps, path, places);
                }
                return;
            }
            Node::List(items) => {
                if let (Some(first), Kind::List(item)) = (items.first(), kind) {
                    steps.push(0);
                    self.place(field, item, first, steps, &format!("{path}[0]"), places);
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
        if most > SHORT {
            places.push(Place {
                steps: steps.clone(),
                path: path.to_owned(),
                field,
                most: most.min(LONGEST),
            });
        }
    }
}

/// What is repeated.
enum Grown {
    /// A text within another one.
    Text {
        head: String,
        unit: String,
        tail: String,
    },
    Items(Node),
}

impl Grown {
    fn new(node: &Node, place: &Place, entropy: &mut Entropy<'_>) -> Self {
        let text = match node {
            Node::List(items) => return Grown::Items(items.first().cloned().unwrap_or(Node::Nothing)),
            Node::Text(text) => text.as_str(),
            _ => "",
        };
        let letters: Vec<char> = text.chars().take(64).collect();
        let is_shaped = place.field.format.is_some() || place.field.pattern.is_some();
        let at = entropy.below(letters.len() + 1);
        let unit = match entropy.below(3) {
            // as what stands there already
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
            return Grown::Text { head: letters[..at].iter().collect(), unit, tail };
        }
        let tail = if entropy.once_in(2) { "!" } else { "" };
        Grown::Text { head: String::new(), unit, tail: tail.to_owned() }
    }
    fn of_size(&self, size: usize) -> Node {
        match self {
            Grown::Text { head, unit, tail } => {
                let mut text = head.clone();
                text.extend(unit.chars().cycle().take(size));
                text.push_str(tail);
                Node::Text(text)
            }
            Grown::Items(item) => Node::List(vec![item.clone(); size]),
        }
    }
    /// The characters beside those that are repeated.
    fn around(&self) -> u32 {
        match self {
            Grown::Text { head, tail, .. } => (head.chars().count() + tail.chars().count()) as u32,
            Grown::Items(_) => 0,
        }
    }
}

fn at<'n>(members: &'n [Member], steps: &[usize]) -> Option<&'n Node> {
    let (first, rest) = steps.split_first()?;
    let mut node = &members.get(*first)?.1;
    for step in rest {
        node = match node {
            Node::Form(members) => &members.get(*step)?.1,
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
            Node::Form(members) => &mut members.get_mut(*step)?.1,
            Node::List(items) => items.get_mut(*step)?,
            _ => return None,
        };
    }
    Some(node)
}
