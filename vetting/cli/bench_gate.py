"""vetting bench --gate: the figures of now against the stored ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from vetting.bench.gate import Gate
    from vetting.settings import Settings


def hold(path: Path, settings: Settings, *, renew: bool, as_json: bool) -> int:
    """1 where a figure got worse than the baseline by more than its tolerance."""
    from vetting.bench.gate import compare, measured, read_baseline, write_baseline
    from vetting.cli.screen import print_json
    from vetting.wiring import grader, open_engine, open_knowledge

    before = None if renew else read_baseline(path)
    grade = grader(open_engine(settings), open_knowledge(settings))
    if before is None:
        write_baseline(measured(path.parent, grade), path)
        print(f"Stored in {path}.")
        return 0
    gate = compare(before, measured(path.parent, grade, resamples=0))
    if as_json:
        print_json({**gate.model_dump(mode="json"), "worse": len(gate.worse)})
    else:
        _draw(gate)
    return 1 if gate.worse else 0


def _draw(gate: Gate) -> None:
    from vetting.cli.bench import show_table

    rows = [["judged by", "figure", "before", "now", "tolerance", ""]]
    for one in gate.compared:
        now = "-" if one.now is None else f"{one.now:.3f}"
        rows.append([one.column, one.name, f"{one.before:.3f}", now, f"{one.tolerance:.3f}", "WORSE" if one.worse else ""])
    show_table(rows)
    print(
        "Tolerance: one bootstrap standard error of the stored figure. 'Engine as it is' was fitted on its sample: no measure of quality."
    )
    print(f"{len(gate.worse)} of {len(gate.compared)} figures are worse." if gate.worse else "No figure is worse.")
