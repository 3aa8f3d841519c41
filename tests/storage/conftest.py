"""A fresh store of either kind: a SQLite file, or a database on a PostgreSQL server that this run starts and stops itself."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from vetting.storage import Store, open_store

HOW_TO_GET_IT = "PostgreSQL's server programs are not installed; get them with: make setup-postgres"


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server on loopback, as postgresql://user:password@host:port; skips where there is none to start."""
    programs = _programs()
    if programs is None:
        pytest.skip(HOW_TO_GET_IT)
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    user = _unprivileged()
    if user:
        shutil.chown(folder, user)
    password, port = secrets.token_hex(8), _free_port()
    (folder / "password").write_text(password)
    if user:
        shutil.chown(folder / "password", user)
    make = [
        programs / "initdb",
        "-D",
        folder / "kept",
        "-U",
        "vetting",
        "-A",
        "scram-sha-256",
        f"--pwfile={folder / 'password'}",
        "-E",
        "UTF8",
    ]
    subprocess.run(make, check=True, stdout=subprocess.DEVNULL, user=user, cwd=folder)
    quick = [part for setting in ("fsync=off", "full_page_writes=off", "max_connections=40") for part in ("-c", setting)]
    start = [programs / "postgres", "-D", folder / "kept", "-p", str(port), "-h", "127.0.0.1", "-k", folder, *quick]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(start, stdout=log, stderr=log, user=user, cwd=folder)
    try:
        _wait_until_ready(programs, port, folder)
        yield f"postgresql://vetting:{password}@127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGQUIT)  # at once: nothing in it is worth keeping
        server.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgres"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str | Path:
    """Where a store can be opened that nobody opened before."""
    if request.param == "sqlite":
        return tmp_path / "kept" / "vetting.sqlite"
    return new_schema(request.getfixturevalue("postgres"))


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite store, made once; the migrations have tests of their own."""
    path = tmp_path_factory.mktemp("empty") / "vetting.sqlite"
    open_store(path).close()
    return path


@pytest.fixture
def store(where: str | Path, empty_store: Path) -> Iterator[Store]:
    if isinstance(where, Path):
        where.parent.mkdir(parents=True)
        shutil.copy(empty_store, where)
    opened = open_store(where)
    yield opened
    opened.close()


def new_schema(server: str) -> str:
    """A schema of its own: as good as a database for a test, and made in a fraction of the time."""
    import psycopg

    name = f"t{secrets.token_hex(6)}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"create schema {name}")
    return f"{server}/postgres?options=-csearch_path%3D{name}"


def _programs() -> Path | None:
    """The newest folder that holds the server's programs, which Debian keeps off the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).resolve().parent if on_path else None


def _unprivileged() -> str | None:
    """The server refuses to run as root: the account it runs as instead."""
    return "nobody" if os.geteuid() == 0 else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(programs: Path, port: int, folder: Path) -> None:
    for _ in range(150):
        ready = subprocess.run([programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)], check=False)
        if ready.returncode == 0:
            return
        time.sleep(0.1)
    pytest.fail(f"PostgreSQL did not start: {(folder / 'log').read_text()[-2000:]}")
