from retrieval.answering.reading.people import bare_name, read_people
from tests.retrieval.answering.told import reading

NEWS = """Trouble At The Mill

Interim chief executive Jane Dollery told staff that the mill had grown too fast. Dollery, previously the head of sales, joined in 2019.

Tom Brandt, president of Orrin Membrane, disagreed. The San Aldo plant is run by Acme Robotics, which has no comment.
"""


def test_people_are_told_from_companies_and_places():
    names = {person.name for person in read_people(reading(NEWS)).values()}
    assert names == {"Jane Dollery", "Tom Brandt"}


def test_a_person_goes_by_full_name_and_surname():
    people = read_people(reading(NEWS))
    assert people["dollery"] is people["jane dollery"]


def test_a_person_is_described_by_the_words_around_the_name():
    people = read_people(reading(NEWS))
    assert {"interim", "chief", "execut", "head", "sale"} <= set(people["dollery"].description)
    assert {"presid", "orrin"} <= set(people["brandt"].description)
    assert "orrin" not in people["dollery"].description


def test_titles_and_roles_are_no_part_of_a_name():
    assert bare_name("Dr. Lisa Reynolds") == "Lisa Reynolds"
    assert bare_name("Acme Robotics CEO Jane Dollery") == "Jane Dollery"
    assert bare_name("Rob Tenney of Copper State Solar") == "Rob Tenney"
