"""By which words a question asks for which kind of answer; patterns over a question in lower case."""

import re

from retrieval.answering.reading.kinds import Kind

NUMBER_NOUN = r"(?:number|count|total|headcount|quantity)"
_POST = (
    r"(?:jobs?|posts?|positions?|roles?|titles?|employers?|careers?|occupations?|professions?|offices?|work|line of work|"
    r"workplace)"
)
_EARLIER = r"(?:before|previously|formerly|earlier|in the past|prior to|beforehand|until then)"
_ENDS = r"(?! the (?!job|post|company|firm)| that\b| an? | its | (?:layoffs|cuts))"
_PART = r"(?:stake|share|part|portion|slice|chunk|piece|fraction|proportion|percentage|holding|cut)"
_OWNS = r"(?:owns?|holds?|owned|held|bought|buy|acquired?|belongs?|has|have|gets?|got|keeps?|kept|sold|sell|went to|goes to|control\w*)"
_SUM = (
    r"(?:refund|fine|fee|loan|debts?|loss(?:es)?|salary|pay|price|price tag|investments?|fund|bonus|sum|amount|charge|"
    r"budget|bill|cost|grant|payoff|severance|compensation|settlement|donation|valuation|revenues?|turnover|profits?|income|deficit|penalty|prize|ransom)"
)
_CHANGE = (
    r"(?:fall|fell|drop|dropped|rise|rose|grow|grew|increased?|shrink|shrank|climb|climbed|jump|jumped|declined?|decreased?|slid|slide|"
    r"plunged?|soar|soared|gain|gained|lose|lost|sink|sank|go (?:up|down)|went (?:up|down)|slumped?|tumbled?|cut|reduced?|raised?)"
)
_RULES: tuple[tuple[Kind, str], ...] = (
    (Kind.COMPARE,
        r"\b(?:compare[ds]?|comparison|difference between|differ(?:s|ed|ent)? (?:from|between|about|on)|"
        r"versus|in contrast|(?:more|less|larger|smaller|bigger|fewer|higher|lower|older|newer|earlier|"
        r"later)\b.*\bthan\b.*\bor\b|both\b.*\b(?:same|agree)|agree (?:on|about|with)|disagree)\b"),
    (Kind.FORMERLY,
        rf"\b(?:what|which) (?:was|were|is) (?!(?:the|an?|its?|this|that|there)\b)(?:[\w’.-]+ ){{1,4}}?{_EARLIER}\b{_ENDS}|"
        rf"\b(?:what|which) (?:did|does|has|had) (?:[\w'’.-]+ ){{1,6}}?(?:do|done|be|been|work|run|lead|head|manage)\b"
        rf"(?: [\w'’-]+){{0,4}}? {_EARLIER}\b{_ENDS}|\bwhat did [\w'’. -]+? do (?:for a living|in the past)\b|"
        rf"\b(?:what|who|where|which) (?:is|was|were|are) (?:[\w'’.-]+ ){{1,5}}?"
        rf"(?:former|previous|past|earlier|prior|old|last|first) {_POST}\b|"
        rf"\b(?:what|which) (?:other )?(?:{_POST}|compan\w+|firm|business|organi[sz]ation) (?:did|had|has|was|were|does) [^?]*?"
        rf"{_EARLIER}\b{_ENDS}|"
        rf"\bwhere (?:did|had|has|was) [^?]*?\b(?:work|worked|working|employed|job|serve)\b[^?]*?{_EARLIER}\b{_ENDS}|"
        r"\bwhere (?:was|were) (?:[\w'’.-]+ ){1,3}before (?:he|she|they|joining|coming|becoming)\b|"
        r"\b(?:what|which|where) [^?]*?\bused? to (?:be|do|run|lead|head|work|manage|hold)\b|"
        r"\b(?:what|which) (?:compan\w+|firm|employer|business|job|post) (?:did|does|had|has) [^?]*?\bcome from\b|"
        r"\bwhat (?:is|was) [\w'’. -]+? (?:in charge of|head of|the boss of) in the past\b"),
    (Kind.AGE,
        r"\bhow (?:many years )?old\b|\b(?:what|which) age\b|\b(?:what|which) (?:is|was) (?:the )?.*\bage\b|\bage of\b"),
    (Kind.PERCENT,
        r"\b(?:what|which|how many) (?:\w+ ){0,2}?(?:per ?cent(?:age)?|proportion|share|fraction|portion|"
        r"stake|%)(?!\w)(?! price| app)|"
        r"\b(?:what|how (?:big|large) an?) (?:cut|slice|split|commission)\b|"
        rf"\bhow (?:big|large|great|high|small|much) (?:an? |of an? )(?:\w+ )?{_PART}\b|\bhow many (?:per ?cent|percentage points)\b|"
        rf"\bwhat {_PART} of [^?]*?\b{_OWNS}\b|\bby (?:what|which|how many) (?:per ?cent\w*|fraction|proportion)\b|"
        r"\bwhat (?:does|do|did|is|was) [^?]*?\b(?:stake|share|holding)s?\b[^?]*? (?:amount|come|add up|run) to\b|"
        r"\bwhat (?:is|was|are) (?:[\w'’]+ ){0,3}?(?:cut|slice|share|stake|chunk|holding) (?:of|in)\b|"
        r"\bper ?cent(?:age)? of\b|\bwhat per ?cent\b|\bhow much of (?!the "
        r"(?:money|cost|time))\w+[^?]*\b(?:own|owns|hold|holds|owned|held|bought|acquire[sd]?|belong|has|have|"
        r"get|got)\b|\bhow (?:big|large) (?:a|is the|was the|is|was) [^?]*\b(?:stake|share|part|portion)\b"),
    (Kind.HOW_LONG,
        r"\bhow long\b(?! ago)|\bwhat (?:length|amount|span|period|stretch) of time\b|"
        r"\bfor how many (?:years|months|weeks|days|hours)\b|\bhow many (?:years|months|weeks|"
        r"days|hours|minutes|decades)\b(?! old)|\bwhat (?:is|was) the (?:length|duration)\b"),
    (Kind.TIME,
        r"\b(?:what|which) (?:exact )?(?:time|hour)\b(?! of (?:year|day) is)|\bat what (?:time|hour)\b|\bby "
        r"what time\b|\bwhat o'?clock\b|\b(?:what|which) hours\b|\bwhat (?:is|was|are|were) the (?:hours|time)\b|"
        r"\bwhen (?:during|in|of) the day\b|\b(?:when|at what point) (?:on|in) the (?:day|morning|afternoon|evening)\b"),
    (Kind.WHEN,
        r"\bwhen\b(?!ever)|\b(?:what|which|on which|in which|in what|on what) (?:exact |calendar |specific "
        r")?(?:date|day|year|month|week|weekday|quarter|decade|century|season)s?\b|\bsince when\b|\bhow "
        r"(?:soon|recently|long ago)\b|\bby when\b|\buntil when\b|\b(?:the )?(?:date|year|day|month) (?:of|"
        r"when|that|in which)\b|\bdeadline\b"),
    (Kind.WHERE,
        r"\bwhere\b|\b(?:what|which|in what|in which|from which|from what|to which) (?:[a-z.]+ )?(?:city|cities|country|"
        r"countries|town|state|states|place|places|location|locations|region|regions|village|continent|street|"
        r"county|province|venue)\b|\bwhereabouts\b|\bheadquartered\b|\blocation of\b"),
    (Kind.HOW_MUCH,
        rf"\bhow (?:big|large|high|great|hefty|steep) (?:an? )?(?:is |was |are |were |will |would )?(?:[\w'’]+ ){{0,3}}?{_SUM}\b(?! price)|"
        rf"\bwhat {_SUM} (?:did|does|do|has|had|have|was|is)\b|\b(?:for|at) what (?:sum|price|amount|money|cost)\b|\bhow deep in debt\b|"
        rf"\bwhat (?:does|do|did|would|will|has|have) [^?]*? (?:amount|amounted|come|add up|run) to\b|"
        rf"\b(?:how far|by how much|by what|how (?:big|large|sharp|steep) an?)\b[^?]*?\b{_CHANGE}\b|"
        r"\bhow much\b(?! of\b)|\b(?:what|which|at what|for what) (?:\w+ ){0,3}?(?:price|cost|amount|sum|"
        r"salary|fee|revenue|valuation|budget|fine|value|worth|pay|profit|turnover|debt|wage|income|"
        r"compensation|loss|price tag|market cap)s?\b|\bwhat (?:is|was|were|are|did|does|will|would|had|"
        r"has)\b.*\b(?:cost|worth|price|valuation|salary|revenue|fee|market cap|valued|price tag|budget|net "
        r"worth|turnover|profits?|annual pay|earn|paid|pay)\b|\b(?:price|cost|valuation|amount|value|revenue|"
        r"salary|fee) (?:of|for)\b|\bhow (?:expensive|valuable|pricey|costly)\b"),
    (Kind.HOW_MANY,
        rf"\bhow many\b|\b(?:what|which) (?:\w+ ){{0,3}}?{NUMBER_NOUN}\b|\b(?:the )?number of\b|\bnumbers? "
        rf"(?:on|for)\b|\bhow (?:big|large|tall|high|far|fast|wide|deep|heavy|often|hot|cold)\b|\bwhat (?:is|"
        rf"was|were|are) the (?:\w+ )?(?:size|population|average|attendance|capacity|workforce|headcount|score|"
        rf"total|height|distance|length|weight|speed|rate)\b"),
    (Kind.WHY,
        r"\bwhy\b|\bhow come\b|\b(?:what|which) (?:\w+ ){0,4}?(?:reasons?|causes?|explanations?|motives?|"
        r"justifications?|rationale|excuses?)\b|\bwhat (?:led|caused|causes|made|makes|prompted|triggered|"
        r"drove|drives|is behind|was behind|lies behind|explains|pushed|forced)\b|\breasons? (?:for|why|"
        r"behind|given)\b|\bcause of\b|\bbecause of what\b|\bfor what purpose\b|\bwhat for\b"),
    (Kind.WHO,
        r"\bwho(?:m|se)?\b|\b(?:what|which) (?:\w+ ){0,2}?(?:person|people|man|woman|executives?|ceo|boss|"
        r"founders?|spokes\w+|individuals?|politician|official|leader|author|player|actor|singer|president|"
        r"minister|coach|manager|analyst|lawyer|judge|expert|reporter|journalist|engineer|researcher)\b(?! "
        r"(?:does|did|has|have|roles?|positions?|jobs?))"),
    (Kind.HAPPENED,
        r"\bwhat (?:has |had |have )?(?:happen(?:ed|s|ing)?|became|becomes|will become|will happen|occurred|"
        r"took place|came)\b|\bwhat (?:is|was) (?:happening|going on|up|the deal|the matter|new|the latest|"
        r"the story|the situation|the fate)\b|\bwhat (?:is|was) the (?:latest|news)\b"),
    (Kind.LIST,
        r"^\W*(?:list|name|enumerate|give (?:me )?(?:a list|the list|the names)|show (?:me )?(?:a list|"
        r"all))\b|\b(?:what|which) are (?:all |some of )?the\b|\b(?:list|names) of\b"),
    (Kind.WHICH, r"\bwhich\b|\bwhat (?:kinds?|types?|sorts?|other|else)\b"),
    (Kind.HOW, r"\bhow\b"),
    (Kind.WHAT, r"\bwhat\b"),
    (Kind.ABOUT,
        r"^\W*(?:tell|summari[sz]e|explain|describe|outline|recap|give|show|discuss|brief|inform|fill)\b|"
        r"\btl;?dr\b|\bsummary\b|\boverview\b"),
    (Kind.YES_NO,
        r"^\W*(?:(?:so|and|but|ok|hey|also|then|well|hi|um|please|is it (?:true|correct|right|the case) "
        r"(?:that|if)?|true that|(?:can|could) you (?:confirm|check|verify|tell me)(?: if| whether| that)?|"
        r"confirm|check)\b\W*)*(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could|should|may|"
        r"might|must|isn't|aren't|wasn't|weren't|didn't|doesn't|don't|hasn't|haven't|hadn't|won't|wouldn't|"
        r"can't|couldn't)\b|\bwhether\b|\bis it (?:true|correct|right)\b|\bany (?:word|news|sign|chance)\b"),
)  # fmt: skip
RULE = {kind: re.compile(pattern) for kind, pattern in _RULES}
"""The pattern of each kind; where several match, the one that begins first is meant, of two the one that stands first here."""
