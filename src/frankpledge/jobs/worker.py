"""The process behind ``frankpledge work``: the queue's own worker processes, watched, and stopped without orphans."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
import time
from types import FrameType

from django.db import DatabaseError, connections
from django.utils import timezone
from django_q.cluster import Cluster
from django_q.conf import Conf

from frankpledge.jobs import changes, running

logger = logging.getLogger(__name__)
LOOK_EVERY = 2.0  # seconds between looks at what is due and at what has fallen silent
GRACE = 20.0  # seconds a job has to end when the worker is asked to stop; then it is cut off, and runs again later
KILLED = 1


class Family:
    """The queue's processes and this one above them. ``beside`` is the process in whose shadow all of them run."""

    def __init__(self, *, workers: int, beside: int | None = None) -> None:
        self.workers, self.beside = workers, beside
        self.key = f"{socket.gethostname()}:{os.getpid()}"
        self._stop = threading.Event()

    def run(self) -> int:
        """Work until told to stop (SIGTERM, SIGINT); the exit code. Call from the main thread."""
        os.register_at_fork(after_in_child=_go_when_parent_goes)
        Conf.WORKERS = self.workers
        changes.keep_schedules(now=timezone.now())
        connections.close_all()  # nothing open is to be shared with the children
        cluster = Cluster()
        # Before it starts: the queue's own handlers wait for ever for a long job, and a worker that was told to stop
        # while it was still starting would take its queue's end for a fault.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._asked_to_stop)
        cluster.start()
        code = self._watch(cluster)
        self._end(cluster)
        return code

    def _asked_to_stop(self, number: int, frame: FrameType | None) -> None:
        self._stop.set()

    def _watch(self, cluster: Cluster) -> int:
        while not self._stop.is_set():
            if not cluster.sentinel.is_alive():
                logger.error("The queue's processes died. Start the worker again.")
                return KILLED
            if self.beside is not None and os.getppid() != self.beside:
                return 0
            self._look()
            self._stop.wait(LOOK_EVERY)
        return 0

    def _look(self) -> None:
        now = timezone.now()
        try:
            changes.note_worker(key=self.key, now=now)
            running.queue_due(now=now)
        except DatabaseError as problem:  # busy or away: look again in a moment
            logger.warning("The worker cannot reach the database: %s", type(problem).__name__)
            connections.close_all()

    def _end(self, cluster: Cluster) -> None:
        sentinel = cluster.sentinel
        if sentinel.is_alive():
            cluster.stop_event.set()
            sentinel.join(GRACE)
        if sentinel.is_alive():
            sentinel.kill()  # its children go when they see it gone
            sentinel.join(5)
        try:
            changes.forget_worker(key=self.key)
        except DatabaseError:
            logger.warning("The worker stopped without telling the database.")


def _go_when_parent_goes() -> None:
    """In each child: end at once when the process above is gone, however it went. Otherwise a kill leaves orphans."""
    parent = os.getppid()

    def look() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=look, daemon=True, name="parent").start()
