"""A trained model as a file: numbers and text only, nothing that could run."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from analysis.comments.agreement import Agreement
from analysis.comments.dictionary import dictionary
from analysis.comments.features import Features
from analysis.comments.framework import Framework
from analysis.comments.learning import Model, ThemeFigures
from analysis.survey import InputError

_MARK = b"themes model 1\n"
_DIGEST = hashlib.sha256().digest_size
_ARRAYS = ("idf", "weights", "thresholds")


def write_model(model: Model, path: Path) -> None:
    """Write a model to a file: a mark, a checksum, and a NumPy archive without pickles.

    Raises
    ------
    InputError
        If it can't be written.
    """
    about = {
        "framework": model.framework.id,
        "framework_digest": model.framework.digest,
        "labelled": model.labelled,
        "stems": model.features.stems,
        "figures": [asdict(f) for f in model.figures],
    }
    packed = io.BytesIO()
    np.savez_compressed(
        packed,
        allow_pickle=False,
        about=np.array(json.dumps(about)),
        idf=model.features.idf,
        weights=model.weights,
        thresholds=model.thresholds,
    )
    content = packed.getvalue()
    try:
        path.write_bytes(_MARK + hashlib.sha256(content).digest() + content)
    except OSError as error:
        raise InputError(f"{path} can't be written: {error.strerror or error}.") from error


def read_model(path: Path, framework: Framework) -> Model:
    """Return the model in a file.

    Raises
    ------
    InputError
        If it is not there, damaged, of another version, or learned the themes of another
        framework or of this one before it was edited.
    """
    damaged = InputError(f"{path.name} is damaged. Train the model again.")
    try:
        with np.load(io.BytesIO(_content(path)), allow_pickle=False) as read:
            about = json.loads(str(read["about"]))
            idf, weights, thresholds = (read[name].astype(np.float32) for name in _ARRAYS)
        _check_framework(path, about, framework)
        features = Features(dictionary(framework), about["stems"], idf)
        figures = tuple(_figures(entry) for entry in about["figures"])
        labelled = int(about["labelled"])
    except InputError:
        raise
    except (OSError, ValueError, LookupError, TypeError, AttributeError, SyntaxError) as error:
        raise damaged from error
    themes = len(framework.themes)
    shapes = (idf.shape, weights.shape, thresholds.shape)
    if shapes != ((len(features.stems),), (len(features), themes), (themes,)):
        raise damaged
    return Model(features, weights, thresholds, figures, labelled)


def _content(path: Path) -> bytes:
    """Return the archive in the file, which is as it was written."""
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"{path}: there is no such file. Check the path.") from error
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror or error}.") from error
    if not content.startswith(_MARK):
        msg = f"{path.name} is no model that can be read. 'themes train' writes one."
        raise InputError(msg)
    start = len(_MARK) + _DIGEST
    if hashlib.sha256(content[start:]).digest() != content[len(_MARK) : start]:
        raise InputError(f"{path.name} is damaged. Train the model again.")
    return content[start:]


def _check_framework(path: Path, about: Mapping[str, Any], framework: Framework) -> None:
    if about.get("framework") != framework.id:
        msg = (
            f"{path.name} learned the themes of '{about.get('framework')}', not of "
            f"'{framework.id}'. Use that framework, or train a model for this one."
        )
        raise InputError(msg)
    if about.get("framework_digest") != framework.digest:
        msg = (
            f"The framework '{framework.id}' has been edited since {path.name} was trained. "
            "Train it again."
        )
        raise InputError(msg)


def _figures(entry: Mapping[str, Any]) -> ThemeFigures:
    used = entry["used"]
    if used not in {"dictionary", "model"}:
        raise ValueError(used)
    words, learned = (Agreement(**entry[way]) for way in ("dictionary", "model"))
    return ThemeFigures(entry["theme_id"], used, words, learned)
