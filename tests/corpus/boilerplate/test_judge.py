import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.boilerplate.judge import judge
from corpus.boilerplate.verdict import Reason
from corpus.layout import layout

BODY = """\
The council of Lower Quay voted on Monday to close the town’s oldest bridge, ending a dispute that lasted for two years.
Engineers found cracks in four of its nine piers. The repair would cost more than the town spends on roads in a year.
“We should have listened to them sooner,” said Mayor Ana Ruiz. “That mistake was mine, and nobody else will pay for it.”
Traders on the north bank fear for their custom. The ferry that is to replace the bridge carries forty people at a time.
A new bridge may open in 2031, if the county pays half of it. Its commissioners will meet in the second week of June.
""".splitlines()


def judged(*lines):
    text = "\n\n".join(lines)
    return {verdict.block.span.of(text): verdict.reason for verdict in judge(text, layout(text))}


def around(line, *, after=3):
    """What becomes of `line` in the midst of an article."""
    return judged(*BODY[:after], line, *BODY[after:])[line]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("×", Reason.SYMBOL),
        ("___", Reason.SYMBOL),
        ("Advertisement", Reason.ADVERTISEMENT),
        ("Story continues below advertisement", Reason.ADVERTISEMENT),
        ("Facebook Twitter WhatsApp Email Copy link", Reason.SHARE),
        ("Share this article", Reason.SHARE),
        ("1.2k shares", Reason.SHARE),
        ("By Ana Ruiz and Ben Okafor, Staff Writers", Reason.BYLINE),
        ("Written by", Reason.BYLINE),
        ("Published on", Reason.BYLINE),
        ("Last updated: 3 May 2023, 10:15 a.m.", Reason.BYLINE),
        ("5 min read", Reason.BYLINE),
        ("Additional reporting by Ben Okafor", Reason.BYLINE),
        ("Photo: Ben Okafor for The Quay", Reason.CAPTION),
        ("The bridge in winter. (AP Photo/Ben Okafor)", Reason.CAPTION),
        ("A barge passes the bridge in 2021. Ben Okafor/Getty Images", Reason.CAPTION),
        ("View image in fullscreen", Reason.CAPTION),
        ("Join our daily newsletter for breaking news and deals", Reason.NEWSLETTER),
        ("Sign up for The Quay Morning and get the top stories in your inbox.", Reason.NEWSLETTER),
        ("Join Now", Reason.NEWSLETTER),
        ("Please enter a valid email address", Reason.NEWSLETTER),
        ("Travel email {{ #verifyErrors }} {{ message }} {{ /verifyErrors }}", Reason.TEMPLATE),
        ("We use cookies to improve your experience on this site.", Reason.COOKIES),
        ("Already a subscriber? Log in", Reason.PAYWALL),
        ("Subscribe to read the whole story", Reason.NEWSLETTER),
        ("If you buy through our links, we may earn an affiliate commission.", Reason.DISCLOSURE),
        ("Read also: Five bridges that were never finished", Reason.RELATED),
        ("RELATED: Why the ferry is late again", Reason.RELATED),
        ("Tags: bridges, Lower Quay, county", Reason.TAGS),
        ("Skip to main content", Reason.NAVIGATION),
        ("© 2024 The Quay. All rights reserved.", Reason.COPYRIGHT),
        ("Let us know what you think in the comments below.", Reason.COMMENTS),
    ],
)
def test_litter_is_known_by_its_own_words(line, reason):
    assert around(line) is reason


@pytest.mark.parametrize(
    "line",
    [
        "She admitted,",
        "Why the piers cracked",
        "Nobody was hurt.",
        "“Never again.”",
        "Amazon.com reported a profit.",
        "The Quay’s newsletter reached 12,000 readers last year, its editor said.",
        "The company said that it uses cookies to track readers, and that it will stop doing so in May.",
        "“We will delete your data if you ask us to,” the company’s lawyer told the court.",
        "By Wednesday, the water had reached the second pier.",
        "Share prices fell by 3 per cent.",
        "Follow-up inspections found nothing more.",
        "Comments from residents were read out at the meeting.",
        "Photos taken in March show cracks as wide as a hand.",
        "Cost: $4.2 million",
        "Subscribers of the ferry service pay half.",
        "More than 40 traders signed the letter.",
        "Read together, the two reports contradict each other.",
        "Related costs were not counted.",
        "Popular opinion turned against the bridge.",
        "The Verge reported on Tuesday that the county would not pay.",
    ],
)
def test_an_article_s_own_line_is_kept_whatever_it_mentions(line):
    assert around(line) is None


