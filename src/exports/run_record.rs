//! `run.json`: what an output folder was made from and how.
//!
//! Owns its shape and the recognising of our own folders by it. Holds no time stamps: the same
//! inputs and options give the same bytes.

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What names a `run.json` as ours.
const PROGRAM: &str = "respgraph";

/// One file that was read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct InputRecord {
    /// The file as the user named it.
    pub path: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
}

/// Version, options and inputs of a run.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RunRecord {
    /// The options that shape the results, by name.
    pub options: BTreeMap<String, Value>,
    /// The files read, in any order.
    pub inputs: Vec<InputRecord>,
}

impl RunRecord {
    /// The record as JSON; `files` are the fingerprints of all other files of the folder.
    pub fn to_json(&self, files: &BTreeMap<String, String>) -> Vec<u8> {
        let mut inputs: Vec<_> = self.inputs.iter().collect();
        inputs.sort();
        let inputs: Vec<Value> = inputs
            .iter()
            .map(|i| json!({"path": i.path, "bytes": i.bytes, "sha256": i.sha256}))
            .collect();
        let record = json!({
            "program": PROGRAM,
            "version": env!("CARGO_PKG_VERSION"),
            "options": self.options.clone().into_iter().collect::<Map<_, _>>(),
            "inputs": inputs,
            "files": files.clone().into_iter().map(|(k, v)| (k, v.into())).collect::<Map<_, _>>(),
        });
        let mut bytes = serde_json::to_vec_pretty(&record)
            .unwrap_or_else(|e| unreachable!("a JSON value always serialises: {e}"));
        bytes.push(b'\n');
        bytes
    }
}

/// The files a `run.json` of ours lists, with their fingerprints; `None` when it is not ours.
pub fn listed_files(run_json: &[u8]) -> Option<BTreeMap<String, String>> {
    let record: Value = serde_json::from_slice(run_json).ok()?;
    if record.get("program")?.as_str()? != PROGRAM {
        return None;
    }
    let files = record.get("files")?.as_object()?;
    files.iter().map(|(path, hash)| Some((path.clone(), hash.as_str()?.to_owned()))).collect()
}

/// The SHA-256 of some bytes, in hexadecimal.
pub fn fingerprint(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_are_sha_256() {
        assert_eq!(
            fingerprint(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn the_files_listed_come_back_and_foreign_records_do_not() {
        let input = |path: &str| InputRecord { path: path.into(), bytes: 1, sha256: "00".into() };
        let record = RunRecord {
            options: [("lang".into(), "zh".into())].into(),
            inputs: vec![input("b.txt"), input("a.txt")],
        };
        let files = BTreeMap::from([("tables/load.csv".to_owned(), "ff".to_owned())]);
        let bytes = record.to_json(&files);
        assert_eq!(listed_files(&bytes), Some(files.clone()));
        assert_eq!(listed_files(br#"{"program": "other", "files": {}}"#), None);
        assert_eq!(listed_files(b"no JSON"), None);
        let other_order =
            RunRecord { inputs: record.inputs.iter().rev().cloned().collect(), ..record.clone() };
        assert_eq!(other_order.to_json(&files), bytes);
    }
}
