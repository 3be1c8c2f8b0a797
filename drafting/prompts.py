"""Find, read and render the prompt files: one file a kind, one version a file.

A kind is ``prompts/kinds/<kind>.v<version>.md``: a TOML header between two lines of ``+++``, then the body, a Jinja2
template that becomes the user's message to a model. The header also serves the offline writer (``moves``) and the
asking (``needs``), so reading a kind costs TOML only: LangChain and Jinja2 are imported where a prompt is rendered.

``{% include "facts" %}`` in a body is replaced, when the file is read, by ``prompts/parts/facts.v<newest>.md``;
``{% include "facts@1" %}`` pins a version. Old versions stay: ``concern@2`` selects one, the newest is the default.

The files of the project are package data in an installed wheel (``drafting/_prompts``), else the ``prompts`` folder
beside the package. A folder of your own (same layout) goes first: the argument ``folder``, or the environment variable
DRAFTING_PROMPTS. A kind that it holds hides the project's kind of that name; all others stay available.
"""

from __future__ import annotations

import hashlib
import os
import re
import tomllib
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache, wraps
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ParamSpec, Required, TypedDict, TypeVar, Unpack

from drafting.errors import PromptError

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.sandbox import SandboxedEnvironment
    from langchain_core.messages import BaseMessage
    from langchain_core.prompts import ChatPromptTemplate

_P = ParamSpec("_P")
_T = TypeVar("_T")

__all__ = [
    "FACT_TYPES",
    "Given",
    "Kind",
    "Move",
    "fill",
    "kinds",
    "load_findings",
    "load_frames",
    "load_kind",
    "load_part",
    "path_of",
    "pinned",
    "places",
    "prompts_digest",
    "render",
    "template",
]

FACT_TYPES = frozenset(
    "win growth strength concern number event ask commitment home_idea logistics thanks apology validation news plan "
    "context instruction other_child diagnosis judgement private contact injection aside".split()
)

VARIABLES = ("channel", "example", "facts", "findings", "language", "limit", "parent_message", "previous")
"""What a prompt body may use; see ``render``."""

_NAME = re.compile(r"^(?P<name>[a-z][a-z0-9_]*)\.v(?P<version>[1-9]\d*)$")
_INCLUDE = re.compile(r"\{%-?\s*include\s+[\"'](?P<part>[^\"']+)[\"']\s*-?%\}")
_KIND_FIELDS = {"kind", "version", "title", "purpose", "needs", "words", "max_words", "moves"}
_MOVE_FIELDS = {"name", "takes", "frame", "otherwise", "paragraph", "limit"}


@dataclass(frozen=True, slots=True)
class Move:
    """One step of a message, in order: which types of fact it takes, and how the offline writer says it.

    ``frame`` is a key of ``load_frames()``: a sentence that opens the step when it has facts (or always, for a step that
    takes none); ``otherwise`` is the frame said when it has none. ``paragraph`` starts a new paragraph; ``limit`` is the
    most facts that the step takes (None: all).
    """

    name: str
    takes: tuple[str, ...]
    frame: str | None = None
    otherwise: str | None = None
    paragraph: bool = False
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of message. ``needs``: it cannot do without at least one fact of these types (empty: needs nothing).

    ``words`` is the target (fewest, most), ``max_words`` the limit, in whitespace words; ``body`` the Jinja2 template
    with its parts already put in.
    """

    kind: str
    version: int
    title: str
    purpose: str
    needs: tuple[str, ...]
    words: tuple[int, int]
    max_words: int
    moves: tuple[Move, ...]
    body: str


_pinned: dict[Hashable, Any] | None = None


@contextmanager
def pinned() -> Iterator[None]:
    """Read each prompt file once while the block lasts: many messages in a row are written from the same prompts."""
    global _pinned  # noqa: PLW0603 (what is on file is the same for the whole process)
    before, _pinned = _pinned, {}
    try:
        yield
    finally:
        _pinned = before


def _pinnable(load: Callable[_P, _T]) -> Callable[_P, _T]:
    """Let a function that reads a prompt file keep what it read while prompts are pinned."""

    @wraps(load)
    def loaded(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        kept = _pinned
        if kept is None:
            return load(*args, **kwargs)
        asked = (load, args, *kwargs.items())
        if asked not in kept:
            kept[asked] = load(*args, **kwargs)
        known: _T = kept[asked]
        return known

    return loaded


def kinds(*, folder: str | Path | None = None) -> tuple[str, ...]:
    """Return the names of all kinds on file, sorted."""
    return tuple(sorted({name for place in _places(folder) for name in _versions(place / "kinds", ".md")}))


def places(*, folder: str | Path | None = None) -> tuple[Path, ...]:
    """Return the folders where prompt files are looked for, a user's own first."""
    return tuple(_places(folder))


