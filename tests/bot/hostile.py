"""Answers as large and as ill-meant as articles and questions could make them."""

from datetime import date

from hypothesis import strategies as st

from corpus.article import Article, Sentence
from corpus.passage import Passage
from corpus.span import Span
from retrieval.answering.answer import Abstention, Answer, Citation, Disagreement, Side, Statement
from retrieval.answering.reply import Reply

ATTACKS = (
    "<!channel> <!here> <!everyone>",
    "<@U0001> <#C0001|general> <https://evil.example|Reuters>",
    "@everyone @here <@1234> <@&99> [Reuters](https://evil.example)",
    "```unclosed *bold _italic ~strike `code",
    "\u202eevil\u202c \u2066x",
    "&lt;!channel&gt; &amp;",
    "\x00\x07\x1b[31m",
    "[1] [99] [0] [-1]",
    ":tada: ||spoiler|| # heading\n> quote\n- item",
    "\U000e0041\U000e0042",
    "https://evil.example/login javascript:alert(1)",
    "e\u0301" * 40,
    "👩‍👩‍👧‍👦" * 20,
)
ADDRESSES = (
    None,
    "https://news.example/story?a=1&b=2#part",
    "https://news.example/" + "long" * 480,
    "javascript:alert(1)",
    "https://evil.example/|<!channel>",
    "https://known.example@evil.example/",
)


def texts(most=3000):
    """Text that says something, ill-meant or long or both."""
    parts = st.sampled_from(ATTACKS) | st.text(min_size=1, max_size=30) | st.just("A word. Another one! ")
    return st.builds(lambda one, other, times: f"x{one} {other}" * times, parts, parts, st.integers(1, 60)).map(
        lambda text: text[:most]
    )


@st.composite
def articles(draw, number=0):
    """An article of one sentence."""
    text = draw(texts(500))
    return Article(
        id=f"article-{number}",
        source="one.txt",
        text=text,
        sentences=(Sentence(Span(0, len(text))),),
        title=draw(st.none() | texts(800)),
        publisher=draw(st.none() | texts(400)),
        published=draw(st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1))),
        url=draw(st.sampled_from(ADDRESSES)),
    )


def _numbers(draw, most):
    return st.lists(st.integers(1, most), min_size=1, max_size=min(most, 40), unique=True)


@st.composite
def answers(draw):
    """An answer of up to sixty citations, with disagreements and missing parts."""
    count = draw(st.integers(1, 60))
    statements = [(draw(texts()), draw(_numbers(draw, count))) for _ in range(draw(st.integers(1, 6)))]
    disagreements = []
    for _ in range(draw(st.sampled_from((0, 1, 2, 11)))):
        numbers = draw(_numbers(draw, count))
        middle = len(numbers) // 2
        if middle:
            disagreements.append((draw(texts(900)), numbers[:middle], draw(texts()), numbers[middle:], draw(texts())))
    used = [number for _, numbers in statements for number in numbers]
    used += [number for _, one, _, other, _ in disagreements for number in (*one, *other)]
    new = {number: at for at, number in enumerate(dict.fromkeys(used), start=1)}
    few = [draw(articles(number)) for number in range(min(2, len(new)))]
    cited = [
        Citation(number, Article(**{**_fields(few[number % len(few)]), "id": f"article-{number}"}), Span(0, 1))
        for number in new.values()
    ]
    return Answer(
        tuple(Statement(text, tuple(new[each] for each in numbers)) for text, numbers in statements),
        tuple(cited),
        0.9,
        "scripted",
        tuple(
            Disagreement(
                about,
                (Side(said, tuple(new[each] for each in one)), Side(else_said, tuple(new[each] for each in other))),
            )
            for about, one, said, other, else_said in disagreements
        ),
        tuple(draw(st.lists(texts(900), max_size=12))),
    )


def _fields(article):
    return {name: getattr(article, name) for name in Article.__slots__}


@st.composite
def abstentions(draw):
    """An abstention with topics and nearest passages."""
    nearest = tuple(Passage(draw(articles(number)), 0, 1) for number in range(draw(st.integers(0, 6))))
    return Abstention(draw(texts()), 0.1, "scripted", tuple(draw(st.lists(texts(900), max_size=9))), nearest)


def replies():
    """A reply of either kind, with notices."""
    return st.builds(
        lambda question, result, notices: Reply(question, question, result, {}, notices=tuple(notices)),
        texts(400),
        answers() | abstentions(),
        st.lists(texts(900), max_size=12),
    )
