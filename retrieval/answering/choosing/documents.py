"""Who wrote an email, a letter or a memo, and who got hold of it: what a stretch must tell where that is asked; pure."""

import re

DOCUMENT = r"(?:e-?mails?|letters?|memos?|memorandums?|messages?|notes?|documents?|recordings?|transcripts?|filings?|drafts?|posts?)"
_WHO = r"\b(?:who|whom|(?:which|what)\s(?:[a-z-]+\s){0,2}[a-z]+)\s(?:(?:has|have|had|first|originally|actually)\s)*"
_THAT = rf"\s(?:[\w’'-]+\s){{0,5}}?{DOCUMENT}\b"
_OBTAINS = r"(?:obtain(?:ed|s)?|got\s(?:hold\sof|a\slook\sat)|saw|seen|viewed|reviewed|acquired|read)"
_WRITES = r"(?:wrote|writes|written|sent|sends|penned|authored|signed)"
_ASKS_WHO_OBTAINED = re.compile(rf"{_WHO}{_OBTAINS}{_THAT}", re.IGNORECASE)
_ASKS_WHO_WROTE = re.compile(
    rf"{_WHO}{_WRITES}{_THAT}|\bwho(?:\sis|\swas|['’]s)\sthe\s(?:author|writer|sender)\sof{_THAT}", re.IGNORECASE
)
_CAPITAL = r"(?:the\s)?[A-Z“\"][\w’'.&-]*"
_OBTAINED = re.compile(
    rf"\b(?:[Oo]btained|[Ss]een|[Vv]iewed|[Rr]eviewed|[Aa]cquired|[Rr]ead|(?:first\s)?reported)\s(?:exclusively\s)?by\s{_CAPITAL}|"
    rf"\b(?:leaked|shared|given|sent|provided|passed)\s(?:to|with)\s{_CAPITAL}|"
    r"[A-Z][\w’'.&-]*\s(?:(?:has|have|had|which|who|that)\s)*(?:obtained|saw|(?:has|have|had)\s(?:seen|read)|viewed|reviewed|acquired|got\shold\sof)\b"
)
_WROTE = re.compile(
    r"\b(?:wrote|writes|penned|authored|written\sby|signed(?:\sby)?|sent\sby|author\sof)\b|"
    rf"\b{DOCUMENT}\s(?:(?:to|for|addressed\sto)\s[^,.;]{{2,40}}?\s)?(?:from|by)\s(?:[\w’'-]+,?\s){{0,5}}?[A-Z]|"
    rf"(?:\b(?:his|her|their|my)|[A-Z][\w-]*['’]s)\s(?:[a-z-]+\s){{0,3}}{DOCUMENT}\b|"
    rf"\b(?:said|says|told|stated|admitted|announced|informed|explained)\b[^.;]*?\bin\s(?:an?|the|that|this)\s(?:[a-z-]+\s){{0,3}}{DOCUMENT}\b|"
    rf"\b[Ii]n\s(?:an?|the|that|this)\s(?:[a-z-]+\s){{0,3}}{DOCUMENT}\b[^.;]*?\b(?:said|says|told|stated|admitted|announced|informed|explained)\b|"
    rf"\bsent\s(?:[\w’'-]+\s){{0,4}}?(?:an?|the|that|this)\s(?:[a-z-]+\s){{0,3}}{DOCUMENT}\b"
)


def deed_lacking(question: str, text: str) -> str:
    """What `text` lacks to tell who wrote a document, or who got hold of it, where `question` asks that; empty where it lacks nothing."""
    if _ASKS_WHO_OBTAINED.search(question):
        return "" if _OBTAINED.search(text) else "tells nobody who got hold of it"
    if _ASKS_WHO_WROTE.search(question):
        return "" if _WROTE.search(text) else "tells nobody who wrote it"
    return ""
