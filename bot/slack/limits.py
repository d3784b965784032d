"""What Slack takes in one message or view, and what this product allows itself of it."""

BLOCKS_IN_MESSAGE = 50
BLOCKS_IN_VIEW = 100
ACTIONS_IN_BLOCK = 25
BUTTON_CHARACTERS = 75
HEADER_CHARACTERS = 150
SECTION_CHARACTERS = 3000
VIEW_TITLE_CHARACTERS = 24
INPUT_CHARACTERS = 3000

MESSAGE_CHARACTERS = 9_000
"""A message of more than about 13,200 rendered characters is refused; frame and buttons need the rest."""

SOURCES_IN_MESSAGE = 20
PAGE_CHARACTERS = 2400
NOTIFICATION_CHARACTERS = 300
