"""Two runs side by side: per criterion what was fixed and broken, how sure that is, and whether the change may go in.

The pairs are the same notes. A note written several times counts once: it rose, fell or stayed, by the mean of those
repeats on which both runs have a say (were one run's mean over more of them, it would stray less far from the middle, and
"fell" would be likelier than "rose" where nothing changed). Every criterion has its own verdict; there is no total. The gates of the rubric are held to zero tolerance and
are not averaged with anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from drafting.criteria import load_criteria
from drafting.errors import InputError
from evals.falls import FEWEST_CHANGED, mcnemar, minimum_detectable_drop, unconditional
from evals.runs import Run
from evals.statistics import Interval, holm, paired_difference, proportion, rule_of_three

__all__ = ["CASE_ROWS", "Comparison", "Flip", "Gate", "Line", "Verdict", "compare", "names_of", "rate", "value_of"]

Verdict = Literal["pass", "regression", "inconclusive", "too few", "not tested"]
CASE_ROWS = {
    "drafted": "a message is ready",
    "facts-kept": "all that must survive is in it",
    "nothing-wrong": "no forbidden word is in it",
}
"""What a case itself says of its message, beside the criteria."""

MARGIN = 0.10
LEVEL = 0.045
"""The gate promises to be wrong in at most 5 % of comparisons in which nothing changed. An unconditional test spends its
level to the full, and takes the notes of a suite for a pure sample: so a tenth is kept back."""
FEWEST = 30
MOST_UNSCORED = 0.10


@dataclass(frozen=True, slots=True)
class Flip:
    """One draft whose verdict changed, with both messages."""

    case: str
    repeat: int
    criterion: str
    fixed: bool
    note: str
    before: str
    after: str
    quote_before: str = ""
    quote_after: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion over the notes that both runs answered; ``change`` is after less before, with its interval.

    ``p`` and ``p_unconditional`` ask only whether it fell (evals.falls tells them apart); ``holm`` is the second after
    having looked at all the criteria that take part, and decides. ``rose`` tells a clear rise, by the same test the other
    way round. ``drop`` is the smallest fall that so many notes, so often written, would show nine times in ten beside so
    many other criteria; None where nothing is tested.
    """

    criterion: str
    n: int
    before: Interval
    after: Interval
    fixed: int
    broken: int
    change: Interval
    p: float
    p_unconditional: float
    holm: float | None
    drop: float | None
    verdict: Verdict
    rose: bool = False
    strayed: float = 0.0
    """The share of drafts that changed by chance, as far as can be told: as many one way as the other."""
    repeats: int = 1


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate of the rubric: messages that did not meet it before and after, of how many, and what zero still allows."""

    criterion: str
    before: int
    after: int
    of_before: int
    of_after: int

    @property
    def bound(self) -> float:
        """The highest rate that the messages after cannot rule out when none of them is amiss."""
        return rule_of_three(self.of_after)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that a comparison says; ``verdict`` is the change's, from its worst line."""

    before: Run
    after: Run
    witness: str
    lines: Sequence[Line]
    gates: Sequence[Gate]
    flips: Sequence[Flip]
    unscored: float
    verdict: Verdict
    why: str
    margin: float
    warnings: Sequence[str]

    @property
    def exit_code(self) -> int:
        """0 pass, 1 regression, 2 too little to tell."""
        return {"pass": 0, "regression": 1}.get(self.verdict, 2)


def names_of(*runs: Run) -> list[str]:
    """Return the criteria that the runs hold, in the rubric's order, without the gates; then the cases' own rows."""
    held = {name for run in runs for row in run.rows for name in row["verdicts"]}
    return [one.id for one in load_criteria() if one.id in held and not one.gate] + list(CASE_ROWS)


def value_of(row: Mapping[str, Any], name: str, witness: str = "review") -> float | None:
    """Return 1 for met, 0 for not met, None where a row has no say on it (not asked, unsure, unscored, no message)."""
    if name == "drafted":
        return float(row["status"] == "drafted")
    if name in CASE_ROWS:
        told = row["lacking"] if name == "facts-kept" else row["said_wrongly"]
        return None if row["message"] is None else float(not told)
    said = (row["verdicts"] if witness == "review" else row.get("judge") or {}).get(name, {}).get("v")
    return {"met": 1.0, "not_met": 0.0}.get(str(said))


def rate(run: Run, name: str, witness: str = "review") -> Interval:
    """Return the share of a run's messages that meet a criterion, by note, widened where teachers wrote several notes."""
    drafts = _by_draft(run, name, witness)
    notes = _means(drafts, drafts)
    return proportion(list(notes.values()), [_clusters(run)[case] for case in notes])


