"""``drafting-evals report``: the reports that the folder ``evals/reports`` holds."""

from __future__ import annotations

import evals.reports
from evals.cli import Folder

COMMAND = Folder(
    name="report",
    package=evals.reports,
    help="Write a report about a run, or about messages, for people to read.",
    short_help="Write a report for people to read.",
)
