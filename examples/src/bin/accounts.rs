//! `cargo run -p examples --bin accounts`, then open the address that it prints. See [`examples::accounts`].

use examples::accounts::{Settings, serve};
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    let served = match Settings::from_environment() {
        Ok(settings) => serve(settings).await,
        Err(error) => Err(error),
    };
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("accounts: {error}");
            ExitCode::FAILURE
        }
    }
}
