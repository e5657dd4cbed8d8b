"""A question that the evidence at hand can't answer."""

from __future__ import annotations

from analysis.survey import InputError


class Unavailable(InputError):
    """What was asked for can't be given from this dataset.

    The message says why, and what can be given instead.
    """
