"""What is said alike on every chat platform."""

from bot.chat.words import in_line


def test_the_place_in_line_is_told_in_the_right_number():
    assert in_line(1) == "1 question is before it"
    assert in_line(3) == "3 questions are before it"