def path_of(name: str, *, group: str = "kinds", folder: str | Path | None = None) -> Path:
    """Return the file of ``name`` ("concern", "concern@2") in kinds/ or another folder of prompts. Raises PromptError."""
    return _find(group, name, ".md", version=None, folder=folder)


@_pinnable
def load_kind(kind: str, *, version: int | None = None, folder: str | Path | None = None) -> Kind:
    """Read one kind: ``load_kind("concern")``, ``load_kind("concern@2")`` or ``load_kind("concern", version=2)``.

    Raises PromptError, naming the file and the field, when there is no such kind or its file is malformed.
    """
    path = _find("kinds", kind, ".md", version=version, folder=folder)
    header, body = _split(path, _read(path))
    name, number = _named(path)
    return _kind(path, header, _with_parts(path, body, folder), name=name, version=number)


@_pinnable
def load_part(name: str, *, version: int | None = None, folder: str | Path | None = None) -> str:
    """Return the text of ``parts/<name>.v<version>.md``, without its last line break; ``name@1`` selects a version."""
    path = _find("parts", name, ".md", version=version, folder=folder)
    return _with_parts(path, _read(path), folder).rstrip("\n")


@_pinnable
def load_frames(
    name: str = "frames", *, version: int | None = None, folder: str | Path | None = None
) -> Mapping[str, tuple[str, ...]]:
    """Return the offline writer's frames, or those of another file of that form: key -> the ways to say it.

    A table in the file becomes a dotted key: ``[concern] question = [...]`` is ``"concern.question"``.
    """
    path = _find("parts", name, ".toml", version=version, folder=folder)
    return _frames_of(path, _read(path))


