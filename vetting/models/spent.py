"""What asking the models took: requests, tokens, and what they cost at list prices."""

from __future__ import annotations

from collections.abc import Iterable

from vetting.models.base import Model

DIGITS = 9
"""After the point of a dollar: enough for one token of the cheapest model."""


class Spent(Model):
    """Stands beside a result and is no part of it: the same result from the cache has spent nothing."""

    requests: int = 0
    """Requests an endpoint answered; tries that failed are not counted, for no tokens are known of them."""
    cached: int = 0
    """Requests that were answered from the cache, at no cost."""
    input_tokens: int = 0
    output_tokens: int = 0
    usd: float | None = 0.0
    """At list prices, without discounts; None where a model's price or the tokens are not known."""

    def __add__(self, other: Spent) -> Spent:
        return Spent(
            requests=self.requests + other.requests,
            cached=self.cached + other.cached,
            input_tokens=self.input_tokens + other.input_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
            usd=None if self.usd is None or other.usd is None else round(self.usd + other.usd, DIGITS),
        )

    def __bool__(self) -> bool:
        """False where nothing was asked."""
        return bool(self.requests or self.cached)

    @property
    def words(self) -> str:
        """3 requests, 1 more from the cache, 4,180 tokens in, 612 out, about $0.0007."""
        if not self.requests:
            return f"{_count(self.cached, 'request')} answered from the cache, at no cost" if self.cached else "no request"
        parts = [_count(self.requests, "request")]
        if self.cached:
            parts.append(f"{self.cached} more from the cache")
        parts.append(f"{self.input_tokens:,} tokens in, {self.output_tokens:,} out")
        if self.usd is not None:
            parts.append(_dollars(self.usd))
        return ", ".join(parts)


def total(all_spent: Iterable[Spent | None]) -> Spent | None:
    """The sum; None where nothing was spent on any."""
    return sum((spent for spent in all_spent if spent is not None), Spent()) or None


def _count(number: int, one: str) -> str:
    return f"{number:,} {one}{'' if number == 1 else 's'}"


def _dollars(usd: float) -> str:
    if usd < 0.0001:
        return "less than $0.0001"
    return f"about ${usd:,.4f}" if usd < 1 else f"about ${usd:,.2f}"
