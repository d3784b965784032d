import pytest

from tests.retrieval.answering.told import article, draft, said

NOVEMBER = article(
    """Quillon had a hard year

The brewer Quillon shed 80 jobs in 2021. Hester Lund, its chief brewer, took over as chief executive in May.

Ostmark watched from afar. The company employs 900 people.

Quillon employs 300 people in two towns.
""",
    "november",
)


@pytest.mark.parametrize(
    ("question", "lacks"),
    [
        ("How many jobs did Quillon shed in 2019?", "isn't about 2019"),
        ("How many jobs did Ostmark shed?", "isn't about Ostmark"),
    ],
)
def test_a_sentence_on_another_year_or_another_name_is_no_answer(question, lacks):
    made = draft(question, NOVEMBER)
    assert not made.statements
    assert any(each.why == lacks for each in made.weighed)


def test_the_year_of_the_articles_goes_without_saying():
    assert "shed 80 jobs" in " ".join(said("How many jobs did Quillon shed in 2021?", NOVEMBER))


def test_whoever_is_asked_about_is_not_the_answer():
    assert not any("Lund" in each for each in said("Who took over from Hester Lund as chief brewer?", NOVEMBER))


def test_what_another_company_employs_is_turned_down():
    assert said("How many people does Quillon employ?", NOVEMBER)[0] == "Quillon employs 300 people in two towns."


PORT = article(
    """Quillon leaves the harbour

The brewer Quillon paid $3 million to its dockers. Ostmark, its old rival, praised the dockers. Ferrant was sold to Quillon.

Quillon let 40 people go at its yard, and a driver was hurt when a crane fell.

Chief executive Ada Brill leaves after eleven years. Dockers walked out because Quillon had cut their breaks.
""",
    "port",
)


@pytest.mark.parametrize(
    ("question", "lacks"),
    [
        ("What was Quillon's profit?", "tells of no such profit"),
        ("How many people does Quillon employ?", "tells nobody's headcount"),
        ("What is the name of the driver who was hurt?", "names nobody new"),
        ("In which country did the dockers walk out?", "names no such place"),
        ("Did Ostmark buy Ferrant?", "tells of no such deed of those named"),
    ],
)
def test_a_sentence_without_what_is_asked_for_is_no_answer(question, lacks):
    made = draft(question, PORT)
    assert not made.statements
    assert lacks in {each.why for each in made.weighed}


def test_who_holds_an_office_is_told_only_where_an_article_says_so():
    assert not said("Who is the chief executive of Ostmark?", PORT)
    assert "Ada Brill" in said("Who is the chief executive of Quillon?", PORT)[0]


def test_a_span_of_years_is_no_reason():
    assert "because" in said("Why did the dockers walk out?", PORT)[0]


def test_what_publishers_are_asked_of_need_not_stand_in_one_sentence():
    told = article(
        "Deal\n\nFerrant was sold to Quillon in May. Ostmark praised the dockers.\n", "told", publisher="The Post"
    )
    assert said("According to The Post, did Ostmark praise the sale of Ferrant?", told)


BLAZE = article(
    """Nine hurt as fire destroys the Quillon brewery

The fire sent nine brewers to the hospital on Monday. The law firm Pell & Rowan sued Quillon for two of them.
""",
    "blaze",
)


@pytest.mark.parametrize("question", ["Which hospital were the brewers taken to?", "What is the name of the hospital?"])
def test_a_class_without_a_named_member_answers_no_question_after_one(question):
    assert not said(question, BLAZE)


@pytest.mark.parametrize("question", ["Which law firm sued Quillon?", "What legal practice took Quillon to court?"])
def test_a_class_with_a_named_member_answers_a_question_after_it(question):
    assert "Pell & Rowan" in " ".join(said(question, BLAZE))


CAREERS = article(
    """Quillon names a chief

Hester Lund, previously the chief brewer, has been chief executive since May. Anders Roe, who came from the tea merchant Ostmark, keeps
the books. Pia Holm sings in the choir of Quillon.
""",
    "careers",
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What was Hester Lund before?", "chief brewer"),
        ("What is Lund's former job?", "chief brewer"),
        ("Which post did Hester Lund hold earlier?", "chief brewer"),
        ("Where did Anders Roe work previously?", "Ostmark"),
        ("Which company did Roe come from?", "Ostmark"),
    ],
)
def test_what_somebody_was_before_is_told_by_a_sentence_that_says_so(question, told):
    assert told in said(question, CAREERS)[0]


def test_nobody_was_before_what_no_sentence_says():
    assert not said("What was Pia Holm's previous job?", CAREERS)


BREWERS = article(
    """Two breweries of one valley

Quillon was founded in 1998 by the late tea merchant Tom Ashgrove. Its brewers have won nine medals since.
Hester Lund, who founded Ostmark, told Gazette that the valley had room for both.
""",
    "brewers",
)


@pytest.mark.parametrize("question", ["Who founded Quillon?", "Who set up Quillon?", "By whom was Quillon created?"])
def test_who_founded_one_thing_is_not_who_founded_another(question):
    told = said(question, BREWERS)
    assert "Tom Ashgrove" in told[0]
    assert not any("Lund" in each for each in told)


@pytest.mark.parametrize("question", ["Who founded Gazette?", "Who owns Gazette?"])
def test_whom_something_was_told_is_not_what_is_told_of(question):
    assert not said(question, BREWERS)


VALLEY = article(
    """Redmayne buys the Quillon brewery

The brewery was sold to the Boston investment firm Redmayne. Its bottles, says Redmayne, will move to Hollow Lane.
""",
    "valley",
)


@pytest.mark.parametrize("question", ["Which city is Redmayne from?", "From which town is Redmayne?"])
def test_the_town_before_what_a_thing_is_says_where_it_is_from(question):
    assert "Boston" in said(question, VALLEY)[0]


TOLD = article(
    """Brill goes

“We have sold enough beer for now,” Ada Brill told the Harbour Post on Monday. Brill runs the brewer Quillon.
""",
    "told",
)


def test_what_somebody_told_a_newspaper_is_what_was_said_to_it():
    assert "sold enough beer" in " ".join(said("What did Ada Brill tell the Harbour Post?", TOLD))
