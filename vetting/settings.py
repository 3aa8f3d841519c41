"""The environment, read once. Everything else gets plain arguments from `wiring`."""

from __future__ import annotations

import math
import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from vetting.errors import BadSettings

ENGINES = ("auto", "offline", "openai")
CHAT_MODEL = "openai:gpt-6-luna"
DECISIONS_MODEL = "gpt-6-luna"
TRANSCRIPTION_MODEL = "whisper-1"
ON_OR_OFF = ("on", "off")
STRUCTURED_BY = ("json_schema", "function_calling", "json_mode")


@dataclass(frozen=True)
class Settings:
    """What the environment asks for; see `from_environment` for the variable behind each field."""

    engine: str = "auto"
    """auto: the endpoint where a key is set, else offline."""
    api_key: str | None = field(default=None, repr=False)
    base_url: str | None = None
    """None means OpenAI's own."""
    chat_model: str = CHAT_MODEL
    """A LangChain model string, provider:model."""
    decisions_model: str = DECISIONS_MODEL
    transcription_model: str = TRANSCRIPTION_MODEL
    """Writes down what is recorded on the screen."""
    embedder: str = "minilm"
    pack: Path | None = None
    """A folder that extends or replaces the knowledge."""
    home: Path = Path()
    """Interviews and other things worth keeping."""
    database_url: str | None = field(default=None, repr=False)
    """Where interviews are kept; None means a SQLite file in `home`. May hold a password, so it is never shown."""
    cache: Path = Path()
    """Rebuildable: the index, answered requests."""
    timeout: float = 20.0
    """Seconds one request may take."""
    retries: int = 2
    """Further tries of one request after a failure that may pass (429, 5xx, time-out)."""
    retry_budget: int = 20
    """Further tries of all requests together; each request that is answered gives a tenth back."""
    at_once: int = 4
    """Requests under way at the same time."""
    masks_identity: bool = True
    """Names, addresses, employers and schools are hidden from the endpoint; see vetting.trust.masking."""
    reuses_answers: bool = True
    """Whether a request that was answered before is answered from the cache."""
    prices: Path | None = None
    """A file with prices of models, over those that ship."""
    structured_by: str = "json_schema"
    """How the server is asked for a schema; see STRUCTURED_BY."""

    @property
    def uses_endpoint(self) -> bool:
        """True where the LLM engine is asked for, or is possible and nothing else was asked for."""
        return self.engine == "openai" or (self.engine == "auto" and self.api_key is not None)

    @property
    def workers(self) -> int:
        """Answers graded at the same time: waiting for an endpoint gains by it, computing does not."""
        return self.at_once if self.uses_endpoint else 1


