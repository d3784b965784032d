"""Notices and forms of a page: newsletters, cookies, subscriptions, comments, terms, by what they say. Pure."""

import re
from collections.abc import Collection

from corpus.boilerplate.patterns import any_of, anywhere
from corpus.boilerplate.verdict import Reason
from corpus.english import words_of

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_COPYRIGHT = re.compile(
    r"\W*"
    + any_of(
        r"(?:©|ⓒ|\(c\) |copyright (?:©|ⓒ|\(c\)|\d{4}|by\b)).{0,300}",
        r".{0,200}\ball rights reserved.{0,200}",
        r".{0,60}\b(?:terms (?:of (?:use|service)|(?:&|and) conditions)|privacy (?:policy|notice|"
        r"statement))\b[^.]{0,60}",
        ".{0,60}may not be (?:published|reproduced|republished).{0,200}",
        "do not sell (?:or share )?my.{0,40}|your (?:california )?privacy (?:rights|choices)",
        r"(?:proudly )?powered by \S+(?: \S+){0,3}|hosted by .{0,60}|crafted with .{0,60}",
        "(?:published|provided) by .{0,80}",
    )
    + r"\W*\Z"
)

_COPYRIGHT_SIGNS = words_of(
    "c copyright reserved terms privacy published reproduced republished sell powered hosted crafted provided"
)

_ASKING = (
    r"(?:(?:^|[.!?:…»] +|\bto |\bplease |\bor )(?:sign[ -]?up|subscribe|join|register|click(?: here)?|get|receive|"
    "enter|stay|keep up|never miss|want|don[’']t miss|have|be the first|like what))"
)
_NEWSLETTER = anywhere(
    _ASKING + r"\b[^.?!]{0,120}\b(?:newsletters?|inbox|(?:by|our|free|daily|weekly|morning)(?: \w+)? e-?mails?|"
    r"e-?mail (?:alerts|updates|list|digest)|(?:news|e-?mail|text|breaking|push|mobile) alerts|mailing list|"
    r"(?:daily|morning|evening|weekly) (?:briefing|round-?up)|top (?:stories|headlines)|breaking (?:\w+ )?news|"
    r"(?:daily|weekly|latest|regular|free) (?:\w+ ){0,3}updates)",
    r"\bnewsletter promotion\b|\bnewsletters may contain\b|\bsee our privacy policy|\brecaptcha\b",
    r"\bsubscribe to our\b|\b(?:keep an eye on|straight to|in) your inbox\b|\bopt-in box\b",
    r"\b(?:delivered|sent|straight|direct(?:ly)?|right) (?:straight |directly |right )?to your (?:\w+ )?(?:inbox|"
    r"e-?mail|phone|door)",
    r"\b(?:enter|confirm|submit) (?:your|a valid) (?:\w+ )?e-?mail",
    r"\b(?:direct|straight) to you (?:every|each)\b",
    r"\bthank(?:s| you) for (?:signing up|subscribing|your subscription|registering)",
    r"\byour (?:free )?(?:daily|weekly|morning) (?:dose|digest|briefing|newsletter)",
    r"\bdelivered (?:every )?(?:weekday |monday )?(?:mornings?|evenings?|daily|weekly)\b",
    r"\bi would like to (?:be e-?mailed|receive)",
    r"\b(?:e-?mail address|this field) is (?:required|invalid|not valid)",
    r"\bplease enter (?:a valid|your|an)\b",
    r"\byou (?:can|may) unsubscribe|\bcheck your inbox|\balready subscribed\?|\bmanage your newsletter",
    r"\bwe send (?:newsletters|an? e-?mail)|\bactivation link|\bnewsletters?\b[^.]{0,60}\bopt out",
)
_COOKIES = anywhere(
    r"\b(?:we|our partners|(?:this|our|the) (?:web)?site|[\w.]+\.com) (?:and (?:our partners|"
    r"third parties) )?(?:may |also )?uses? (?:\w+ ){0,3}cookies",
    r"\bwe and our (?:\d+ )?(?:partners|vendors)\b|\baccept (?:all )?(?:cookies|and continue)|\bcookie (?:policy|"
    r"settings|preferences|notice|consent)\b",
    r"\bby (?:continuing|clicking|using|browsing|submitting|registering)\b.{0,80}\b(?:agree|consent|accept)",
    r"\bi agree (?:that|to)\b|\bmanage (?:your )?(?:consent|privacy|preferences)|\buses? cookies\b.{0,60}\b(?:site|"
    r"experience|browse)",
)
_PAYWALL = anywhere(
    r"\bto continue (?:reading|enjoying)|\balready a (?:subscriber|member)\b",
    r"\b(?:this|the) (?:article|story|content|page) is (?:only )?(?:available |reserved )?(?:for|to) (?:our |"
    r"registered |paying |paid )?(?:subscribers|members)",
    r"\byou[’']ve (?:reached|read|used) .{0,40}(?:articles?|limit)|\bfree articles? (?:left|remaining|this month)",
    r"\b(?:subscribe|register|log ?in|sign ?in|upgrade|become a (?:member|subscriber)) (?:now |today |"
    r"here )?to (?:read|continue|access|view|unlock|get|keep|enjoy|support|comment|save)",
    r"\b(?:start|begin) (?:your|a) (?:free |\d+[ -]day )*(?:trial|subscription)|\bunlimited (?:digital )?access",
    r"\bsupport (?:our|independent|quality) (?:local )?journalism|\bcancel (?:at )?any ?time|\bcreate (?:a|"
    r"your) (?:free )?account",
    r"\bread the full (?:article|story) (?:at|on|here)|\byour browser (?:does not|doesn[’']t|is)\b|"
    r"\binternet explorer\b.{0,80}\bupdate",
    r"\bplease (?:enable|turn on|disable|turn off) (?:your )?(?:java ?script|ad ?block\w*|cookies)|"
    r"\bupdate to a modern browser",
    r"\b(?:support|donate to|fund|contribute to) (?:us|our (?:work|journalism|mission|newsroom))\b",
)
_DISCLOSURE = anywhere(
    r"\b(?:may|might|can|could|will) (?:also )?(?:earn|receive|get|be paid|make|collect) (?:an? |"
    r"some )?(?:\w+ )?(?:affiliate )?(?:commissions?|share of (?:the )?(?:sales|revenue))",
    r"\baffiliate (?:links?|commissions?|program|partner)|\bas an amazon associate|\b(?:advertis(?:er|ing)|"
    r"affiliate) disclosure",
    r"\bprices? (?:and availability )?(?:is|are|were) (?:accurate|correct) (?:at|as of)",
)
_COMMENTS = anywhere(
    r"\b(?:let (?:us|me) know|tell us|share your (?:thoughts|views|opinions?|ideas)|sound off|weigh in|"
    r"have your say|chime in|"
    r"leave (?:a comment|us a comment|your \w+)|comment below)\b.{0,60}\b(?:comments?|below|think|know|twitter|"
    r"facebook)\b",
    r"\b(?:log ?in|sign ?in|register|logged in) (?:here )?(?:or \w+ )?to (?:post|leave|add|comment|reply|join)",
    r"\brequired fields are marked|\b(?:email|e-mail) address will not be (?:published|shared)",
    r"\bcomments (?:are|have been|on this \w+ are) (?:now )?(?:closed|moderated|disabled|turned off)",
    r"\bbe the first to (?:comment|react|reply|like)|\bour community guidelines|\bsave my name",
    r"\bcomments? (?:will|may) be (?:deleted|removed|moderated)|\bpost limit reached|\byour comment\b",
)
_TERMS = anywhere(
    r"\b(?:we|our|us)\b.{0,160}\byour (?:personal )?(?:data|information)\b|"
    r"\byour (?:personal )?data\b.{0,80}\b(?:we|our|us)\b",
    r"\bpersonal,? (?:and )?non-?commercial use|\bsubject to copyright",
    r"\bwithout (?:the )?express (?:written )?permission|\bno part (?:of this \w+ )?may be reproduced",
    r"\bour (?:updated )?(?:privacy|cookie|comment(?:ing)?|moderation|data protection) policy|"
    r"\bpresentation-ready copies",
    r"\byour personal data will\b|\bcustomer (?:service|care) (?:center|team|department)?\b.{0,40}\bcontact",
    r"\bthe views expressed (?:in this|here|by the|are)|\bmarket data provided|\bquotes (?:delayed|displayed)\b|"
    r"\bthis site is protected by",
    r"\byou (?:agree to|accept|acknowledge)\b.{0,40}\b(?:terms|privacy)",
)

