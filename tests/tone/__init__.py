"""Tests of tone."""
