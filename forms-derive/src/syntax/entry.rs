//! One key of an attribute with its argument.

use proc_macro2::{Delimiter, Group, Span, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Expr, Ident, LitBool, LitInt, LitStr, Path, Token, Type, bracketed, parenthesized, token};

use super::keys::{Key, Takes, Target, foreign};
use crate::errors::Errors;
use crate::suggest::did_you_mean;

/// A key of a `#[form(...)]` attribute with its argument.
pub(crate) struct Entry {
    pub(crate) key: &'static Key,
    pub(crate) word: Ident,
    pub(crate) argument: Argument,
}

pub(crate) enum Argument {
    Nothing,
    Bool(LitBool),
    Expression(Expr),
    Text(LitStr),
    Word(Ident),
    All,
    Names(Span, Vec<Name>),
    Texts(Span, Vec<LitStr>),
    Paths(Vec<Path>),
    Type(Box<Type>),
    Options(Vec<Entry>),
    Messages(Vec<Message>),
    Condition(Condition),
    Choices(Choices),
    /// The argument is malformed, and was reported.
    Unreadable,
}

/// A name in a list: `username`, `user.email`, or a key on the wire such as `"g-recaptcha-response"`.
#[derive(Clone)]
pub(crate) struct Name {
    /// Without `r#`.
    pub(crate) text: String,
    pub(crate) parts: Vec<Ident>,
    pub(crate) span: Span,
}

/// A message for a code: `required = "Tell us {label}."`, or `"not_even" = "..."` for a custom code.
#[derive(Clone)]
pub(crate) struct Message {
    pub(crate) code: String,
    pub(crate) span: Span,
    pub(crate) is_quoted: bool,
    pub(crate) text: LitStr,
}

/// A condition on another field, or on the draft.
#[derive(Clone)]
pub(crate) enum Condition {
    /// `(phone)`: the field has a value.
    Given(Name),
    /// `(plan = "pro")`: the field has this value.
    Is(Name, Box<Expr>),
    /// `= function`: the function returns true for the draft.
    Function(Path),
}

/// The choices of a field.
#[derive(Clone)]
pub(crate) enum Choices {
    Fixed(Span, Vec<FixedChoice>),
    /// A function of the context.
    FromContext(Path),
}

/// A choice: `1`, `(1, "One")`, or one of those in `("Group", [...])`.
#[derive(Clone)]
pub(crate) struct FixedChoice {
    /// The value as the type of the field displays it.
    pub(crate) value: String,
    pub(crate) is_text: bool,
    pub(crate) span: Span,
    pub(crate) label: Option<LitStr>,
    pub(crate) group: Option<LitStr>,
}

impl Name {
    pub(crate) fn of(field: &Ident) -> Self {
        Self { text: field.unraw().to_string(), parts: vec![field.clone()], span: field.span() }
    }

    pub(crate) fn first(&self) -> &str {
        self.text.split('.').next().unwrap_or(&self.text)
    }

    pub(crate) fn is_quoted(&self) -> bool {
        self.parts.is_empty()
    }
}

/// Reads the entries between the parentheses. A malformed entry is reported and skipped up to the next comma, so that the rest
/// of the attribute is still read.
pub(crate) fn entries(
    input: ParseStream<'_>,
    keys: &'static [Key],
    target: Target,
    errors: &Errors,
) -> Vec<Entry> {
    let mut entries = Vec::new();
    while !input.is_empty() {
        match entry(input, keys, target, errors) {
            Ok(entry) => entries.extend(entry),
            Err(error) => {
                errors.push(error);
                skip(input);
            }
        }
        if !input.is_empty() && input.parse::<Token![,]>().is_err() {
            errors.at(input.span(), "expected `,` between two attributes of `#[form(...)]`");
            skip(input);
            // the comma, which is missing at the end
            let _ = input.parse::<Token![,]>();
        }
    }
    entries
}

