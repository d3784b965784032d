"""Litter: what the clutter around an article says of itself, recognised by its own words; pure.

Each rule reads one block of text and knows nothing of where it stands. A rule that needs the place (a section cue, the end of the page) says so in its
name; `boilerplate` decides when to ask it.
"""

import re
from enum import StrEnum


class Reason(StrEnum):
    """Why a block is no part of the article."""

    ADVERTISEMENT = "advertisement"
    AUTHOR = "about the author"
    BYLINE = "byline"
    CAPTION = "caption"
    COMMENTS = "comments"
    COOKIES = "cookie notice"
    COPYRIGHT = "copyright or terms"
    DATE = "date line"
    DISCLOSURE = "affiliate disclosure"
    HEADLINE = "repeated headline"
    NAVIGATION = "navigation"
    NEWSLETTER = "newsletter form"
    PAYWALL = "subscription notice"
    RELATED = "other stories"
    SHARE = "share buttons"
    SYMBOL = "lone symbol"
    TAGS = "tags"
    TEMPLATE = "template code"


MAX_LITTER_CHARACTERS = 600
"""Longer blocks are prose, whatever they mention."""


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_WORDS = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|<%.*?%>")

_ADVERTISEMENT = _rule(
    r"""(?:(?:skip\s)?advertisements?|ads?|promoted(?:\scontent)?|sponsored(?:\s(?:content|links|by\b.{0,40}))?|paid\s(?:content|post|partner.{0,20})
    |advertise\s(?:with\sus|here)|(?:story|article)\scontinues\s(?:below|after).{0,40}|scroll\s(?:down\s)?(?:to|for)\s.{0,20}
    |continue\sreading(?:\s(?:the\smain\sstory|below|here))?|report\s(?:this\s)?ad|loading(?:\sad)?|remove\sads|why\sads\??)[\s.…:»>]*\Z"""
)

_SHARE_CORE = frozenset(
    "share tweet facebook twitter linkedin pinterest reddit whatsapp flipboard email print messenger pocket tumblr telegram "
    "instagram digg stumbleupon shares viber vk snapchat tiktok youtube bluesky threads mastodon wechat weibo googleplus".split()
)
_SHARE_ALSO = frozenset(
    "x copy link links save comment comments like likes follow us on this article story via by to with icon mail e-mail sms rss "
    "subscribe bookmark gift send open opens in new window click google more post a the page and or it button plus me our now total "
    "options friends friend your for url".split()
)
_SHARE = _rule(
    r"""(?:[\d.,]+\s?[km]?\+?\s(?:shares?|likes?|views?|retweets?|reactions?|claps?)
    |(?:share|tweet|pin|print|email)\sthis(?:\s\w+){0,3}|share\s(?:on|via|with|to)\s.{1,30}|copy\slink.{0,20}|link\scopied.{0,20}
    |follow\s(?:us|me|him|her|them|@\w+|[\w\s’']{1,30})\son\s[\w\s,:&+]{1,60}|follow\s@\w+.{0,40}|like\sus\son\s.{1,30}|@\w+)[\s.!:]*\Z"""
)

_NAME = r"[A-Z][\w.’'-]*"
_BYLINE_BY = re.compile(rf"(?:By|BY|by)[:\s]\s*(?:{_NAME}|and|And|AND|&|the|of|for|with|van|von|de|la|[|,•·/—–-])(?:[\s,|•·/—–-]+(?:{_NAME}|and|&|the|of|for|with|van|von|de|der|la|in|at|\d+|@\w+))*\W*\Z")
_BYLINE = _rule(
    r"""(?:(?:(?:written|posted|published|reported|edited|reviewed|updated|contributed|compiled|submitted|uploaded|produced|created|authored
    |words|text|story|analysis|opinion|report|article|commentary|fact[\s-]checked)\s(?:by|on)|(?:first\s|last\s|originally\s)?(?:published|updated|posted|modified|edited)
    (?:\son|\sat|:|\s\d)|author|authors|last\supdate)\b(?!.*[a-z]{2}[.!?][”"]?\Z).{0,110}
    |(?:publicado|publié|veröffentlicht|por|von)\b\s?:?.{0,40}\d{4}.{0,20}
    |\d+\s?(?:min(?:ute)?s?)\s(?:read|to\sread|watch|listen)|reading\stime:?.{0,20}|(?:additional\s)?reporting\sby\s.{1,200}|editing\sby\s.{1,120})\Z"""
)
_DATE_WORDS = frozenset(
    "jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september october november december mon tue "
    "tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday am pm a.m p.m et est edt pt pst pdt ct cst cdt gmt bst utc "
    "cet ist aest sgt published updated posted last on at ago hour hours minute minutes mins min hrs hr h day days week weeks month months year years read "
    "first original modified created date time by eastern of the today yesterday just now st nd rd th uk us".split()
)
_DIGITS = re.compile(r"\d")

