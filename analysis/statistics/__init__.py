"""Pure numbers in, pure numbers out: intervals, differences, expected ranges."""
