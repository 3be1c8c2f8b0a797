"""Tests of the desk, without a browser."""