_CAPTION = _rule(
    r"""(?:(?:\(|\[)?(?:images?|photos?|pictures?|photographs?|credits?|illustrations?|graphics?|screenshots?|file\sphoto|captions?|pic|artwork)
    (?:\s(?:credits?|source|courtesy|by|via|from|illustration))?(?:\s(?:by|of|via))?\s?[:|]\s?.{1,160}
    |\(?(?:photo(?:graph)?s?|image|illustration|picture|screenshot|video|courtesy|graphic)\s(?:by|courtesy(?:\sof)?|via|of|from)\s[^.]{1,80}\)?
    |(?:view|open|see|enlarge|expand)\s(?:full[\s-]?size\s)?(?:this\s)?(?:image|photo|gallery|picture|larger).{0,40}|(?:hide|toggle|show)\scaption|enlarge(?:\sthis\simage)?
    |(?:(?:image|photo|slide)\s)?\d+\s(?:of|/)\s\d+(?:\s(?:photos|images|slides))?|(?:play|watch)(?:\sthe)?\svideo|now\splaying.{0,60}|autoplay.{0,20}
    |video\s(?:player\s)?(?:loading|unavailable|transcript)|image\scaption.{0,200}|media\scaption.{0,200}|close\s(?:gallery|video|modal).{0,20}|getty(?:\simages)?
    |fullscreen|image\sgallery|photo\sgallery|picture\sgallery)[\s.)]*\Z"""
)
_CAPTION_END = re.compile(
    r"(?:[(/|—–-]\s?|\bvia\s|\bby\s|©\s?|: |[.”] )?(?:(?:[A-Z][\w.’'-]+[ /,]+){0,5})(?:Getty(?: Images)?(?:/\w+)?|AFP|Reuters|REUTERS|Shutterstock|iStock(?:photo)?|"
    r"Alamy(?: Stock Photo)?|EPA|PA Wire|PA Images|AP Photo(?:/[\w .]+)?|USA TODAY Sports|Unsplash|Flickr|Bloomberg via Getty Images|AAP|WireImage|Imagn Images)[)\].]*\Z"
)

