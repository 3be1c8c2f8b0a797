"""The two writers: one that arranges the teacher's own words, one that asks a model."""
