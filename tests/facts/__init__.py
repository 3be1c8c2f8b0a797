"""Tests of the fact sheet and the values in a text."""