_IMPERATIVE = r"(?:(?:^|[.!?:…»]\s+|\bto\s|\bplease\s|\bor\s)(?:sign[\s-]?up|subscribe|join|register|click(?:\shere)?|get|receive|enter|stay|keep\sup|never\smiss|want|don[’']t\smiss|have|be\sthe\sfirst|like\swhat))"
_NEWSLETTER = _rule(
    _IMPERATIVE.replace(" ", r"\s")
    + r"""\b[^.?!]{0,120}\b(?:newsletters?|inbox|e-?mail(?:s|ed)?\b|alerts|mailing\slist|updates\b|briefing|round-?up|top\s(?:stories|news|headlines)|breaking\snews|week(?:ly|day)|daily)
    |\b(?:delivered|sent|straight|direct(?:ly)?|right)\s(?:straight\s|directly\s|right\s)?to\s(?:your|you)\b|\b(?:enter|confirm|submit)\s(?:your|a\svalid|an?)\s(?:\w+\s)?e-?mail
    |\bthank(?:s|\syou)\sfor\s(?:signing\sup|subscribing|your\ssubscription|registering)|\byour\s(?:free\s)?(?:daily|weekly|morning)\s(?:dose|digest|briefing|newsletter)
    |\bI\swould\slike\sto\s(?:be\semailed|receive)|\b(?:e-?mail\saddress|this\sfield)\sis\s(?:required|invalid|not\svalid)|\bplease\senter\s(?:a\svalid|your|an)\b
    |\byou\s(?:can|may)\sunsubscribe|\bcheck\syour\sinbox|\balready\s(?:have\san\saccount|subscribed|signed\sup)\?|\bmanage\syour\snewsletter"""
)
_NEWSLETTER_BUTTON = _rule(
    r"""(?:join(?:\s(?:now|us|today|free))?|sign[\s-]?up(?:\s(?:now|here|today|for\sfree|free))?|subscribe(?:\s(?:now|here|today|for\sfree|to\s.{1,50}))?|notify\sme.{0,40}
    |get\s(?:started|updates|alerts|notified|the\sapp|our\sapp|e-?mail\salerts)|(?:e-?mail|newsletter|newsletters?)(?:\ssign[\s-]?up|\saddress)?|submit|unsubscribe|your\se-?mail(?:\saddress)?|first\sname|last\sname
    |download\s(?:the|our)\s.{0,30}app.{0,30})[\s.!*:»>]*\Z"""
)
_COOKIES = _rule(
    r"""\b(?:we|our\spartners|(?:this|our|the)\s(?:web)?site|[\w.]+\.com)\s(?:and\sour\spartners\s|and\sthird\sparties\s)?(?:may\s|also\s)?uses?\s(?:\w+\s){0,3}cookies|\baccept\s(?:all\s)?(?:cookies|and\scontinue)|\bcookie\s(?:policy|settings|preferences|notice|consent)\b
    |\b(?:by\s(?:continuing|clicking|using|browsing))\b.{0,80}\b(?:agree|consent|accept)|\bmanage\s(?:your\s)?(?:consent|privacy|preferences)|\buses?\scookies\b.{0,60}\b(?:site|experience|browse)"""
)
_PAYWALL = _rule(
    r"""\bto\scontinue\s(?:reading|enjoying)|\balready\sa\s(?:subscriber|member)\b|\b(?:this|the)\s(?:article|story|content|page)\sis\s(?:only\s)?(?:available\s|reserved\s)?(?:for|to)\s(?:our\s|registered\s|paying\s|paid\s)?(?:subscribers|members)
    |\byou[’']ve\s(?:reached|read|used)\s.{0,40}(?:articles?|limit)|\bfree\sarticles?\s(?:left|remaining|this\smonth)|\b(?:subscribe|register|log\s?in|sign\s?in|upgrade|become\sa\s(?:member|subscriber))\s(?:now\s|today\s|here\s)?to\s(?:read|continue|access|view|unlock|get|keep|enjoy|support|comment|save)
    |\b(?:start|begin)\s(?:your|a)\s(?:free\s|\d+[\s-]day\s)*(?:trial|subscription)|\bunlimited\s(?:digital\s)?access|\bsupport\s(?:our|independent|quality)\s(?:local\s)?journalism|\bcancel\s(?:at\s)?any\s?time|\bcreate\s(?:a|your)\s(?:free\s)?account
    |\bread\sthe\sfull\s(?:article|story)\s(?:at|on|here)|\bplease\s(?:enable|turn\son|disable|turn\soff)\s(?:your\s)?(?:java\s?script|ad\s?block\w*|cookies)|\byour\s(?:browser|device)\s(?:does\snot|doesn[’']t|is)\s"""
)
_COPYRIGHT = _rule(
    r"""(?:\W*(?:©|\(c\)\s|copyright\s(?:©|\(c\)|\d{4}|by\b))|.{0,200}\ball\srights\sreserved|.{0,60}\b(?:terms\s(?:of\s(?:use|service)|(?:&|and)\sconditions)|privacy\s(?:policy|notice|statement))\b.{0,140}\Z
    |.{0,60}may\snot\sbe\s(?:published|reproduced|republished)|do\snot\ssell\s(?:or\sshare\s)?my|your\s(?:california\s)?privacy\s(?:rights|choices)|.{0,120}\bis\s(?:not\sresponsible\sfor\sthe\scontent|a\sregistered\strademark|protected\sby\srecaptcha)
    |powered\sby\s\S+(?:\s\S+){0,3}\Z|hosted\sby\s)"""
)
_DISCLOSURE = _rule(
    r"""\b(?:may|might|can|could|will)\s(?:also\s)?(?:earn|receive|get|be\spaid|make|collect)\s(?:an?\s|some\s)?(?:\w+\s)?(?:affiliate\s)?(?:commissions?|share\sof\s(?:the\s)?(?:sales|revenue))|\baffiliate\s(?:links?|commissions?|program|partner)
    |\bas\san\samazon\sassociate|\b(?:advertis(?:er|ing)|affiliate)\sdisclosure|\bprices?\s(?:and\savailability\s)?(?:is|are|were)\s(?:accurate|correct)\s(?:at|as\sof)"""
)
_TAGS = _rule(
    r"""(?:(?:related\s)?(?:tags?|topics?|keywords?|filed\sunder|filed\sto|filed\sin|categor(?:y|ies)|labels?|tagged(?:\s(?:with|as|in))?|more\stopics|mentioned\sin\sthis\sarticle|in\sthis\s(?:article|story)|posted\sin)\s?(?::|\Z).{0,300}
    |(?:\#[\w-]+[\s,]*)+)\Z"""
)
_NAVIGATION = _rule(
    r"""(?:skip\sto\s.{1,30}|(?:back|return|go|scroll)\s(?:up\s)?to\s(?:the\s)?(?:top|home(?:page)?|start|main|previous|results).{0,20}|(?:open|close|toggle|show|hide|expand|collapse|main)\s?(?:the\s)?(?:navigation|menu|search|sidebar|nav|dialog|mobile).{0,20}
    |home(?:page)?|menu|search(?:\s(?:for|the\ssite|this\ssite|here|\w+\.com))?|log\s?(?:in|out)|sign\s?(?:in|out)|register|my\saccount|account|profile|settings|close|open|next|prev(?:ious)?|ok|cancel|back|go|more|help|about(?:\sus)?|contact(?:\sus)?
    |(?:load|show|see|view)\s(?:more|all|less|full|complete|original|the|comments|details)(?:\s[\w’'&,-]+){0,4}|click\s(?:here|to)\b.{0,60}|tap\s(?:here|to)\b.{0,40}|read\s(?:more|less|on|now|article|full\s(?:article|story)|the\sfull\s.{1,30})|learn\smore|find\sout\smore|more\sinfo(?:rmation)?|full\sstory|full\sbio
    |previous\s(?:article|post|story).{0,120}|next\s(?:article|post|story).{0,120}|you\sare\shere.{0,80}|jump\sto\s.{0,40}|table\sof\scontents|watch(?:\slive|\snow)?|listen(?:\s(?:now|live|to\sthis\s(?:article|story)))?|live|trending(?:\snow)?|change\s(?:location|language|region|edition)|select\s.{1,25}|follow(?:ing)?|edition|switch\sto\s.{1,30}
    |font\ssize.{0,20}|a-?\s?a\+?|comments?\s?\(?\d*\)?|\d+\scomments?|permalink|report\s(?:abuse|an?\s(?:error|typo|correction)).{0,40}|suggest\sa\scorrection|print\sthis\sarticle|listen\sto\sarticle.{0,40}|\[?[+-]\]?)[\s.…:›»>→|]*\Z"""
)
_TEASER = _rule(
    r"""(?:\W{0,3}(?:read|see|watch|listen)(?:\s(?:also|more|next|now|this|it|on|the\sfull\s\w+))?\s?(?::|>|»|\||—|–|→)|\W{0,3}(?:also\s(?:read|see|watch|on\s\w+)|related(?:\s(?:news|stor(?:y|ies)|articles?|posts?|coverage|reading|content|video|links?))?|recommended(?:\s(?:reading|for\syou|stories))?|more\son\sth(?:is|ese)(?:\s\w+)?|must[\s-]read|don[’']t\smiss
    |editor[’']?s[’']?\s(?:note|picks?|choice)\s?:\s?read|go\sdeeper|dig\sdeeper|further\sreading|in\scase\syou\smissed(?:\sit)?|icymi|what\sto\sread\snext|read\snext|up\snext|next\sup|next\sread|see\salso|you\smay\s(?:also\s)?like|more\sfrom\s[\w\s’'.&]{1,30})\s?(?::|>|»|\||→|—|–)
    |(?:►|▶|>>|»|→|👉|➡)\s?(?!.*[.]\Z))"""
)
_CALL = _rule(
    r"""(?:(?:click|tap)\s(?:here|on|through|the\slink)\b|read\s(?:our|the\s(?:full|original|whole|rest)|more\b|all\s(?:about|of)|about\s)|check\sout\s(?:our|the|more|all|these|this|some)\b|(?:find|learn)\s(?:out\s)?more\b|to\s(?:learn|read|find\sout|see)\s(?:more\b|about\b)|for\s(?:more|all\sthe|the\slatest|further|additional)\b[^.]{0,120}\b(?:visit|read|see|check|click|follow|subscribe|download|here|tune|go\sto|stay)\b
    |(?:see|browse|explore|discover|view)\s(?:also|all|more|our)\b|follow\s(?:us|our|me|him|her|them|\w+\s\w+\son|@\w+|along)\b|visit\s(?:our|us)\b|download\s(?:our|the)\b|watch\s(?:the\s(?:full|latest|video|trailer)|more|our)\b|listen\sto\s(?:our|the\s(?:full|latest))|(?:head|hop)\s(?:over\s)?to\s(?:our|the)\b|keep\sreading\b|stay\s(?:tuned|updated|connected|informed|up[\s-]to[\s-]date)\b
    |(?:got|have)\s(?:a|any)\s(?:tip|story|news\stip|question|comment|correction|confidential)|do\syou\shave\s(?:a|any)\s(?:story|tip|question|view|information)|(?:want|looking|interested|curious|eager|keen|wondering|intrigued|ready|need|hungry|itching)\b[^?]{3,140}\?|email\s(?:us|me|the\s\w+|\w+(?:\s\w+)?\sat\s\S+@)|contact\s(?:us|the\s(?:author|reporter|editor|writer)|\w+\s\w+\sat\s\S+@)|reach\s\w+(?:\s\w+)?\sat\b|send\s(?:us|me|your|tips)\b|tips\?\s
    |(?:this|the)\s(?:article|story|post|piece|report|content)\s(?:was\s|has\sbeen\s|is\s)?(?:first\s|originally\s|also\s)?(?:appeared|published|posted|produced|syndicated|republished|part\sof\s(?:our|a\sseries))|like\sthis\s(?:article|story)\?|if\syou\s(?:liked|enjoyed|like|found)\b)"""
)
_COMMENTS = _rule(
    r"""\b(?:let\s(?:us|me)\sknow|tell\sus|share\syour\s(?:thoughts|views|opinions?|ideas)|sound\soff|weigh\sin|have\syour\ssay|chime\sin|leave\s(?:a\scomment|us\sa\scomment|your\s\w+)|comment\sbelow|in\sthe\scomments?)\b.{0,60}\b(?:comments?|below|think|know|twitter|facebook)\b
    |\b(?:log\s?in|sign\s?in|register|logged\sin)\s(?:here\s)?(?:or\s\w+\s)?to\s(?:post|leave|add|comment|reply|join)|\brequired\sfields\sare\smarked|\b(?:email|e-mail)\saddress\swill\snot\sbe\s(?:published|shared)|\bcomments\s(?:are|have\sbeen|on\sthis\s\w+\sare)\s(?:now\s)?(?:closed|moderated|disabled|turned\soff)|\bbe\sthe\sfirst\sto\s(?:comment|react|reply|like)|\bcommunity\sguidelines|\bsave\smy\sname"""
)
_AUTHOR = _rule(
    r"""(?:I[’']?\s?a?m\s(?:an?\s|the\s)?[A-Z][^.]{2,120}|I\s(?:write|cover|report|founded|edit|work\sas)\b
    |(?:about|meet)\s(?:the\s)?(?:author|writer|reporter|contributor)s?\b
    |[^.!?]{3,80}?\b(?:is|are|was|has\sbeen)\s(?:an?|the|our|[\w’'.]+[’']s?|currently\s(?:an?|the))?\s?(?:[\w’',&/.()-]+\s){0,7}?(?:(?:staff\s|freelance\s|senior\s|sports\s|tech\s|news\s|video\s|deputy\s|managing\s|contributing\s|executive\s)*(?:reporter|writer|editor|journalist|correspondent|columnist|contributor|blogger|co-?author|news\sdirector|newswriter|podcaster|content\s(?:creator|strategist)|editor-in-chief|intern|enthusiast|freelancer|managing\seditor|author\sof|fellow\sat|professor\s(?:of|at)|host\sof)s?\b)
    |[^.!?]{3,80}?\b(?:covers|writes\s(?:about|for|on)|reports\s(?:on|for)|has\s(?:written|covered|been\swriting|worked|over\s\d+)|joined|can\sbe\sreached|lives\sin|specializ|specialis)\b)"""
)

