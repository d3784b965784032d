import pytest

from bot.workspace.spending import FILE_NAME, SpendingFile
from retrieval.answering.usage import Meter, Usage

CENT = Usage(1, 100, 10, 0.01)


def test_what_is_spent_adds_up_over_processes_and_days(tmp_path):
    day = ["2026-03-01"]
    SpendingFile(tmp_path, None, lambda: day[0]).book(CENT)
    assert SpendingFile(tmp_path, None, lambda: day[0]).book(CENT).today_usd == pytest.approx(0.02)
    day[0] = "2026-03-02"
    spent = SpendingFile(tmp_path, None, lambda: day[0]).book(CENT)
    assert (spent.today_usd, spent.total_usd) == (pytest.approx(0.01), pytest.approx(0.03))


def test_a_budget_is_for_a_day(tmp_path):
    day = ["2026-03-01"]
    ledger = SpendingFile(tmp_path, 0.015, lambda: day[0])
    ledger.book(CENT)
    assert not ledger.is_used_up()
    ledger.book(CENT)
    assert ledger.is_used_up()
    day[0] = "2026-03-02"
    assert not ledger.is_used_up()


def test_what_costs_nothing_writes_nothing(tmp_path):
    SpendingFile(tmp_path, None).book(Usage(1, 5, 5, None))
    assert not (tmp_path / FILE_NAME).exists()


def test_a_damaged_file_begins_anew(tmp_path):
    (tmp_path / FILE_NAME).write_text("{")
    assert SpendingFile(tmp_path, None).book(CENT).total_usd == pytest.approx(0.01)


def test_a_part_without_a_price_leaves_the_whole_without_one():
    meter = Meter()
    meter.add(CENT)
    meter.add(Usage(1, 1, 1, None))
    assert (meter.usage.calls, meter.usage.cost_usd) == (2, None)
    with pytest.raises(ValueError, match="less than nothing"):
        Usage(-1)
