"""Is it a question at all? Small talk and requests to do something else are told from questions; pure."""

import re
from enum import StrEnum


class Request(StrEnum):
    """What is asked for when it isn't what the articles say."""

    SMALL_TALK = "small talk"
    OTHER_TASK = "another task"


_FILLER = (
    r"(?:footnote|bot|there|all|everyone|team|guys|folks|mate|buddy|so|very|much|again|then|and|oh|ah|wow|well|now|really|"
    r"just|it|for|your|the|to|a|lot|u|you|my|friend|man|dude|super|bro|sir|pal|dear|today|tomorrow|everybody|people|ever|this|that)"
)
_PLEASANTRY = (
    r"(?:hi+|hello+|hey+|yo|howdy|hiya|good (?:morning|afternoon|evening|night|day|job|work|one)|"
    r"greetings|sup|what'?s up|wassup|"
    r"how are (?:you|u|things)(?: doing| going)?(?: today)?|how'?s it going|how do you do|nice to meet you|"
    r"thanks?|thank (?:you|u)|thx|ty|tysm|cheers|much appreciated|appreciate (?:it|that|this)|many thanks|"
    r"that'?s? (?:is )?(?:great|helpful|awesome|perfect|nice|all|it|cool|fine|enough|what i (?:needed|wanted))|"
    r"great|helpful|awesome|perfect|nice|cool|ok(?:ay)?|k|lol|haha+|lmao|sure|yes|yep|yeah|no|nope|got it|"
    r"understood|makes sense|"
    r"never ?mind|nvm|sorry|my bad|bye+|goodbye|see (?:you|ya)(?: later| soon)?|later|good ?night|welcome|"
    r"congrats|congratulations|"
    r"you(?:'re| are| r) (?:great|awesome|the best|welcome|amazing|helpful)|well done|brilliant|love (?:it|this|you)|"
    r"test(?:ing)?(?: \d+)*|ping|are you (?:there|ok|okay|alive|awake|online)|anyone there|happy \w+day|"
    r"have a (?:good|nice|great) \w+)"
)
_PRAISE = (
    r"(?:great|good|nice|brilliant|awesome|amazing|helpful|useful|useless|smart|clever|genius|rubbish|terrible|bad|best|"
    r"perfect|cool|excellent|fantastic|wonderful|lovely|interesting|funny|hilarious|impressive|impressed|legend|star|"
    r"lifesaver|champ|hero|kind|sweet|stupid|dumb|wrong|right|correct|fast|quick|incredible|superb|magic|fabulous|epic|"
    r"slow|annoying|silly|fun|neat|spot on|on point|on fire)"
)
_REMARK = (
    rf"(?:(?:you|u|ur|that|this|it|these|those)(?:['’]?(?:re|s)| are| r| is| was| were)?(?: not| such| the| an?| absolutely| "
    rf"super| pretty| quite| really| so| very)* {_PRAISE}(?: ever)?|{_PRAISE} (?:work|job|one|answers?|bot|stuff|story|"
    rf"idea|reply|point|info|stuff|effort|response|thing|try|to know|news|morning|evening|luck)|{_PRAISE}|"
    r"you (?:rock|rule|win|suck)|o+mg|wtf|h+m+|huh|meh|ugh|oops|yay+|woo+|whoa|boo+|morning|evening|afternoon|"
    r"(?:no|not a) (?:worries|problem|prob)|np|all good|i['’]?m (?:bored|tired|sad|happy|hungry|back|here|good|fine|done)|"
    r"(?:i )?did(?:n['’]?t| not) know that|a million|see (?:you|ya) (?:tomorrow|then|around|later)|take care|"
    r"that['’]?s? (?:was )?(?:a )?(?:big|huge) help)"
)
_SAID = tuple(re.compile(rf"(?<!\w){each}(?!\w)", re.IGNORECASE) for each in (_REMARK, _PLEASANTRY))
_BESIDE = re.compile(rf"(?<!\w){_FILLER}(?!\w)|[\W_]+", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"^\W*what (?:time|day|date|year|month) is (?:it|today)(?: today| now| right now| there)?\W*$|"
    r"^\W*(?:what|how)(?:['’]?s| is) (?:the )?(?:weather|time|date|temperature)(?: like| forecast)?(?: today| now| tomorrow| "
    r"right now| outside| here)*\W*$|"
    r"\b(?:help me with|do|finish|check) my (?:\w+ )?(?:homework|essay|assignment|taxes|cv|resume|code|exam|thesis)\b|"
    r"^\W*(?:please )?remember (?:my|me|that i)\b|"
    r"^\W*(?:please )?(?:summari[sz]e|read|search|explain|index) (?:all of|the (?:whole|entire|full)|everything (?:on|in)) "
    r"(?:the )?(?:wikipedia|internet|web|world|universe|bible|encyclop\w+)\b|"
    r"\bin your (?:honest |humble |own )?opinion\b",
    re.IGNORECASE,
)
"""What no article is asked for: the clock, the weather, homework, the whole of the web."""
_OF_THE_BOT = re.compile(
    r"^\W*(?:so\W+)?(?:who|what) (?:are|r) (?:you|u)\b(?! say| tell| call)|^\W*what(?:'s| is) your "
    r"(?:name|job|purpose|favou?rite|model|age)\b|"
    r"^\W*(?:are|r) (?:you|u) (?:a |an )?(?:human|bot|robot|real|ai|chatgpt|gpt|sentient|alive|conscious|"
    r"happy|single)\b|"
    r"^\W*(?:what|which) (?:(?:language |ai )?model|llm|prompt|instructions) (?:are|do|did|is) you\b|"
    r"^\W*(?:do|can|could) (?:you|u) (?:like|love|hate|feel|dream|sleep|speak|sing|dance|think you)\b|"
    r"^\W*how (?:old|tall) are you\b|^\W*who (?:made|created|built|trained) you\b|^\W*(?:i|we) (?:love|"
    r"hate|miss|like) you\b|"
    r"\b(?:will|would) you marry me\b",
    re.IGNORECASE,
)

