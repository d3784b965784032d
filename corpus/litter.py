"""Litter: what the clutter around an article says of itself, recognised by its own words; pure.

Each rule reads the text of one block and knows nothing of where it stands. Whole-line rules (buttons, bylines,
captions) must fit the line from end to end; notices (newsletter, cookies, subscriptions) must be most of what the
block says.
"""

import re
from collections.abc import Collection

from corpus.english import words_of
from corpus.reason import Reason

MAX_LINE = 240
MAX_NOTICE = 900
_MAX_CAPTION = 400


def any_of(*alternatives: str) -> str:
    """A group of the alternatives, in which a blank stands for any white space."""
    return "(?:" + "|".join(alternatives).replace(" ", r"\s") + ")"


def _anywhere(*alternatives: str) -> re.Pattern[str]:
    return re.compile(any_of(*alternatives))


def line_rule(*alternatives: str) -> re.Pattern[str]:
    """A rule for a whole line, whatever signs stand around it."""
    return re.compile(r"[\W_]{0,4}" + any_of(*alternatives) + r"[\s.,!?:;…›»>→|*)+\]–—-]*\Z")


_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_WORDS = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"[^\W\d_]+(?:\.[^\W\d_])?")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_TEMPLATE = re.compile(r"\{\{[^}]*\}\}|\{%[^%]*%\}|<%[^%]*%>")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+\Z|[\w.+-]+@[\w-]+(?:\.[\w-]+)+\Z", re.IGNORECASE)

