"""What tokens cost: list prices with source and date, from knowledge/ and from a file of the user's own."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from vetting.models.base import Model
from vetting.models.spent import DIGITS, Spent
from vetting.resources import data_dir

MILLION = 1_000_000


class ModelPrice(Model):
    """One model's standard rate, in USD for a million tokens."""

    model: str
    """As the endpoint knows it, without LangChain's provider."""
    input: float = Field(ge=0)
    output: float = Field(ge=0)
    as_of: str
    """When the price stood so, YYYY-MM-DD."""
    source: str
    """Where it was read."""


class ModelPrices(Model):
    """A file of prices."""

    prices: tuple[ModelPrice, ...]


Prices = dict[str, ModelPrice]
"""By model."""


def load_prices(own: Path | None = None) -> Prices:
    """The shipped prices, with the user's own rows over them. Raises BadKnowledge where a file does not have the shape."""
    from vetting.knowledge_files import as_fields, read_text

    paths = [data_dir("knowledge") / "model_prices.yaml", *([own] if own else [])]
    return {price.model: price for path in paths for price in as_fields(path, read_text(path), ModelPrices).prices}


def priced(model: str, input_tokens: int | None, output_tokens: int | None, prices: Prices) -> Spent:
    """One answered request; without a cost where the model's price or the tokens are not known."""
    price = prices.get(model)
    usd = None
    if price is not None and input_tokens is not None and output_tokens is not None:
        usd = round((input_tokens * price.input + output_tokens * price.output) / MILLION, DIGITS)
    return Spent(requests=1, input_tokens=input_tokens or 0, output_tokens=output_tokens or 0, usd=usd)
