"""Real files in: recognised, checked, explained, loaded."""
