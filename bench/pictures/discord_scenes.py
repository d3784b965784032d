"""What is shown of Discord in the README: what the product answers from the four shipped articles, laid out as it is sent."""

from bench.pictures import discord_page
from bench.pictures.product import DAY, product
from bot.chat.reading import read_around
from bot.chat.references import PassageReference
from bot.digest.poster import Post
from bot.discord.answers import reply_panel
from bot.discord.digest_panel import digest_panel
from bot.discord.panel import Panel
from bot.discord.passages import PAGE_CHARACTERS, passage_panel
from bot.recall.recall import Opened
from retrieval.answering.answer import Answer
from retrieval.answering.reply import Reply

SIZES = {
    "discord_answer": (630, 410),
    "discord_passage": (630, 375),
    "discord_digest": (630, 745),
}
"""Width and height of each picture, in pixels of the page."""


def pages() -> dict[str, str]:
    """The pages to take pictures of, by the pictures' names."""
    made = product()
    answer = reply_panel(made.disputed, 1, range(1, 99))
    passage = passage_panel(_opened(made.disputed), PassageReference(1, 2))
    return {
        "discord_answer": discord_page.page(
            discord_page.person("Mara", made.disputed.question, calls="Footnote") + discord_page.bot(answer)
        ),
        "discord_passage": discord_page.page(discord_page.bot(passage, only_for_you=True)),
        "discord_digest": discord_page.page(discord_page.bot(_morning())),
    }


def _opened(reply: Reply) -> Opened:
    """The last passage of a reply, in its article."""
    if not isinstance(reply.result, Answer):
        raise TypeError("an abstention cites no passage")
    cited = reply.result.citations[-1]
    return Opened(cited.article, cited.span, read_around(cited.article, cited.span, PAGE_CHARACTERS // 2))


def _morning() -> Panel:
    digest = product().digest
    post = Post(digest, DAY, tuple(range(1, 1 + len(digest.stories))))
    return digest_panel(post, [range(1, 99) for _ in digest.stories], mark=1)
