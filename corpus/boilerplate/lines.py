"""Whole lines of a page that no article has: buttons, menus, bylines, captions, by what they say. Pure."""

import re
from collections.abc import Collection

from corpus.boilerplate.patterns import MAX_NOTICE, NAME, line_rule
from corpus.boilerplate.verdict import Reason
from corpus.english import words_of

_MAX_CAPTION = 400
_LETTERS = re.compile(r"[^\W\d_]+(?:\.[^\W\d_])?")
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


def whole_line(text: str, low: str, words: Collection[str]) -> Reason | None:
    """Why a line is no article's own, from end to end; `low` is it in lower case, `words` are its words."""
    for reason, rule in _LINES:
        if rule.match(low):
            return reason
    if _BYLINE_NAMES.match(text):
        return Reason.BYLINE
    if is_share_line(words):
        return Reason.SHARE
    return Reason.NAVIGATION if _ADDRESS.match(low) else None


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
