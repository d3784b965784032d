import itertools

from retrieval.answering.reading.speakers import read_utterances
from retrieval.answering.reading.spoken_by import spoken_by
from tests.retrieval.answering.told import reading

NEWS = """Mill Closes After Flood

Interim chief executive Jane Dollery told staff in a memo that the mill had grown too fast.

She admitted,

“We bought three looms too many. It seemed right at the time.”

Tom Brandt, president of Orrin Membrane and a rival, told The Post that the film “met every specification”.

“I gave that mill nineteen years,” said one former weaver who asked not to be named. “I found out from my daughter.”

“The river gives no warning,” said Dr. Ana Reis, hydrologist at Delta Institute.

“It rose a metre in an hour. Nobody could have stopped it.”

The mayor has asked for help. "The head office will move. The looms are a different matter," Reis added.
"""


def spoken(speaker):
    read = reading(NEWS)
    return [read.sentences[index].text for _, index in spoken_by(speaker, {"one": read})]


def test_reported_speech_belongs_to_the_subject_of_its_verb():
    assert any("grown too fast" in text for text in spoken("jane dollery"))


def test_a_quotation_belongs_to_the_pronoun_that_introduces_it():
    said = spoken("dollery")
    assert "It seemed right at the time.”" in said
    assert "She admitted," in said


def test_a_speaker_is_found_by_role():
    assert any("every specification" in text for text in spoken("president of orrin membrane"))
    assert any("every specification" in text for text in spoken("orrin's boss"))


def test_an_apposition_does_not_hide_the_speaker():
    assert not any("every specification" in text for text in spoken("dollery"))


def test_a_quotation_goes_on_after_its_attribution():
    assert "“I found out from my daughter.”" in spoken("former weaver")


def test_a_paragraph_of_quotation_belongs_to_who_spoke_before_it():
    assert any("rose a metre" in text for text in spoken("ana reis"))
    assert any("Nobody could" in text for text in spoken("ana reis"))


def test_a_quotation_is_attributed_where_it_closes():
    assert '"The head office will move.' in spoken("reis")


def test_nobody_speaks_for_a_stranger():
    assert spoken("elon musk") == []
    assert spoken("former mayor of delta") == []


def test_utterances_do_not_overlap():
    utterances = read_utterances(reading(NEWS))
    assert all(before.last <= after.first for before, after in itertools.pairwise(utterances))


def test_a_name_and_a_colon_before_a_quotation_tell_who_speaks():
    read = reading(
        'Tributes came in.\n\nTom Brandt, former mill hand: "She was fair. She never shouted."\n\nIt rained.\n'
    )
    assert {index for _, index in spoken_by("Tom Brandt", {"one": read})} == {1, 2}


def test_a_post_belongs_to_whose_name_closes_it():
    read = reading(
        "Posts came in.\n\nShe was my hero. Thank you. — Tom Brandt (@tombrandt) May 3, 2021\n\nIt rained.\n"
    )
    heard = [read.sentences[index].text for _, index in spoken_by("Tom Brandt", {"one": read})]
    assert heard[0] == "She was my hero."
