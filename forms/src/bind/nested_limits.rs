//! The limits that a nested or flattened form states hold in it within any other form, beside those around it.

use crate::{
    BindContext, Limits,
    body::Format,
    error::{Unreadable, path::Path},
    schema::{FormSchema, Kind},
};

/// The limits around a nested form that states its own.
#[derive(Debug)]
pub(crate) struct Around {
    limits: Limits,
    nested_pairs: MostPairs,
    max_depth: u32,
    /// where the form begins in a JSON body
    from: usize,
}

/// How many pairs and members may have been read by the end of a nested form, and how many that gives the form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MostPairs {
    pub(crate) in_all: u32,
    pub(crate) told: u32,
}

impl MostPairs {
    pub(crate) const ANY: MostPairs = MostPairs { in_all: u32::MAX, told: u32::MAX };
}

impl BindContext<'_> {
    /// Enters a nested form: narrows the limits to those that it states, if it states any.
    #[inline(always)]
    pub(crate) fn narrow(&mut self, spec: &'static FormSchema) -> Option<Around> {
        if spec.states_limits { Some(self.narrow_to(spec)) } else { None }
    }
    #[cold]
    #[inline(never)]
    fn narrow_to(&mut self, spec: &'static FormSchema) -> Around {
        let around = Around {
            limits: self.limits,
            nested_pairs: self.nested_pairs,
            max_depth: self.json.narrow_depth(spec.limits.max_depth),
            from: self.json.place(),
        };
        self.limits = self.limits.tightest(&spec.limits);
        // the pairs of an urlencoded body were counted as they came
        if let Format::Json = self.format {
            let told = spec.most_pairs(&self.limits);
            let in_all = self.pairs.saturating_add(told);
            if in_all < self.nested_pairs.in_all {
                self.nested_pairs = MostPairs { in_all, told };
            }
            self.most_pairs = self.most_pairs.min(in_all);
        }
        around
    }
    /// Leaves a nested form that was entered with [`narrow`](Self::narrow).
    #[inline(always)]
    pub(crate) fn widen(&mut self, spec: &'static FormSchema, around: Option<Around>) {
        if let Some(around) = around {
            self.widen_to(spec, &around);
        }
    }
    #[cold]
    #[inline(never)]
    fn widen_to(&mut self, spec: &'static FormSchema, around: &Around) {
        let bytes = self.json.place() - around.from;
        if matches!(self.format, Format::Json)
            && bytes > spec.limits.max_body_bytes as usize
            && !self.is_fatal()
        {
            self.fatal(Unreadable::TooLarge(spec.limits.max_body_bytes));
        }
        self.json.set_max_depth(around.max_depth);
        self.limits = around.limits;
        self.nested_pairs = around.nested_pairs;
        // the next count finds out how many that are
        self.most_pairs = self.all_limits.max_fields.min(around.nested_pairs.in_all);
    }
    /// Reads a field of a flattened form within the limits that this states.
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
    /// Returns the limits at a place of the form.
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
