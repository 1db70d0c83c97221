"""ZIP: its members are files as those of a folder are. Nothing is unpacked to disk."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from pipeline.archive.entries import Entry, Unreadable
from pipeline.archive.errors import Damaged, reason
from pipeline.archive.formats.content import Content
from pipeline.archive.streams import buffered, with_random_access

_DEEPEST = 2  # an archive in an archive is read, one in that is not

ReadMember = Callable[[Content], Iterator[Entry | Unreadable]]


def zip_members(
    content: Content, wanted: Callable[[str], bool], read: ReadMember
) -> Iterator[Entry | Unreadable]:
    """wanted: whether a member of this name is read. read: gives its entries."""
    if content.depth >= _DEEPEST:
        raise Damaged("an archive in an archive in an archive is not read")
    try:
        archive = zipfile.ZipFile(with_random_access(content.stream))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise Damaged(f"broken ZIP: {reason(error)}") from None
    with archive:
        size = archive.fp.seek(0, io.SEEK_END) if archive.fp else 0
        if sum(member.compress_size for member in archive.infolist()) > size:
            raise Damaged("its members overlap: a bomb, no archive")
        for member in archive.infolist():
            name = _name(member)
            place = f"{content.place}, member {name}"
            if member.is_dir() or not wanted(name):
                continue
            if _leads_outside(name):
                yield Unreadable(place, "its name leads out of the archive")
                continue
            if _is_hidden(name):
                continue
            try:
                with archive.open(member) as stream:
                    path = content.prefix + PurePosixPath(name).as_posix()
                    yield from read(Content(path, place, buffered(stream), f"{path}/", content.depth + 1))
            except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
                yield Unreadable(place, f"broken ZIP: {reason(error)}")


def _name(member: zipfile.ZipInfo) -> str:
    """Many packers write UTF-8 without saying so, which zipfile reads as code page 437."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename


def _is_hidden(name: str) -> bool:
    parts = name.split("/")
    return "__MACOSX" in parts or parts[-1].startswith(".")


def _leads_outside(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or name[1:2] == ":"
