"""Tests of evals.tone."""
