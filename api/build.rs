//! The console is carried in the program: a build of it makes another program.

fn main() {
    println!("cargo::rerun-if-changed=../console/dist");
}
