"""One evening's writing as observable state: everything the page does, without a page.

from drafting.desk import Desk

desk = Desk()
desk.choose(kind="positive_note")
desk.jot("read 2 chapters aloud today")
desk.write()
print(desk.text)
"""

from __future__ import annotations

from drafting.desk.session import Desk

__all__ = ["Desk"]
