"""The test bench: it imports drafting, never the reverse, and defines no criterion of its own."""