_SECTION_WORD = (
    r"(?:news|stor(?:y|ies)|articles?|posts?|headlines|videos?|content|coverage|reads?|topics?|now|links?|searches|reading|updates|this\s(?:week|month)|today|reviews|galleries|podcasts|opinion|features|blogs?|guides|products|jobs|"
    r"items|picks|products|offers|deals|events|from\s.{1,30}|on\s.{1,30}|in\s.{1,30}|for\syou|by\s.{1,30}|about\s.{1,30}|stories\sfrom\s.{1,30}|comments|and|&|the|of|to|all|most|popular|latest|recent|top)"
)
_RELATED_CUE = _rule(
    rf"""(?:(?:the\s)?(?:recent|latest|related|recommended|popular|trending|top|featured|more|other|previous|also|further|similar|must|hot|breaking|today[’']s|our)(?:\s(?:most\s)?{_SECTION_WORD})+|related|recommended|popular|trending|most\s(?:read|popular|viewed|shared|recent|commented|watched)(?:\s.{{1,30}})?
    |(?:things\s|stories\s|articles\s)?you\s(?:may|might|will|[’']ll)\s(?:also\s|have\s)*(?:like|love|enjoy|missed|be\sinterested\sin|want).{{0,30}}|(?:what\sto\s)?(?:read|watch)\snext|up\snext|next\sup|next\sstory|keep\sreading|read\s(?:more|also|this)(?:\s(?:about|on|from|in|at)\s.{{1,60}}|\sstories.{{0,20}})?|see\s(?:also|more)(?:\s.{{1,40}})?|more\s(?:from|on|in|about|great|like)\s.{{1,50}}|more\s[\w’'&]+(?:\s[\w’'&]+)?\s(?:stories|news|videos|articles|headlines|coverage)
    |(?:the\s)?editor[’']?s?[’']?s?\s(?:picks?|choice).{{0,20}}|staff\spicks|don[’']?t\smiss.{{0,30}}|(?:sponsored|promoted|paid|partner)\s(?:stories|links|content|posts).{{0,20}}|(?:from\s)?around\sthe\s(?:web|network|site)|(?:more\s)?from\s(?:the\sweb|our\s(?:partners|sponsors|network|archives?)|our\s.{{1,20}}|the\sarchives?)|elsewhere\son\s.{{1,30}}|we\srecommend.{{0,20}}|recommended\s(?:for\syou|by).{{0,30}}|in\s(?:other|the)\snews|other\snews|in\scase\syou\smissed\sit|special\s(?:reports?|features)|latest
    |explore\s(?:more|topics)?.{{0,30}}|discover\smore.{{0,20}}|trending\s.{{1,30}}|also\s(?:on|in|from)\s.{{1,30}}|what[’']s\s(?:trending|hot|new)|featured(?:\svideos?)?|newsletters?|stay\s(?:connected|in\stouch|informed).{{0,20}}|follow\sus.{{0,30}}|connect\swith\sus|get\sin\stouch|quick\slinks|useful\slinks|site\s(?:map|index|links)|our\s(?:sites|network|brands|partners)|company|categories|archives?|recent\scomments)[\s:.…›»>→]*\Z"""
)
_COMMENTS_CUE = _rule(
    r"""(?:leave\sa\s(?:response|comment|reply)(?:\sto\s.{1,60})?|(?:view\s|show\s|read\s|see\s|add\s|all\s|post\s)?(?:\d+\s)?(?:comments?|responses?|replies)(?:\son\s.{1,80})?\s?(?:\(?\d*\)?)|(?:join|start|continue)\sthe\s(?:conversation|discussion|debate)|(?:add|post|write|submit)\s(?:a|your)\s(?:new\s)?(?:comment|reply)
    |(?:what\sdo\s)?you\sthink\?|have\syour\ssay|comments\s(?:section|policy)|discussion|conversation|readers?[’']?s?\scomments|your\scomments?|\d+\s(?:thoughts|responses|replies)\s(?:on|to)\s.{1,100}|cancel\sreply|reply|comments\sare\sclosed.{0,40})[\s:.!]*\Z"""
)
_AUTHOR_CUE = _rule(r"(?:about|meet)\s(?:the\s)?(?:authors?|writers?|reporters?|contributors?|editors?|me|us)\b.{0,60}\Z|(?:the\s)?authors?[\s:]*\Z|written\sby[\s:]*\Z")