_POLITE = (
    r"(?>(?:please|pls|plz|kindly|now|then|ok(?:ay)?|hey|hi|hello|footnote|bot|and|so|instead|just|first|next|also|"
    r"i (?:want|need|would like|'d like|d like) (?:you )?to|i(?:'d| would) (?:like|love)(?: for)? you to|"
    r"(?:can|could|would|will) (?:you|u|ya)(?: please| pls| kindly| just| maybe)*|let'?s|help me(?: to)?|"
    r"you (?:should|must|have to|need to|will)(?: now)?|"
    r"your (?:new )?(?:task|job|role|goal) is (?:now )?to|from now on,?(?: you)?(?: will| must)?|for me)\W+)*+"
)
_WORKS = (
    r"(?:jokes?|poems?|haikus?|limericks?|sonnets?|songs?|raps?|lyrics|rhymes?|ballads?|odes?|verses?|"
    r"puns?|riddles?|bedtime stor(?:y|ies)|short stor(?:y|ies)|stor(?:y|ies)(?! (?:of|behind|so far))|"
    r"fairy ?tales?|fan ?fiction|novels?|essays?|blog ?posts?|tweets?|linkedin posts?|posts?|emails?|"
    r"e-mails?|letters?|cover letters?|speech(?:es)?|toasts?|press releases?|"
    r"slogans?|taglines?|scripts?|screenplays?|dialogues?|parod(?:y|ies)|sat(?:ire|irical \w+)|"
    r"obituar(?:y|ies)|eulog(?:y|ies)|code|programs?|functions?|scripts?|python|javascript|sql|html|regex|"
    r"recipes?|workout|meal plan|pictures?|images?|drawings?|logos?|memes?|emojis?|charts?|diagrams?|"
    r"playlists?|anagrams?|acrostics?|invoices?|resum[eé]s?|cvs?|fun facts?|compliments?|horoscopes?|"
    r"fiction|malware|viruses|virus|bombs?)"
)
_MAKING = (
    r"(?:write|compose|draft|make|create|generate|invent|imagine|pen|craft|produce|give|tell|sing|rap|"
    r"recite|do|build|code|"
    r"design|draw|paint|sketch|show|send|type|come up with|think of|make up)"
)
_MAKE_A_WORK = re.compile(
    rf"^\W*{_POLITE}{_MAKING}\b(?:\s+(?:me|us|up|out|my \w+|her|him|them|everyone))*"
    rf"\s+(?:[\w'’-]+\s+){{0,6}}?{_WORKS}\b",
    re.IGNORECASE,
)
_LATER_WORK = re.compile(
    rf"\b(?:and|then|instead|but|please|now|,|\.|;|:)\s*(?:please\s+|just\s+|instead\s+)*{_MAKING}\b(?:\s+(?:me|us))*"
    rf"\s+(?:an?|the|some|another|your|my|one|\d+|two|three)\s+(?:[\w'’-]+\s+){{0,4}}?{_WORKS}\b",
    re.IGNORECASE,
)
_OTHER_VERBS = re.compile(
    rf"^\W*{_POLITE}(?:translate|invent|fabricate|make up|imagine|hallucinate|paint|draw|sketch|"
    r"sing|rap|recite|roleplay|role-play|pretend|act (?:as|"
    rf"like)|behave (?:as|like)|"
    r"speak (?:as|like)|talk (?:as|like)|be (?:my|a|an)\b|simulate|impersonate|imitate|rewrite|rephrase|"
    r"reword|paraphrase|proofread|"
    r"brainstorm|calculate|compute|solve|multiply|add up|convert|encode|decode|encrypt|hack|execute|run "
    r"(?:the |this )?(?:command|code|script|shell)|"
    r"delete|erase|drop (?:the )?(?:table|database|index|articles)|remove (?:all|the|every)|forget|"
    r"forward|upload|download|install|book (?:me|a|us)|order (?:me|a|us)|buy (?:me|a|us)|"
    r"remind me|set (?:a|an|my) (?:timer|alarm|reminder)|play (?:me|some|a)|call (?:me|my|us|him|her)|"
    r"schedule|invest|bet|guess|roast|flirt|insult|swear|curse|repeat after|"
    r"repeat (?:the )?(?:words?|text|everything|this|above|after|your)|print (?:the|your|out|everything)|"
    r"output (?:the|your|only)|reveal (?:the |your )?(?:system|hidden|secret|prompt|instructions|password|"
    r"api|key)|"
    r"say (?:that|only|something|hello|hi|the word|[\"'“‘])|reply (?:only|with|in)|respond (?:only|with|"
    r"in|as)|answer (?:only )?(?:with|in|as|like) |post |dm |email |e-mail |message |ping |tag )\b",
    re.IGNORECASE,
)
_PUBLISH_TO = re.compile(
    rf"^\W*{_POLITE}(?:send|post|mail|share|publish|tweet)\b.*\b(?:to|in|on)\s+(?:@|#|everyone|the channel|"
    rf"all|my|slack|discord|twitter|channel|the team)",
    re.IGNORECASE | re.DOTALL,
)
_INJECTION = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass|skip|drop|discard|never ?mind|put aside|set aside|"
    r"leave aside|without (?:using|looking at))\b[\w\s,'’-]{0,40}?"
    r"\b(?:instructions?|rules?|prompts?|guidelines?|directions?|constraints?|restrictions?|articles?|"
    r"sources?|passages?|citations?|context|polic(?:y|ies)|above|previous|prior|training|programming|"
    r"everything (?:else|above|before|you)|what you were told|the news|documents?)\b|"
    r"\b(?:system|developer|hidden|secret|initial) (?:prompt|message|instructions?)\b|\b(?:jail ?break|"
    r"dan mode|developer mode|god mode|do anything now|debug mode|admin mode|sudo)\b|"
    r"\byou are (?:now|no longer|from now on)\b|\bfrom now on,? (?:you|act|be|respond|answer|reply)\b|"
    r"\b(?:pretend|imagine) (?:that |to )?(?:you|be|being|we|i)\b|\bact as (?:if|though|an?|my|the)\b|"
    r"\b(?:new|updated|real) (?:instructions?|rules?|task)\s*:|"
    r"\b(?:print|show|reveal|repeat|output|leak|expose|display|dump|give|tell)\b[\w\s]{0,20}?\b(?:your|"
    r"the) (?:(?:system|full|entire|hidden|secret|original|initial|own|exact) )*(?:prompt|instructions|"
    r"configuration|api keys?|passwords?|tokens?|credentials|secrets|environment variables?)\b|"
    r"<\s*/?\s*(?:system|assistant|user|instructions?)\s*>|\[\s*(?:system|inst)\s*\]|^\s*(?:system|"
    r"assistant)\s*:|###\s*(?:system|instruction)",
    re.IGNORECASE | re.MULTILINE,
)
_INJECTION_OF = re.compile(
    r"^\W*(?:who|what|when|where|why|how|which|did|does|do|is|was|were|are|has|have)\b", re.IGNORECASE
)
_OPINION = re.compile(
    r"^\W*(?:what|how) (?:do|would|should|can|could|does) (?:you|u)\b(?! (?:know|say|mean|have (?:on|"
    r"about)|call))|^\W*(?:should|shall|could|can|may|must) (?:i|we)\b|"
    r"^\W*(?:do|would|will) (?:you|u) (?:think|believe|agree|recommend|like|want|prefer|support|vote)\b|"
    r"^\W*(?:in )?your (?:honest )?opinion\b|"
    r"^\W*what(?:'s| is) your (?:opinion|view|take|advice|recommendation)|"
    r"^\W*which [\w\s]{1,40} (?:do|would) you (?:recommend|prefer|like|think|suggest)|^\W*(?:recommend|"
    r"suggest|advise) (?:me|us|a|an|some)\b",
    re.IGNORECASE,
)
_SUM = re.compile(
    r"^\W*(?:what(?:'s| is)|how much is|calculate|compute)?\s*[\d(][\d\s.,()]*(?:[-+*/x×÷^]|plus|minus|times|"
    r"divided by)[\d\s.,()+*/x×÷^-]*\s*=?\s*\??\s*$|"
    r"\b(?:square|cube) root of \d|^\W*(?:what(?:'s| is)|how much is|calculate)?\s*\d[\d.,]*\s?(?:%|per ?cent) of \d[\d.,]*\W*$",
    re.IGNORECASE)  # fmt: skip


