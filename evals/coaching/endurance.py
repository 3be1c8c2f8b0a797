"""How long a coach's report takes on very many messages, and whether its memory stays flat: ``python -m evals.coaching.endurance``.

One line each tenth of the way: messages read, processor seconds, and the peak of memory so far in MB. The messages are
invented; every child has a name of its own, so that whatever remembers names would show. 100,000 take about seven minutes,
which is too long for ``python -m evals.bench``; the bench ``coach`` holds the short ratios.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from evals.bench.readability import messages
from evals.coaching.messages import Sent

_KINDS = ("concern", "positive_note", "concern", "reply", "weekly_update")
_AT_ONCE = 1000
_CHILDREN_EACH = 25
_FIRST = dt.date(2026, 9, 1)
_DAYS = 80
_NAMED = "Maya Leo Amara Sofía Kofi Priya Jonas Zainab Mateo Ines".split()


def write_messages(path: Path, number: int, *, teachers: int) -> None:
    """Write ``number`` invented messages, a thousand in memory at a time."""
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["message", "kind", "teacher", "student", "family", "date"])
        for start in range(0, number, _AT_ONCE):
            for at, text in enumerate(messages(min(_AT_ONCE, number - start), seed=start), start):
                teacher = at % teachers
                child = (at // teachers) % _CHILDREN_EACH
                name = _name(teacher * _CHILDREN_EACH + child)
                for known in _NAMED:
                    text = text.replace(known, name)  # noqa: PLW2901 (the same letter, about another child)
                day = _FIRST + dt.timedelta(days=at * _DAYS // number)
                table.writerow(
                    [text, _KINDS[at % len(_KINDS)], f"Ms. Q{_name(teacher).lower()}", name, f"Ms. {name}son", day]
                )


def run(number: int, *, teachers: int, view: str) -> None:
    """Make the report and print what it costs on the way."""
    import resource

    from evals.reports.coach import make_page

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sent.csv"
        write_messages(path, number, teachers=teachers)
        seen = count(1)
        unit = 1 if sys.platform == "darwin" else 1024
        started = time.process_time()

        def tell(messages_read: int, what: str) -> None:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
            print(
                f"{messages_read:>8,} {what}: {time.process_time() - started:6.1f} s of processor, peak {peak:4.0f} MB",
                flush=True,
            )

        def watch(_: Sent) -> bool:
            # The report reads the file twice: first for its days and names, then for its verdicts.
            at = next(seen)
            if at == number:
                tell(number, "looked through")
            elif at > number and (at - number) % max(1, number // 10) == 0:
                tell(at - number, "reviewed")
            return True

        page = make_page(path, view=view, only=watch)
        tell(number, f"on the page ({len(page) / 1e6:.2f} MB of HTML)")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it with the numbers given."""
    parser = argparse.ArgumentParser(prog="python -m evals.coaching.endurance", description=__doc__.splitlines()[0])
    parser.add_argument("--messages", type=int, default=100_000, help="how many messages (default 100,000)")
    parser.add_argument("--teachers", type=int, default=200, help="from how many teachers (default 200)")
    parser.add_argument("--view", choices=["auto", "teacher", "school"], default="auto", help="which page")
    options = parser.parse_args(arguments)
    run(options.messages, teachers=options.teachers, view=options.view)
    return 0


def _name(number: int) -> str:
    """Spell a number as a name nobody has."""
    said = ""
    while number or not said:
        number, at = divmod(number, 70)
        said += "bdfgklmnprstvz"[at % 14] + "aeiou"[at // 14]
    return (said + "lo").capitalize()


if __name__ == "__main__":
    sys.exit(main())
