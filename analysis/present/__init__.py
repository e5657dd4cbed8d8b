"""Numbers in words and pictures: sentences, charts, exports."""
