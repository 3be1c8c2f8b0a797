"""Reads the typed values out of the tokens of a text, in one pass."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from drafting.facts.tokens import Token, span
from drafting.facts.value_words import Data, Value, Words

_DASHES = frozenset("-–—−")
_TO = _DASHES | {"to", "through", "thru", "til", "till", "until", "a", "al", "→", "and"}
_HALVES = {"am": "am", "pm": "pm", "noon": "pm"}
_LAST_MONTH, _LAST_DAY, _LAST_HOUR = 12, 31, 12


class Reader:
    """One pass over the tokens of one text; ``names`` are words never read as a value."""

    def __init__(self, text: str, pieces: Sequence[Token], names: Collection[str], data: Data, words: Words) -> None:
        self.text = text
        self.pieces = [_unowned(token, words) for token in pieces] if "'s" in text or "’s" in text else pieces
        self.names = names
        self.data = data
        self.words = words
        self.found: list[Value] = []

    def read(self) -> list[Value]:
        """Return the values in the order of the text."""
        triggers, codes, names = self.words.triggers, self.data.codes, self.names
        at, end = 0, len(self.pieces)
        while at < end:
            token = self.pieces[at]
            kind = token.kind
            if kind == "word":
                if token.low in triggers and token.text not in names:
                    at = self._word(at)
                    continue
                if token.text in codes or token.low == "level":
                    at = self._code(at)
                    continue
            elif kind == "mark":
                if token.text == "$" and self._kind(at + 1) == "number":
                    self._add("money", at, at + 1, (f"money:{_plain(self.pieces[at + 1].text)}",), unit="dollar")
                    at += 2
                    continue
            else:
                at = self._figure(at)
                continue
            at += 1
        return self.found

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
        if token.text == "1" and self._low(at + 1) in {":", "-"} and self._low(at + 2) in {"1", "on"} and self._touches(at + 1):
            return at + (5 if self._low(at + 2) == "on" else 3)  # "1:1", "1-on-1"
        if self._touches(at) and self._kind(at - 1) == "word" and len(self._low(at - 1)) <= 2:
            number = _plain(token.text)
            self._add("code", at - 1, at, (f"code:{self._low(at - 1)}{number}",), lends=(f"n:{number}",))
            return at + 1
        return self._number(at, at, _plain(token.text))

    def _clock(self, at: int) -> int:
        hour, minute = self.pieces[at].text.split(":")
        last, half = self._half(at)
        self._time(at, last, int(hour), int(minute), half)
        self._share_half(at, half)
        return last + 1

    def _time(self, first: int, last: int, hour: int, minute: int, half: str, *, number: str = "") -> None:
        if hour > _LAST_HOUR:
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
        if not half or not self.found[:-1] or self._low(at - 1) not in _TO:
            return
        before = self.found[-2]
        if before.kind == "time" and not before.half and before.span.end == self.pieces[at - 2].end and half == "am":
            self.found[-2] = Value(before.kind, before.keys, before.span, before.lends, before.unit, half)

    def _slash(self, at: int) -> int:
        parts = [int(part) for part in self.pieces[at].text.split("/")]
        first, second = parts[0], parts[1]
        date = first <= _LAST_MONTH and 1 <= second <= _LAST_DAY and first > 0
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
        score = first <= second and self._low(at - 1) not in {"on", "since", "by", "from", "until", "due", "thru", "til"}
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
        hour = int(number) if number.isdigit() and 1 <= int(number) <= _LAST_HOUR else 0
        if end > last and hour and not (low == "a" and not half):
            self._time(first, end, hour, 0, half)
            self._share_half(first, half)
            return end + 1
        whole = self._ratio(after)
        if whole:
            end, total = whole
            self._add("ratio", first, end, (f"ratio:{number}/{total}",), lends=(f"n:{number}", f"n:{total}"))
            return end + 1
        month = self._month_after(after) if hour or (number.isdigit() and 1 <= int(number) <= _LAST_DAY) else None
        if month:
            self._date(first, month[0], month[1], int(number))
            return month[0] + 1
        unit = self._unit(last)
        if unit == "dollar":
            self._add("money", first, last, (f"money:{number}",), unit=unit)
            return after
        keys = self._readings(first, last, number, 0 if unit else hour, also)
        self._add("number", first, last, (*keys, *self._parts(first, last, number)), unit=unit, weak=weak)
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
        ranged = (before in _TO and self._kind(first - 2) in {"clock", "number"}) or (
            after in _TO and self._kind(last + 2) in {"clock", "number"}
        )
        if before in self.data.before_clock or ranged or self._kind(first - 2) == "clock":
            return (*keys, f"time:{hour}:00")
        return keys

    def _parts(self, first: int, last: int, number: str) -> tuple[str, ...]:
        places = self.data.places
        return (f"ord:{number}",) if self._low(first - 1) in places or self._low(last + 1) in places else ()

    def _unit(self, last: int) -> str:
        after = last + 1
        if self._low(after) in _DASHES and self._touches(after):
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
            return at, _plain(self.pieces[at].text)
        if self._low(at) in self.words.numbers:
            end, number, _ = self._spelled(at)
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
        day = number.isdigit() and 1 <= int(number) <= _LAST_DAY
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

    # -- words

    def _word(self, at: int) -> int:
        token, words = self.pieces[at], self.words
        low = token.low
        if low in words.numbers:
            return self._number_words(at)
        if low in self.data.company and not self._in_company(at):
            return at + 1
        if low in words.weekdays:
            return self._weekday(at)
        if low in words.months:
            return self._month(at)
        if low in words.ordinals:
            if low == "second" and self._low(at - 1) in {"a", "one", "per", "every"} and self._low(at + 1) != "time":
                return at + 1
            return self._ordinal(at, at, str(words.ordinals[low]), weak=low in self.data.weak)
        if low in words.counts:
            if low == "once" and self._low(at + 1) not in {"a", "this", "per", "each", ".", ",", "in", "on", "during"}:
                return at + 1  # "once she starts" counts nothing
            number = words.counts[low]
            self._add("count", at, at, (f"count:{number}", f"n:{number}"), weak=low == "once")
            return at + 1
        if low in words.relative:
            day = words.relative[low]
            self._add("relative", at, at, (f"relative:{day}",), weak=low in self.data.weak or day == "today")
            return at + 1
        return self._special(at)

    def _special(self, at: int) -> int:
        low, after = self._low(at), self._low(at + 1)
        if low in {"noon", "midnight", "mediodía"}:
            if self._low(at - 1) != "after":
                self._time(at, at, 12, 0, "am" if low == "midnight" else "pm")
            return at + 1
        if low in {"half", "quarter"} and after in {"past", "to", "till"}:
            hour = self._total(at + 2)
            if hour and hour[1].isdigit() and 1 <= int(hour[1]) <= _LAST_HOUR:
                late = after == "past"
                minute = {("half", True): 30, ("quarter", True): 15}.get((low, late), 45)
                end, half = self._half(hour[0])
                self._time(at, end, int(hour[1]) if late else (int(hour[1]) - 2) % 12 + 1, minute, half)
                return end + 1
        if low == "half" and (after == "hour" or (after == "an" and self._low(at + 2) == "hour")):
            end = at + (1 if after == "hour" else 2)
            self._add("number", at, end, ("n:30",), unit="minute")
            return end + 1
        return at + 1

    def _in_company(self, at: int) -> bool:
        """Tell whether "may", "sat", "jan" stands where a month or weekday would."""
        token = self.pieces[at]
        beside = self._kind(at + 1) == "number" or (self._low(at + 1) == "." and self._kind(at + 2) == "number")
        if token.low in self.words.weekdays:
            named = token.text[0].isupper() and self._low(at + 1) in {".", "/", "&", "at", "and"}
            listed = self._low(at - 1) in {"/", "&", "or"} or self._low(at + 1) in {"/", "-", "–"}
            return beside or named or listed or self._low(at - 1) in self.data.company_after
        if beside and (token.text[0].isupper() or token.low not in {"may", "march"}):
            return True
        return self._low(at - 1) in self.data.company_after and (token.text[0].isupper() or token.low == "march")

    def _weekday(self, at: int) -> int:
        first = self.words.weekdays[self._low(at)]
        if self._low(at + 1) in {"-", "–", "—", "through", "thru"}:
            last = self.words.weekdays.get(self._low(at + 2))
            if last:
                between = tuple(f"weekday:{day}" for day in range(first + 1, last))
                self._add("weekday", at, at, (f"weekday:{first}",), lends=between)
                self._add("weekday", at + 2, at + 2, (f"weekday:{last}",))
                return at + 3
        self._add("weekday", at, at, (f"weekday:{first}",))
        return at + 1

    def _month(self, at: int) -> int:
        month = self.words.months[self._low(at)]
        day = at + 1
        if self._low(day) == "." and self._touches(day):
            day += 1
        if self._low(day) == "the":
            day += 1
        number = self._total(day)
        if not number and self._low(day) in self.words.ordinals:
            number = day, str(self.words.ordinals[self._low(day)])
        if not number or not number[1].isdigit() or not 1 <= int(number[1]) <= _LAST_DAY or self._kind(day) == "clock":
            self._add("month", at, at, (f"month:{month}",))
            return at + 1
        end = number[0]
        if self._low(end + 1) in {"st", "nd", "rd", "th"} and self._touches(end + 1):
            end += 1
        self._date(at, end, month, int(number[1]))
        if self._low(end + 1) in _TO and self._kind(end + 2) == "number" and not self._half(end + 2)[1]:
            last = int(float(_plain(self.pieces[end + 2].text)))
            if int(number[1]) < last <= _LAST_DAY:  # "Oct 20-24"
                self._date(end + 2, end + 2, month, last)
                return end + 3
        return end + 1

    def _number_words(self, at: int) -> int:
        weak = self._low(at) in self.data.weak
        end, number, also = self._spelled(at)
        unit = end + 1 + (self._low(end + 1) in _DASHES)
        if int(number) % 10 == 0 and 20 <= int(number) % 100 and 0 < self.words.ordinals.get(self._low(unit), 0) < 10:
            return self._ordinal(at, unit, str(int(number) + self.words.ordinals[self._low(unit)]))  # "twenty-first"
        return self._number(at, end, number, also=also, weak=weak and end == at)

    def _spelled(self, at: int) -> tuple[int, str, tuple[str, ...]]:
        """Read a number in words; "six forty", as dictated, is 640 and also 6:40."""
        numbers = self.words.numbers
        total = numbers[self._low(at)]
        end, lowest = at, total
        while True:
            step = end + 1
            if self._low(step) == "-" and self._touches(step):
                step += 1
            elif self._low(step) == "and" and total >= 100 and total % 100 == 0:
                step += 1
            value = numbers.get(self._low(step))
            if value is None:
                return end, str(total), ()
            if value >= 100:
                total = total // 1000 * 1000 + total % 1000 * value if total % 1000 else total * value
                lowest = value
            elif (lowest >= 100 or (20 <= lowest < 100 and lowest % 10 == 0 and value < 10)) and value < lowest:
                total, lowest = total + value, value
            elif end == at and 1 <= total <= _LAST_HOUR and value >= 10 and self._low(step - 1) != "-":
                last, minute, _ = self._spelled(step)
                spoken = int(minute)
                if spoken < 60:
                    return last, str(total * 100 + spoken), (f"time:{total}:{spoken:02d}",)
                return end, str(total), ()
            else:
                return end, str(total), ()
            end = step

    def _code(self, at: int) -> int:
        """Read a row of timetable letters or "level J"."""
        pieces, codes = self.pieces, self.data.codes
        if pieces[at].low == "level":
            letter = pieces[at + 1].text if at + 1 < len(pieces) else ""
            if len(letter) != 1 or not letter.isupper():
                return at + 1
            self._add("code", at, at + 1, (f"code:level {letter.lower()}",))
            for place in range(at + 3, min(at + 9, len(pieces))):  # "level J now (was G in Sept)"
                other = pieces[place].text
                if len(other) == 1 and other.isupper() and self._low(place - 1) in {"was", "from", "to", "at", "and", "or"}:
                    if other != "I":
                        self._add("code", place, place, (f"code:level {other.lower()}",))
                        return place + 1
            return at + 2
        row = [at]
        while self._low(row[-1] + 1) in {"/", "-", "–", "&", "+", ","} and self._kind(row[-1] + 2) == "word":
            if pieces[row[-1] + 2].text not in codes:
                break
            row.append(row[-1] + 2)
        if len(row) == 1:
            if pieces[at].text == "Th":
                self._add("weekday", at, at, ("weekday:4",))
            return at + 1
        for place in row:
            ranged = place != row[-1] and self._low(place + 1) in _DASHES
            last = codes[pieces[place + 2].text] if ranged else 0
            day = codes[pieces[place].text]
            between = tuple(f"weekday:{number}" for number in range(day + 1, last))
            self._add("weekday", place, place, (f"weekday:{day}",), lends=between)
        return row[-1] + 1


def _unowned(token: Token, words: Words) -> Token:
    """Return "Friday's" as "friday", so that the day is found in it."""
    low = token.low
    return token._replace(low=low[:-2]) if low.endswith("'s") and low[:-2] in words.triggers else token


def _plain(number: str) -> str:
    bare = number.replace(",", "")
    return bare.rstrip("0").rstrip(".") if "." in bare else str(int(bare))
