from __future__ import annotations

import os
import subprocess
import sys

import pytest

from analysis.bench import memory

MORE = 80 << 20
HOLD = f"import sys; held = bytearray({MORE}); print(flush=True); sys.stdin.read()"


@pytest.mark.skipif(sys.platform != "linux", reason="children are counted on Linux only")
def test_memory_of_this_process_and_of_its_children_counts():
    before = memory._together(os.getpid())
    with subprocess.Popen(
        [sys.executable, "-c", HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        child.stdout.readline()
        assert memory._together(os.getpid()) > before + MORE / 2
        child.communicate()


def test_what_was_watched_is_at_least_what_this_process_had():
    with memory.Watched() as seen:
        held = bytearray(MORE)
    assert seen.megabytes > len(held) / (1 << 20)
