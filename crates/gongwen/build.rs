//! Packs the labelled corpus of `data/` as it stands, so that the program can learn more on top of it: no second copy
//! of it is kept anywhere.
//!
//! `data` is a link to the project's data, which `cargo package` follows: a package holds what is built into it.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "built-in")]
    pack()?;
    Ok(())
}

/// Writes every file of the corpus, in the order of their paths, as a line `path TAB bytes` and its text; deflated.
#[cfg(feature = "built-in")]
fn pack() -> Result<(), Box<dyn Error>> {
    use std::io::Write;
    use std::path::{Path, PathBuf};
    use std::{env, fs};

    // Where links are not links, the project's own.
    let data = [Path::new("data"), Path::new("../../data")].into_iter().find(|data| data.is_dir());
    let data = data.ok_or("no folder data")?;
    println!("cargo::rustc-env=GONGWEN_DATA={}", data.canonicalize()?.display());
    println!("cargo::rerun-if-changed={}", data.join("corpus").display());
    let (mut folders, mut files) = (vec![data.join("corpus")], Vec::<PathBuf>::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    let packed = fs::File::create(Path::new(&env::var("OUT_DIR")?).join("corpus"))?;
    let mut packed = flate2::write::ZlibEncoder::new(packed, flate2::Compression::best());
    for file in files {
        let text = fs::read(&file)?;
        let name = Path::new("data").join(file.strip_prefix(data)?);
        writeln!(packed, "{}\t{}", name.display().to_string().replace('\\', "/"), text.len())?;
        packed.write_all(&text)?;
    }
    packed.finish()?;
    Ok(())
}
