"""Where a page of measurements goes."""

from __future__ import annotations

from pathlib import Path

from analysis.survey import InputError


def give(page: str, out: Path | None) -> None:
    """Print a page, or write it to a file.

    Raises
    ------
    InputError
        If the file can't be written.
    """
    if out is None:
        print(page)
        return
    try:
        out.write_text(page, encoding="utf-8")
    except OSError as error:
        msg = f"{out} can't be written: {error.strerror}."
        raise InputError(msg) from error