def from_environment(environment: Mapping[str, str] = os.environ, *, engine: str | None = None) -> Settings:
    """Reads OPENAI_API_KEY, OPENAI_BASE_URL and the VETTING_* variables; `engine` overrides VETTING_ENGINE. Raises BadSettings."""

    def read(name: str) -> str | None:
        return environment.get(name, "").strip() or None

    chosen = engine or read("VETTING_ENGINE") or "auto"
    if chosen not in ENGINES:
        raise BadSettings(f"There is no engine {chosen!r}. Set VETTING_ENGINE or --engine to one of: {', '.join(ENGINES)}.")
    pack = read("VETTING_PACK")
    if pack and not Path(pack).expanduser().is_dir():
        raise BadSettings(f"VETTING_PACK names {pack}, which is not a folder. Point it at a folder with a pack.yaml.")
    structured_by = read("VETTING_STRUCTURED") or STRUCTURED_BY[0]
    if structured_by not in STRUCTURED_BY:
        raise BadSettings(f"VETTING_STRUCTURED is {structured_by!r}; it must be one of: {', '.join(STRUCTURED_BY)}.")
    chat_model = read("VETTING_MODEL") or CHAT_MODEL
    if not all(chat_model.partition(":")):
        raise BadSettings(f"VETTING_MODEL is {chat_model!r}; write provider:model, such as {CHAT_MODEL}.")
    key = read("OPENAI_API_KEY")
    base_url = read("OPENAI_BASE_URL")
    if base_url and not re.match(r"https?://[^/\s]+", base_url):
        raise BadSettings(f"OPENAI_BASE_URL is {base_url!r}; it must start with http:// or https:// and name a host.")
    timeout = _number(read("VETTING_TIMEOUT"), "VETTING_TIMEOUT", 20.0)
    if timeout == 0:
        raise BadSettings("VETTING_TIMEOUT is 0, so every request would fail. Set it to the seconds one request may take.")
    at_once = _whole(read("VETTING_CONCURRENCY"), "VETTING_CONCURRENCY", 4)
    if at_once == 0:
        raise BadSettings("VETTING_CONCURRENCY is 0, so nothing would be asked. Set it to how many requests may be under way at once.")
    reuse, mask = (_switch(read(name), name) for name in ("VETTING_REQUEST_CACHE", "VETTING_MASK_IDENTITY"))
    prices = read("VETTING_PRICES")
    if prices and not Path(prices).expanduser().is_file():
        raise BadSettings(f"VETTING_PRICES names {prices}, which is not a file. Point it at a file like knowledge/model_prices.yaml.")
    if chosen == "openai" and not key:
        raise BadSettings("The openai engine needs OPENAI_API_KEY. Set it (any text will do for a local server), or use --engine offline.")
    return Settings(
        engine=chosen,
        api_key=key,
        base_url=base_url,
        chat_model=chat_model,
        decisions_model=read("VETTING_DECISIONS_MODEL") or DECISIONS_MODEL,
        transcription_model=read("VETTING_TRANSCRIPTION_MODEL") or TRANSCRIPTION_MODEL,
        embedder=read("VETTING_EMBEDDER") or "minilm",
        pack=Path(pack).expanduser() if pack else None,
        home=Path(read("VETTING_HOME") or _user_folder("XDG_DATA_HOME", ".local/share", environment)).expanduser(),
        database_url=read("VETTING_DATABASE_URL"),
        cache=Path(read("VETTING_CACHE") or _user_folder("XDG_CACHE_HOME", ".cache", environment)).expanduser(),
        timeout=timeout,
        retries=_whole(read("VETTING_RETRIES"), "VETTING_RETRIES", 2),
        retry_budget=_whole(read("VETTING_RETRY_BUDGET"), "VETTING_RETRY_BUDGET", 20),
        at_once=at_once,
        masks_identity=mask,
        reuses_answers=reuse,
        prices=Path(prices).expanduser() if prices else None,
        structured_by=structured_by,
    )


def _switch(text: str | None, name: str) -> bool:
    """On where nothing is said."""
    if text not in (None, *ON_OR_OFF):
        raise BadSettings(f"{name} is {text!r}; it must be on or off.")
    return text != "off"


def _number(text: str | None, name: str, default: float) -> float:
    try:
        number = default if text is None else float(text)
    except ValueError as error:
        raise BadSettings(f"{name} is {text!r}; it must be a number.") from error
    if not math.isfinite(number) or number < 0:
        raise BadSettings(f"{name} is {text}; it must be a number from 0 on.")
    return number


def _whole(text: str | None, name: str, default: int) -> int:
    number = _number(text, name, default)
    if number != int(number):
        raise BadSettings(f"{name} is {number:g}; it must be a whole number.")
    return int(number)


def _user_folder(variable: str, unix: str, environment: Mapping[str, str]) -> str:
    if sys.platform == "win32" and environment.get("LOCALAPPDATA"):
        return str(Path(environment["LOCALAPPDATA"]) / "vetting")
    base = environment.get(variable) or str(Path.home() / unix)
    return str(Path(base) / "vetting")
