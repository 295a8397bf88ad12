//! Test cases: a body to bind, and smaller bodies that may break the same promise.

use super::violation::{Promise, Violation};
use crate::{
    Body,
    body::Format,
    form::encode::{Member, Node, Spelling, write},
};

/// A body, and the members that it was written from, if it was not given as bytes.
#[derive(Debug, Clone)]
pub(super) struct Case {
    pub(super) format: Format,
    pub(super) bytes: Vec<u8>,
    written: Option<(Vec<Member>, Spelling)>,
}

/// The maximum number of smaller bodies that are tried.
const MAX_TRIES: usize = 120;

impl Case {
    pub(super) fn raw(format: Format, bytes: &[u8]) -> Self {
        Case { format, bytes: bytes.to_vec(), written: None }
    }
    pub(super) fn written(members: Vec<Member>, format: Format, spelling: Spelling) -> Self {
        let bytes = write(&members, format, spelling).into_bytes();
        Case { format, bytes, written: Some((members, spelling)) }
    }
    /// Returns the case with changed bytes. It can no longer be shrunk, because the bytes do not match its members.
    pub(super) fn with_changed_bytes(mut self, change: impl FnOnce(&mut Vec<u8>)) -> Self {
        change(&mut self.bytes);
        self.written = None;
        self
    }
    pub(super) const fn content_type(&self) -> &'static str {
        match self.format {
            Format::Form => "application/x-www-form-urlencoded",
            Format::Json => "application/json",
        }
    }
    pub(super) fn body(&self) -> Body {
        let body = Body::new(self.content_type(), self.bytes.clone());
        // the sender is not under test
        #[cfg(feature = "csrf")]
        let body = body.csrf_exempt("made by a fuzzer");
        body
    }
    pub(super) fn violation(
        &self,
        form: &'static str,
        promise: Promise,
        path: String,
        detail: String,
    ) -> Violation {
        Violation { form, promise, path, content_type: self.content_type(), body: self.bytes.clone(), detail }
    }
    /// Shrinks the case: returns the violation of the smallest body found that breaks the same promise, with fewer
    /// members or shorter texts.
    pub(super) fn shrunk(self, found: Violation, check: impl Fn(&Case) -> Option<Violation>) -> Violation {
        let Some((mut members, _)) = self.written else { return found };
        let format = self.format;
        let (mut best, mut tries) = (found, 0);
        loop {
            let smaller = candidates(&members).into_iter().find_map(|candidate| {
                tries += 1;
                if tries > MAX_TRIES {
                    return None;
                }
                let case = Case::written(candidate.clone(), format, Spelling::default());
                let breaks_same_promise = |other: &Violation| {
                    other.promise == best.promise
                        && (other.path == best.path || best.promise == Promise::NoPanic)
                };
                check(&case).filter(breaks_same_promise).map(|violation| (candidate, violation))
            });
            match smaller {
                Some((candidate, violation)) => (members, best) = (candidate, violation),
                None => return best,
            }
        }
    }
}

fn candidates(members: &[Member]) -> Vec<Vec<Member>> {
    let mut all = Vec::new();
    for i in 0..members.len() {
        let mut fewer = members.to_vec();
        fewer.remove(i);
        all.push(fewer);
    }
    for (i, (_, node)) in members.iter().enumerate() {
        for smaller in smaller(node) {
            let mut others = members.to_vec();
            others[i].1 = smaller;
            all.push(others);
        }
    }
    all
}

fn smaller(node: &Node) -> Vec<Node> {
    match node {
        Node::Text(text) if text.chars().nth(1).is_some() => {
            let half = text.chars().count() / 2;
            let (head, tail) = (text.chars().take(half).collect(), text.chars().skip(half).collect());
            vec![Node::Text(head), Node::Text(tail), Node::Text(text.chars().skip(1).collect())]
        }
        Node::List(items) if items.len() > 1 => {
            vec![Node::List(items[..1].to_vec()), Node::List(items[1..].to_vec())]
        }
        Node::List(items) => items
            .first()
            .map(smaller)
            .unwrap_or_default()
            .into_iter()
            .map(|item| Node::List(vec![item]))
            .collect(),
        Node::Form(members) => candidates(members).into_iter().map(Node::Form).collect(),
        Node::Variant(members) => candidates(members).into_iter().map(Node::Variant).collect(),
        _ => Vec::new(),
    }
}