def compare(
    before: Run,
    after: Run,
    *,
    witness: str = "review",
    only: Sequence[str] = (),
    margin: float = MARGIN,
    level: float = LEVEL,
    fewest: int = FEWEST,
) -> Comparison:
    """Compare two runs over the notes they share.

    ``witness`` is "review" (the detectors) or "judge". ``only`` names the criteria that the change is about, decided
    before looking: those alone are tested, which finds smaller falls. ``margin`` is the fall one would put up with: a
    line passes when its whole interval is above it. Raises InputError when the runs share no note, or know no such
    criterion.
    """
    cases = {row["case"] for row in before.rows} & {row["case"] for row in after.rows}
    if not cases:
        raise InputError(f"{before.path} and {after.path} have no note in common, so there is nothing to compare.")
    if witness == "judge" and not all(any(row.get("judge") for row in run.rows) for run in (before, after)):
        raise InputError("Both runs need a judge for that: run them with --judge, or compare by the review.")
    names = names_of(before, after)
    unknown = [name for name in only if name not in names]
    if unknown:
        raise InputError(f"'{unknown[0]}' is no criterion that can be compared; those are {', '.join(names)}.")
    clusters = {**_clusters(after), **_clusters(before)}
    lines = [
        line for name in names if (line := _line(name, before, after, witness=witness, clusters=clusters)) is not None
    ]
    lines = _judged(lines, only=only, margin=margin, level=level, fewest=fewest)
    gates = _gates(before, after)
    unscored = _unscored(after) if witness == "judge" else 0.0
    verdict, why = _verdict(lines, gates, unscored)
    return Comparison(
        before, after, witness, lines, gates, list(_flips(before, after, names, witness)), unscored, verdict, why, margin,
        _warnings(before, after, cases, clusters),
    )  # fmt: skip


def _by_draft(run: Run, name: str, witness: str) -> dict[tuple[str, int], float]:
    """Case and repeat -> 1 or 0, for the drafts that have a say."""
    found = {(row["case"], row["repeat"]): value_of(row, name, witness) for row in run.rows}
    return {draft: value for draft, value in found.items() if value is not None}


def _means(values: Mapping[tuple[str, int], float], drafts: Iterable[tuple[str, int]]) -> dict[str, float]:
    """Case -> the mean of these of its drafts."""
    found: dict[str, list[float]] = defaultdict(list)
    for draft in drafts:
        found[draft[0]].append(values[draft])
    return {case: sum(own) / len(own) for case, own in found.items()}


def _clusters(run: Run) -> dict[str, str]:
    return {row["case"]: str(row.get("cluster") or row["case"]) for row in run.rows}


def _line(name: str, before: Run, after: Run, *, witness: str, clusters: Mapping[str, str]) -> Line | None:
    old, new = _by_draft(before, name, witness), _by_draft(after, name, witness)
    drafts = [draft for draft in old if draft in new]
    if not drafts:
        return None
    first, then = _means(old, drafts), _means(new, drafts)
    groups = [clusters[case] for case in first]
    changes = [then[case] - first[case] for case in first]
    fixed, broken = sum(change > 0 for change in changes), sum(change < 0 for change in changes)
    moved = [new[draft] - old[draft] for draft in drafts]
    return Line(
        name,
        len(first),
        proportion(list(first.values()), groups),
        proportion(list(then.values()), groups),
        fixed,
        broken,
        paired_difference(changes, groups),
        mcnemar(fixed, broken),
        unconditional(fixed, broken, len(first)),
        None,
        None,
        "not tested",
        strayed=2 * min(moved.count(1.0), moved.count(-1.0)) / len(drafts),
        repeats=max(1, round(len(drafts) / len(first))),
    )


def _judged(lines: Sequence[Line], *, only: Sequence[str], margin: float, level: float, fewest: int) -> list[Line]:
    tested = [line for line in lines if not only or line.criterion in only]
    asked = [line for line in tested if line.fixed + line.broken >= FEWEST_CHANGED]
    adjusted = dict.fromkeys((line.criterion for line in tested), 1.0)
    adjusted |= _adjusted({line.criterion: line.p_unconditional for line in asked})
    risen = _adjusted({line.criterion: unconditional(line.broken, line.fixed, line.n) for line in asked})
    done = []
    for line in lines:
        p = adjusted.get(line.criterion)
        if p is None:
            done.append(line)
            continue
        verdict: Verdict = "too few" if line.n < fewest else "inconclusive"
        if p < level:
            verdict = "regression"
        elif line.change.low > -margin:
            verdict = "pass"
        beside = len(asked) + (line not in asked)  # had it fallen so far, it would take part
        drop = minimum_detectable_drop(
            line.n, line.before.figure, level=level / beside, changed=line.strayed, repeats=line.repeats
        )
        rose = risen.get(line.criterion, 1.0) < level
        done.append(replace(line, holm=p, drop=drop, verdict=verdict, rose=rose))
    return done


def _adjusted(values: Mapping[str, float]) -> dict[str, float]:
    return dict(zip(values, holm(list(values.values())), strict=True))