# A notice rule is only tried on a block that has one of its words.
_NOTICES = (
    (
        Reason.NEWSLETTER,
        _NEWSLETTER,
        words_of(
            "newsletter newsletters inbox email emails mail emailed mailing subscribing subscribed unsubscribe updates "
            "alerts headlines "
            "briefing roundup delivered signing registering activation field morning breaking subscribe stories opt"
        ),
    ),
    (Reason.COOKIES, _COOKIES, words_of("cookies cookie consent agree accept preferences partners vendors")),
    (
        Reason.PAYWALL,
        _PAYWALL,
        words_of(
            "subscriber subscribers subscribe member members register log login signin sign upgrade trial subscription "
            "unlimited "
            "journalism cancel browser javascript adblock donate fund newsroom articles limit enjoying reading"
        ),
    ),
    (Reason.DISCLOSURE, _DISCLOSURE, words_of("commission commissions affiliate associate disclosure accurate")),
    (Reason.COMMENTS, _COMMENTS, words_of("comment comments below reply react marked email required removed reached")),
    (
        Reason.COPYRIGHT,
        _TERMS,
        words_of("data copyright reproduced personal privacy copies views terms quotes customer protected"),
    ),
)


def is_copyright(low: str, words: Collection[str]) -> bool:
    """Whether a block in lower case, with these words, is a notice of rights or of who made the page."""
    has_sign = "©" in low or "ⓒ" in low or not _COPYRIGHT_SIGNS.isdisjoint(words)
    return has_sign and _COPYRIGHT.match(low) is not None


def notice(low: str, words: Collection[str]) -> Reason | None:
    """A notice or a form: half of what the block says, at least, is of that kind, and nobody is quoted."""
    is_reported = "“" in low or "said" in words or "told" in words or '"' in low
    for reason, rule, signs in _NOTICES:
        is_barred = is_reported and reason is not Reason.NEWSLETTER
        if is_barred or signs.isdisjoint(words) or rule.search(low) is None:
            continue
        share = sum(len(part) for part in _SENTENCE_END.split(low) if rule.search(part)) / len(low)
        if share >= (0.25 if reason is Reason.DISCLOSURE and "you buy" in low else 0.5):
            return reason
    return None
