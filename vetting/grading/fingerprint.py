"""What made a result: engine, model, prompts, knowledge, code and input, as short hashes."""

from __future__ import annotations

import functools
import hashlib
import json

from vetting import __version__
from vetting.grading.engine import Engine
from vetting.models.outcome import Fingerprint
from vetting.resources import PACKAGE

_RULES = (
    *("scale.py", "embedding.py", "prompts.py", "grading/**/*.py", "models/outcome.py"),
    *("llm/asking.py", "llm/door.py", "llm/endpoint.py", "llm/failures.py", "trust/*.py"),
)
"""What turns an answer into a grade; how a request is cached, paced, retried and counted does not."""


def digest(*parts: object) -> str:
    """Sixteen hex digits that change when any part does."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@functools.lru_cache(maxsize=4)
def code_version(patterns: tuple[str, ...] = _RULES) -> str:
    """Package version and a hash over the source of everything that turns an answer into a grade, or of what `patterns` name."""
    whole = hashlib.sha256()
    for pattern in patterns:
        for path in sorted(PACKAGE.glob(pattern)):
            whole.update(path.relative_to(PACKAGE).as_posix().encode() + path.read_bytes())
    return f"{__version__}+{whole.hexdigest()[:12]}"


def fingerprint_of(engine: Engine, knowledge: str, *given: object) -> Fingerprint:
    """The fingerprint of a result that `engine` made from `given`; `knowledge` is the content hash of the knowledge used."""
    return Fingerprint(
        engine=engine.name, model=engine.model, code=code_version(), knowledge=knowledge, prompts=engine.prompts, input=digest(*given)
    )
