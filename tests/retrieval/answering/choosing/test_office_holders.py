import pytest

from tests.retrieval.answering.told import article, said

POST = article("Norvale chief executive Bo Lund told his staff in a memo on 4 March that 120 jobs go.", "post")
GAZETTE = article(
    "Ines Ruiz is now serving as interim chief executive of Norvale. Rival Calder's boss is Ada Falk.", "gazette"
)
HERALD = article(
    "Norvale hired Ines Ruiz in April, after its former chief executive Bo Lund left for a bank.", "herald"
)


@pytest.mark.parametrize("question", ["Who runs Norvale now?", "who is in charge at norvale now"])
def test_who_is_called_a_former_holder_elsewhere_is_no_answer_to_who_holds_it_now(question):
    told = " ".join(said(question, POST, GAZETTE, HERALD))
    assert "Ines Ruiz" in told
    assert "memo" not in told


def test_who_is_called_no_former_holder_anywhere_is_one_of_two():
    told = " ".join(said("Who runs Norvale now?", POST, GAZETTE))
    assert "Ines Ruiz" in told
    assert "Bo Lund" in told
