"""What a run rested on: hashes of prompts, rubric and code, so that two runs can say what differed between them."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import drafting
from drafting import prompts
from drafting.errors import PromptError

__all__ = ["code_hash", "pinned", "prompt_hash", "release", "rubric_hash"]

_PACKAGE = Path(str(drafting.__file__)).parent
_OWN = "DRAFTING_PROMPTS"


def release() -> str:
    """Return the version of Kindnote."""
    try:
        return version("kindnote")
    except PackageNotFoundError:
        return "unknown"


def code_hash() -> str:
    """Return a hash of the product's code and word lists."""
    return _hash(
        path for path in _PACKAGE.rglob("*") if path.suffix in {".py", ".toml", ".txt"} and "_prompts" not in path.parts
    )


def rubric_hash() -> str:
    """Return a hash of the criteria and of the review that asks them."""
    return _hash([*(_PACKAGE / "criteria").glob("*.*"), *(_PACKAGE / "fidelity").glob("*.*"), _PACKAGE / "review.py"])


def prompt_hash() -> str:
    """Return a hash of every prompt file in force, the user's own folder included."""
    found = [path for place in prompts.places() for path in place.rglob("*") if path.suffix in {".md", ".toml"}]
    return _hash(found)


@contextmanager
def pinned(spec: str | None) -> Iterator[None]:
    """Let one kind be written with one version of its prompt: ``pinned("concern@2")``. Raises PromptError.

    Within, the only version of that kind is the one named; other kinds and a folder of the user's own stay as they are.
    """
    if spec is None:
        yield
        return
    kind, _, number = spec.partition("@")
    if not number.isdigit():
        raise PromptError(f"'{spec}' names no version of a prompt; write the kind and its version, as in concern@1.")
    source = prompts.path_of(spec)
    before = os.environ.get(_OWN)
    with tempfile.TemporaryDirectory(prefix="kindnote-prompts.") as name:
        folder = Path(name)
        if before:
            shutil.copytree(before, folder, dirs_exist_ok=True)
        kinds = folder / "kinds"
        kinds.mkdir(exist_ok=True)
        for other in kinds.glob(f"{kind}.v*.md"):
            other.unlink()
        shutil.copy(source, kinds / source.name)
        os.environ[_OWN] = name
        try:
            yield
        finally:
            if before is None:
                del os.environ[_OWN]
            else:
                os.environ[_OWN] = before


def _hash(paths: Iterable[Path]) -> str:
    made = hashlib.sha256()
    for path in sorted(paths, key=lambda one: (one.name, str(one))):
        if path.is_file() and "__pycache__" not in path.parts:
            made.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return made.hexdigest()[:16]