def litter(text: str) -> Reason | None:
    """Why a block with this text can't be an article's own, wherever it stands; None where it may be."""
    if len(text) > MAX_LITTER_CHARACTERS:
        return None
    if _LETTER_OR_DIGIT.search(text) is None:
        return Reason.SYMBOL
    if "{" in text or "<%" in text:
        rest = _TEMPLATE.sub("", text)
        if len(rest) < len(text) and len(rest) < max(40, len(text)):
            return Reason.TEMPLATE
    for reason, rule in _WHOLE:
        if rule.match(text):
            return reason
    if len(text) <= 200 and (_BYLINE_BY.match(text) or _BYLINE.match(text)):
        return Reason.BYLINE
    if len(text) <= 120 and is_share_line(text):
        return Reason.SHARE
    return _notice(text)


_WHOLE = (
    (Reason.ADVERTISEMENT, _ADVERTISEMENT),
    (Reason.NAVIGATION, _NAVIGATION),
    (Reason.SHARE, _SHARE),
    (Reason.CAPTION, _CAPTION),
    (Reason.TAGS, _TAGS),
    (Reason.NEWSLETTER, _NEWSLETTER_BUTTON),
    (Reason.COPYRIGHT, _COPYRIGHT),
)
_NOTICES = (
    (Reason.NEWSLETTER, _NEWSLETTER),
    (Reason.COOKIES, _COOKIES),
    (Reason.PAYWALL, _PAYWALL),
    (Reason.DISCLOSURE, _DISCLOSURE),
    (Reason.COMMENTS, _COMMENTS),
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def _notice(text: str) -> Reason | None:
    """A notice or a form: most of the block's sentences say so."""
    for reason, rule in _NOTICES:
        if rule.search(text) is None:
            continue
        parts = _SENTENCE_END.split(text)
        size = sum(len(part) for part in parts if rule.search(part))
        if 2 * size >= len(text):
            return reason
    return None


def is_share_line(text: str) -> bool:
    """Whether the line is nothing but the names of places to share it."""
    words = [word.lower() for word in _WORDS.findall(text)]
    if not 0 < len(words) <= 16 or not any(word in _SHARE_CORE for word in words):
        return False
    return all(word in _SHARE_CORE or word in _SHARE_ALSO or word.isdigit() for word in words)


def is_date_line(text: str) -> bool:
    """Whether the line is only a date or a time, with what page headers write around it."""
    if len(text) > 120 or _DIGITS.search(text) is None and " ago" not in text:
        return False
    words = [word.lower().rstrip(".") for word in re.findall(r"[^\W\d_]+(?:\.[^\W\d_])?", text)]
    return bool(words) and all(word in _DATE_WORDS for word in words)


def is_photo_caption(text: str) -> bool:
    """Whether the line ends in the credit of a picture agency."""
    return len(text) <= 400 and bool(_CAPTION_END.search(text[-90:]))


def is_teaser(text: str) -> bool:
    """Whether the line points to another story: "Read also: …"."""
    return len(text) <= 240 and bool(_TEASER.match(text))


def is_call(text: str) -> bool:
    """Whether the line, at the end of an article, sends its reader elsewhere: "Curious why …? It's all part of …"."""
    return len(text) <= 400 and bool(_CALL.match(text))


def is_about_author(text: str) -> bool:
    """Whether the paragraph, at the end of an article, presents its author."""
    return len(text) <= 900 and bool(_AUTHOR.match(text))


def section_cue(text: str) -> Reason | None:
    """What kind of section of the page this line opens; None where it opens none."""
    if len(text) > 120:
        return None
    if _COMMENTS_CUE.match(text):
        return Reason.COMMENTS
    if _AUTHOR_CUE.match(text):
        return Reason.AUTHOR
    return Reason.RELATED if _RELATED_CUE.match(text) else None
