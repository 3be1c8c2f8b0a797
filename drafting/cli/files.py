"""Files in and out: JSON and JSON lines read strictly, results written whole or not at all."""

from __future__ import annotations

import errno
import json
import os
import stat
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TextIO

import click

from drafting.errors import DraftingError, InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

LARGEST = 4_000_000
"""Bytes: the most that one note, or one line of JSON lines, may hold."""

_REASONS = {
    errno.ENOENT: "there is no such file or folder",
    errno.EISDIR: "it is a folder, not a file",
    errno.ENOTDIR: "a part of its path is not a folder",
    errno.EACCES: "you have no permission",
    errno.EPERM: "you have no permission",
    errno.EROFS: "it is on a read-only disk",
    errno.ENOSPC: "the disk is full",
    errno.ENAMETOOLONG: "its name is too long",
}


def read_json(path: str | None) -> object:
    """Read one JSON value from a file, or from standard input when ``path`` is None or "-". Raise InputError."""
    with _opened(path) as source:
        raw = source.read(LARGEST + 1)
    return _value(raw, _called(path))


def read_text(path: str) -> str:
    """Read plain text from a file, or from standard input when ``path`` is "-". Raise InputError."""
    with _opened(path) as source:
        return _decoded(source.read(LARGEST + 1), _called(path))


def print_json(value: object) -> None:
    """Print one JSON value for a program, or indented when a person is looking."""
    indent = 2 if sys.stdout.isatty() else None
    click.echo(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent))


def convert_lines(source: str, out: str, convert: Callable[[object], dict[str, Any]]) -> int:
    """Turn each JSON line of ``source`` into one of ``out``, in order; return how many lines could not be done.

    Each such line is told on stderr, the others are still done. ``out`` appears when all is done, or not at all.
    One line is in memory at a time. Raise InputError when a file cannot be used, or not one of its lines.
    """
    with _opened(source) as lines:
        called = _called(source, inside=True)
        converted = (converted_line(number, raw, called, convert) for number, raw in _numbered(lines))
        return write_lines(converted, source, out)


def numbered_lines(source: str) -> list[tuple[int, bytes]]:
    """Read all lines that are not blank, with their numbers. Raise InputError."""
    with _opened(source) as lines:
        return [*_numbered(lines)]


def converted_line(
    number: int, raw: bytes, called: str, convert: Callable[[object], dict[str, Any]]
) -> tuple[str | None, str]:
    """Return one line converted, or None and the sentence that says why it could not be done."""
    where = f"Line {number} of {called}"
    try:
        return json.dumps(convert(_value(raw, where)), ensure_ascii=False, allow_nan=False), ""
    except DraftingError as error:
        said = str(error)
        sentence = said if said.startswith(where) else f"{where}: {said}"
    except Exception as error:  # noqa: BLE001 (one odd row must not cost the others)
        sentence = f"{where} could not be done ({type(error).__name__}: {error}); please report it as a bug."
    return None, " ".join(sentence.split())


def write_lines(converted: Iterable[tuple[str | None, str]], source: str, out: str) -> int:
    """Write converted lines in order and tell those that could not be done; return how many. See ``convert_lines``."""
    done = failed = 0
    first: str | None = None  # told later: alone, when it is all there is to say
    with replacing(out) as target:
        for row, sentence in converted:
            if row is not None:
                done += 1
                _write(target, row + "\n", out)
                continue
            failed += 1
            if failed == 1:
                first = sentence
                continue
            _tell(first, sentence)
            first = None
        if failed and not done:
            raise InputError(first or f"No line of {_called(source, inside=True)} could be done; {out} is not written.")
    _tell(first)
    return failed


def _tell(*sentences: str | None) -> None:
    for sentence in filter(None, sentences):
        click.echo(sentence, err=True)


@contextmanager
def replacing(path: str) -> Iterator[TextIO]:
    """Open ``path`` ("-": standard output) for text that appears there only when everything has been written."""
    if path == "-":
        yield sys.stdout
        return
    target = Path(os.path.realpath(path))
    try:
        mode = _mode_of(target)
        if mode is None:  # a device or a pipe cannot be replaced, only written to
            with target.open("w", encoding="utf-8") as stream:
                yield stream
            return
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {_reason(error)}.") from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
        Path(name).chmod(mode)
        Path(name).replace(target)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {_reason(error)}.") from None
    finally:
        with suppress(OSError):
            Path(name).unlink()


def _write(target: TextIO, text: str, path: str) -> None:
    try:
        target.write(text)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError(f"{path} cannot be written: {_reason(error)}.") from None


def _mode_of(target: Path) -> int | None:
    """Return the permissions the finished file should have; None for what is neither a file nor absent."""
    try:
        found = target.stat().st_mode
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
    if stat.S_ISDIR(found):
        raise IsADirectoryError(errno.EISDIR, "it is a folder")
    if stat.S_ISREG(found):
        if not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, "no permission")
        return stat.S_IMODE(found)
    return None


@contextmanager
def _opened(path: str | None) -> Iterator[IO[bytes]]:
    if path in {None, "-"}:
        yield sys.stdin.buffer
        return
    try:
        source = Path(str(path)).open("rb")  # noqa: SIM115 (closed below; only opening is answered for here)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {_reason(error)}.") from None
    with source:
        yield source


def _numbered(lines: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield each line that is not blank with its number; of one that is too long, only as much as shows it."""
    number = 0
    while raw := lines.readline(LARGEST + 1):
        number += 1
        if len(raw) > LARGEST:
            rest = raw
            while rest and not rest.endswith(b"\n"):
                rest = lines.readline(LARGEST)
        if raw.strip():
            yield number, raw


def _value(raw: bytes, where: str) -> object:
    text = _decoded(raw, where)
    if not text.strip():
        raise InputError(f"{where} is empty: a JSON object is expected.")
    try:
        return json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, character {error.colno}" if error.lineno > 1 else f"character {error.colno}"
        raise InputError(f"{where} is not valid JSON ({error.msg} at {place}).") from None
    except _TwiceError as error:
        raise InputError(f"{where} has the field '{error}' twice: keep one.") from None
    except (ValueError, RecursionError):
        raise InputError(f"{where} cannot be read as JSON: it is nested too deeply or holds a huge number.") from None


class _TwiceError(Exception):
    pass


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _TwiceError(name)
        found[name] = value
    return found


def _decoded(raw: bytes, where: str) -> str:
    if len(raw) > LARGEST:
        raise InputError(f"{where} is larger than {LARGEST // 1_000_000} MB: one note or message is expected.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{where} is not UTF-8 text (at byte {error.start + 1}): save it as UTF-8.") from None


def _called(path: str | None, *, inside: bool = False) -> str:
    if path in {None, "-"}:
        return "standard input" if inside else "Standard input"
    return str(path)


def _reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0) or (error.strerror or str(error)).lower()
