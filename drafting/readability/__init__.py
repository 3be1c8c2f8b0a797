"""How hard a message is to read: counts, published indices, a band for people, and what to say more plainly."""

from drafting.readability.jargon import could_tell, jargon
from drafting.readability.measuring import LONG, LONG_IN_A_TEXT, SHORTEST, figures, measure, measure_masked
from drafting.readability.names import mask

__all__ = ["LONG", "LONG_IN_A_TEXT", "SHORTEST", "could_tell", "figures", "jargon", "mask", "measure", "measure_masked"]
