"""The tone of a message as two transparent scales, shown beside the criteria and never instead of them.

``warmth`` is what makes a message kind (thanks, care, asking rather than ordering); ``respect`` is what leaves the reader's
dignity whole (taking in their view, no blame, no talking down). Each is a sum of weighted features that can be pointed at
in the text. They are about one message, never about a person, and agree with people as far as docs/tone.md says.
"""

from drafting.tone.scales import CAVEAT, SCALES, Carried, Scale, Tone, measure

__all__ = ["CAVEAT", "SCALES", "Carried", "Scale", "Tone", "measure"]
