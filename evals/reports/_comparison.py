"""A comparison for people: a page, Markdown for a pull request, CSV."""

from __future__ import annotations

import csv
import io
from collections import defaultdict

from evals.comparing import Comparison, Flip, Line
from evals.reports._pages import change, detectable, once, ranged, render, small, table

__all__ = ["as_csv", "as_html", "as_markdown", "as_text"]

VERDICTS = {
    "pass": "Nothing got worse.",
    "regression": "Something got worse.",
    "inconclusive": "Too little to tell.",
}
LINES = {
    "pass": "holds",
    "regression": "▽ clear fall",
    "inconclusive": "cannot tell yet",
    "too few": "too few notes",
    "not tested": "not tested",
}
WITNESSES = {"review": "the detectors", "judge": "the judge"}


def sentence(found: Comparison) -> str:
    """Return why, as a sentence."""
    return found.why[:1].upper() + found.why[1:] + "."


def told(line: Line) -> str:
    """Return a line's verdict for people."""
    return "▲ clear rise" if line.rose and line.verdict == "pass" else LINES[line.verdict]


def as_text(found: Comparison) -> str:
    """Return the comparison for a terminal."""
    lines = [f"{VERDICTS[found.verdict]} {sentence(found)}", ""]
    width = max((len(line.criterion) for line in found.lines), default=10)
    lines.append(f"{'':{width}}  notes  before  after  fixed  broken  change, 95 % interval   Holm p  detects  verdict")
    lines += [
        f"{line.criterion:{width}}  {line.n:5}  {100 * line.before.figure:5.0f}%  {100 * line.after.figure:4.0f}%  {line.fixed:5}"
        f"  {line.broken:6}  {change(line.change):22}  {small(line.holm):>6}  {detectable(line.drop).removesuffix(' points'):>7}"
        f"  {told(line)}"
        for line in found.lines
    ]
    lines += ["", "Gates (messages that did not meet them; none may):"]
    lines += [
        f"  {gate.criterion}: before {gate.before} of {gate.of_before}, after {gate.after} of {gate.of_after}"
        + (f"; the true rate may be up to {100 * gate.bound:.1f}%" if gate.after == 0 else "")
        for gate in found.gates
    ]
    if found.witness == "judge":
        lines.append(f"\nUnscored verdicts of the judge: {found.unscored:.0%}.")
    lines += [f"\nNote: {warning}" for warning in found.warnings]
    lines += ["", f"{len(found.flips)} verdicts changed; --html shows both drafts side by side."]
    return "\n".join(lines)


def as_markdown(found: Comparison, *, flips: int = 10) -> str:
    """Return the comparison for a pull request."""
    rows = [
        [
            f"`{line.criterion}`", str(line.n), ranged(line.before), ranged(line.after), str(line.fixed), str(line.broken),
            change(line.change), small(line.holm), detectable(line.drop), told(line),
        ]
        for line in found.lines
    ]  # fmt: skip
    head = [
        "criterion",
        "notes",
        "before",
        "after",
        "fixed",
        "broken",
        "change",
        "Holm p",
        "detectable fall",
        "verdict",
    ]
    gates = [
        [f"`{gate.criterion}`", f"{gate.before} of {gate.of_before}", f"{gate.after} of {gate.of_after}",
         f"below {100 * gate.bound:.1f}%" if gate.after == 0 else ""]
        for gate in found.gates
    ]  # fmt: skip
    parts = [
        f"## {found.before.name} → {found.after.name}",
        f"**{VERDICTS[found.verdict]}** {sentence(found)}",
        table(head, rows, right=dict.fromkeys(range(1, 9), True)),
        "Shares of notes with 95 % intervals; verdicts by "
        + WITNESSES[found.witness]
        + "; margin "
        + f"{100 * found.margin:.0f} points; exact McNemar (unconditional) for a fall, Holm over the criteria in which enough "
        "notes changed; detectable nine times in ten. No total score.",
        "**Gates** (none may slip)",
        table(["gate", "before", "after", "cannot rule out"], gates, right=dict.fromkeys(range(1, 4), True)),
    ]
    parts += [f"> {warning}" for warning in found.warnings]
    if found.flips:
        shown = sorted(found.flips, key=lambda flip: flip.fixed)[:flips]
        parts.append(f"<details><summary>{len(found.flips)} verdicts changed</summary>\n")
        parts += [_flip(flip) for flip in shown]
        if len(found.flips) > len(shown):
            parts.append(f"… and {len(found.flips) - len(shown)} more: see the HTML report.")
        parts.append("</details>")
    return "\n\n".join(parts) + "\n"


def as_csv(found: Comparison) -> str:
    """Return the lines of the comparison as CSV, figures as numbers."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        "criterion,notes,before,before_low,before_high,after,after_low,after_high,fixed,broken,change,change_low,change_high,"
        "p,p_unconditional,holm_p,detectable_fall,verdict".split(",")
    )
    for line in found.lines:
        ends = [round(value, 4) for one in (line.before, line.after) for value in (one.figure, one.low, one.high)]
        moved = [round(value, 4) for value in (line.change.figure, line.change.low, line.change.high)]
        holm = "" if line.holm is None else round(line.holm, 6)
        writer.writerow(
            [
                line.criterion,
                line.n,
                *ends,
                line.fixed,
                line.broken,
                *moved,
                round(line.p, 6),
                round(line.p_unconditional, 6),
                holm,
                "" if line.drop is None else line.drop,
                line.verdict,
            ]
        )
    for gate in found.gates:
        verdict = "pass" if gate.after == 0 else "regression"
        met = [
            round((of - count) / of, 4) if of else ""
            for count, of in ((gate.before, gate.of_before), (gate.after, gate.of_after))
        ]
        writer.writerow(
            [gate.criterion, gate.of_after, met[0], "", "", met[1], *[""] * 10, round(gate.bound, 4), verdict]
        )
    return out.getvalue()


def as_html(found: Comparison, *, command: str) -> str:
    """Return the comparison as one page."""
    grouped: dict[str, list[Flip]] = defaultdict(list)
    for flip in sorted(found.flips, key=lambda one: one.fixed):
        grouped[flip.criterion].append(flip)
    worst_first = sorted(found.lines, key=_order)
    places = [*(gate.criterion for gate in found.gates), *(line.criterion for line in worst_first)]
    return render(
        "_comparison.html.j2",
        title=f"{found.before.name} and {found.after.name} compared",
        found=found,
        worst_first=worst_first,
        counted=once(found.before, found.after),
        flips={name: grouped[name] for name in places if name in grouped},
        runs=[found.before, found.after],
        judged=any(run.manifest.get("judge") for run in (found.before, found.after)),
        sentence=sentence(found),
        told=told,
        words={"verdict": VERDICTS, "witness": WITNESSES},
        command=command,
    )


def _order(line: Line) -> int:
    """What is to be looked at stands first: what fell, what rose, what is open."""
    if line.verdict == "regression":
        return 0
    return 1 if line.rose else 2 + ("inconclusive", "pass", "too few", "not tested").index(line.verdict)


def _flip(flip: Flip) -> str:
    def quoted(text: str) -> str:
        return "\n".join(f"> {line}" for line in text.splitlines())

    kind = "fixed" if flip.fixed else "broken"
    return f"**`{flip.criterion}` {kind}, {flip.case}.** {flip.why}\n\nBefore:\n\n{quoted(flip.before)}\n\nAfter:\n\n{quoted(flip.after)}"
