"""Cues: lines that tell what comes next on a page, or that an article is over; pure.

They mean something only in their place: a section's title between blocks, a pointer elsewhere or an author's box at the
end. `judge` and `ending` know the place and ask.
"""

import re

from corpus.boilerplate.patterns import MAX_LINE, MAX_NOTICE, NAME, any_of, line_rule
from corpus.boilerplate.verdict import Reason

_TEASER = re.compile(
    r"\W{0,3}"
    + any_of(
        "(?:read|see|watch|listen)(?: (?:also|more|next|now|this|it|on|the full \\w+))?",
        r"also (?:read|see|watch|on \w+)",
        "related(?: (?:news|stor(?:y|ies)|articles?|posts?|coverage|reading|content|video|links?))?",
        "recommended(?: (?:reading|for you|stories))?",
        r"more(?: on th(?:is|ese)(?: \w+)?)?|more from [\w ’'.&]{1,30}",
        "must[ -]read|don[’']t miss|go deeper|dig deeper|further reading|in case you missed(?: it)?|icymi",
        "what to read next|read next|up next|next up|next read|see also|you may (?:also )?like",
    )
    + r"\s?(?::|>|»|\||→|—|–)\s?\S|(?:►|▶|>>|»|→|👉|➡)\s?(?!.*[.]\Z)",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"\W{0,3}"
    + any_of(
        r"(?:click|tap) (?:here|on|through|the link)\b|read (?:our|the (?:full|original|whole|rest)|more\b|"
        r"all (?:about|of)|about )",
        r"check out (?:our|the|more|all|these|this|some)\b|(?:find|learn) (?:out )?more\b|to (?:learn|read|find out|"
        r"see) (?:more|about)\b",
        r"for (?:more|all the|the latest|further|additional)\b[^.]{0,120}\b(?:visit|read|see|check|click|follow|"
        r"subscribe|download|here|tune|go to|stay)\b",
        r"(?:see|browse|explore|discover|view) (?:also|all|more|our)\b|follow (?:us|our|me|him|her|them|\w+ \w+ on|"
        r"@\w+|along)\b",
        r"visit (?:our|us)\b|download (?:our|the)\b|watch (?:the (?:full|latest|video|trailer)|more|our)\b",
        r"listen to (?:our|the (?:full|latest))|(?:head|hop) (?:over )?to (?:our|the)\b|keep reading\b",
        r"stay (?:tuned|updated|connected|informed|up[ -]to[ -]date)\b|subscribe to (?:our|the)\b",
        "(?:got|have|do you have) (?:a|any) (?:tip|story|news tip|confidential|correction|view|information)",
        r"(?:got|have|do you have) (?:a|any) (?:question|comment)s?\b.{0,120}(?:\b(?:e-?mail|write to|send|contact|"
        r"tell us|ask us)\b|@)",
        r"(?:curious|intrigued|wondering|hungry|itching)\b[^?]{3,140}\?",
        r"(?:want|looking|interested|eager|keen|ready|need)\b[^?]{3,140}\?(?: ?\Z|.{0,80}\b(?:read|here|click|check|"
        r"see|find|learn|"
        r"part of|guide|our|we|visit|join|sign|subscribe|tune|listen|watch|link|explore|download)\b)",
        r"(?:write|reach out) to \w+(?: \w+){0,3} at\b|e-?mail (?:us|me|the \w+|\w+(?: \w+)? at \S+@)|send (?:us|me|"
        r"your|tips)\b",
        r"contact (?:us|the (?:author|reporter|editor|writer)|\w+ \w+ at \S+@)|reach \w+(?: \w+)? at\b|tips\? |"
        r"share your\b|want more\b",
        "(?:this|the) (?:article|story|post|piece|report|content) (?:was |has been |is )?(?:first |originally |also )?"
        "(?:appeared|published|posted|produced|syndicated|republished|part of (?:our|a series))",
        r"like this (?:article|story)\?|if you (?:liked|enjoyed|like|found)\b|every day we send\b",
    ),
    re.IGNORECASE,
)
_ROLE = (
    r"(?:(?:staff|freelance|senior|sports|tech|news|video|deputy|managing|contributing|executive) )*(?:reporter|"
    r"writer|editor|"
    "journalist|correspondent|columnist|contributor|blogger|co-?author|newswriter|podcaster|content (?:creator|"
    r"strategist)|editor-in-chief|intern|enthusiast|freelancer|author of|fellow at|professor (?:of|at)|host of)s?\b"
)
_AUTHOR = re.compile(
    any_of(
        rf"I(?:[’']m| am) (?:{NAME} {NAME}|an? [^.]{{0,60}}{_ROLE})",
        r"(?:[Aa]bout|ABOUT|[Mm]eet) (?:the )?(?:[Aa]uthor|AUTHOR|[Ww]riter|[Rr]eporter|[Cc]ontributor)s?\b",
        rf"(?:[Tt]he (?:author|writer)s?|{NAME}(?: {NAME}){{0,4}})(?: \([^)]{{1,60}}\))?,? (?:is|are|was|has been) "
        rf"(?:[\w’',&/.()-]+ ){{0,9}}?{_ROLE}",
        rf"{NAME}(?: {NAME}){{0,3}} (?:covers|writes (?:about|for|on)|reports (?:on|for)|can be reached|"
        rf"specializes|specialises|"
        r"has (?:written for|covered|been (?:writing|reporting|covering)|worked (?:as|for|at))|"
        r"joined [\w .’'&]{2,40} (?:in|as)\b)",
        rf"{NAME} {NAME} is (?:Group |an? |the )?[^.]{{0,80}}\b(?:President|Professor|Director|Head|Founder|"
        rf"Fellow) (?:of|at|&|-)",
        r"[Tt]he (?:writer|author)s? (?:is|are)\b",
    )
)

