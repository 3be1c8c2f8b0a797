"""The desk's way to what is kept: the drawer and the ledger, either of which may not be there."""

from __future__ import annotations

import datetime as dt
from typing import Any

from drafting.desk import state as states
from drafting.desk.state import Page
from drafting.drawer import Child, Drawer, Work
from drafting.errors import InputError
from drafting.ledger import Entry, Ledger

__all__ = ["Cabinet"]


class Cabinet:
    """Keeps pages, the class list, settings and what was sent; without a drawer the class list lives in memory."""

    def __init__(self, drawer: Drawer | None, ledger: Ledger | None) -> None:
        self._drawer = drawer
        self._ledger = ledger
        self.children: tuple[Child, ...] = drawer.children() if drawer else ()
        self.works: tuple[Work, ...] = ()
        self.look_through()

    def look_through(self) -> None:
        """Look again at what unfinished work is kept."""
        self.works = self._drawer.works() if self._drawer else ()

    def others(self, page: Page) -> tuple[Work, ...]:
        """Return kept work other than this page that holds something, the newest first."""
        return tuple(work for work in self.works if work.id != page.id and states.holds(work.state))

    def keep(self, page: Page, *, now: dt.datetime) -> str:
        """Keep a page that holds something; return when that was, "" where nothing is kept."""
        state = states.page_to_json(page)
        return self._drawer.keep(page.id, state, now=now) if self._drawer and states.holds(state) else ""

    def forget(self) -> None:
        """Forget all unfinished work."""
        if self._drawer:
            self._drawer.forget()

    def remember(self, *children: Child) -> None:
        """Put children on the class list, or bring them up to date."""
        if self._drawer:
            self._drawer.remember(*children)
            self.children = self._drawer.children()
        else:
            self.children = tuple({one.name: one for one in (*self.children, *children)}.values())

    def strike(self, name: str) -> None:
        """Take a child off the class list."""
        if self._drawer:
            self._drawer.strike(name)
        self.children = tuple(one for one in self.children if one.name != name)

    def setting(self, name: str) -> Any:
        """Return a setting, None when there is none."""
        return self._drawer.setting(name) if self._drawer else None

    def put(self, name: str, value: Any) -> None:
        """Keep a setting; None forgets it."""
        if self._drawer:
            self._drawer.put(name, value)

    def enter(self, page: Page, *, day: dt.date) -> int | None:
        """Write down that this page's message was sent, and return the entry's id. Raise InputError without a ledger."""
        if self._ledger is None:
            raise InputError("There is no list of sent messages on this desk.")
        child = page.child
        entry = Entry(day.isoformat(), child.name, child.adult or "", page.kind, page.channel, page.language)
        return self._ledger.add(entry).id

    def strike_entry(self, ident: int) -> None:
        """Take an entry out again."""
        if self._ledger:
            self._ledger.remove(ident)

    def last_sent(self, page: Page) -> Entry | None:
        """Return what this family was sent last, other than this page's message."""
        if self._ledger is None or not (page.child.name or page.whole_class):
            return None
        return next((one for one in self._ledger.entries(page.child.name) if one.id != page.sent), None)
