"""Where the models are and how they are reached: the clients of LangChain and openai, built for one endpoint."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from vetting.errors import BadSettings
from vetting.llm.prices import Prices

if TYPE_CHECKING:
    import httpx2
    from langchain_core.language_models import BaseChatModel
    from langchain_openai.decisions import OpenAIDecisions

    from vetting.llm.answered import Answered

OPENAI = "https://api.openai.com/v1"
PROVIDER = "openai:"
"""The chat models that speak to `base_url`; LangChain's other providers know their own address."""


@dataclass(frozen=True)
class Endpoint:
    """Where and how to reach the models. `http_client` replaces the network, for replay and tests."""

    api_key: str = field(repr=False)
    base_url: str | None
    chat_model: str
    """A LangChain model string, provider:model."""
    decisions_model: str
    timeout: float = 20.0
    """Seconds a request may take."""
    retries: int = 2
    """Further tries of one request."""
    retry_budget: int = 20
    """Further tries of all requests together; see `RetryBudget`."""
    at_once: int = 4
    """Requests under way at the same time."""
    structured_by: str = "json_schema"
    """json_schema, function_calling or json_mode: how the server is asked for a schema."""
    answered: Answered | None = None
    """Where answers are kept, so that the same request is not asked twice; None asks every time."""
    prices: Prices = field(default_factory=dict, repr=False)
    http_client: httpx2.Client | None = None

    @property
    def chat_model_name(self) -> str:
        """The chat model without its provider."""
        return self.chat_model.partition(":")[2]


def client_options(endpoint: Endpoint, client: httpx2.Client) -> dict[str, Any]:
    """What every client of openai's is given; `client` is the line to the endpoint."""
    return {
        "api_key": endpoint.api_key,
        "base_url": endpoint.base_url or OPENAI,
        "timeout": endpoint.timeout,
        "max_retries": endpoint.retries,
        "http_client": client,
    }


def chat_client(endpoint: Endpoint, client: httpx2.Client) -> BaseChatModel:
    """LangChain's chat model. Raises BadSettings where LangChain does not know it."""
    from langchain.chat_models import init_chat_model

    if endpoint.chat_model.startswith(PROVIDER):
        # Chat completions is the route every compatible server has; stream_usage left unset would depend on the base URL.
        # LangChain would build an asynchronous client beside ours, unused, and warn that it ignores proxies; so no options for its sockets.
        options: dict[str, Any] = {
            **client_options(endpoint, client),
            "use_responses_api": False,
            "stream_usage": True,
            "http_socket_options": (),
        }
    else:
        options = {"timeout": endpoint.timeout, "max_retries": endpoint.retries}
    try:
        model: BaseChatModel = init_chat_model(endpoint.chat_model, **options)
    except (ImportError, ValueError) as error:
        raise BadSettings(f"VETTING_MODEL is {endpoint.chat_model!r}, which LangChain cannot load: {error}") from error
    return model


def decisions_client(endpoint: Endpoint, client: httpx2.Client) -> OpenAIDecisions:
    """LangChain's client of the Decisions route, without its warning that it is new."""
    from langchain_core._api.beta_decorator import LangChainBetaWarning
    from langchain_openai.decisions import OpenAIDecisions

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LangChainBetaWarning)
        return OpenAIDecisions(model=endpoint.decisions_model, **client_options(endpoint, client))
