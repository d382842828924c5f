"""Two starts on one data folder: the second shows the first."""

from __future__ import annotations

import subprocess
import sys
import threading

from pos_terminal.instance_lock import InstanceLock

HOLD = """
import sys, time
from pathlib import Path
from pos_terminal.instance_lock import InstanceLock
print(InstanceLock(Path(sys.argv[1])).take(), flush=True)
time.sleep(60)
"""


def test_one_till_has_the_folder(tmp_path):
    first, second = InstanceLock(tmp_path), InstanceLock(tmp_path)
    assert first.take()
    assert not second.take()
    first.release()
    assert second.take()
    second.release()


def test_a_second_start_brings_the_first_to_the_front(tmp_path):
    first = InstanceLock(tmp_path)
    assert first.take()
    shown = threading.Event()
    first.on_second_start(shown.set)
    assert InstanceLock(tmp_path).ask_first_to_show()
    assert shown.wait(20)
    first.release()


def test_a_stranger_at_the_door_opens_nothing(tmp_path):
    first = InstanceLock(tmp_path)
    assert first.take()
    shown = threading.Event()
    first.on_second_start(shown.set)
    door = tmp_path / "till-door.json"
    told = door.read_text()
    door.write_text(told.replace(told.split('"word":"')[1][:32], "0" * 32))
    assert not InstanceLock(tmp_path).ask_first_to_show()
    assert not shown.is_set()
    first.release()


def test_nobody_there_is_said(tmp_path):
    assert not InstanceLock(tmp_path).ask_first_to_show()
    (tmp_path / "till-door.json").write_text("{")
    assert not InstanceLock(tmp_path).ask_first_to_show()


def test_a_killed_till_leaves_no_lock_behind(tmp_path):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        lock = InstanceLock(tmp_path)
        assert not lock.take()
        holder.kill()
        holder.wait(timeout=10)
    assert lock.take()
    lock.release()
