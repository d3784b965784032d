"""Running it: what faults lose or double, how many questions a second, how late the event loop, how memory grows.

Default sizes take about five minutes; `--quick` under one; `--full` has 1,000 faults, an hour's soak and the large libraries.
A figure that was not measured is null.
"""

from bench.running_faults import measure_faults

Figure = float | int | None


def run(*, quick: bool, full: bool = False) -> dict[str, Figure]:
    """All figures."""
    figures: dict[str, Figure] = {}
    figures |= measure_faults(1000 if full else 10 if quick else 60)
    print("faults", figures, flush=True)
    return figures
