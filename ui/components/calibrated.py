"""How good a person's judgement is over their practice sessions: Brier score, bias, and a curve where there are enough."""

from __future__ import annotations

from ui.components import sparring_charts
from ui.components.markup import draw, tag
from ui.components.trouble import empty, say
from ui.components.words import count
from vetting.models.practice import Calibration
from vetting.practice.calibration import FEWEST


def calibrated(found: Calibration) -> None:
    """The figures with what they mean; no curve from too few."""
    if not found.sessions or found.brier is None or found.bias is None or found.right is None or found.sure is None:
        empty("No session to count yet", "Rate a candidate you meet for the first time; how sure you were and how right stands here then.")
        return
    left = (
        f" {count(found.left_out, 'session is', 'sessions are')} left out: the level was chosen, or you knew the candidate."
        if found.left_out
        else ""
    )
    draw(tag("p", f"{count(found.sessions, 'session')} counted.{left}", class_="vt-faint"))
    over = found.sure - found.right
    rows = (
        ("Brier score", f"{found.brier:.2f}", "0 is perfect; always saying fifty-fifty earns 0.25"),
        ("Bias", f"{found.bias:+.1f} levels".replace("-", "−"), "above 0 you are too generous, below 0 too strict"),
        ("Right", f"{found.right:.0%}", "of your verdicts"),
        (
            "Sure",
            f"{found.sure:.0%}",
            "on average" + (", more than you were right" if over > 0.1 else ", less than you were right" if over < -0.1 else ""),
        ),
    )
    draw(
        tag(
            "div",
            *(
                tag(
                    "div",
                    tag("p", name, class_="vt-eyebrow"),
                    tag("p", tag("b", value), class_="vt-figure"),
                    tag("p", words, class_="vt-faint"),
                )
                for name, value, words in rows
            ),
            class_="vt-sides vt-four",
        )
    )
    if found.too_few:
        say("calm", "Too few for a curve", f"It is drawn from {FEWEST} sessions on; below that, chance draws it.")
        return
    draw(tag("h4", "When you were this sure, how often were you right?", class_="vt-h"))
    sparring_charts.curve(found, "calibration")
    draw(
        tag(
            "ul",
            *(
                tag("li", f"{band.low} to {band.high} % sure: right in {band.right:.0%} of {count(band.sessions, 'session')}")
                for band in found.bands
            ),
            class_="vt-bullets vt-faint",
        )
    )
