"""What openai, LangChain and pydantic raise, turned into the failures of errors.py."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from vetting.errors import (
    EndpointBroke,
    EndpointLacksRoute,
    EndpointLimited,
    EndpointRefusedKey,
    EndpointUnreachable,
    ModelAnswerUnusable,
    ModelRefused,
)
from vetting.llm.pace import QUOTA, in_words, wait_asked

if TYPE_CHECKING:
    import openai

EMPTY = "The model's answer is empty or not in the agreed shape. Try again, or another model."
CUT_OFF = "The model's answer was cut off before its end. Try again, or a model with a larger output."
_ROUTE_MISSING = (404, 405, 501)


@contextmanager
def vendor_errors() -> Iterator[None]:
    """Turns what openai, LangChain and pydantic raise into the failures of errors.py."""
    import httpx2
    import openai
    from langchain_core.exceptions import OutputParserException
    from langchain_openai.chat_models.base import OpenAIRefusalError
    from pydantic import ValidationError

    try:
        yield
    except openai.APITimeoutError as error:
        raise EndpointUnreachable("The endpoint did not answer in time. Try again, or raise VETTING_TIMEOUT.") from error
    except (openai.APIConnectionError, httpx2.TransportError) as error:
        raise EndpointUnreachable(
            "The endpoint cannot be reached. Check OPENAI_BASE_URL and the network, or use --engine offline."
        ) from error
    except (openai.AuthenticationError, openai.PermissionDeniedError) as error:
        raise EndpointRefusedKey(
            f"The endpoint refused the key (HTTP {error.status_code}). Check OPENAI_API_KEY and what it may use."
        ) from error
    except openai.RateLimitError as error:
        raise EndpointLimited(_limit_in_words(error)) from error
    except openai.APIResponseValidationError as error:
        raise ModelAnswerUnusable(
            "The endpoint's answer is not what the API promises. Check that OPENAI_BASE_URL is an OpenAI-compatible server."
        ) from error
    except openai.APIStatusError as error:
        raise _status_error(error.status_code, error.message) from error
    except (OpenAIRefusalError, openai.ContentFilterFinishReasonError) as error:
        raise ModelRefused("The model declined to answer. Read the answer yourself, or try another model.") from error
    except openai.LengthFinishReasonError as error:
        raise ModelAnswerUnusable(CUT_OFF) from error
    except (ValidationError, OutputParserException, ValueError, LookupError, TypeError, AttributeError, openai.OpenAIError) as error:
        # What the SDKs raise on a body that is not an API answer varies (an AttributeError on an HTML page, say); none of it is a grade.
        raise ModelAnswerUnusable(
            f"The model's answer is not in the agreed shape ({type(error).__name__}). Try again, or another model."
        ) from error


def _limit_in_words(error: openai.RateLimitError) -> str:
    if error.code == QUOTA:
        return f"The quota of the key is used up (HTTP 429, {QUOTA}). Waiting does not help: look into the account behind the key."
    wait = wait_asked(error.response.headers)
    how_long = f"Wait {in_words(wait)} and try again" if wait else "Wait and try again"
    return f"The endpoint says too many requests (HTTP 429). {how_long}, or lower VETTING_CONCURRENCY."


def _status_error(status: int, message: str) -> EndpointLacksRoute | EndpointBroke:
    short = " ".join(message.split())[:200]
    if status in _ROUTE_MISSING:
        return EndpointLacksRoute(
            f"The endpoint does not know this route or model (HTTP {status}: {short}). Check OPENAI_BASE_URL and VETTING_MODEL."
        )
    if status >= 500:
        return EndpointBroke(f"The endpoint failed (HTTP {status}: {short}). Try again later.")
    return EndpointBroke(f"The endpoint rejected the request (HTTP {status}: {short}). Check VETTING_MODEL and what the server supports.")