def read_request(text: str) -> Request | None:
    """What `text` asks for when it is no question to the articles; None where it is one.

    "Tell me why …", "Summarise …", "List …" and "Explain …" are questions; "Tell me a joke" isn't.
    """
    if not re.search(r"\w", text) or _is_small_talk(text) or _OF_THE_BOT.search(text):
        return Request.SMALL_TALK
    asks = bool(_INJECTION_OF.search(text))
    if (_INJECTION.search(text) and not (asks and _about_others(text))) or _OPINION.search(text) or _SUM.search(text):
        return Request.OTHER_TASK
    if _ELSEWHERE.search(text) or _MAKE_A_WORK.search(text) or _OTHER_VERBS.search(text) or _PUBLISH_TO.search(text):
        return Request.OTHER_TASK
    if not asks and _LATER_WORK.search(text):
        return Request.OTHER_TASK
    return None


def _is_small_talk(text: str) -> bool:
    """Whether a text is made of pleasantries and remarks alone: taken piece by piece, so that no text takes long."""
    place, has_said = 0, False
    while place < len(text):
        said = max((match.end() for rule in _SAID if (match := rule.match(text, place))), default=place)
        beside = _BESIDE.match(text, place)
        end = said if said > place else beside.end() if beside else place
        if end == place:
            return False
        has_said = has_said or said > place
        place = end
    return has_said


def _about_others(text: str) -> bool:
    """Whether a question that speaks of prompts or rules asks what others did with them, not for ours."""
    return not re.search(r"\b(?:your|you|above)\b", text, re.IGNORECASE)
