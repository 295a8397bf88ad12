//! Builds our validators from the keyword arguments of Django's.

mod file;
mod number;
mod text;

use super::{
    config::Config,
    fields::complaint,
    value::Value,
    vectors::{Answer, Case},
};
use forms::Problem;
use std::{cell::RefCell, collections::HashMap, rc::Rc};

/// A built validator: a function from an input to our answer.
type Asked = Rc<dyn Fn(&Value) -> Answer>;

thread_local! {
    /// The built validators. The arguments of a validator are static, so each is built once.
    static BUILT: RefCell<HashMap<String, Result<Asked, String>>> = RefCell::default();
}

/// Returns the answer of our validator.
pub fn answer(name: &str, case: &Case) -> Answer {
    let key = format!("{name} {}", case.config);
    let built =
        BUILT.with_borrow_mut(|built| built.entry(key).or_insert_with(|| build(name, &case.config)).clone());
    match built {
        Ok(validator) => validator(&case.input),
        Err(why) => Answer::NotBuilt(why),
    }
}

fn build(name: &str, arguments: &serde_json::Value) -> Result<Asked, String> {
    let config = Config::new(arguments);
    let validator = match text::validator(name, &config).or_else(|| number::validator(name, &config)) {
        Some(validator) => validator?,
        None => match name {
            "FileExtensionValidator" => file::extension(&config),
            _ => return Err(name.to_owned()),
        },
    };
    let own_code = config.text("code").map(str::to_owned);
    match config.unknown() {
        Some(argument) => Err(format!("{name} with {argument}")),
        None => Ok(Rc::new(move |input| match validator(input) {
            Answer::Refused(mut complaints) => {
                // as `WithMessage` does
                for complaint in &mut complaints {
                    complaint.code = own_code.clone().or(complaint.code.take());
                }
                Answer::Refused(complaints)
            }
            answer => answer,
        })),
    }
}

fn verdict(verdict: Result<(), Problem>) -> Answer {
    match verdict {
        Ok(()) => Answer::Accepted(Value::Null),
        Err(problem) => Answer::Refused(vec![complaint(problem.code(), problem.params())]),
    }
}
