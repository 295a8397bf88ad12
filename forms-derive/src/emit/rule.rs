//! Writes the rules of a field.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, ExprLit, ExprUnary, GenericArgument, Ident, Lit, LitStr, Path, PathArguments, Type, UnOp};

use super::layout::Placed;
use super::{Layout, form_impl};
use crate::check::file;
use crate::model::{Field, Password, Preset, Rule, RuleKind, Zone};
use crate::syntax::Choices;

/// The maximum age of a rule that states no `max`.
const OLDEST: u32 = 130;

/// Writes the call that adds the rule to the field's row. It has the span of the rule, so that the compiler marks the rule if it
/// does not fit the type.
pub(super) fn call(root: &Path, ty: &Type, rule: &Rule, context: &TokenStream) -> TokenStream {
    let word = &rule.word;
    let span = word.span();
    match &rule.kind {
        RuleKind::Plain => quote_spanned!(span=> .#word()),
        RuleKind::Switch(switch) => quote_spanned!(span=> .#word(#switch)),
        RuleKind::Amount(Expr::Lit(ExprLit { lit: Lit::Str(text), .. })) => {
            let name = if word == "min" { "earliest" } else { "latest" };
            let name = Ident::new(name, span);
            let bound = quote_spanned!(text.span()=> const { #root::schema::DateTimeBound::new(#text) });
            quote_spanned!(span=> .#name(#bound))
        }
        RuleKind::Amount(amount) if word == "min" || word == "max" || word == "step" => {
            let amount = number(root, ty, amount);
            quote_spanned!(span=> .#word(#amount))
        }
        RuleKind::Amount(amount) => quote_spanned!(span=> .#word(#amount)),
        RuleKind::Format(format) => super::format::call(root, word, format),
        RuleKind::Regex(pattern) => {
            let name = regex_name(span);
            quote_spanned! {span=>
                .regex({ static #name: #root::schema::Pattern = #root::schema::Pattern::new(#pattern); &#name })
            }
        }
        RuleKind::OneOf(_, texts) => quote_spanned!(span=> .one_of(&[#(#texts),*])),
        RuleKind::InputFormats(_, formats) => {
            let formats = formats
                .iter()
                .map(|format| quote_spanned!(format.span()=> #root::schema::InputFormat::new(#format)));
            quote_spanned!(span=> .input_formats({ const __FORMATS: &[#root::schema::InputFormat] = &[#(#formats),*]; __FORMATS }))
        }
        RuleKind::Size(size) => {
            let bytes = match file::bytes(size) {
                Some(Ok(bytes)) => {
                    let mut bytes = Literal::u64_unsuffixed(bytes);
                    bytes.set_span(size.span());
                    bytes.into_token_stream()
                }
                _ => size.to_token_stream(),
            };
            quote_spanned!(span=> .#word(#bytes))
        }
        RuleKind::FileTypes(_, types) => quote_spanned!(span=> .#word(&[#(#types),*])),
        RuleKind::Image(image) => {
            let formats = image.formats.as_ref().map(|(_, formats)| emitted!(.formats(&[#(#formats),*])));
            let bounds = image.bounds.iter().map(|(word, bound)| emitted!(.#word(#bound)));
            let bounds = emitted!(const { #root::schema::ImageBounds::new() #formats #(#bounds)* });
            quote_spanned!(span=> .image(#bounds))
        }
        RuleKind::TimeZone(zone) => {
            let kept = |zone: TokenStream| emitted!({ static __ZONE: #root::schema::TimeZone = #root::schema::TimeZone::#zone; &__ZONE });
            let zone = match zone {
                Zone::Fixed(name, seconds) => kept(emitted!(fixed(#name, #seconds))),
                Zone::Named(name) => kept(emitted!(named(#name))),
                Zone::Value(value) => value.to_token_stream(),
            };
            quote_spanned!(span=> .time_zone(#zone))
        }

        RuleKind::Age { min, max, on: None } => {
            let bound = |bound: &Option<Expr>, otherwise: u32| {
                bound.as_ref().map_or_else(
                    || {
                        let otherwise = Literal::u32_unsuffixed(otherwise);
                        emitted!(#root::schema::Number::Integer(#otherwise))
                    },
                    |bound| number(root, ty, bound),
                )
            };
            let (min, max) = (bound(min, 0), bound(max, OLDEST));
            quote_spanned!(span=> .age(#min, #max))
        }
        RuleKind::Password(password) => {
            let policy = policy(root, password);
            quote_spanned!(span=> .password(#policy))
        }
        RuleKind::Choices(Choices::Fixed(_, choices)) => {
            let options = choices.iter().map(|choice| {
                let value = &choice.value;
                let label = choice.label.as_ref().map_or_else(|| value.clone(), LitStr::value);
                let group = choice.group.as_ref().map(|group| emitted!(.group(#group)));
                emitted!(#root::schema::FixedOption::new(#value, #label) #group)
            });
            // inside the rule's call, so that the key is marked
            let list = emitted! {{
                static __CHOICES: #root::schema::FixedChoices = #root::schema::FixedChoices::new(&[#(#options),*]);
                &__CHOICES
            }};
            quote_spanned!(span=> .choices(#list))
        }
        RuleKind::Choices(Choices::FromContext(path)) => {
            let source = emitted_at!(path.span(), root => #root::schema::ChoicesOf::<#context>(#path));
            quote_spanned!(span=> .choices_from(&#source))
        }
        RuleKind::RequiredIf(_) | RuleKind::RequiredUnless(_) => quote_spanned!(span=> .required(false)),
        // rules between fields are part of `Form::check`, and `clean` of `Form::field`
        RuleKind::Age { on: Some(_), .. }
        | RuleKind::Equals(_)
        | RuleKind::NotEquals(_)
        | RuleKind::Compared(_)
        | RuleKind::Clean(_)
        | RuleKind::Validate(_) => TokenStream::new(),
    }
}

/// Writes the fields that this field is compared with.
pub(super) fn compared(layout: &Layout<'_>, row: &Placed<'_>) -> Option<TokenStream> {
    let (root, form) = (layout.root(), layout.name());
    let mut first = None;
    let comparisons = row.field.rules.iter().filter_map(|rule| {
        let RuleKind::Compared(other) = &rule.kind else { return None };
        let span = *first.get_or_insert(rule.word.span());
        let relation: String = rule.name().split('_').map(crate::label::capitalised).collect();
        let (relation, own) = (Ident::new(&relation, span), Ident::new(&row.field.ref_name(), span));
        let (_, other) = form_impl::other_field(layout, other);
        Some(emitted_at!(span, root => #root::schema::Comparison::new(#root::schema::Relation::#relation, #form::#own, #other)))
    });
    let comparisons: Vec<_> = comparisons.collect();
    first.map(|span| quote_spanned!(span=> .compared(const { &[#(#comparisons),*] })))
}

/// Writes one list of all `validate` rules of a field.
pub(super) fn validators(root: &Path, field: &Field) -> Option<TokenStream> {
    let ty = field.value_type();
    let (rules, names): (Vec<_>, Vec<_>) = field
        .rules
        .iter()
        .filter_map(|rule| match &rule.kind {
            RuleKind::Validate(validator) => {
                Some((quote_spanned!(validator.span()=> &#validator), written(validator)))
            }
            RuleKind::Age { min, max, on: Some(on) } => {
                let bound = |bound: &Option<Expr>, otherwise: u32| {
                    let otherwise = Literal::u32_unsuffixed(otherwise);
                    bound.as_ref().map_or_else(|| otherwise.to_token_stream(), ToTokens::to_token_stream)
                };
                let said = [("min", min), ("max", max)].into_iter().filter_map(|(word, bound)| {
                    bound.as_ref().map(|bound| format!("{word} = {}, ", written(bound)))
                });
                let name = format!("age({}on = {})", said.collect::<String>(), written(on));
                let (min, max) = (bound(min, 0), bound(max, OLDEST));
                let rule =
                    emitted_at!(on.span(), root => &#root::validator::Age::new(#min, #max).on_day_of(#on));
                Some((rule, name))
            }
            _ => None,
        })
        .unzip();
    if rules.is_empty() {
        return None;
    }
    let subject = emitted!(<#ty as #root::FieldType>::Subject);
    Some(quote_spanned! {ty.span()=>
        .validate({
            const __RULES: &[&dyn #root::validator::Validator<#subject>] = &[#(#rules),*];
            static __LIST: #root::__private::RuleList<#subject> = #root::__private::RuleList::new(__RULES).written(&[#(#names),*]);
            &__LIST
        })
    })
}

/// Returns tokens as Rust source with usual spacing, for the reference of the form.
pub(super) fn written(tokens: impl ToTokens) -> String {
    let mut text = tokens.into_token_stream().to_string();
    for (spaced, close) in [
        (" :: ", "::"),
        (":: ", "::"),
        (" (", "("),
        ("( ", "("),
        (" )", ")"),
        (" ,", ","),
        ("& ", "&"),
        ("- ", "-"),
        (" . ", "."),
    ] {
        text = text.replace(spaced, close);
    }
    text
}

pub(super) fn widget(root: &Path, widget: &Ident) -> TokenStream {
    let name = widget.to_string();
    let variant: String = name.split('_').map(crate::label::capitalised).collect();
    let variant = Ident::new(&variant, widget.span());
    quote_spanned!(widget.span()=> .widget(#root::schema::Widget::#variant))
}

fn regex_name(span: proc_macro2::Span) -> Ident {
    Ident::new("__PATTERN", span)
}

fn policy(root: &Path, password: &Password) -> TokenStream {
    let start = match password.presets.first() {
        None => emitted!(#root::password::PasswordPolicy::DEFAULT),
        Some(Preset::Django(word)) => {
            quote_spanned!(word.span()=> #root::password::PasswordPolicy::django())
        }
        Some(Preset::Nist(word)) if password.second_factor.is_some() => {
            quote_spanned!(word.span()=> #root::password::PasswordPolicy::nist_with_second_factor())
        }
        Some(Preset::Nist(word)) => quote_spanned!(word.span()=> #root::password::PasswordPolicy::nist()),
        Some(Preset::Policy(_, policy)) => quote_spanned! {policy.span()=> {
            let __policy: #root::password::PasswordPolicy = #policy;
            __policy
        }},
    };
    let amount = |name: &str, amount: Option<&Expr>| {
        amount.map(|amount| {
            let name = Ident::new(name, amount.span());
            emitted!(.#name(#amount))
        })
    };
    let switch = |name: &str, switch: Option<bool>| {
        switch.map(|switch| {
            let name = Ident::new(name, proc_macro2::Span::mixed_site());
            emitted!(.#name(#switch))
        })
    };
    let words = password.words.as_ref().map(|(_, words)| emitted!(.words(&[#(#words),*])));
    // `max_length` first, because `min_length` may be above the maximum of the preset
    let settings = [
        amount("max_length", password.max_length.as_ref()),
        amount("min_length", password.min_length.as_ref()),
        switch("common", password.common),
        switch("derivatives", password.derivatives),
        switch("numeric", password.numeric),
        amount("max_similarity", password.max_similarity.as_ref()),
        words,
        amount("blocklist", password.blocklist.as_ref()),
        amount("min_score", password.min_score.as_ref().map(|(_, score)| score)),
    ];
    let judged = if password.is_compared() { emitted!(.deferred()) } else { emitted!(.compared(false)) };
    emitted! {{
        static __POLICY: #root::password::PasswordPolicy = #start #(#settings)* #judged;
        &__POLICY
    }}
}

/// Writes a number: an integer, a float for a float field, or a decimal with the digits as written.
fn number(root: &Path, ty: &Type, amount: &Expr) -> TokenStream {
    let span = amount.span();
    match literal(amount) {
        Some((negative, literal)) => {
            let sign = negative.then(|| emitted!(-));
            let digits = literal.to_string();
            if !digits.contains(['.', 'e', 'E']) {
                emitted!(#root::schema::Number::Integer(#sign #literal))
            } else if is_float(ty) {
                emitted!(#root::schema::Number::Float(#sign #literal))
            } else {
                let digits = if negative { format!("-{digits}") } else { digits };
                quote_spanned!(span=> #root::schema::Number::decimal(#digits))
            }
        }
        None if is_float(ty) => {
            quote_spanned!(span=> #root::schema::Number::Float((#amount) as ::core::primitive::f64))
        }
        None => quote_spanned!(span=> #root::schema::Number::Integer((#amount) as ::core::primitive::i128)),
    }
}

/// Returns the literal without its suffix, because the table has one type of numbers.
fn literal(amount: &Expr) -> Option<(bool, Literal)> {
    match amount {
        Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) => {
            let mut literal = Literal::u128_unsuffixed(number.base10_parse().ok()?);
            literal.set_span(number.span());
            Some((false, literal))
        }
        Expr::Lit(ExprLit { lit: Lit::Float(number), .. }) => {
            // the digits as written: a decimal has more of them than a float
            let mut literal: Literal = number.base10_digits().parse().ok()?;
            literal.set_span(number.span());
            Some((false, literal))
        }
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => {
            literal(expr).map(|(negative, literal)| (!negative, literal))
        }
        Expr::Group(inner) => literal(&inner.expr),
        Expr::Paren(inner) => literal(&inner.expr),
        _ => None,
    }
}

/// Returns whether the type is `f32` or `f64`, or an `Option`, a `Vec` or an array of one.
fn is_float(ty: &Type) -> bool {
    if let Type::Array(array) = ty {
        return is_float(&array.elem);
    }
    let Type::Path(path) = ty else { return false };
    let Some(last) = path.path.segments.last() else { return false };
    match &last.arguments {
        PathArguments::AngleBracketed(inner) => inner.args.iter().any(|inner| match inner {
            GenericArgument::Type(ty) => is_float(ty),
            _ => false,
        }),
        _ => matches!(last.ident.to_token_stream().to_string().as_str(), "f32" | "f64"),
    }
}
