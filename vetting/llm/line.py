"""The line to an endpoint, under openai's clients: answers from the cache, a few requests at a time, tries again within a budget.

openai's client does the trying again: it backs off, and waits as long as Retry-After says. It knows one request only, so what
concerns all of them together is told to it here, through the headers it listens to.
"""

from __future__ import annotations

import threading
from contextvars import ContextVar
from dataclasses import dataclass

import httpx2
import openai

from vetting.llm.answered import Answered, Reply, key_of
from vetting.llm.endpoint import Endpoint
from vetting.llm.pace import LONGEST_WAIT, QUOTA, Pause, RetryBudget, wait_asked

MAY_PASS = (408, 409, 429)
"""Statuses, beside those from 500 on, that openai's client tries again."""
RETRY_COUNT = "x-stainless-retry-count"
"""How openai's client says which try a request is."""


@dataclass
class Asked:
    """One question to a model: what the line found or fetched for it, so that the door can keep or forget it once it was read."""

    key: str | None = None
    reply: Reply | None = None
    reused: bool = False
    """True where the answer came from the cache."""


ASKED: ContextVar[Asked | None] = ContextVar("asked", default=None)
"""What is being asked here. Unset for streams, recordings and lists of models, which are always asked anew."""


class Line(httpx2.BaseTransport):
    """Sends through `client`, whose proxies, certificates or recordings it leaves alone."""

    def __init__(
        self, client: httpx2.Client, *, at_once: int, retries: int, budget: int, answered: Answered | None, pause: Pause | None = None
    ) -> None:
        self._client = client
        self._slots = threading.BoundedSemaphore(at_once)
        self._retries = retries
        self._budget = RetryBudget(budget)
        self._answered = answered
        self._pause = pause or Pause()

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        asked = ASKED.get()
        if asked is None or self._answered is None:
            return self._send(request)
        asked.key = key_of(str(request.url), request.read())
        kept = self._answered.find(asked.key)
        if kept is not None:
            asked.reused = True
            return httpx2.Response(200, headers={"content-type": kept.kind}, content=kept.body)
        response = self._send(request)
        if response.status_code == 200:
            asked.reply = Reply(response.headers.get("content-type", ""), response.read())
        return response

    def close(self) -> None:
        self._client.close()

    def _send(self, request: httpx2.Request) -> httpx2.Response:
        last = int(request.headers.get(RETRY_COUNT, "0")) >= self._retries
        with self._slots:
            if (left := self._pause.left()) > LONGEST_WAIT:
                return _not_yet(left)
            self._pause.wait()
            try:
                response = self._client.send(request, stream=True)
                if "event-stream" not in response.headers.get("content-type", ""):
                    response.read()  # here, so that a request keeps its slot until it is answered
            except httpx2.TransportError as error:
                if last or self._budget.take():
                    raise
                timed_out = isinstance(error, httpx2.TimeoutException)
                # An error of its own is what openai's client does not try again.
                raise openai.APITimeoutError(request=request) if timed_out else openai.APIConnectionError(request=request) from error
        if response.status_code in MAY_PASS or response.status_code >= 500:
            self._advise(response, last)
        else:
            self._budget.give_back()
        return response

    def _advise(self, response: httpx2.Response, last: bool) -> None:
        """Tells openai's client whether to try again and when, and everybody else to wait as long."""
        wait = wait_asked(response.headers)
        if wait is not None:
            response.headers["retry-after-ms"] = str(wait * 1000)
            if response.status_code == 429:
                self._pause.hold(wait)
        too_long = wait is not None and wait > LONGEST_WAIT
        if too_long or is_used_up(response) or not (last or self._budget.take()):
            response.headers["x-should-retry"] = "false"


def _not_yet(left: float) -> httpx2.Response:
    """What the endpoint would say, since it has said so: a batch must not ask a thousand times what was refused for hours."""
    told = {"retry-after-ms": str(left * 1000), "x-should-retry": "false"}
    return httpx2.Response(429, headers=told, json={"error": {"message": "told to wait", "code": None}})


def is_used_up(response: httpx2.Response) -> bool:
    """True where the quota is gone: waiting does not help."""
    return response.status_code == 429 and QUOTA.encode() in response.content


def line_to(endpoint: Endpoint) -> httpx2.Client:
    """A client that goes through a Line: openai's usual one, or the endpoint's own, stands behind it."""
    line = Line(
        endpoint.http_client or openai.DefaultHttpxClient(),
        at_once=endpoint.at_once,
        retries=endpoint.retries,
        budget=endpoint.retry_budget,
        answered=endpoint.answered,
    )
    return httpx2.Client(transport=line)