def test_everything_of_a_clean_article_is_kept():
    assert set(judged("Town Closes Its Oldest Bridge", *BODY).values()) == {None}


NAVIGATION = ["Skip to content", "Menu", "Home", "News", "Sport", "Weather", "Sign in", "Subscribe", "Search"]
FOOTER = ["About us", "Contact", "Privacy Policy", "Terms of Use", "Jobs", "© 2024 The Quay. All rights reserved."]
TEASERS = [
    "Ferry captain retires after forty years",
    "He never missed a day, he says.",
    "School opens a second kitchen for its pupils",
    "The first one was not large enough for everybody.",
    "Harvest festival moves to the old station",
    "Organisers expect twice as many guests this year.",
]


def kept(*lines):
    return [line for line, reason in judged(*lines).items() if reason is None]


def test_of_a_whole_page_the_headline_and_the_article_are_kept():
    page = [
        *NAVIGATION,
        "Local news",
        "Town Closes Its Oldest Bridge",
        "By Ana Ruiz",
        "May 3, 2024",
        "Share",
        *BODY[:2],
        "Advertisement",
        *BODY[2:],
        "Share this article",
        "More from The Quay",
        *TEASERS,
        *FOOTER,
    ]
    assert kept(*page) == ["Town Closes Its Oldest Bridge", *BODY]


@pytest.mark.parametrize(
    "cue",
    [
        "Recent News",
        "Related Articles",
        "You may also like",
        "Trending now",
        "Most read",
        "Read more",
        "More from the county",
        "Editor’s picks",
        "Up next",
    ],
)
def test_what_a_cue_for_other_stories_opens_at_the_end_goes(cue):
    assert kept(*BODY, cue, *TEASERS) == BODY


def test_stories_that_have_nothing_to_do_with_the_article_go_from_its_end_without_a_cue():
    other = [
        "Choir wins national contest in the capital",
        "Its singers practised every evening.",
        "Bakery sells a million loaves",
        "Rye is what customers want.",
        "Twins born on different days",
        "Both babies are healthy.",
    ]
    assert kept(*BODY, *other) == BODY


def test_short_sections_of_the_article_itself_stay_at_its_end():
    own = [
        "What the engineers found in the piers",
        "Four of them have cracks.",
        "What the county will pay for the bridge",
        "Half, if its commissioners agree.",
        "When the ferry replaces the bridge",
        "Nobody in the council would say.",
    ]
    assert kept(*BODY, *own) == [*BODY, *own]


def test_a_box_of_other_stories_in_the_midst_goes_and_the_article_resumes():
    assert kept(*BODY[:3], "Related stories", *TEASERS[::2], *BODY[3:]) == BODY


@pytest.mark.parametrize(
    "cue", ["Leave a Response", "Leave a comment", "3 Comments", "Join the conversation", "About the author"]
)
def test_the_form_for_comments_ends_the_article(cue):
    comment = (
        "I crossed this bridge every day for thirty years and I will miss it. The council should be "
        "ashamed of what it has done to us."
    )
    assert kept(*BODY, cue, "Old Sailor", comment, comment.upper()) == BODY


@pytest.mark.parametrize(
    "box",
    [
        "Ana Ruiz is a staff writer at The Quay. She covers the county and its bridges.",
        "I'm Ana Ruiz, a journalist with a love of bridges. I founded The Quay to share what I learn about them.",
        "Ben Okafor covers business for The Quay.",
        "Curious why the county will not pay? It’s all part of a plan to build a tunnel.",
        "Want to know more about bridges? Read our guide.",
        "For more on the dispute, visit our page on the bridge.",
        "Click here to read the engineers’ report in full.",
        "Got a tip? Write to Ana Ruiz at ana@thequay.example.",
    ],
)
def test_author_boxes_and_pointers_go_at_the_end_only(box):
    assert kept(*BODY, box) == BODY


@pytest.mark.parametrize("cue", [[], ["Leave a reply"]])
def test_the_name_over_an_author_box_goes_with_it(cue):
    assert kept(*BODY, *cue, "Ana Ruiz", "Reporter", "Ana Ruiz is a staff writer at The Quay.") == BODY


