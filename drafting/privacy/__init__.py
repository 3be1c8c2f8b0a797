"""What leaves for a model: no name, no contact detail, no gendered pronoun; restored afterwards, exactly.

``Mask.for_note(note)`` knows everybody on the record of one note. ``hide`` and ``restore`` undo each other;
``outgoing`` and ``pattern`` make what is sent: the same bytes whatever the child's name or gender.
"""

from drafting.privacy.mask import Mask
from drafting.privacy.people import calling_name
from drafting.privacy.words import without_instructions

__all__ = ["Mask", "calling_name", "without_instructions"]