fn skip(input: ParseStream<'_>) {
    while !input.is_empty() && !input.peek(Token![,]) {
        if input.parse::<TokenTree>().is_err() {
            return;
        }
    }
}

fn entry(
    input: ParseStream<'_>,
    keys: &'static [Key],
    target: Target,
    errors: &Errors,
) -> syn::Result<Option<Entry>> {
    if !input.peek(Ident::peek_any) {
        return Err(input.error("expected an attribute, such as `label = \"Email address\"`"));
    }
    let word = input.call(Ident::parse_any)?;
    let text = word.unraw().to_string();
    if let Some(key) = keys.iter().find(|key| key.name == text) {
        let argument = argument(input, key, &word, target, errors).unwrap_or_else(|error| {
            errors.push(error);
            skip(input);
            Argument::Unreadable
        });
        return Ok(Some(Entry { key, word, argument }));
    }
    errors.at(word.span(), unknown_word(&text, keys, target));
    skip(input);
    Ok(None)
}

fn unknown_word(text: &str, keys: &'static [Key], target: Target) -> String {
    // Options of `age(...)` and `password(...)` are not a target.
    let inner = !std::ptr::eq(keys, target.keys());
    let unknown = format!("unknown attribute `{text}`");
    if !inner {
        let elsewhere =
            Target::ALL.into_iter().find(|target| target.keys().iter().any(|key| key.name == text));
        let foreign = foreign(text);
        if let (Some(ours), true) = (foreign, target == Target::Field) {
            return format!("{unknown}: write {ours}");
        }
        if let Some(other) = elsewhere {
            return format!("`{text}` belongs {}, not {}: move it", other.described(), target.described());
        }
        if let Some(ours) = foreign {
            return format!("{unknown}: write {ours}");
        }
    }
    let near = did_you_mean(text, keys.iter().map(|key| key.name));
    if near.is_empty() {
        let known: Vec<_> = keys.iter().map(|key| format!("`{}`", key.name)).collect();
        return format!("{unknown}; expected one of {}", known.join(", "));
    }
    unknown + &near
}

fn argument(
    input: ParseStream<'_>,
    key: &'static Key,
    word: &Ident,
    target: Target,
    errors: &Errors,
) -> syn::Result<Argument> {
    let wrong = |span: Span| {
        syn::Error::new(span, format!("malformed `{}`: write it as in `{}`", key.name, key.example))
    };
    let nothing = input.is_empty() || input.peek(Token![,]);
    match key.takes {
        Takes::Nothing | Takes::NothingOrBool | Takes::NothingOrExpression | Takes::NothingOrOptions(_)
            if nothing =>
        {
            return Ok(Argument::Nothing);
        }
        Takes::Derives | Takes::NothingOrOptions(_) | Takes::Messages => {
            if !input.peek(token::Paren) {
                return Err(wrong(input.span()));
            }
            let content;
            parenthesized!(content in input);
            if let Takes::NothingOrOptions(keys) = key.takes {
                return Ok(Argument::Options(entries(&content, keys, target, errors)));
            }
            if let Takes::Messages = key.takes {
                let messages = content.parse_terminated(message, Token![,])?;
                return Ok(Argument::Messages(messages.into_iter().collect()));
            }
            let paths = content.parse_terminated(Path::parse_mod_style, Token![,])?;
            return Ok(Argument::Paths(paths.into_iter().collect()));
        }
        Takes::Condition if input.peek(token::Paren) => {
            let content;
            let parentheses = parenthesized!(content in input);
            if content.is_empty() {
                return Err(wrong(parentheses.span.join()));
            }
            let condition = condition(&content, key);
            // the rest is part of the error
            while content.parse::<TokenTree>().is_ok() {}
            return condition.map(Argument::Condition);
        }
        Takes::Nothing => {
            return Err(syn::Error::new(
                input.span(),
                format!("`{0}` takes no value: write only `{0}`", key.name),
            ));
        }
        _ if nothing => return Err(wrong(word.span())),
        _ => {}
    }
    if !input.peek(Token![=]) {
        return Err(wrong(input.span()));
    }
    input.parse::<Token![=]>()?;
    if input.is_empty() || input.peek(Token![,]) {
        return Err(wrong(word.span()));
    }
    value(input, key, &wrong)
}

