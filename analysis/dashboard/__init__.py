"""Waits, ratings and experience of places in one view: joins answers and indicators."""