def test_tags_on_lines_of_their_own_go_with_the_word_above_them():
    assert kept(*BODY, "Topics:", "Bridges", "Lower Quay") == BODY


def test_a_signature_stays_where_no_litter_stands_above_it():
    assert kept(*BODY, "Ana Ruiz") == [*BODY, "Ana Ruiz"]


def test_a_consent_box_goes_with_its_buttons():
    box = [
        "We value your privacy",
        "We and our partners store information on a device, such as cookies, and process personal data.",
        "Accept all",
        "Reject all",
        "Manage options",
    ]
    assert kept(*box, "Town Closes Its Oldest Bridge", *BODY) == ["Town Closes Its Oldest Bridge", *BODY]


def test_a_newsletter_box_in_the_midst_goes_whole():
    box = [
        "Sign up to The Quay Daily",
        "The day’s headlines, direct to you every morning.",
        "Enter your email",
        "Sign up",
    ]
    assert kept(*BODY[:3], *box, *BODY[3:]) == BODY


def test_pictures_and_share_links_in_markdown_go():
    links = ["![The bridge](bridge.jpg)", "[Facebook](https://a.example) [Twitter](https://b.example)"]
    assert kept(*BODY, *links) == BODY


def test_a_read_more_line_between_paragraphs_takes_nothing_with_it():
    assert kept(*BODY[:4], "Read more", *BODY[4:]) == BODY


def test_a_headline_that_is_repeated_at_the_end_goes():
    title = "Town closes its oldest bridge after two years of dispute"
    assert kept(title, *BODY, "Town closes its oldest bridge after dispute") == [title, *BODY]


def test_of_several_lines_at_the_top_the_headline_is_kept():
    top = [
        "LocalCouncilIn the News",
        "The oldest bridge with cars crossing it after rain in the evening light",
        "Town Council Closes Its Oldest Bridge After a Dispute",
    ]
    assert kept(*top, *BODY) == [top[2], *BODY]


def test_a_headline_of_two_words_is_kept():
    assert kept("Bridge closed", *BODY) == ["Bridge closed", *BODY]


def test_markdown_around_the_words_hides_no_litter():
    page = ["# Bridge closed", "*By Ana Ruiz*", *BODY, "*Ana Ruiz is a reporter at The Quay.*"]
    assert kept(*page) == ["Bridge closed", *BODY]


def test_a_list_of_the_main_points_stays_above_the_article():
    top = ["The plan has two parts:", "a ferry", "a new bridge"]
    assert kept("Town Closes Its Oldest Bridge", top[0], *(f"• {item}" for item in top[1:]), *BODY)[1:] == [*top, *BODY]


def test_an_article_may_end_in_a_question_to_its_reader():
    line = "Have a question for the mayor? She will answer at noon in the town hall on River Street."
    assert kept(*BODY, line) == [*BODY, line]


def test_a_question_within_the_article_is_no_pointer():
    line = "Want to know what the ferry costs? So does everybody on the north bank."
    assert around(line) is None


def test_a_text_without_prose_is_kept_but_for_what_is_litter_by_its_own_words():
    assert kept("Bread", "Milk", "Share this article") == ["Bread", "Milk"]


@given(
    st.lists(
        st.sampled_from([*BODY, *TEASERS, *NAVIGATION, "Related", "×", "• one", "He said:", "Comments"]), max_size=40
    )
)
def test_every_block_gets_one_verdict_in_order(lines):
    text = "\n".join(lines)
    blocks = layout(text)
    assert tuple(verdict.block for verdict in judge(text, blocks)) == blocks


@given(st.permutations(BODY), st.integers(0, 5))
def test_prose_is_kept_in_any_order_between_any_margins(body, margin):
    assert [line for line in kept(*NAVIGATION[:margin], *body, *FOOTER[:margin]) if line in BODY] == list(body)


@pytest.mark.parametrize(
    "piece",
    [
        "Related\n",
        f"{BODY[0]}\nRead more\n",
        "Some Headline Of Today\n",
        "{{ x }}\n",
        "by ",
        "“",
        " ",
        "Photo: ",
        "a@b.c ",
    ],
)
def test_a_long_page_is_judged_block_by_block_whatever_it_repeats(piece):
    # A rule that looks at everything again for each piece would not come to an end.
    text = piece * (60_000 // len(piece))
    blocks = layout(text)
    assert [verdict.block for verdict in judge(text, blocks)] == list(blocks)
