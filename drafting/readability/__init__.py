"""How hard a message is to read: counts, published indices, a band for people, and what to say more plainly."""

from drafting.readability.jargon import jargon

__all__ = ["jargon"]
