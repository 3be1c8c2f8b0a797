"""Tests of what a notebook shows, without a browser."""
