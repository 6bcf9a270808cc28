"""Background work under ``kill -9``: real workers, real processes, on whichever database the tests run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.site import ROOT, Site, site_in

PATIENCE = 40  # seconds, on a machine with other things to do


class Works:
    """An installation with workers that can be killed."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.file = Path(site.environment["FRANKPLEDGE_DATA"]) / "notes"
        self.workers: list[subprocess.Popen[bytes]] = []

    def do(self, what: str) -> list[list[Any]]:
        """Something of ``working``, in a process of its own; the jobs afterwards as name, state and tries."""
        answer: list[list[Any]] = json.loads(
            self.site.run(sys.executable, "-m", "tests.pressure.working", what).splitlines()[-1]
        )
        return answer

    def begin(self, what: str = "work") -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.pressure.working", what],
            env=self.site.environment, cwd=ROOT, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.workers.append(process)
        return process

    def notes(self) -> list[tuple[str, int]]:
        """What ran, in order: ("begin slow", the process)."""
        lines = self.file.read_text().splitlines() if self.file.exists() else []
        return [(line.rpartition(" ")[0], int(line.rpartition(" ")[2])) for line in lines]

    def said(self) -> Counter[str]:
        return Counter(words for words, _ in self.notes())

    def stop(self) -> None:
        for worker in self.workers:
            if worker.poll() is None:
                os.killpg(worker.pid, signal.SIGKILL)
                worker.wait()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One installation for all: making the tables takes longer than the tests."""
    with site_in(tmp_path_factory.mktemp("installation"), FRANKPLEDGE_WORK_LEASE="2") as made:
        Works(made).do("prepare")
        yield made


@pytest.fixture
def works(site: Site) -> Iterator[Works]:
    there = Works(site)
    there.do("clear")
    there.file.unlink(missing_ok=True)
    try:
        yield there
    finally:
        there.stop()


def until(is_so: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, f"{what}: not within {PATIENCE} seconds"
        time.sleep(0.1)


def family(leader: int) -> set[str]:
    """The processes of a session that are alive."""
    listed = subprocess.run(["ps", "-o", "pid=,stat=", "-s", str(leader)], capture_output=True, text=True).stdout
    return {line.split()[0] for line in listed.splitlines() if "Z" not in line.split()[1]}


def test_a_job_whose_worker_is_killed_runs_again_and_no_process_is_left_behind(works: Works) -> None:
    works.do("slow")
    first = works.begin()
    until(lambda: works.said()["begin slow"] == 1, "the first try begins")

    os.kill(first.pid, signal.SIGKILL)  # the one above all others: the rest must notice
    first.wait()
    until(lambda: not family(first.pid), "the killed worker's children go")
    for _ in range(2):
        works.begin()
    until(lambda: works.said()["end slow"] == 1, "the second try ends")
    time.sleep(3)  # longer than the lease: nobody takes it a third time

    assert works.said() == {"begin slow": 2, "end slow": 1}
    assert ["test.slow", "done", 2] in works.do("look")


def test_a_job_whose_own_process_is_killed_runs_again_in_the_same_worker(works: Works) -> None:
    works.do("slow")
    works.begin()
    until(lambda: works.said()["begin slow"] == 1, "the first try begins")

    os.kill(works.notes()[0][1], signal.SIGKILL)
    until(lambda: works.said()["end slow"] == 1, "the second try ends")

    assert works.said() == {"begin slow": 2, "end slow": 1}


def test_two_workers_do_each_job_once_and_none_that_was_rolled_back(works: Works) -> None:
    works.do("crowd")
    for _ in range(2):
        works.begin()
    until(lambda: len(works.notes()) >= 30, "every job is done")
    time.sleep(1)

    assert works.said() == {f"begin quick{number}": 1 for number in range(30)}
    assert all(state == "done" and tries == 1 for _, state, tries in works.do("look"))


def test_a_schedule_strikes_once_though_several_workers_hear_it(works: Works) -> None:
    works.do("overdue")

    clocks = [works.begin("strike") for _ in range(4)]
    for clock in clocks:
        clock.wait(PATIENCE)
    works.begin()
    until(lambda: any(name == "jobs.tidy" and state == "done" for name, state, _ in works.do("look")), "it is done")

    assert [name for name, _, _ in works.do("look")].count("jobs.tidy") == 1


def test_a_worker_asked_to_stop_ends_what_it_does_and_goes(works: Works) -> None:
    works.do("slow")
    worker = works.begin()
    until(lambda: works.said()["begin slow"] == 1, "the job begins")

    worker.send_signal(signal.SIGTERM)

    assert worker.wait(PATIENCE) == 0
    assert works.said() == {"begin slow": 1, "end slow": 1}
    assert not family(worker.pid)


def test_a_worker_told_to_stop_while_it_starts_goes_without_complaint(works: Works) -> None:
    worker = works.begin("stopped_while_starting")

    assert worker.wait(PATIENCE) == 0
    assert not family(worker.pid)
