"""Regular expressions compiled once.

The re module remembers 512 patterns; reading one note uses more than that, and with names in them they are countless. So
each pattern is compiled here and remembered, up to a bound that keeps memory flat over any number of notes.
"""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["expression"]

_BOUND = 4096


@lru_cache(maxsize=_BOUND)
def expression(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return the compiled pattern."""
    return re.compile(pattern, flags)
