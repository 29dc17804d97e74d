"""Content-addressed files: a name is the hash of the bytes, so nothing ever changes."""

import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

_NAME = re.compile(r"[0-9a-f]{64}\.[a-z0-9]{1,8}")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """
    A file that is kept.

    Parameters
    ----------
    name
        ``<sha256>.<suffix>``; the whole key.
    """

    name: str

    @property
    def url(self) -> str:
        """Address that may be cached for ever."""
        return f"/files/{self.name}"


class FileStore(Protocol):
    """Keeps bytes by their hash; a folder here, a bucket when grown."""

    def put(self, content: bytes, suffix: str) -> StoredFile:
        """Keep ``content``; the same bytes twice are one file."""

    def get(self, name: str) -> bytes | None:
        """Bytes, or None where that name was never kept."""

    def local(self, name: str) -> Path | None:
        """
        File of this machine that holds it, to be mapped and never written.

        A bucket fetches it into its cache; None where that name was never kept.
        """


class FolderStore:
    """
    A file store in a folder.

    Parameters
    ----------
    folder
        Made on first use; two hex digits of fan-out below it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes, suffix: str) -> StoredFile:
        """Keep ``content``; whole or not at all, also when the power fails."""
        name = f"{hashlib.sha256(content).hexdigest()}.{suffix.lstrip('.')}"
        if not _NAME.fullmatch(name):
            raise ValueError(f"a file suffix is 1 to 8 letters or digits: {suffix!r}")
        path = self._path(name)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_whole(path, content)
        return StoredFile(name)

    def get(self, name: str) -> bytes | None:
        """Bytes, or None where that name was never kept."""
        if not _NAME.fullmatch(name):
            return None
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError:
            return None

    def local(self, name: str) -> Path | None:
        """File that holds it, None where that name was never kept."""
        if not _NAME.fullmatch(name):
            return None
        path = self._path(name)
        return path if path.exists() else None

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name


def _write_whole(path: Path, content: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