_ADVERTISEMENT = line_rule(
    "(?:skip )?advertisements?(?: article continues below this ad)?",
    "ads?",
    "promoted(?: content)?",
    r"sponsored(?: (?:content|links|by\b.{0,40}))?",
    "paid (?:content|post|partner.{0,20})",
    "advertise (?:with us|here)",
    "(?:story|article) continues (?:below|after).{0,40}",
    "scroll (?:down )?(?:to|for) .{0,20}",
    "continue reading(?: (?:the main story|below|here))?",
    "report (?:this )?ad",
    "loading(?: ad)?",
    "remove ads",
    "this slideshow requires javascript",
)
_SHARE = line_rule(
    r"[\d.,]+ ?[km]?\+? (?:shares?|likes?|views?|retweets?|reactions?|claps?)",
    r"(?:share|tweet|pin|print|email) this(?: \w+){0,3}",
    "share (?:on|via|with|to|your) .{1,40}",
    "copy link.{0,20}",
    "link copied.{0,20}",
    r"follow (?:[\w’'@&]+ ){0,8}on [\w ,:&+]{1,60}",
    r"follow @\w+.{0,40}",
    "like us on .{1,30}",
    ".{1,160} follow us",
    r"@\w+",
)
_NAVIGATION = line_rule(
    "skip to .{1,30}",
    "(?:back|return|go|scroll) (?:up )?to (?:the )?(?:top|home(?:page)?|start|main|previous|results).{0,20}",
    "(?:open|close|toggle|show|hide|expand|collapse|main) ?(?:the )?(?:navigation|menu|search|sidebar|nav|"
    "dialog).{0,20}",
    r"home(?:page)?|menu|search(?: (?:for|the site|this site|here|\w+\.com))?",
    "log ?(?:in|out)|sign ?(?:in|out)|register|my account|account|profile|settings",
    "close|open|next|prev(?:ious)?|ok|cancel|back|go|more|help|about(?: us)?|contact(?: us)?",
    "(?:load|show|see|view) (?:more|all|less|full|complete|original|the|comments|details)(?: [\\w’'&,-]+){0,4}",
    r"click (?:here|to)\b.{0,60}|tap (?:here|to)\b.{0,40}",
    "read (?:more|less|on|now|article|full (?:article|story)|the full .{1,30})",
    ".{0,20}click here to view.{0,30}|for more (?:on|about) .{1,80} click here(?:! for more .{1,80} click here)?",
    "learn more|find out more|more info(?:rmation)?|full story|full bio",
    "(?:previous|next) (?:article|post|story).{0,120}",
    "you are here.{0,80}|jump to .{0,40}|table of contents",
    "watch(?: live| now)?|listen(?: (?:now|live|to (?:this )?(?:article|story)).{0,20})?|live",
    "change (?:location|language|region|edition)|select .{1,25}|edition|switch to .{1,30}",
    r"font size.{0,20}|a-? ?a\+?|permalink|following?",
    r"comments? ?\(?\d*\)?|\d+ comments?",
    "report (?:abuse|an? (?:error|typo|correction)).{0,40}|suggest a correction|print this article",
)
_CAPTION = line_rule(
    "(?:images?|photos?|pictures?|photographs?|credits?|illustrations?|graphics?|screenshots?|file photo|captions?|"
    r"pic|artwork)(?: (?:credits?|source|courtesy|by|via|from|illustration))?(?: (?:by|of|via))? ?[:|] ?.{1,160}",
    "(?:photo(?:graph)?s?|image|illustration|picture|screenshot|video|courtesy|graphic) "
    r"(?:by|courtesy(?: of)?|via|of|from) [^.]{1,80}",
    "(?:view|open|see|enlarge|expand) (?:full[ -]?size )?(?:this )?(?:image|photo|gallery|picture|larger).{0,40}",
    "(?:hide|toggle|show) caption|enlarge(?: this image)?|fullscreen|(?:image|photo|picture) gallery",
    r"(?:(?:image|photo|slide) +)?\d+ +(?:of /|of|/) +\d+(?: (?:photos|images|slides))?",
    "(?:play|watch)(?: the)? video|now playing.{0,60}|autoplay.{0,20}",
    "video (?:player )?(?:loading|unavailable|transcript)|(?:image|media) (?:caption|source),?.{0,200}",
    "close (?:gallery|video|modal).{0,20}|getty(?: images)?",
)
_AGENCY = (
    "Getty(?: Images)?(?:/\\w+)?|AFP|Reuters|REUTERS|Shutterstock|iStock(?:photo)?|Alamy(?: Stock Photo)?|EPA|"
    r"PA Wire|PA Images|AP Photo(?:/[\w .]+)?|USA TODAY Sports|Unsplash|Flickr|AAP|WireImage|Imagn Images"
)
_CREDIT_AT_END = re.compile(
    r"(?:(?:Photo|Credit|Image|Picture|Photograph)(?::|\.\.\.|…)[^.!?]{1,70}"
    rf"|\b(?:{_AGENCY})(?: file)?|\((?:[A-Z][\w.-]*/)+[A-Z][\w .-]*)[)\].]*\Z"
)
_NUMBER_IN_GALLERY = re.compile(r"\d+ ?of ?\d+(?=[A-Z“])")
_TAGS = line_rule(
    "(?:related )?(?:tags?|topics?|keywords?|filed (?:under|to|in)|categor(?:y|ies)|labels?|tagged(?: (?:with|as|"
    r"in))?|more topics|mentioned in this article|in this (?:article|story)|posted in) ?(?::.{0,230})?",
    r"(?:#[\w-]+[ ,]*)+",
)
_BUTTON = line_rule(
    r"(?:sign[ -]?up|subscribe) (?:to|for) (?!.*\.\Z).{1,50}",
    "join(?: (?:now|us|today|free))?|sign[ -]?up(?: (?:now|here|today|for free|free))?",
    "subscribe(?: (?:now|here|today|for free|to .{1,50}))?|notify me.{0,40}",
    "get (?:started|updates|alerts|notified|the app|our app|e-?mail alerts)",
    "(?:e-?mail|newsletters?)(?: sign[ -]?up| address)?|submit|unsubscribe|your e-?mail(?: address)?|first name|"
    "last name",
    "download (?:the|our) .{0,30}app.{0,30}",
    "(?:subscribe|newsletters?|e-?mail|sign up|log in|follow us)(?: (?:subscribe|newsletters?|e-?mail|sign up|"
    "log in|follow us))+",
)
_CONSENT = line_rule(
    "(?:accept|reject|allow|decline|refuse)(?: (?:all|cookies|and (?:close|continue)|all cookies))?|i (?:agree|"
    "accept)|got it",
    "manage (?:options|settings|cookies|preferences|choices)|(?:cookie|privacy) (?:settings|preferences|options|"
    "choices)",
    "(?:we value|we care about|we respect) your privacy|your privacy(?: (?:choices|matters.{0,30}))?|"
    "this (?:web)?site uses cookies",
)
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

