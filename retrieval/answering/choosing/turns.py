"""Words for time and order in a question (before, now, again), and what has their like in an article. Pure."""

import re

TURNS = tuple(
    (re.compile(rf"\b(?:{asked})\b", re.IGNORECASE), re.compile(rf"\b(?:{told})\b", re.IGNORECASE))
    for asked, told in (
        (
            "before|previously|prior to|former|formerly|earlier|used to|originally?",
            "before|previous|previously|prior|former|formerly|earlier|used to|ex|down from|original(?:ly)?|began as|"
            "started as|had been|had employed|once",
        ),
        ("again|resume|back", "again|resum\\w*|back|re\\w+"),
        (
            "now|currently|current|at the moment|these days|at present|presently|nowadays|today",
            "now|current|currently|interim|has been|these days|today|is|are|remains?|carries",
        ),
        (
            "will|going to|next|plans?|planned|planning|expected|expects?|upcoming|future",
            "will|would|going to|plans?|planned|planning|intend\\w*|expect\\w*|aims?|next|set to|due to|by 20\\d\\d|scheduled",
        ),
        ("first|at first|initially", "first|initial\\w*|at first|original\\w*|opened|began|wanted|earliest"),
        (
            "alongside|together with|besides|(?:with [a-z]+)$",
            "alongside|together|jointly|co-\\w+|along with|as well as|both",
        ),
        (
            "have|has|had|employ|employs|employed|works? (?:at|for|there)|worked|workforce|headcount|payroll",
            "employ(?:s|ed|ing)?|workforce of|headcount of|staff of|payroll|(?:had|has|have) (?:\\w+ )?[\\d,]+|people work",
        ),
        ("both|each|respectively", "both|each|while|respectively|and"),
    )
)
