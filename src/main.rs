//! The program: a command line in, an exit code out.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::commands::run(cli::args::parse())
}
