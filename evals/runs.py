"""The file of a run: JSON lines, only ever added to; a manifest, one row a draft, and an end.

A row is written when its draft is finished. A line that a killed process left half-written is no row, and is taken off
before the file goes on.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from drafting.errors import InputError

__all__ = ["Run", "RunFile", "read_run"]

VERSION = 1
_NEEDED = {"draft": ("case", "repeat", "kind", "status", "verdicts", "usage"), "manifest": ("key", "model"), "end": ()}


@dataclass(frozen=True, slots=True)
class Run:
    """A run as read: its manifest, its rows in the order of the cases, and its end (None while it is unfinished)."""

    path: str
    manifest: Mapping[str, Any]
    rows: Sequence[Mapping[str, Any]]
    end: Mapping[str, Any] | None

    @property
    def name(self) -> str:
        """What the run is called in reports: who wrote, and with which prompt."""
        prompt = self.manifest.get("prompt")
        return str(self.manifest["model"]) + (f", {prompt}" if prompt else "")


def read_run(path: str | Path) -> Run:
    """Read a run, finished or not. Raise InputError, naming file and line, for what is no run."""
    try:
        raw = Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"The run {path} cannot be read: {(error.strerror or str(error)).lower()}.") from None
    manifest, drafts, end = _parsed(raw, path)
    if manifest is None:
        raise InputError(f"{path} is no run: its first line is not a manifest. Make one with 'drafting-evals run'.")
    rows = {(row["case"], row["repeat"]): row for row in drafts}
    return Run(str(path), manifest, sorted(rows.values(), key=_place), end)


class RunFile:
    """A run being written. ``manifest`` must be that of the file, if there is one: ``key`` tells runs apart.

    ``done`` are the rows that the file held already, by case and repeat; ``ended`` says whether it ends with an end.
    """

    def __init__(self, path: str | Path, manifest: Mapping[str, Any]) -> None:
        self._path = Path(path)
        try:
            self._file = self._path.open("a+b")
        except OSError as error:
            raise InputError(f"The run {path} cannot be written: {(error.strerror or str(error)).lower()}.") from None
        try:
            self.done, self.ended = self._resume(manifest)
        except BaseException:
            self._file.close()
            raise

    def add(self, row: Mapping[str, Any]) -> None:
        """Add a row; it is on disk when this returns."""
        line = json.dumps(row, ensure_ascii=False, allow_nan=False).encode() + b"\n"
        try:
            self._file.write(line)
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise InputError(
                f"The run {self._path} cannot be written: {(error.strerror or str(error)).lower()}."
            ) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def _resume(self, manifest: Mapping[str, Any]) -> tuple[dict[tuple[str, int], Mapping[str, Any]], bool]:
        self._file.seek(0)
        raw = self._file.read()
        whole = raw.rfind(b"\n") + 1
        known, drafts, end = _parsed(raw[:whole], self._path)
        if known is None and whole:
            raise InputError(f"{self._path} is there and is no run: give another --out.")
        if known is not None and known.get("key") != manifest["key"]:
            other = _differing(known, manifest)
            raise InputError(
                f"{self._path} holds another run ({other}): give another --out, or the options it began with."
            )
        if whole < len(raw):
            self._file.truncate(whole)
        if known is None:
            self.add(manifest)
        return {(row["case"], row["repeat"]): row for row in drafts}, end is not None


_Parsed = tuple[Mapping[str, Any] | None, list[Mapping[str, Any]], Mapping[str, Any] | None]


def _parsed(raw: bytes, path: str | Path) -> _Parsed:
    manifest: Mapping[str, Any] | None = None
    end: Mapping[str, Any] | None = None
    drafts: list[Mapping[str, Any]] = []
    lines = raw.split(b"\n")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            if number == len(lines):
                break  # the torn end of a killed run
            raise InputError(
                f"{path}, line {number}: this is not valid JSON, so {path} is no run, or damaged."
            ) from None
        kind = row.get("row") if isinstance(row, dict) else None
        if kind not in _NEEDED or any(name not in row for name in _NEEDED[str(kind)]):
            raise InputError(f"{path}, line {number}: this is no row of a run.")
        if kind == "manifest":
            if manifest is not None:
                raise InputError(f"{path}, line {number}: there is a second manifest; two runs cannot share a file.")
            manifest = row
        elif kind == "draft":
            drafts.append(row)
        else:
            end = row
    return manifest, drafts, end


def _place(row: Mapping[str, Any]) -> tuple[int, str, int]:
    return int(row.get("place", 0)), str(row["case"]), int(row["repeat"])


def _differing(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    names = [name for name in new if name not in {"key", "started", "row"} and old.get(name) != new[name]]
    return ", ".join(f"{name.replace('_', ' ')} differs" for name in names[:3]) or "its key differs"
