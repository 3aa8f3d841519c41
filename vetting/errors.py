"""The failures we expect. Each message says what happened, to what, and what to try."""

from __future__ import annotations


class VettingError(Exception):
    """Root of every failure we expect; anything else is a bug and shows its traceback."""

    exit_code = 1


class BadInput(VettingError):
    """What the user gave cannot be read or used."""

    exit_code = 2


class BadKnowledge(VettingError):
    """A criterion, failure class, template, pack or engine file does not have the agreed shape."""

    exit_code = 2


class BadPrompt(VettingError):
    """A prompt file does not have the agreed shape, or was asked for with the wrong variables."""

    exit_code = 2


class BadSettings(VettingError):
    """The environment or the options ask for something that does not exist."""

    exit_code = 2


class MissingExtra(VettingError):
    """An optional library is not installed."""

    exit_code = 2


class EndpointError(VettingError):
    """The endpoint could not be used. Subclasses say how; nothing is graded from a failed call."""

    exit_code = 3


class EndpointUnreachable(EndpointError):
    """No connection, or no answer in time."""


class EndpointRefusedKey(EndpointError):
    """The key is missing, wrong, or not allowed to use the model (401, 403)."""


class EndpointLimited(EndpointError):
    """Too many requests or no quota left (429), after the retry budget was used."""


class EndpointLacksRoute(EndpointError):
    """The endpoint does not know the route (404, 405, 501): the caller may use another one."""


class EndpointBroke(EndpointError):
    """The endpoint failed (5xx) or rejected the request (other 4xx)."""


class ModelRefused(EndpointError):
    """The model declined to answer."""


class ModelAnswerUnusable(EndpointError):
    """The model answered, but not in the agreed shape: truncated, schema-breaking, incomplete, or probabilities that do not add up."""


class StaleRecording(VettingError):
    """A request has no recording that matches it: a prompt, criterion, model or input changed since."""

    exit_code = 4


class ReplayDrift(VettingError):
    """A replayed session does not give the recorded grades any more."""

    exit_code = 5


class StoreUnusable(VettingError):
    """What is kept cannot be opened, read or written: no room, no rights, no server, a damaged file, or one of a newer version."""

    exit_code = 2


class Conflict(VettingError):
    """Somebody else wrote first, so nothing was written. The subclasses of vetting.storage carry both versions."""

    exit_code = 6
