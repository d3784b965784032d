"""How people type in a chat, written out: abbreviations and careless spellings. Pure."""

import re

_CARELESS = {
    "ppl": "people", "why'd": "why did",
    "who'd": "who did",
    "how'd": "how did",
    "what'd": "what did",
    "where'd": "where did",
    "when'd": "when did",
    "whod": "who did",
    "howd": "how did",
    "whyd": "why did",
    "whats": "what is", "what's": "what is", "wats": "what is", "wat": "what", "wut": "what", "whos": "who is",
    "who's": "who is", "hows": "how is", "how's": "how is", "wheres": "where is", "where's": "where is", "whens": "when is",
    "when's": "when is", "whys": "why is", "why's": "why is", "w/": "with", "w/o": "without", "abt": "about", "bc": "because",
    "cuz": "because", "cos": "because", "coz": "because", "u": "you", "ur": "your", "r": "are", "govt": "government", "dept": "department",
    "yr": "year", "yrs": "years", "mgmt": "management", "b4": "before", "atm": "at the moment", "rn": "right now", "gonna": "going to",
    "wanna": "want to", "didnt": "did not", "doesnt": "does not", "dont": "do not", "isnt": "is not", "wasnt": "was not",
    "arent": "are not", "werent": "were not", "hasnt": "has not", "havent": "have not", "wont": "will not", "cant": "can not",
    "peeps": "people", "cust": "customers", "emps": "employees", "exec": "executive", "execs": "executives", "mil": "million",
    "bn": "billion", "pct": "percent", "approx": "approximately", "co": "company", "cos.": "companies", "hq": "headquarters",
    "tho": "though", "thru": "through", "plz": "please", "pls": "please", "sez": "says", "gov": "government", "yday": "yesterday",
    "wen": "when", "y": "why", "n": "and", "&": "and", "2": "2", "@": "at", "vs": "versus", "vs.": "versus", "comp": "compensation",
    "info": "information", "ceo's": "ceo's", "ceos": "ceos", "bout": "about", "agn": "again", "tix": "tickets",
    "layed": "laid", "payed": "paid", "alot": "a lot",
}  # fmt: skip
_TOKEN = re.compile(r"[\w'’&/@$€£%.,-]+|[^\w\s]")


def tidy_question(question: str) -> str:
    """The question in lower case with abbreviations of chat written out."""
    words = (match.group() for match in _TOKEN.finditer(question.replace("’", "'")))
    spelt = []
    for word in words:
        bare = word.rstrip(".,").lower()
        spelt.append(_CARELESS.get(bare, word.lower()))
    return re.sub(r"\s+([,.?!;:])", r"\1", " ".join(spelt))


def written_out(text: str) -> str:
    """Chat abbreviations written out, everything else as it was typed."""
    return " ".join(word if (tidy := tidy_question(word)) == word.lower() else tidy for word in text.split())
