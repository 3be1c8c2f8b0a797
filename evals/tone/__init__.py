"""Where the weights of drafting.tone come from, and how the scales agree with people."""
