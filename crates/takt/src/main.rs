//! The binary `takt`.

fn main() -> std::process::ExitCode {
    takt::cli::run()
}