@lru_cache(maxsize=8)
def _frames_of(path: Path, text: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    _flatten(path, _toml(path, text), "", found)
    return MappingProxyType(found)


@_pinnable
def load_findings(*, version: int | None = None, folder: str | Path | None = None) -> Mapping[str, str]:
    """Return what a model is asked when a criterion is not met: criterion id -> one sentence, perhaps with {quote}."""
    path = _find("parts", "findings", ".toml", version=version, folder=folder)
    table = _toml(path, _read(path))
    for key, value in table.items():
        if not isinstance(value, str):
            raise _wrong(path, key, "one text")
    return MappingProxyType(table)


def prompts_digest(*, folder: str | Path | None = None) -> str:
    """Return the hash of all prompt files that are in force: it changes when any of them does."""
    digest = hashlib.sha256()
    for place in _places(folder):
        for group, suffix in (("kinds", ".md"), ("parts", ".md"), ("parts", ".toml")):
            for name, versions in sorted(_versions(place / group, suffix).items()):
                for number, path in sorted(versions.items()):
                    digest.update(f"{group}/{name}@{number}\0{_read(path)}\0".encode())
    return digest.hexdigest()


def template(kind: Kind | str, *, folder: str | Path | None = None) -> ChatPromptTemplate:
    """Return the kind's prompt as a LangChain template: the shared rules as system message, the body as the user's.

    The templates are Jinja2, rendered in Jinja2's sandbox. A body that asks for an unknown variable is refused.
    """
    from langchain_core.prompts import ChatPromptTemplate

    chosen = load_kind(kind, folder=folder) if isinstance(kind, str) else kind
    system = load_part("system", folder=folder)
    _check(system, chosen.body, where=f"prompt {chosen.kind}@{chosen.version}")
    return ChatPromptTemplate.from_messages([("system", system), ("human", chosen.body)], template_format="jinja2")


@lru_cache(maxsize=64)
def _check(system: str, body: str, *, where: str) -> None:
    """Refuse what is no template, or asks for what nothing fills; LangChain itself takes a third of a second to load."""
    from jinja2 import TemplateError, meta

    try:
        asked = {name for text in (system, body) for name in meta.find_undeclared_variables(_sandbox().parse(text))}
    except TemplateError as error:
        message = f"{where}: the body is not a Jinja2 template ({error}); mend that line of the file."
        raise PromptError(message) from error
    unknown = sorted(asked - {*VARIABLES, *_OF_KIND})
    if unknown:
        known = ", ".join(sorted({*VARIABLES, *_OF_KIND}))
        message = f"{where}: the body uses {', '.join(unknown)}, which nothing fills; use only {known}."
        raise PromptError(message)


@cache
def _sandbox() -> SandboxedEnvironment:
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment()


@lru_cache(maxsize=64)
def _compiled(text: str) -> Template:
    """The template as LangChain would compile it, which does so again for every message: a hundred times the cost."""
    return _sandbox().from_string(text)


class Given(TypedDict, total=False):
    """What a prompt is filled with.

    ``facts`` are mappings with ``id``, ``type``, ``send`` ("must" or "may") and ``text``, already masked; ``limit`` is
    the length in words for people ("80 to 130 words"; default from the kind); ``example`` is a plain answer (JSON) that
    shows the form; ``findings`` and ``previous`` (JSON of the last draft) turn the request into a revision.
    """

    facts: Required[Sequence[Mapping[str, str]]]
    channel: str
    language: str
    limit: str | None
    parent_message: str | None
    example: str | None
    findings: Sequence[str]
    previous: str | None
    folder: str | Path | None


def render(kind: Kind | str, **given: Unpack[Given]) -> list[BaseMessage]:
    """Render the messages that ask a model for one draft of this kind."""
    from langchain_core.messages import HumanMessage, SystemMessage

    system, body = fill(kind, **given)
    return [SystemMessage(system), HumanMessage(body)]


def fill(kind: Kind | str, **given: Unpack[Given]) -> tuple[str, str]:
    """Return what the messages of ``render`` say: the system's and the user's."""
    folder = given.get("folder")
    chosen = load_kind(kind, folder=folder) if isinstance(kind, str) else kind
    values: dict[str, Any] = {name: getattr(chosen, name) for name in _OF_KIND}
    values |= {
        "channel": given.get("channel", "email"),
        "example": given.get("example"),
        "facts": list(given["facts"]),
        "findings": list(given.get("findings", ())),
        "language": given.get("language", "English"),
        "limit": given.get("limit") or f"{chosen.words[0]} to {chosen.words[1]} words",
        "parent_message": given.get("parent_message"),
        "previous": given.get("previous"),
    }
    system = load_part("system", folder=folder)
    _check(system, chosen.body, where=f"prompt {chosen.kind}@{chosen.version}")
    try:
        return _filled(system, values), _filled(chosen.body, values)
    except Exception as error:
        raise PromptError(
            f"prompt {chosen.kind}@{chosen.version}: the body cannot be rendered ({error}); mend that part of the file."
        ) from error


def _filled(text: str, values: Mapping[str, Any]) -> str:
    return _compiled(text).render(**values) if "{" in text else text


_OF_KIND = ("kind", "title", "purpose", "words", "max_words")


def _places(folder: str | Path | None) -> list[Path]:
    """The folders to look in, a user's own first."""
    own = folder or os.environ.get("DRAFTING_PROMPTS") or None
    shipped = _shipped()
    if not own:
        return [shipped]
    if not Path(own).is_dir():
        message = f"The prompt folder {own} does not exist; give a folder that holds kinds/ or parts/."
        raise PromptError(message)
    return [Path(own), shipped]


@cache
def _shipped() -> Path:
    here = Path(__file__).resolve().parent
    packed = here / "_prompts"
    return packed if packed.is_dir() else here.parent / "prompts"


def _versions(folder: Path, suffix: str) -> dict[str, dict[int, Path]]:
    """All files of one folder as name -> version -> path; a file that is not named so is not a prompt."""
    return _listed_at(folder, suffix, folder.stat().st_mtime_ns) if folder.is_dir() else {}


@lru_cache(maxsize=32)
def _listed_at(folder: Path, suffix: str, changed: int) -> dict[str, dict[int, Path]]:
    """The listing of a folder as it was when it last changed; a file that comes or goes changes its folder."""
    del changed
    found: dict[str, dict[int, Path]] = {}
    for entry in os.scandir(folder):
        match = _NAME.match(entry.name.removesuffix(suffix)) if entry.name.endswith(suffix) else None
        if match:
            found.setdefault(match["name"], {})[int(match["version"])] = folder / entry.name
    return found


def _find(group: str, name: str, suffix: str, *, version: int | None, folder: str | Path | None) -> Path:
    base, _, wanted = name.partition("@")
    if wanted and not wanted.isdigit():
        message = f"{name}: the version after @ is a whole number, as in {base}@1."
        raise PromptError(message)
    number = version if version is not None else (int(wanted) if wanted else None)
    seen: set[int] = set()
    for place in _places(folder):
        versions = _versions(place / group, suffix).get(base, {})
        if versions and number is None:
            return versions[max(versions)]
        if number in versions:
            return versions[number]
        seen |= set(versions)
    if seen:
        listed = ", ".join(str(one) for one in sorted(seen))
        message = f"There is no version {number} of {base} in {group}/; there is {listed}."
        raise PromptError(message)
    known = sorted({one for place in _places(folder) for one in _versions(place / group, suffix)})
    message = f"There is no {base!r} in {group}/; choose one of {', '.join(known) or 'none yet'}."
    raise PromptError(message)


def _named(path: Path) -> tuple[str, int]:
    name, _, version = path.stem.rpartition(".v")
    return name, int(version)


_texts: dict[Path, tuple[int, int, str]] = {}


def _read(path: Path) -> str:
    """Read a file once; again only when it has changed."""
    stat = path.stat()
    known = _texts.get(path)
    if known and known[:2] == (stat.st_mtime_ns, stat.st_size):
        return known[2]
    try:
        text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        message = f"{path.name}: the file is not UTF-8 text (byte {error.start}); save it as UTF-8."
        raise PromptError(message) from error
    _texts[path] = (stat.st_mtime_ns, stat.st_size, text)
    return text


def _split(path: Path, text: str) -> tuple[str, str]:
    lines = text.split("\n")
    ends = [number for number, line in enumerate(lines) if line.strip() == "+++"]
    if len(ends) < 2 or ends[0] != 0:
        message = f"{path.name}: the header is missing; start the file with TOML between two lines of +++."
        raise PromptError(message)
    return "\n".join(lines[1 : ends[1]]), "\n".join(lines[ends[1] + 1 :]).strip("\n")


def _with_parts(path: Path, text: str, folder: str | Path | None, depth: int = 0) -> str:
    if depth > 5:
        message = f"{path.name}: its parts include each other; take one include out."
        raise PromptError(message)

    def part(match: re.Match[str]) -> str:
        found = _find("parts", match["part"], ".md", version=None, folder=folder)
        return _with_parts(found, _read(found).rstrip("\n"), folder, depth + 1)

    return _INCLUDE.sub(part, text)


_headers: dict[tuple[Path, str], dict[str, Any]] = {}


def _toml(path: Path, text: str) -> dict[str, Any]:
    known = _headers.get((path, text))
    if known is None:
        try:
            known = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            message = f"{path.name}: the TOML cannot be read ({error}); mend that line."
            raise PromptError(message) from error
        _headers[(path, text)] = known
    return known


def _flatten(path: Path, table: Mapping[str, Any], prefix: str, found: dict[str, tuple[str, ...]]) -> None:
    for key, value in table.items():
        if isinstance(value, Mapping):
            _flatten(path, value, f"{prefix}{key}.", found)
        elif isinstance(value, list) and all(isinstance(one, str) for one in value):
            found[f"{prefix}{key}"] = tuple(value)
        else:
            raise _wrong(path, f"{prefix}{key}", "a list of texts")


def _wrong(path: Path, field: str, wanted: str) -> PromptError:
    return PromptError(f"{path.name}: {field} must be {wanted}.")


def _refuse_unknown(path: Path, where: str, table: Mapping[str, Any], allowed: set[str]) -> None:
    unknown = sorted(set(table) - allowed)
    if unknown:
        message = f"{path.name}: {where}{unknown[0]} is not a field; the fields are {', '.join(sorted(allowed))}."
        raise PromptError(message)


def _kind(path: Path, header: str, body: str, *, name: str, version: int) -> Kind:
    table = _toml(path, header)
    _refuse_unknown(path, "", table, _KIND_FIELDS)
    if table.get("kind") != name:
        raise _wrong(path, "kind", f"{name!r}, as the file is named")
    if table.get("version") != version:
        raise _wrong(path, "version", f"{version}, as the file is named")
    if not body.strip():
        raise _wrong(path, "the prompt body", "some text after the second +++")
    words = table.get("words")
    if not (isinstance(words, list) and len(words) == 2 and all(_count(one) for one in words) and words[0] <= words[1]):
        raise _wrong(path, "words", "[fewest, most] in whole words, such as [80, 130]")
    most = table.get("max_words")
    if not isinstance(most, int) or not _count(most) or most < words[1]:
        raise _wrong(path, "max_words", f"a whole number of at least {words[1]}, the most of words")
    moves = table.get("moves", [])
    if not isinstance(moves, list) or not all(isinstance(one, dict) for one in moves):
        raise _wrong(path, "moves", "a list of [[moves]] tables")
    return Kind(
        kind=name,
        version=version,
        title=_text(path, table, "title"),
        purpose=_text(path, table, "purpose"),
        needs=_types(path, table, "needs", "needs"),
        words=(words[0], words[1]),
        max_words=most,
        moves=tuple(_move(path, number, one) for number, one in enumerate(moves, start=1)),
        body=body,
    )


def _move(path: Path, number: int, table: Mapping[str, Any]) -> Move:
    where = f"moves[{number}]."
    _refuse_unknown(path, where, table, _MOVE_FIELDS)
    frame, paragraph, limit = table.get("frame"), table.get("paragraph", False), table.get("limit")
    otherwise = table.get("otherwise")
    for field, value in (("frame", frame), ("otherwise", otherwise)):
        if value is not None and not (isinstance(value, str) and value):
            raise _wrong(path, f"{where}{field}", "the key of a frame, such as 'greeting'")
    if not isinstance(paragraph, bool):
        raise _wrong(path, f"{where}paragraph", "true or false")
    if limit is not None and not _count(limit):
        raise _wrong(path, f"{where}limit", "a whole number of at least 1")
    return Move(
        name=_text(path, table, "name", where),
        takes=_types(path, table, "takes", f"{where}takes"),
        frame=frame,
        otherwise=otherwise,
        paragraph=paragraph,
        limit=limit,
    )


def _count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def _text(path: Path, table: Mapping[str, Any], field: str, where: str = "") -> str:
    value = table.get(field)
    if not isinstance(value, str) or not value.strip() or "\n" in value:
        raise _wrong(path, f"{where}{field}", "one line of text")
    return value


def _types(path: Path, table: Mapping[str, Any], field: str, where: str) -> tuple[str, ...]:
    value = table.get(field)
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise _wrong(path, where, "a list of fact types (it may be empty)")
    unknown = [one for one in value if one not in FACT_TYPES]
    if unknown:
        message = f"{path.name}: {where} has {unknown[0]!r}, which is not a fact type; those are {_listed()}."
        raise PromptError(message)
    return tuple(value)


def _listed() -> str:
    return ", ".join(sorted(FACT_TYPES))