_SHARE_CORE = words_of(
    "share tweet facebook twitter linkedin pinterest reddit whatsapp flipboard print messenger tumblr telegram "
    "instagram digg stumbleupon shares viber vk snapchat tiktok youtube bluesky mastodon wechat weibo googleplus email"
)
_SHARE_ALSO = words_of(
    "x copy link links save comment comments like likes follow us on this article story via by to with icon mail e "
    "sms rss pocket "
    "subscribe bookmark gift send open opens in new window click google more post a the page and or it button plus "
    "me our now total options friends friend your for url threads"
)
_DATE_WORDS = words_of(
    "jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september "
    "october november "
    "december mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday "
    "am pm a.m p.m m "
    "et est edt pt pst pdt ct cst cdt gmt bst utc cet ist aest sgt published updated posted last on at ago hour "
    "hours minute minutes "
    "mins min hrs hr h day days week weeks month months year years read first original modified created date time "
    "by eastern of the today yesterday just now st nd rd th uk us"
)
NAME = r"[A-Z][\w.’'-]*"
_BYLINE_NAMES = re.compile(
    rf"(?:By|BY|by):?\s+(?:{NAME}|the)(?:[\s,|•·/—–(-]+(?:{NAME}|and|&|the|of|for|with|van|von|de|der|la|in|at|"
    rf"[\d:]+|@\w+))*\W*\Z"
)
_BYLINE = line_rule(
    "(?:written|posted|published|reported|edited|reviewed|updated|contributed|compiled|submitted|uploaded|produced|"
    r"created|authored|words|text|story|analysis|opinion|report|article|commentary|fact[ -]checked) (?:by|"
    r"on)\b(?!.*[a-z]{3}[.!?][”\"]?\Z).{0,110}",
    r"(?:first |last |originally )?(?:published|updated|posted|modified|edited)(?: on| at|:|"
    r" \d)(?!.*[a-z]{3}[.!?][”\"]?\Z).{0,110}",
    "authors?(?::.{0,100})?|last update.{0,60}",
    r"(?:publicado|publié|veröffentlicht|por|von)\b ?:?.{0,60}\d{4}.{0,20}",
    r"\d+ ?min(?:ute)?s? (?:read|to read|watch|listen)|reading time:?.{0,20}",
    "(?:additional )?reporting by .{1,200}|editing by .{1,120}|.{1,200} contributed (?:to this (?:report|story|"
    "article)|reporting)",
)