fn value(
    input: ParseStream<'_>,
    key: &'static Key,
    wrong: &dyn Fn(Span) -> syn::Error,
) -> syn::Result<Argument> {
    let start = input.span();
    Ok(match key.takes {
        Takes::Bool | Takes::NothingOrBool => Argument::Bool(input.parse().map_err(|_| wrong(start))?),
        Takes::Expression | Takes::NothingOrExpression => Argument::Expression(input.parse()?),
        Takes::Text => Argument::Text(input.parse().map_err(|_| wrong(start))?),
        Takes::Word => Argument::Word(word(input).map_err(|_| wrong(start))?),
        Takes::Type => Argument::Type(Box::new(input.parse()?)),
        Takes::Path => Argument::Paths(vec![Path::parse_mod_style(input).map_err(|_| wrong(start))?]),
        Takes::Name => Argument::Names(start, vec![name(input).map_err(|_| wrong(start))?]),
        Takes::NamesOrAll if !input.peek(token::Bracket) => {
            let word = word(input).map_err(|_| wrong(start))?;
            if word != "all" {
                return Err(wrong(word.span()));
            }
            Argument::All
        }
        Takes::Paths if !input.peek(token::Bracket) => {
            Argument::Paths(vec![input.parse().map_err(|_| wrong(start))?])
        }
        Takes::Names | Takes::NamesOrAll | Takes::Texts | Takes::Paths => {
            let group: Group = match input.parse()? {
                TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => group,
                other => return Err(wrong(other.span())),
            };
            list(key.takes, &group)?
        }
        Takes::Choices if input.peek(token::Bracket) => {
            let content;
            let brackets = bracketed!(content in input);
            let mut choices = Vec::new();
            fixed_choices(&content, None, &mut choices)?;
            Argument::Choices(Choices::Fixed(brackets.span.join(), choices))
        }
        Takes::Choices => {
            Argument::Choices(Choices::FromContext(Path::parse_mod_style(input).map_err(|_| wrong(start))?))
        }
        Takes::Condition => {
            Argument::Condition(Condition::Function(Path::parse_mod_style(input).map_err(|_| wrong(start))?))
        }
        Takes::Nothing | Takes::Derives | Takes::NothingOrOptions(_) | Takes::Messages => {
            return Err(wrong(start));
        }
    })
}

fn list(takes: Takes, group: &Group) -> syn::Result<Argument> {
    let span = group.span();
    let tokens = group.stream();
    Ok(match takes {
        Takes::Texts => {
            let texts = |input: ParseStream<'_>| input.parse_terminated(text, Token![,]);
            Argument::Texts(span, texts.parse2(tokens)?.into_iter().collect())
        }
        Takes::Paths => {
            let paths = |input: ParseStream<'_>| input.parse_terminated(Path::parse_mod_style, Token![,]);
            Argument::Paths(paths.parse2(tokens)?.into_iter().collect())
        }
        _ => {
            let names = |input: ParseStream<'_>| input.parse_terminated(name, Token![,]);
            Argument::Names(span, names.parse2(tokens)?.into_iter().collect())
        }
    })
}

fn text(input: ParseStream<'_>) -> syn::Result<LitStr> {
    if input.peek(LitStr) {
        return input.parse();
    }
    let other: TokenTree = input.parse()?;
    Err(syn::Error::new(
        other.span(),
        format!("expected a text in quotes, found `{other}`: write `\"{other}\"`"),
    ))
}

fn condition(input: ParseStream<'_>, key: &'static Key) -> syn::Result<Condition> {
    let name = name(input)?;
    if input.is_empty() {
        return Ok(Condition::Given(name));
    }
    if input.peek(Token![=]) {
        input.parse::<Token![=]>()?;
        let value = input.parse()?;
        if input.is_empty() {
            return Ok(Condition::Is(name, Box::new(value)));
        }
    }
    let another =
        format!("expected one condition in the parentheses: write `{}(...)` again for another one", key.name);
    Err(input.error(another))
}

