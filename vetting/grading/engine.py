"""What an engine must do. Engines claim; `grade_answer` decides."""

from __future__ import annotations

from typing import Protocol

from vetting.models.outcome import Claims


class Engine(Protocol):
    """Reads an answer and says what it saw."""

    @property
    def name(self) -> str:
        """Short: offline or openai."""
        ...

    @property
    def says_of_itself(self) -> str:
        """What stands on every grade: the engine and what it cannot do."""
        ...

    @property
    def model(self) -> str:
        """Model name, or the hash of the weights."""
        ...

    @property
    def prompts(self) -> dict[str, str]:
        """Prompt name to version and content hash, for the fingerprint."""
        ...

    @property
    def any_language(self) -> bool:
        """False where only English can be read."""
        ...

    def read(self, question: str, answer: str) -> Claims:
        """Everything seen in the answer. Raises EndpointError where it cannot judge; never a low guess."""
        ...
