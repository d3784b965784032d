"""Roundabout questions in the words that news have for what they ask: "who was Lund's predecessor" is "whom did Lund replace"; pure."""

import re

_BE = r"(?:is|are|was|were|has been|have been)"
_HELPS = r"(?:is|are|was|were|did|does|do|has|have|had|will|would)"
_NAME = r"(?-i:(?:the )?[A-Z0-9][\w&.’'-]*(?: [A-Z0-9][\w&.’'-]*){0,3})"
_FALLS = (
    r"(?:fall|fell|fallen|drop|dropped|sink|sunk|slide|slid|slump|slumped|decline|declined|"
    r"rise|risen|climb|climbed|jump|jumped|go up|go down|gone up|gone down)"
)
_GONE = (
    r"(?:(?:been )?(?:no longer|not any ?more|not) (?:been )?(?:in charge|in office|in (?:the|that|his|her) \w+)"
    r"|(?:been )?(?:gone|out))(?: any ?more)?"
)
_PART = r"(?:part|slice|portion|piece|chunk|share|stake|fraction)"
_SEATED = r"(?:people|spectators|fans|guests|visitors|seats)"
_SITE = r"(?:(?:the |its |their )?(?:[\w’'-]+ )?(?:stadium|ground|arena|hall|theatre|theater|venue))"
_TOWN = r"(?:in |from )?(?:what|which) (?:city|town)"

_FORMS = tuple(
    (re.compile(asked, re.IGNORECASE), plain)
    for asked, plain in (
        (
            rf"who {_BE} (?P<who>.+?)['’]s? (?:immediate |direct )?predecessor(?P<rest>\b.*)",
            r"Whom did \g<who> replace\g<rest>",
        ),
        (rf"who {_BE} the predecessor of (?P<who>.+)", r"Whom did \g<who> replace"),
        (r"who (?:preceded|came before) (?P<who>.+)", r"Whom did \g<who> replace"),
        (rf"since when (?:{_BE}|has|have) (?P<who>.+?) {_GONE}", r"When did \g<who> leave"),
        (
            r"since when (?:does|has|did) (?P<what>.+?) (?:exist|existed|been around|been there)",
            r"When was \g<what> founded",
        ),
        (r"how long has (?P<what>.+?) (?:existed|been around)", r"When was \g<what> founded"),
        (rf"who (?P<first>(?:originally |first )?)started (?:up )?(?P<what>{_NAME})", r"Who \g<first>founded \g<what>"),
        (r"who (?:is|was) the (?:man|woman|person|one) (?:who|that) (?P<did>.+)", r"Who \g<did>"),
        (rf"how far (?P<did>did|has|have|had) (?P<what>.+? {_FALLS}\b.*)", r"By how much \g<did> \g<what>"),
        (rf"what (?:sum|amount of money|sum of money) (?P<rest>{_HELPS}\b.+)", r"How much \g<rest>"),
        (
            r"for how much (?:is|was|were|are) (?P<what>.+?) (?:being )?(?:sold|bought|acquired|taken over)(?P<rest>\b.*)",
            r"What is the price paid for \g<what>\g<rest>",
        ),
        (
            r"(?:in )?(?:what|which) other currenc(?:y|ies) (?P<is>is|are|was|were) (?P<what>.+?)"
            r"(?: (?:given|quoted|told|stated|expressed|put|reported|converted))?(?: in| into)?(?: too| as well| also)?",
            r"How much \g<is> \g<what> in another currency",
        ),
        (r"for how long (?P<rest>.+)", r"How long \g<rest>"),
        (rf"what length of time (?P<rest>{_HELPS}\b.+)", r"How long \g<rest>"),
        (
            rf"how (?:big|large) an? {_PART} of (?P<what>.+?) (?:belongs|belonged) to (?P<who>.+)",
            r"What stake in \g<what> does \g<who> own",
        ),
        (rf"what {_PART} of (?P<what>.+?) went to (?P<who>.+)", r"What share of \g<what> did \g<who> buy"),
        (
            rf"{_TOWN} (?:is|are) (?P<who>.+?) (?:based|headquartered|located|at home)(?: in)?",
            r"Which city is \g<who> from",
        ),
        (
            rf"{_TOWN} (?:do|does|did) (?P<who>.+?) (?:come|hail|operate)(?: from| in| out of)?",
            r"Which city is \g<who> from",
        ),
        (rf"{_TOWN} (?:is|are) (?P<who>.+?)['’]s? (?:home|base|seat|headquarters)", r"Which city is \g<who> from"),
        (
            rf"how many {_SEATED} (?P<aux>will|would|can|could|does|do) (?P<what>.+?) (?:hold|seat|accommodate)(?P<rest>\b.*)",
            r"How large \g<aux> the capacity of \g<what> be\g<rest>",
        ),
        (
            rf"how (?:big|large) (?P<aux>will|would) (?P<what>{_SITE}) (?:be|become|get)(?P<rest>\b.*)",
            r"How large \g<aux> the capacity of \g<what> be\g<rest>",
        ),
        (r"what did (?P<who>.+?) replace (?P<what>.+?) with", r"What has \g<who> switched to instead of \g<what>"),
        (
            r"to what (?:has|have|did) (?P<who>.+?) (?:turned|turn|gone over|changed|moved) instead of (?P<what>.+)",
            r"What has \g<who> switched to instead of \g<what>",
        ),
        (
            r"(?:what|which)(?: [a-z]+)? did (?P<who>.+?) (?:run|lead|head|manage) before(?P<rest>\b.*)",
            r"What was \g<who>'s former post before\g<rest>",
        ),
        (
            r"what did (?P<who>.+?) use to (?:be|do|run|lead|head|manage)(?P<rest>\b.*)",
            r"What was \g<who>'s former post\g<rest>",
        ),
    )
)
"""The ways of asking, each for the whole of a question without its mark, and the plain ones; the first that fits is taken."""


def in_plain_words(question: str) -> str:
    """`question`, or the same in plainer words where it is one of the roundabout forms."""
    bare = question.strip().rstrip(" ?!.")
    for asked, plain in _FORMS:
        if match := asked.fullmatch(bare):
            return f"{match.expand(plain)}?"
    return question
