"""A model as a second witness beside the detectors: what it is asked, what counts as an answer, and what does not."""
