//! A check sees the draft.
use forms::{Form, Report};

#[derive(Form)]
#[form(fields = all, check = ends_later)]
pub struct Event {
    pub starts: u8,
    pub ends: u8,
}

fn ends_later(event: &Event, _: &mut Report<'_, Event>) {
    let _ = event.ends > event.starts;
}

#[derive(Form)]
#[form(name = NewUser, fields = [name], check = named)]
pub struct User {
    pub id: u64,
    pub name: String,
}

fn named(_: &User, _: &mut Report<'_, NewUser>) {}

fn main() {}
