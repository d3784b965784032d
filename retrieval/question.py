"""What may be asked: a question is text that a person could have typed. Pure."""

import unicodedata

from retrieval.errors import QuestionError

MAX_QUESTION_CHARACTERS = 4_000
_WHITE_SPACE = "\t\n\r"


def check_question(question: str) -> str:
    """The question without surrounding white space.

    Raises QuestionError where it is empty, over MAX_QUESTION_CHARACTERS, or holds control characters or broken text.
    """
    stripped = question.strip()
    if not any(character.isalnum() for character in stripped):
        raise QuestionError("The question is empty: ask in words, for example: who is the chief executive?")
    if len(stripped) > MAX_QUESTION_CHARACTERS:
        raise QuestionError(
            f"The question has {len(stripped):,} characters; ask in at most {MAX_QUESTION_CHARACTERS:,}."
        )
    for position, character in enumerate(stripped):
        if unicodedata.category(character) in {"Cc", "Cs"} and character not in _WHITE_SPACE:
            raise QuestionError(
                f"The question has a control character (U+{ord(character):04X}) at position {position + 1}: remove it."
            )
    return stripped
