"""How a file is refused."""

from __future__ import annotations

from analysis.survey import InputError


class IntakeError(InputError):
    """A file can't be used.

    The message is for people: which file, which row and column, what was wrong, and what
    would be right. Rows are counted as a spreadsheet shows them: the header is row 1.
    """


def refusal(file: str, problem: str, *, row: int | None = None, column: str = "") -> IntakeError:
    """Return the refusal of a file, with where the problem is put in front of it.

    Parameters
    ----------
    file : str
        Name of the file.
    problem : str
        What was wrong and what would be right, in whole sentences.
    row : int or None
        Spreadsheet row; None when the file as a whole is meant.
    column : str
        Name of the column; empty when the whole row is meant.
    """
    where = [file]
    if row is not None:
        where.append(f"row {row}")
    if column:
        where.append(f"column '{column}'")
    return IntakeError(f"{', '.join(where)}: {problem}")
