"""Tests of evals.coaching."""