fn fixed_choices(
    input: ParseStream<'_>,
    group: Option<&LitStr>,
    choices: &mut Vec<FixedChoice>,
) -> syn::Result<()> {
    while !input.is_empty() {
        if input.peek(token::Paren) {
            let pair;
            parenthesized!(pair in input);
            if pair.peek(LitStr) && pair.peek2(Token![,]) && pair.peek3(token::Bracket) {
                let name: LitStr = pair.parse()?;
                if group.is_some() {
                    return Err(syn::Error::new(
                        name.span(),
                        "a group cannot contain another group: write this one after it",
                    ));
                }
                pair.parse::<Token![,]>()?;
                let content;
                bracketed!(content in pair);
                fixed_choices(&content, Some(&name), choices)?;
            } else {
                let mut choice = fixed_choice(&pair, group)?;
                if !pair.is_empty() {
                    pair.parse::<Token![,]>()?;
                    choice.label = Some(text(&pair)?);
                }
                choices.push(choice);
            }
        } else {
            choices.push(fixed_choice(input, group)?);
        }
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    Ok(())
}

fn fixed_choice(input: ParseStream<'_>, group: Option<&LitStr>) -> syn::Result<FixedChoice> {
    let group = group.cloned();
    if input.peek(LitStr) {
        let text: LitStr = input.parse()?;
        return Ok(FixedChoice { value: text.value(), is_text: true, span: text.span(), label: None, group });
    }
    let span = input.span();
    let sign = if input.peek(Token![-]) { input.parse::<Token![-]>().map(|_| "-")? } else { "" };
    let number: LitInt = input.parse().map_err(|_| {
        syn::Error::new(
            span,
            "expected a text or a whole number, by itself or with its label: write `1` or `(1, \"One\")`",
        )
    })?;
    let value = format!("{sign}{}", number.base10_digits());
    Ok(FixedChoice { value, is_text: false, span: number.span(), label: None, group })
}

fn message(input: ParseStream<'_>) -> syn::Result<Message> {
    let is_quoted = input.peek(LitStr);
    let (code, span) = if is_quoted {
        let code: LitStr = input.parse()?;
        (code.value(), code.span())
    } else if input.peek(Ident::peek_any) {
        let code = word(input)?;
        (code.unraw().to_string(), code.span())
    } else {
        return Err(input.error("expected a code and its message, as in `required = \"Tell us {label}.\"`"));
    };
    if !input.peek(Token![=]) {
        return Err(syn::Error::new(
            span,
            format!("expected a message for `{code}`: write `{code} = \"Tell us {{label}}.\"`"),
        ));
    }
    input.parse::<Token![=]>()?;
    Ok(Message { code, span, is_quoted, text: text(input)? })
}

/// Reads a word. Keywords such as `type` are allowed: `[type]` names the field `r#type`.
fn word(input: ParseStream<'_>) -> syn::Result<Ident> {
    input.call(Ident::parse_any)
}

fn name(input: ParseStream<'_>) -> syn::Result<Name> {
    if input.peek(LitStr) {
        let quoted: LitStr = input.parse()?;
        return Ok(Name { text: quoted.value(), parts: Vec::new(), span: quoted.span() });
    }
    if !input.peek(Ident::peek_any) {
        return Err(input.error("expected the name of a field"));
    }
    let mut parts = vec![word(input)?];
    while input.peek(Token![.]) {
        input.parse::<Token![.]>()?;
        parts.push(word(input)?);
    }
    let text = parts.iter().map(|part| part.unraw().to_string()).collect::<Vec<_>>().join(".");
    let span =
        parts.iter().skip(1).fold(parts[0].span(), |span, part| span.join(part.span()).unwrap_or(span));
    Ok(Name { text, parts, span })
}
