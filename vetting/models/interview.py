"""An interview as it is kept: what was asked, what was answered, and every outcome on the way."""

from __future__ import annotations

from vetting.models.base import Model
from vetting.models.outcome import Outcome
from vetting.models.question import Plan, QuestionCard
from vetting.models.spent import Spent, total
from vetting.scale import Signal


class Exchange(Model):
    """One thing said by the interviewer, and the answer to it."""

    asked: str
    answer: str
    aims_at: Signal | None = None
    """The signal a probe went for; None for the question itself."""


class Turn(Model):
    """One planned question with its probes, graded again after each answer."""

    card: QuestionCard
    exchanges: tuple[Exchange, ...]
    outcomes: tuple[Outcome, ...]
    """One for each exchange: the grade before and after each probe."""

    @property
    def answer(self) -> str:
        """The candidate's words so far, as they are graded together."""
        return joined(self.exchanges)


class Interview(Model):
    """A whole interview. Change it by making a new one."""

    id: str
    candidate: str
    """A label the user chose; not sent to any model."""
    started: str
    """ISO 8601, UTC."""
    plan: Plan
    turns: tuple[Turn, ...] = ()
    finished: bool = False

    @property
    def next_card(self) -> QuestionCard | None:
        """The first planned question without an answer, or None at the end."""
        done = {turn.card.id for turn in self.turns}
        return next((card for card in self.plan.questions if card.id not in done), None)

    @property
    def spent(self) -> Spent | None:
        """What the grades that stand took; None where no model was asked."""
        return total(outcome.spent for turn in self.turns for outcome in turn.outcomes)

    def with_turn(self, turn: Turn) -> Interview:
        """The interview with this turn added, or put in place of the earlier one on the same question."""
        turns = [turn if old.card.id == turn.card.id else old for old in self.turns]
        return self.model_copy(update={"turns": tuple(turns) if turn.card.id in {t.card.id for t in self.turns} else (*self.turns, turn)})


def joined(exchanges: tuple[Exchange, ...]) -> str:
    """The answers of one turn as one text, a blank line between them."""
    return "\n\n".join(exchange.answer for exchange in exchanges)


def follow_ups(exchanges: tuple[Exchange, ...]) -> tuple[str, ...]:
    """The probes of one turn, which its later answers answer."""
    return tuple(exchange.asked for exchange in exchanges[1:])