_THINGS = (
    "(?:news|stor(?:y|ies)|articles?|posts?|headlines|videos?|content|coverage|reads?|topics?|links?|searches|"
    "reading|updates|"
    "this (?:week|month)|today|reviews|galleries|podcasts|opinion|features|blogs?|guides|jobs|picks|offers|events|now|"
    "for you|(?:from|on|in|by|about) .{1,30}|comments|and|&|the|of|to|all|most|popular|latest|recent|top)"
)
_RELATED_CUE = line_rule(
    "(?:the )?(?:recent|latest|related|recommended|popular|trending|top|featured|more|other|previous|also|further|"
    rf"similar|must|hot|breaking|today[’']s|our)(?: {_THINGS})+",
    "related|recommended|popular|trending(?: .{1,30})?|most (?:read|popular|viewed|shared|recent|commented|"
    "watched)(?: .{1,30})?",
    "(?:things |stories |articles )?you (?:may|might|will|[’']ll) (?:also |have )*(?:like|love|enjoy|missed|"
    "be interested in|want).{0,30}",
    "(?:what to )?(?:read|watch) next|up next|next up(?: in .{1,40})?|next story|keep reading",
    "read (?:more|also|this)(?: (?:about|on|from|in|at) .{1,60})?",
    "see (?:also|more)(?: .{1,40})?|more (?:from|on|in|about|great|like) .{1,50}",
    r"more [\w’'&]+(?: [\w’'&]+)? (?:stories|news|videos|articles|headlines|coverage)",
    "(?:the )?editor[’']?s?[’']?s? (?:picks?|choice).{0,20}|staff picks|don[’']?t miss.{0,30}",
    "(?:sponsored|promoted|paid|partner) (?:stories|links|content|posts).{0,20}|(?:from )?around the (?:web|network|"
    "site)",
    "(?:more )?from (?:the web|our (?:partners|sponsors|network|archives?)|the archives?)|elsewhere on .{1,30}|"
    "we recommend.{0,20}",
    "recommended (?:for you|by).{0,30}|in (?:other|the) news|other news|in case you missed it|special (?:reports?|"
    "features)|latest",
    "explore (?:more|topics)?.{0,30}|discover more.{0,20}|also (?:on|in|from) .{1,30}|what[’']s (?:trending|hot|"
    "new)|featured(?: videos?)?",
    "newsletters?|stay (?:connected|in touch|informed).{0,20}|follow us.{0,30}|connect with us|get in touch|"
    "quick links|useful links",
    "site ?(?:map|index|links)|our (?:sites|network|brands|partners)|categories|archives?|recent comments",
)
_COMMENTS_CUE = line_rule(
    "leave a (?:response|comment|reply)(?: to .{1,60})?",
    r"(?:view |show |read |see |add |all |post )?(?:\d+ )?(?:comments?|responses?|replies)(?: on .{1,80})? ?\(?\d*\)?",
    "(?:join|start|continue) the (?:conversation|discussion|debate)|(?:add|post|write|submit) (?:a|"
    "your) (?:new )?(?:comment|reply)",
    "what do you think|have your say|comments (?:section|policy)|readers?[’']?s? comments|your comments?|"
    "cancel reply|reply",
    r"\d+ (?:thoughts|responses|replies) (?:on|to) .{1,100}|comments are closed.{0,40}",
)
_AUTHOR_CUE = line_rule(
    "(?:about|meet) (?:the )?(?:authors?|writers?|reporters?|contributors?|editors?|me|us)(?: .{1,60})?", "the authors?"
)


_ALL_OF_IT = re.compile(r"[\s|·:]+(?:view|see|show|read) (?:all|more)\s*\Z")


def is_teaser(text: str) -> bool:
    """Whether the line points to another story: "Read also: …"."""
    return len(text) <= MAX_LINE and _TEASER.match(text) is not None


def is_call(text: str) -> bool:
    """Whether the line, at the end of an article, sends its reader elsewhere: "Curious why …? It's all part of …"."""
    return len(text) <= 400 and _CALL.match(text) is not None


def is_about_author(text: str) -> bool:
    """Whether the paragraph, at the end of an article, presents its author."""
    return len(text) <= MAX_NOTICE and _AUTHOR.match(text) is not None


def section_cue(text: str) -> Reason | None:
    """What kind of section of the page this line opens; None where it opens none."""
    if len(text) > 120:
        return None
    low = _ALL_OF_IT.sub("", text.lower())
    if _COMMENTS_CUE.match(low):
        return Reason.COMMENTS
    if _AUTHOR_CUE.match(low):
        return Reason.AUTHOR
    return Reason.RELATED if _RELATED_CUE.match(low) else None
