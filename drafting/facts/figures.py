"""Reads the values written in figures: scores, times, dates, percentages, numbers with what they count."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from drafting.facts.tokens import Token, span
from drafting.facts.value_words import Data, Value, Words

DASHES = frozenset("-–—−")
TO = DASHES | {"to", "through", "thru", "til", "till", "until", "a", "al", "→", "and"}
LAST_DAY, LAST_HOUR = 31, 12
_HALVES = {"am": "am", "pm": "pm", "noon": "pm"}
_LAST_MONTH = 12


class Figures:
    """What one text's figures mean; ``names`` are words never read as a value. Methods take and return token indices."""

    def __init__(self, text: str, pieces: Sequence[Token], names: Collection[str], data: Data, words: Words) -> None:
        self.text = text
        self.pieces = [_unowned(token, words) for token in pieces] if "'s" in text or "’s" in text else pieces
        self.names = names
        self.data = data
        self.words = words
        self.found: list[Value] = []

    # -- looking around

    def _low(self, at: int) -> str:
        return self.pieces[at].low if 0 <= at < len(self.pieces) else ""

    def _kind(self, at: int) -> str:
        return self.pieces[at].kind if 0 <= at < len(self.pieces) else ""

    def _touches(self, at: int) -> bool:
        return 0 < at < len(self.pieces) and self.pieces[at - 1].end == self.pieces[at].start

    def _add(
        self,
        kind: str,
        first: int,
        last: int,
        keys: tuple[str, ...],
        *,
        lends: tuple[str, ...] = (),
        unit: str = "",
        half: str = "",
        weak: bool = False,
    ) -> None:
        where = span(self.text, self.pieces[first], self.pieces[last])
        self.found.append(Value(kind, keys, where, lends, unit, half, weak))

    # -- figures

    def _figure(self, at: int) -> int:
        token = self.pieces[at]
        if token.kind in {"phone", "email", "url"}:
            key = "".join(filter(str.isdigit, token.text))[-10:] if token.kind == "phone" else token.low.rstrip("/")
            lends = (f"phone:{key[-7:]}",) if token.kind == "phone" else ()
            self._add(token.kind, at, at, (f"{token.kind}:{key}",), lends=lends)
            return at + 1
        if token.kind == "iso":
            year, month, day = (int(part) for part in token.text.split("-"))
            self._add("date", at, at, (f"date:{month}-{day}",), lends=(f"month:{month}", f"day:{day}", f"n:{year}"))
            return at + 1
        if token.kind == "clock":
            return self._clock(at)
        if token.kind == "slash":
            return self._slash(at)
        if (
            token.text == "1"
            and self._low(at + 1) in {":", "-"}
            and self._low(at + 2) in {"1", "on"}
            and self._touches(at + 1)
        ):
            return at + (5 if self._low(at + 2) == "on" else 3)  # "1:1", "1-on-1"
        if self._touches(at) and self._kind(at - 1) == "word" and len(self._low(at - 1)) <= 2:
            number = plain(token.text)
            self._add("code", at - 1, at, (f"code:{self._low(at - 1)}{number}",), lends=(f"n:{number}",))
            return at + 1
        return self._number(at, at, plain(token.text))

    def _clock(self, at: int) -> int:
        hour, minute = self.pieces[at].text.split(":")
        last, half = self._half(at)
        self._time(at, last, int(hour), int(minute), half)
        self._share_half(at, half)
        return last + 1

    def _time(self, first: int, last: int, hour: int, minute: int, half: str, *, number: str = "") -> None:
        if hour > LAST_HOUR:
            hour, half = hour - 12, "pm"
        keys = (f"time:{hour}:{minute:02d}",)
        lends = (f"n:{hour}",) if not minute else ()
        self._add("time", first, last, (*keys, f"n:{number}") if number else keys, lends=lends, half=half)

    def _half(self, at: int) -> tuple[int, str]:
        """Read "pm", "p.m.", "a" or "o'clock" after a time; return its last token and the half of the day."""
        low = self._low(at + 1)
        if low in _HALVES:
            return at + 1, _HALVES[low]
        if low in {"a", "p"} and self._touches(at + 2) and self._low(at + 2) == "." and self._low(at + 3) == "m":
            return at + (4 if self._low(at + 4) == "." and self._touches(at + 4) else 3), low + "m"
        if low in {"a", "p"} and self._touches(at + 1):
            return at + 1, low + "m"
        return (at + 1, "") if low == "o'clock" else (at, "")

    def _share_half(self, at: int, half: str) -> None:
        """Give "1:00–3:00 pm" its half of the day at both ends when the first comes before the second."""
        if not half or not self.found[:-1] or self._low(at - 1) not in TO:
            return
        before = self.found[-2]
        if before.kind == "time" and not before.half and before.span.end == self.pieces[at - 2].end and half == "am":
            self.found[-2] = Value(before.kind, before.keys, before.span, before.lends, before.unit, half)

    def _slash(self, at: int) -> int:
        parts = [int(part) for part in self.pieces[at].text.split("/")]
        first, second = parts[0], parts[1]
        date = first <= _LAST_MONTH and 1 <= second <= LAST_DAY and first > 0
        if len(parts) > 2 and date:
            self._date(at, at, first, second)
            return at + 1
        if parts == [24, 7]:
            return at + 1
        ratio = f"ratio:{first}/{second}"
        lends = (f"n:{first}", f"n:{second}")
        if not date:
            self._add("ratio", at, at, (ratio,), lends=lends)
            return at + 1
        score = first <= second and self._low(at - 1) not in {
            "on",
            "since",
            "by",
            "from",
            "until",
            "due",
            "thru",
            "til",
        }
        keys = (ratio, f"date:{first}-{second}") if score else (f"date:{first}-{second}", ratio)
        self._add("ratio" if score else "date", at, at, keys, lends=(*lends, f"month:{first}", f"day:{second}"))
        return at + 1

    def _date(self, first: int, last: int, month: int, day: int) -> None:
        self._add("date", first, last, (f"date:{month}-{day}",), lends=(f"month:{month}", f"day:{day}", f"ord:{day}"))

    def _number(self, first: int, last: int, number: str, *, also: tuple[str, ...] = (), weak: bool = False) -> int:
        """Type the number that ends at ``last`` by what follows and precedes it; return the token to go on from."""
        after = last + 1
        low, figure = self._low(after), self.pieces[last].kind == "number"
        if not figure and low == "of" and self._low(after + 1) in {"us", "you"}:
            return after  # "just the two of us"
        if figure and low in {"st", "nd", "rd", "th"} and self._touches(after):
            return self._ordinal(first, after, number)
        if low in {"%", "percent", "pct"} or (low == "per" and self._low(after + 1) == "cent"):
            end = after + (low == "per")
            self._add("percent", first, end, (f"percent:{number}",), lends=(f"n:{number}",))
            return end + 1
        if low in {"x", "×", "times"} and self._kind(after + 1) != "number":
            self._add("count", first, after, (f"count:{number}", f"n:{number}"))
            return after + 1
        if figure and self._lists(last):
            return after
        end, half = self._half(last)
        hour = int(number) if number.isdigit() and 1 <= int(number) <= LAST_HOUR else 0
        if end > last and hour and not (low == "a" and not half):
            self._time(first, end, hour, 0, half)
            self._share_half(first, half)
            return end + 1
        whole = self._ratio(after)
        if whole:
            end, total = whole
            self._add("ratio", first, end, (f"ratio:{number}/{total}",), lends=(f"n:{number}", f"n:{total}"))
            return end + 1
        month = self._month_after(after) if hour or (number.isdigit() and 1 <= int(number) <= LAST_DAY) else None
        if month:
            self._date(first, month[0], month[1], int(number))
            return month[0] + 1
        unit = self._unit(last)
        if unit == "dollar":
            self._add("money", first, last, (f"money:{number}",), unit=unit)
            return after
        keys = self._readings(first, last, number, 0 if unit else hour, also)
        self._add("number", first, last, (*keys, *self._parts(first, number)), unit=unit, weak=weak)
        return after

    def _lists(self, at: int) -> bool:
        """Tell whether a figure numbers an entry of a list: "1) ..." anywhere, "1. ..." at the head of a line."""
        if not self._touches(at + 1):
            return False
        mark, start = self._low(at + 1), self.pieces[at].start
        if mark == ")":
            return self.text.rfind("(", 0, start) <= self.text.rfind(")", 0, start)
        return mark == "." and (not start or self.text[:start].rstrip(" \t*-")[-1:] in {"", "\n"})

    def _readings(self, first: int, last: int, number: str, hour: int, also: tuple[str, ...]) -> tuple[str, ...]:
        keys = (f"n:{number}", *also)
        if not hour:
            return keys
        before, after = self._low(first - 1), self._low(last + 1)
        ranged = (before in TO and self._kind(first - 2) in {"clock", "number"}) or (
            after in TO and self._kind(last + 2) in {"clock", "number"}
        )
        if before in self.data.before_clock or ranged or self._kind(first - 2) == "clock":
            return (*keys, f"time:{hour}:00")
        return keys

    def _parts(self, first: int, number: str) -> tuple[str, ...]:
        return (f"ord:{number}",) if self._low(first - 1) in self.data.places else ()

    def _unit(self, last: int) -> str:
        after = last + 1
        if self._low(after) in DASHES and self._touches(after):
            after += 1
            if self._kind(after) == "number":  # "20-30 min": the unit belongs to both ends
                after += 1
        elif self._low(after) in {"to", "or"} and self._kind(after + 1) in {"number", "word"}:
            after += 2
        unit = self.data.units.get(self._low(after), "")
        if unit == "minute" and self._low(after) == "minute" and self._low(after - 1) == "last":
            return ""
        if unit == "page" and self._low(after) == "p" and self._low(after + 1) == "." and self._low(after + 2) == "m":
            return ""
        return unit

    def _ratio(self, at: int) -> tuple[int, str] | None:
        """Read "(right) (out) of the last 8" from ``at``; return its last token and the total."""
        thing = self._low(at) in self.data.things
        at += thing
        out = self._low(at) == "out"
        at += out
        if self._low(at) not in {"of", "de"}:
            return None
        at += 1
        for _ in range(3):
            if self._low(at) in self.data.fillers:
                at += 1
        number = self._total(at)
        return number if number and not (thing and not out and number[1] == "1") else None

    def _total(self, at: int) -> tuple[int, str] | None:
        if self._kind(at) == "number":
            return at, plain(self.pieces[at].text)
        if self._low(at) in self.words.numbers:
            end, number, _ = self.spelled(at)
            return end, number
        return None

    def _month_after(self, at: int) -> tuple[int, int] | None:
        """Read "December", "of December" or "de diciembre" from ``at``."""
        of = self._low(at) in {"of", "de"}
        low = self._low(at + of)
        month = self.words.months.get(low)
        if month is None or (low in {"may", "march", "mar"} and not of and self.pieces[at].text.islower()):
            return None
        return at + of, month

    def _ordinal(self, first: int, last: int, number: str, *, weak: bool = False) -> int:
        day = number.isdigit() and 1 <= int(number) <= LAST_DAY
        month = self._month_after(last + 1) if day else None
        if month:
            self._date(first, month[0], month[1], int(number))
            return month[0] + 1
        whole = self._ratio(last + 1)
        keys = (f"ord:{number}", f"day:{number}") if day else (f"ord:{number}",)
        lends = (f"n:{number}",) if {self._low(first - 1), self._low(last + 1)} & self.data.places else ()
        if whole:
            lends = (*lends, f"n:{whole[1]}")
        self._add("ordinal", first, last, keys, lends=lends, weak=weak)
        return last + 1

    def spelled(self, at: int) -> tuple[int, str, tuple[str, ...]]:
        """Read a number in words; "six forty", as dictated, is 640 and also 6:40."""
        numbers = self.words.numbers
        total = numbers[self._low(at)]
        end, lowest = at, total
        while True:
            step = end + 1
            if (self._low(step) == "-" and self._touches(step)) or (
                self._low(step) == "and" and total >= 100 and total % 100 == 0
            ):
                step += 1
            value = numbers.get(self._low(step))
            if value is None:
                return end, str(total), ()
            if value >= 100:
                total = total // 1000 * 1000 + total % 1000 * value if total % 1000 else total * value
                lowest = value
            elif (lowest >= 100 or (20 <= lowest < 100 and lowest % 10 == 0 and value < 10)) and value < lowest:
                total, lowest = total + value, value
            elif end == at and 1 <= total <= LAST_HOUR and value >= 10 and self._low(step - 1) != "-":
                last, minute, _ = self.spelled(step)
                spoken = int(minute)
                if spoken < 60:
                    return last, str(total * 100 + spoken), (f"time:{total}:{spoken:02d}",)
                return end, str(total), ()
            else:
                return end, str(total), ()
            end = step


def _unowned(token: Token, words: Words) -> Token:
    """Return "Friday's" as "friday", so that the day is found in it."""
    low = token.low
    return token._replace(low=low[:-2]) if low.endswith("'s") and low[:-2] in words.triggers else token


def plain(number: str) -> str:
    """Return a number as its shortest figures: "1,250" is 1250, "2.50" is 2.5."""
    bare = number.replace(",", "")
    return bare.rstrip("0").rstrip(".") if "." in bare else str(int(bare))
