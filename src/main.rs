//! The program: a command line in, an exit code out.

mod cli;

use mimalloc::MiMalloc;
use std::process::ExitCode;

/// Large tables are many small strings: this allocator makes and frees them in half the time.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    cli::commands::run(cli::args::parse())
}
