"""Choose: which ways to learn, and in which form, reach what the role asks."""
