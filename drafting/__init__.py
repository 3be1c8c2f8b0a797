"""Kindnote: a teacher's rough note becomes a warm, true message to the family."""
