"""Numbers by column, row by row: what functions take that need no frame."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Columns = pd.DataFrame | Mapping[str, Floats]
