"""vetting price: a price in the bands, several advisers added up, or a fee against a hire month by month."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vetting.models.priced import Assumptions, Per


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "price", nargs="*", metavar="PRICE", help="such as '$9,500/month', '2.900 EUR a day', 'CHF 12k per month'; several are added up"
    )
    parser.add_argument(
        "--per", choices=["hour", "day", "week", "month", "quarter", "year", "sprint", "fixed"], help="where the price does not say"
    )
    parser.add_argument("--currency", help="ISO code, where the price does not say")
    parser.add_argument("--model", choices=["strategic", "embedded", "day_rate"], help="what is offered")
    parser.add_argument("--hours", metavar="N or N-M", help="committed hours a week")
    parser.add_argument("--region", choices=["US", "EU", "UK", "offshore"], help="where the person works")
    parser.add_argument("--commitment", type=float, metavar="MONTHS", help="length of the commitment")
    parser.add_argument("--discount", type=float, metavar="PERCENT", help="a discount already taken off the price")
    parser.add_argument("--days", type=float, help="days of work in a sprint or a fixed price")
    parser.add_argument(
        "--rate", action="append", default=[], metavar="EUR=1.15", help="an exchange rate of your own, US dollars for one unit"
    )
    parser.add_argument(
        "--bands", action="append", default=[], metavar="FILE", help="a further price source, a YAML file with source, date_read and bands"
    )
    hire = parser.add_argument_group("against a hire", "every assumption can be edited; the defaults are the source's figures")
    hire.add_argument("--hire", action="store_true", help="set the fee against a hire")
    hire.add_argument("--months", type=int, help="1 to 36")
    for name in ("salary", "benefits", "recruiting-low", "recruiting-high", "equity-per-year", "ramp-months"):
        hire.add_argument(f"--{name}", type=float)


def run(args: argparse.Namespace) -> int:
    from pathlib import Path

    from vetting.cli.draw_proposal import draw_comparison, draw_placement
    from vetting.cli.screen import console, print_json
    from vetting.errors import BadInput
    from vetting.proposal import compare_with_hire, place_price, stack
    from vetting.proposal.hire import assumptions_of
    from vetting.proposal.lexicon import load_band_sources, load_rates, with_rates
    from vetting.settings import from_environment
    from vetting.wiring import open_knowledge

    knowledge = open_knowledge(from_environment(engine="offline"))
    if knowledge.prices is None:
        raise BadInput("The knowledge holds no prices: the pack replaced them. Add a prices.yaml to it, or unset VETTING_PACK.")
    if not args.price and not args.hire:
        raise BadInput("There is no price. Give one such as '$9,500/month', or --hire to compare with a hire.")
    rates, sources = with_rates(load_rates(), args.rate), load_band_sources(tuple(Path(path) for path in args.bands))
    placements = []
    for text in args.price:
        amount, per, currency = _price(text, args)
        placements.append(
            place_price(
                amount,
                per,
                currency,
                prices=knowledge.prices,
                rates=rates,
                contradictions=knowledge.contradictions,
                sources=sources,
                model=args.model,
                hours_per_week=_hours(args.hours),
                region=args.region,
                commitment_months=args.commitment,
                discount_percent=args.discount,
                days=args.days,
            )
        )
    monthly = [one.list_price_usd for one in placements if one.unit == "month" and one.list_price_usd is not None]
    stacked = stack(monthly, knowledge.prices) if len(monthly) > 1 else None
    comparison = None
    if args.hire:
        given = {
            "monthly_fee": monthly[0] if monthly else None,
            "months": args.months,
            "salary": args.salary,
            "benefits": args.benefits,
            "recruiting_low": args.recruiting_low,
            "recruiting_high": args.recruiting_high,
            "equity_per_year": args.equity_per_year,
            "ramp_months": args.ramp_months,
            "hours_per_week": hours[1] if (hours := _hours(args.hours)) else None,
        }
        comparison = compare_with_hire(
            _assumed(assumptions_of(knowledge.prices), given), prices=knowledge.prices, contradictions=knowledge.contradictions
        )
    if args.json:
        print_json(
            {
                "placements": [one.model_dump(mode="json") for one in placements],
                "stacked": stacked.model_dump(mode="json") if stacked else None,
                "hire": comparison.model_dump(mode="json") if comparison else None,
                "rates": rates.model_dump(mode="json"),
            }
        )
        return 0
    screen = console()
    for placement in placements:
        draw_placement(screen, placement)
    if stacked:
        screen.print(stacked.says, style="bold")
    if comparison:
        draw_comparison(screen, comparison)
    return 0


def _price(text: str, args: argparse.Namespace) -> tuple[float, Per, str | None]:
    """Amount, unit and currency; the options fill in what the text leaves open."""
    from vetting.errors import BadInput
    from vetting.proposal import money

    found = money.price(text)
    if found is None:
        raise BadInput(f"{text!r} is not a price. Write one such as '$9,500/month' or '2.900 EUR a day'.")
    per = args.per or found.per
    if per is None:
        raise BadInput(f"{text!r} does not say what it is for. Add '/month' or '/day', or give --per.")
    return found.amount, per, (args.currency or found.currency or "").upper() or None


def _hours(text: str | None) -> tuple[float, float] | None:
    from vetting.errors import BadInput
    from vetting.proposal.quantities import RANGE, measures

    if text is None:
        return None
    found = measures(RANGE, text)
    if not found:
        raise BadInput(f"--hours is {text!r}; give a number such as 12, or a range such as 8-20.")
    return found[0].low, found[0].high


def _assumed(start: Assumptions, given: dict[str, float | None]) -> Assumptions:
    """The source's figures with the user's over them."""
    from pydantic import ValidationError

    from vetting.errors import BadInput

    try:
        return start.__class__.model_validate({**start.model_dump(), **{name: value for name, value in given.items() if value is not None}})
    except ValidationError as error:
        fault = error.errors()[0]
        raise BadInput(f"{fault['loc'][0]} is {fault['input']}: {fault['msg'].lower()}. Give another figure.") from error
