//! A part of a multipart body that is JSON.

use crate::{
    RawValue,
    bind::{BindContext, Target},
    body::{Format, json::Reader},
};

/// Binds field `i` to a part of a multipart body that is JSON. If the part is not valid JSON, the field is invalid, and not
/// the body as a whole.
#[cold]
#[inline(never)]
pub(crate) fn part<'b>(
    number: u32,
    i: usize,
    raw: &RawValue<'b>,
    target: &mut dyn Target,
    cx: &mut BindContext<'b>,
) {
    let text = cx.parts().and_then(|parts| parts.json.get(number as usize)).map_or("", String::as_str);
    let depth = cx.all_limits.max_depth.min(128);
    if !is_json(Reader::new(text, depth)) {
        return target.field(i, raw, cx);
    }
    let around = std::mem::replace(&mut cx.json, Reader::new(text, depth));
    cx.json.blanks();
    cx.format = Format::Json;
    target.field(i, &RawValue::JSON, cx);
    cx.format = Format::Form;
    let part = std::mem::replace(&mut cx.json, around);
    if let Some(why) = part.fault() {
        cx.fatal(why);
    }
}

fn is_json(mut reader: Reader<'_>) -> bool {
    reader.blanks();
    reader.skip();
    reader.blanks();
    // one that is nested too deeply is refused where it is bound
    matches!(reader.fault(), None | Some(crate::error::Unreadable::TooDeep(_)))
        && (reader.fault().is_some() || reader.is_at_end())
}
