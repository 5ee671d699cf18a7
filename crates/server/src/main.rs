//! Kiểm Sát Số: the program `kiemsat`.

fn main() -> std::process::ExitCode {
    server::main()
}
