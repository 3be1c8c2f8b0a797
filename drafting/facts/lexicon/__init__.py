"""What part of speech a word can be, looked up in a baked table; no guessing.

Tags: VB base, VBD past, VBN participle, VBG -ing, VBZ third person, NN, NNS, JJ, RB. A word may carry several. The
closed classes (pronouns, auxiliaries ...) are the grammar's business, not this table's.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parent / "forms.txt"
_VERB_TAGS = ("VBD", "VBN", "VBG", "VBZ")


@cache
def _forms() -> dict[str, dict[str, str]]:
    """Return form -> {tag: lemma}, read once (about 40 ms)."""
    forms: dict[str, dict[str, str]] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        part, lemma, *rest = line.split(" ")
        if part == "v":
            forms.setdefault(lemma, {})["VB"] = lemma
            for tag, form in zip(_VERB_TAGS, rest, strict=True):
                if form != "-":
                    forms.setdefault(form, {})[tag] = lemma
                elif tag == "VBN":
                    forms.setdefault(rest[0], {})["VBN"] = lemma
        elif part == "n":
            forms.setdefault(lemma, {})["NN"] = lemma
            if rest and rest[0] != "-":
                forms.setdefault(rest[0], {})["NNS"] = lemma
        elif part == "a":
            forms.setdefault(lemma, {})["JJ"] = lemma
            for form in rest:
                forms.setdefault(form, {})["JJ"] = lemma
        else:
            forms.setdefault(lemma, {})["RB"] = lemma
    return forms


def tags(word: str) -> dict[str, str]:
    """Return the parts of speech a word (any case) can be, with its lemma for each; empty when unknown."""
    return _forms().get(word.lower(), {})


@cache
def _verbs() -> dict[str, tuple[str, str, str, str]]:
    table: dict[str, tuple[str, str, str, str]] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("v "):
            _, lemma, past, participle, gerund, third = line.split(" ")
            table[lemma] = (past, participle if participle != "-" else past, gerund, third)
    return table


def third_person(lemma: str) -> str:
    """Return the -s form of a verb ("study" -> "studies"); an unknown verb gets a plain -s."""
    return _verbs().get(lemma, ("", "", "", lemma + "s"))[3]


def past_tense(lemma: str) -> str | None:
    """Return the past tense of a verb, or None when it is not in the table."""
    forms = _verbs().get(lemma)
    return forms[0] if forms else None


def gerund(lemma: str) -> str | None:
    """Return the -ing form of a verb, or None when it is not in the table."""
    forms = _verbs().get(lemma)
    return forms[2] if forms else None
