from __future__ import annotations

import subprocess
import sys

from analysis.bench.memory import Watched

MORE = 80
HOLD = f"import time; held = bytearray({MORE} << 20); print(flush=True); time.sleep(0.3)"


def test_memory_of_this_process_and_of_its_children_counts():
    with Watched() as before:
        pass
    with (
        Watched() as after,
        subprocess.Popen([sys.executable, "-c", HOLD], stdout=subprocess.PIPE) as child,
    ):
        child.communicate()
    assert before.megabytes > 10
    if sys.platform == "linux":
        assert after.megabytes > before.megabytes + MORE / 2