def _gates(before: Run, after: Run) -> list[Gate]:
    found = []
    for criterion in load_criteria():
        if not criterion.gate:
            continue
        old, new = (
            [value for row in run.rows if (value := value_of(row, criterion.id)) is not None] for run in (before, after)
        )
        if old or new:
            found.append(Gate(criterion.id, old.count(0.0), new.count(0.0), len(old), len(new)))
    return found


def _verdict(lines: Sequence[Line], gates: Sequence[Gate], unscored: float) -> tuple[Verdict, str]:
    fallen = [line.criterion for line in lines if line.verdict == "regression"]
    amiss = [gate.criterion for gate in gates if gate.after > 0]
    if fallen or amiss:
        said = [f"clear fall in {_list(fallen)}"] if fallen else []
        said += [f"messages that do not meet a gate ({_list(amiss)}), and none may"] if amiss else []
        return "regression", "; ".join(said)
    if unscored > MOST_UNSCORED:
        return "inconclusive", f"{unscored:.0%} of the judge's verdicts could not be scored"
    open_lines = [line.criterion for line in lines if line.verdict == "inconclusive"]
    if open_lines:
        return "inconclusive", f"more notes or repeats are needed for {_list(open_lines)}"
    if not any(line.verdict == "pass" for line in lines):
        return "inconclusive", "no criterion has enough notes to tell"
    return "pass", "no criterion with enough notes fell further than the margin, and every gate was met"


def _list(names: Sequence[str]) -> str:
    shown = ", ".join(names[:4])
    return shown if len(names) <= 4 else f"{shown} and {len(names) - 4} more"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _unscored(run: Run) -> float:
    said = [opinion["v"] for row in run.rows for opinion in (row.get("judge") or {}).values()]
    return said.count("unscored") / len(said) if said else 0.0


def _flips(before: Run, after: Run, names: Sequence[str], witness: str) -> Iterable[Flip]:
    old = {(row["case"], row["repeat"]): row for row in before.rows}
    every = [*names, *(one.id for one in load_criteria() if one.gate)]
    for name in every:
        for new in after.rows:
            row = old.get((new["case"], new["repeat"]))
            if row is None:
                continue
            was, now = value_of(row, name, witness), value_of(new, name, witness)
            if was is None or now is None or was == now:
                continue
            yield Flip(
                new["case"], new["repeat"], name, now > was, new["note"], row["message"] or "", new["message"] or "",
                _quote(row, name, witness), _quote(new, name, witness), _why(new, name, witness),
            )  # fmt: skip


def _said(row: Mapping[str, Any], name: str, witness: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = (row["verdicts"] if witness == "review" else row.get("judge") or {}).get(name, {})
    return found


def _quote(row: Mapping[str, Any], name: str, witness: str) -> str:
    said = _said(row, name, witness)
    return str(said.get("quote") or next(iter(said.get("quotes") or ()), ""))


def _why(row: Mapping[str, Any], name: str, witness: str) -> str:
    if name == "facts-kept":
        return "not in the message: " + ", ".join(row["lacking"]) if row["lacking"] else "all is in the message"
    if name == "nothing-wrong":
        return (
            "in the message: " + ", ".join(row["said_wrongly"]) if row["said_wrongly"] else "nothing forbidden is left"
        )
    if name == "drafted":
        return str(row["status"]).replace("_", " ")
    said = _said(row, name, witness)
    return str(said.get("why") or said.get("reason") or "")


def _warnings(before: Run, after: Run, cases: set[str], clusters: Mapping[str, str]) -> list[str]:
    from evals.judging.judge import same_family

    told = []
    for run in (before, after):
        if run.end is None or not run.end.get("whole"):
            told.append(f"{run.path} is not finished: {len(run.rows)} drafts are compared.")
        judge = run.manifest.get("judge")
        if judge and same_family(str(run.manifest["model"]), str(judge)):
            told.append(
                f"In {run.path} judge and writer are of one family ({run.manifest['model']}, {judge}): a judge favours its own."
            )
    for name, what in (
        ("cases_hash", "cases"),
        ("rubric_hash", "criteria"),
        ("code_hash", "code"),
        ("prompts_hash", "prompts"),
    ):
        if before.manifest.get(name) != after.manifest.get(name):
            told.append(f"The two runs were made with different {what}.")
    if len(cases) < max(len({row["case"] for row in run.rows}) for run in (before, after)):
        told.append(f"Only the {len(cases)} note{'s' if len(cases) > 1 else ''} that both runs hold are compared.")
    often = [max(row["repeat"] for row in run.rows) + 1 for run in (before, after)]
    if often[0] != often[1]:
        told.append(
            f"The notes were written {_times(often[0])} before and {_times(often[1])} after: as often as both were is "
            "compared, the rest is not. Give both runs the same --repeat."
        )
    if len({clusters[case] for case in cases}) < len(cases):
        told.append(
            f"Notes of one teacher are alike: intervals are over {len({clusters[case] for case in cases})} teachers."
        )
    return told
