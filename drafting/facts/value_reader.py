"""Reads the typed values out of the tokens of a text, in one pass."""

from __future__ import annotations

from drafting.facts.figures import DASHES, LAST_DAY, LAST_HOUR, TO, Figures, plain
from drafting.facts.value_words import Value

_BEFORE_LEVEL = frozenset({"was", "from", "to", "at", "and", "or"})


class Reader(Figures):
    """One pass over the tokens of one text; ``names`` are words never read as a value."""

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
                    self._add("money", at, at + 1, (f"money:{plain(self.pieces[at + 1].text)}",), unit="dollar")
                    at += 2
                    continue
            else:
                at = self._figure(at)
                continue
            at += 1
        return self.found

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
            if hour and hour[1].isdigit() and 1 <= int(hour[1]) <= LAST_HOUR:
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
        if not number or not number[1].isdigit() or not 1 <= int(number[1]) <= LAST_DAY or self._kind(day) == "clock":
            self._add("month", at, at, (f"month:{month}",))
            return at + 1
        end = number[0]
        if self._low(end + 1) in {"st", "nd", "rd", "th"} and self._touches(end + 1):
            end += 1
        self._date(at, end, month, int(number[1]))
        if self._low(end + 1) in TO and self._kind(end + 2) == "number" and not self._half(end + 2)[1]:
            last = int(float(plain(self.pieces[end + 2].text)))
            if int(number[1]) < last <= LAST_DAY:  # "Oct 20-24"
                self._date(end + 2, end + 2, month, last)
                return end + 3
        return end + 1

    def _number_words(self, at: int) -> int:
        weak = self._low(at) in self.data.weak
        end, number, also = self.spelled(at)
        unit = end + 1 + (self._low(end + 1) in DASHES)
        if int(number) % 10 == 0 and int(number) % 100 >= 20 and 0 < self.words.ordinals.get(self._low(unit), 0) < 10:
            return self._ordinal(at, unit, str(int(number) + self.words.ordinals[self._low(unit)]))  # "twenty-first"
        return self._number(at, end, number, also=also, weak=weak and end == at)

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
                if len(other) == 1 and other.isupper() and other != "I" and self._low(place - 1) in _BEFORE_LEVEL:
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
            ranged = place != row[-1] and self._low(place + 1) in DASHES
            last = codes[pieces[place + 2].text] if ranged else 0
            day = codes[pieces[place].text]
            between = tuple(f"weekday:{number}" for number in range(day + 1, last))
            self._add("weekday", place, place, (f"weekday:{day}",), lends=between)
        return row[-1] + 1
