"""Patient Experience Explorer: everything that can be done without a browser."""
