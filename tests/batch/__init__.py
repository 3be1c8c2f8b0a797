"""The batch, its parts and its command."""
