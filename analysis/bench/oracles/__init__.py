"""Our numbers beside those of the reference packages, a file a family of methods."""
