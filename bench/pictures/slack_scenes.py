"""What is shown of Slack in the README: what the product answers from the four shipped articles, laid out as it is sent."""

from bench.pictures import slack_page
from bench.pictures.product import DAY, product
from bot.chat.reading import read_around
from bot.chat.references import PassageReference
from bot.chat.suggesting import suggestions
from bot.desk.asked import Place
from bot.digest.form import Form
from bot.digest.poster import Post
from bot.recall.recall import Opened
from bot.slack.blocks import reply_message
from bot.slack.digest_blocks import digest_message
from bot.slack.digest_views import settings_modal
from bot.slack.home import home_view
from bot.slack.limits import PAGE_CHARACTERS
from bot.slack.modals import passage_modal
from retrieval.answering.answer import Answer
from retrieval.answering.reply import Reply

SIZES: dict[str, tuple[float, ...]] = {
    "slack_answer": (760, 435),
    "slack_passage": (760, 700),
    "slack_abstention": (760, 330),
    "slack_home": (760, 760),
    "slack_digest": (760, 1000, 1.0),
    "slack_settings": (560, 760),
}
"""Width and height of each picture, in pixels of the page, and for long ones how many of the picture's each takes."""

_OWN_DIGEST = "weekdays at 08:00 (Europe/Berlin). The next one comes on 18 July 2025 at 08:00."


def pages() -> dict[str, str]:
    """The pages to take pictures of, by the pictures' names."""
    made = product()
    suggested = suggestions(made.overview.newest)
    filled = settings_modal(Form(zone="Europe/Berlin", topics="Scale AI"), Place("slack", "T1", "D1"), is_home=True)
    return {
        "slack_answer": slack_page.page(_asked(made.disputed)),
        "slack_passage": slack_page.page(
            slack_page.modal(passage_modal(_opened(made.disputed), PassageReference(1, 2)))
        ),
        "slack_abstention": slack_page.page(_asked(made.unanswered)),
        "slack_home": slack_page.page(slack_page.home(home_view(made.overview, suggested, _OWN_DIGEST))),
        "slack_digest": slack_page.page(_morning()),
        "slack_settings": slack_page.page(slack_page.modal(filled)),
    }


def _asked(reply: Reply) -> str:
    message = reply_message(reply, 1, range(1, 99))
    return slack_page.thread(
        [slack_page.person("Mara", reply.question, calls="Footnote"), slack_page.bot(message.blocks)]
    )


def _opened(reply: Reply) -> Opened:
    """The last passage of a reply, in its article."""
    if not isinstance(reply.result, Answer):
        raise TypeError("an abstention cites no passage")
    cited = reply.result.citations[-1]
    return Opened(cited.article, cited.span, read_around(cited.article, cited.span, PAGE_CHARACTERS // 2))


def _morning() -> str:
    digest = product().digest
    post = Post(digest, DAY, tuple(range(1, 1 + len(digest.stories))))
    message = digest_message(post, [range(1, 99) for _ in digest.stories])
    return slack_page.thread([slack_page.bot(message.blocks)])
