//! The limits of nested and flattened forms. Such limits hold in addition to those of the outer forms.

use crate::{
    BindContext, Limits,
    body::Format,
    error::{Unreadable, path::Path},
    schema::{FormSchema, Kind},
};

/// The limits of the outer form, saved while a nested form with its own limits is read.
#[derive(Debug)]
pub(crate) struct OuterLimits {
    limits: Limits,
    nested_pairs: PairLimit,
    max_depth: u32,
    /// the start of the nested form in a JSON body
    from: usize,
}

/// The maximum number of pairs and members of a nested form: `total` counts from the start of the body,
/// `reported` is the limit to report for the form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PairLimit {
    pub(crate) total: u32,
    pub(crate) reported: u32,
}

impl PairLimit {
    pub(crate) const ANY: PairLimit = PairLimit { total: u32::MAX, reported: u32::MAX };
}

impl BindContext<'_> {
    /// Enters a nested form. Lowers the limits to those of the form, if it has any.
    #[inline(always)]
    pub(crate) fn narrow(&mut self, spec: &'static FormSchema) -> Option<OuterLimits> {
        if spec.states_limits { Some(self.narrow_to(spec)) } else { None }
    }
    #[cold]
    #[inline(never)]
    fn narrow_to(&mut self, spec: &'static FormSchema) -> OuterLimits {
        let outer = OuterLimits {
            limits: self.limits,
            nested_pairs: self.nested_pairs,
            max_depth: self.json.narrow_depth(spec.limits.max_depth),
            from: self.json.place(),
        };
        self.limits = self.limits.tightest(&spec.limits);
        // the pairs of an urlencoded body have been counted already
        if let Format::Json = self.format {
            let reported = spec.most_pairs(&self.limits);
            let total = self.pairs.saturating_add(reported);
            if total < self.nested_pairs.total {
                self.nested_pairs = PairLimit { total, reported };
            }
            self.most_pairs = self.most_pairs.min(total);
        }
        outer
    }
    /// Leaves a nested form that was entered with [`narrow`](Self::narrow).
    #[inline(always)]
    pub(crate) fn widen(&mut self, spec: &'static FormSchema, outer: Option<OuterLimits>) {
        if let Some(outer) = outer {
            self.widen_to(spec, &outer);
        }
    }
    #[cold]
    #[inline(never)]
    fn widen_to(&mut self, spec: &'static FormSchema, outer: &OuterLimits) {
        let bytes = self.json.place() - outer.from;
        if matches!(self.format, Format::Json)
            && bytes > spec.limits.max_body_bytes as usize
            && !self.is_fatal()
        {
            self.fatal(Unreadable::TooLarge(spec.limits.max_body_bytes));
        }
        self.json.set_max_depth(outer.max_depth);
        self.limits = outer.limits;
        self.nested_pairs = outer.nested_pairs;
        // the next count computes the exact limit
        self.most_pairs = self.all_limits.max_fields.min(outer.nested_pairs.total);
    }
    /// Calls `read` for a field of a flattened form, with the limits lowered to those of that form.
    #[cold]
    #[inline(never)]
    pub(crate) fn within_flattened(&mut self, spec: &'static FormSchema, read: &mut dyn FnMut(&mut Self)) {
        let limits = self.limits;
        self.limits = limits.tightest(&spec.limits);
        read(self);
        self.limits = limits;
    }
}

impl FormSchema {
    /// Returns the limits that apply at a path of the form.
    pub(crate) fn limits_at(&'static self, path: Path, mut limits: Limits) -> Limits {
        let (mut spec, mut level) = (self, 0);
        while level < path.len() {
            let i = path.get(level).into();
            let Some(field) = spec.fields.get(i) else { break };
            limits = spec.limits_of_field(i, limits);
            level += 1;
            let mut kind = &field.kind;
            while let Kind::List(item) = kind
                && level < path.len()
            {
                kind = item;
                level += 1;
            }
            match kind {
                Kind::Form(inner) if level < path.len() => spec = inner(),
                _ => break,
            }
            limits = spec.narrowed(limits);
        }
        limits
    }
}
