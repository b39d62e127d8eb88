//! Why a run stopped before anything was written.
//!
//! Owns the one error of the library's outer floors: a [`Diagnostic`] that could not be worked
//! around. Never prints.

use crate::diagnostic::{Diagnostic, Severity};
use crate::locator::Locator;
use crate::text::Said;
use std::io;
use std::path::Path;

/// A problem that leaves nothing to write; said like every other message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {}", .0.at, .0.message.en)]
pub struct Stop(pub Box<Diagnostic>);

impl Stop {
    /// A stop with what is wrong, where, and what the user can do.
    pub fn new(code: &'static str, message: Said, at: Locator, hint: Said) -> Self {
        let done = Said::new("没有写出任何内容", "nothing was written");
        Self(Box::new(Diagnostic::new(Severity::Error, code, message, at, done).hint(hint)))
    }

    /// A file or folder that cannot be written, said by its cause.
    pub fn unwritable(path: &Path, cause: &io::Error) -> Self {
        let at = Locator::file(path.display().to_string());
        match cause.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::new(
                "disk-full",
                Said::new("磁盘空间不足", "the disk is full"),
                at,
                Said::new(
                    "腾出空间，或用 -o 另选位置",
                    "make room, or choose another place with -o",
                ),
            ),
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::new(
                "no-permission",
                Said::new("没有写入权限", "writing here is not permitted"),
                at,
                Said::new("用 -o 另选位置", "choose another place with -o"),
            ),
            io::ErrorKind::NotFound => Self::new(
                "no-such-folder",
                Said::new("要写入的文件夹不存在", "the folder to write into does not exist"),
                at,
                Said::new("先建好文件夹", "make the folder first"),
            ),
            _ => Self::new(
                "unwritable",
                Said::new(format!("无法写入：{cause}"), format!("cannot be written: {cause}")),
                at,
                Said::new("用 -o 另选位置", "choose another place with -o"),
            ),
        }
    }
}
