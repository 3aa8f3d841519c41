"""The house rules of every test: no network, nobody's key, one cache for all, and recordings that match on what was asked."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from recording import clean_request, clean_response, register

ROOT = Path(__file__).resolve().parent.parent
RECORD_URL, RECORD_KEY = os.environ.get("VETTING_RECORD_URL"), os.environ.get("VETTING_RECORD_KEY")
NOBODYS_KEY = "sk-test"

# A developer's key, endpoint or tracing must not leak into tests or recordings; this has to happen before LangChain is imported.
for name in [name for name in os.environ if name.startswith(("OPENAI_", "LANGCHAIN_", "LANGSMITH_", "VETTING_"))]:
    del os.environ[name]
os.environ.update(LANGSMITH_TRACING="false", ANONYMIZED_TELEMETRY="false")


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Iterator[Path]:
    """One cache for the whole run; the index in it is copied from the last run, and names itself by what was indexed."""
    cache = tmp_path_factory.mktemp("cache")
    last = pytestconfig.rootpath / ".pytest_cache" / "vetting-index"
    with contextlib.suppress(OSError):  # none yet, or another run is putting its own in place: then it is built anew
        shutil.copytree(last, cache / "index")
    had = _versions(cache / "index")
    yield cache
    if _versions(cache / "index") - had:
        new = last.with_name(f"{last.name}-{os.getpid()}")
        with contextlib.suppress(OSError):
            shutil.copytree(cache / "index", new)
            shutil.rmtree(last, ignore_errors=True)
            new.rename(last)
        shutil.rmtree(new, ignore_errors=True)


def _versions(index: Path) -> set[str]:
    return {str(path.relative_to(index)) for path in index.glob("*/*") if path.is_dir() and not path.name.startswith(".")}


@pytest.fixture(autouse=True)
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, shared_cache: Path) -> Path:
    """Nothing a test keeps touches the developer's folders."""
    home = tmp_path / "home"
    monkeypatch.setenv("VETTING_HOME", str(home))
    monkeypatch.setenv("VETTING_CACHE", str(shared_cache))
    return home


@pytest.fixture
def endpoint_url() -> str:
    """Where a recorded test is recorded from; in replay, any address will do."""
    return RECORD_URL or "http://127.0.0.1:9/v1"


@pytest.fixture
def endpoint_key() -> str:
    return RECORD_KEY or NOBODYS_KEY


@pytest.fixture(scope="session")
def vcr_config() -> dict[str, Any]:
    return {
        "serializer": "json",
        "match_on": ["method", "path", "query", "body"],
        "decode_compressed_response": True,
        "before_record_request": clean_request,
        "before_record_response": clean_response,
    }


def pytest_recording_configure(config: pytest.Config, vcr: Any) -> None:
    register(vcr)


@pytest.fixture(scope="module")
def vcr_cassette_dir(request: pytest.FixtureRequest) -> str:
    return str(ROOT / "cassettes" / request.node.path.stem)


@pytest.fixture(autouse=True)
def all_played(vcr: Any, record_mode: str) -> Iterator[None]:
    """A recording nothing asks for any more is a fault: the test does less than it did."""
    yield
    if vcr is not None and record_mode == "none":
        assert vcr.all_played, f"recordings nobody asked for in {vcr._path}"