_ASKING = (
    r"(?:(?:^|[.!?:…»] +|\bto |\bplease |\bor )(?:sign[ -]?up|subscribe|join|register|click(?: here)?|get|receive|"
    "enter|stay|keep up|never miss|want|don[’']t miss|have|be the first|like what))"
)
_NEWSLETTER = _anywhere(
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
_COOKIES = _anywhere(
    r"\b(?:we|our partners|(?:this|our|the) (?:web)?site|[\w.]+\.com) (?:and (?:our partners|"
    r"third parties) )?(?:may |also )?uses? (?:\w+ ){0,3}cookies",
    r"\bwe and our (?:\d+ )?(?:partners|vendors)\b|\baccept (?:all )?(?:cookies|and continue)|\bcookie (?:policy|"
    r"settings|preferences|notice|consent)\b",
    r"\bby (?:continuing|clicking|using|browsing|submitting|registering)\b.{0,80}\b(?:agree|consent|accept)",
    r"\bi agree (?:that|to)\b|\bmanage (?:your )?(?:consent|privacy|preferences)|\buses? cookies\b.{0,60}\b(?:site|"
    r"experience|browse)",
)
_PAYWALL = _anywhere(
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
_DISCLOSURE = _anywhere(
    r"\b(?:may|might|can|could|will) (?:also )?(?:earn|receive|get|be paid|make|collect) (?:an? |"
    r"some )?(?:\w+ )?(?:affiliate )?(?:commissions?|share of (?:the )?(?:sales|revenue))",
    r"\baffiliate (?:links?|commissions?|program|partner)|\bas an amazon associate|\b(?:advertis(?:er|ing)|"
    r"affiliate) disclosure",
    r"\bprices? (?:and availability )?(?:is|are|were) (?:accurate|correct) (?:at|as of)",
)
_COMMENTS = _anywhere(
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
_TERMS = _anywhere(
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
_LINES = (
    (Reason.ADVERTISEMENT, _ADVERTISEMENT),
    (Reason.NAVIGATION, _NAVIGATION),
    (Reason.SHARE, _SHARE),
    (Reason.CAPTION, _CAPTION),
    (Reason.TAGS, _TAGS),
    (Reason.NEWSLETTER, _BUTTON),
    (Reason.COOKIES, _CONSENT),
    (Reason.BYLINE, _BYLINE),
)


def litter(text: str, low: str, words: Collection[str]) -> Reason | None:
    """Why a block with this text is no article's own, wherever it stands; None where it may be.

    `low` is the text in lower case, `words` are its words.
    """
    if len(text) > MAX_NOTICE:
        return None
    if _LETTER_OR_DIGIT.search(text) is None:
        return Reason.SYMBOL
    if ("{" in text or "<%" in text) and _TEMPLATE.search(text):
        return Reason.TEMPLATE
    reason = _whole_line(text, low, words) if len(text) <= MAX_LINE else None
    if reason is None and len(text) <= 2 * MAX_LINE and _is_copyright(low, words):
        return Reason.COPYRIGHT
    return reason or _notice(low, words)


def _is_copyright(low: str, words: Collection[str]) -> bool:
    has_sign = "©" in low or "ⓒ" in low or not _COPYRIGHT_SIGNS.isdisjoint(words)
    return has_sign and _COPYRIGHT.match(low) is not None


def _whole_line(text: str, low: str, words: Collection[str]) -> Reason | None:
    for reason, rule in _LINES:
        if rule.match(low):
            return reason
    if _BYLINE_NAMES.match(text):
        return Reason.BYLINE
    if is_share_line(words):
        return Reason.SHARE
    return Reason.NAVIGATION if _ADDRESS.match(low) else None


def _notice(low: str, words: Collection[str]) -> Reason | None:
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


def is_share_line(words: Collection[str]) -> bool:
    """Whether the words of a line are nothing but the names of places to share it."""
    if not 0 < len(words) <= 16 or _SHARE_CORE.isdisjoint(words):
        return False
    return all(word in _SHARE_CORE or word in _SHARE_ALSO or word.isdigit() for word in words)


def is_date_line(text: str) -> bool:
    """Whether the line is only a date or a time, with what page headers write around it."""
    if len(text) > 120 or (" ago" not in text and not any(map(str.isdigit, text))):
        return False
    words = [word.lower().rstrip(".") for word in _LETTERS.findall(text)]
    return bool(words) and all(word in _DATE_WORDS for word in words)


def is_photo_caption(text: str) -> bool:
    """Whether the line ends in the credit of a picture, or begins with its number in a gallery."""
    if len(text) <= MAX_NOTICE and _NUMBER_IN_GALLERY.match(text):
        return True
    is_sentence = text.endswith((".", "?", "!", "”", '"')) and not text.endswith((").", "Images."))
    if len(text) > _MAX_CAPTION or is_sentence:
        return False
    return _CREDIT_AT_END.search(text[-90:]) is not None
