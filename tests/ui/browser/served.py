"""`vetting ui` as a process, to be started, killed and started again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path


class Server:
    """`vetting ui` on a port of its own; what it keeps outlives it."""

    def __init__(self, home: Path, cache: Path) -> None:
        self.home, self.cache = home, cache
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> Server:
        environment = {**os.environ, "VETTING_HOME": str(self.home), "VETTING_CACHE": str(self.cache), "OMP_NUM_THREADS": "1"}
        words = [sys.executable, "-m", "vetting", "ui", "--engine", "offline", "--port", str(self.port)]
        self._process = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(150):
            try:
                urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1)
                return self
            except OSError:
                time.sleep(0.2)
        raise AssertionError("the server did not come up")

    def kill(self) -> None:
        """As a power cut would: no chance to save anything."""
        if self._process is not None:
            os.kill(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None
