"""Is a proposed sentence a whole English sentence? A grammar of what teachers write, and the reader that applies it.

The other rooms say what is wrong with a sentence they know to be odd; this one says what is right, so that a shape
nobody thought of is held and not sent. It accepts more than good English (it does not know what a word means) and
less than all English: what it refuses waits for the teacher's tick, nothing more.
"""

from __future__ import annotations

from drafting.facts.syntax.recognition import is_beside, is_phrase, is_remark, is_sentence

__all__ = ["is_beside", "is_phrase", "is_remark", "is_sentence"]
