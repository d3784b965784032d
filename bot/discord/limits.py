"""What Discord takes, as it documents it; lengths in characters."""

COMPONENTS_IN_MESSAGE = 40
DISPLAY_CHARACTERS = 4000
"""All the text that one message of Components V2 shows, markup included."""

CUSTOM_ID_CHARACTERS = 100
BUTTONS_IN_ROW = 5
BUTTON_LABEL_CHARACTERS = 80
SELECT_OPTIONS = 25
OPTION_CHARACTERS = 100
"""Of an option's label, value and description."""

PLACEHOLDER_CHARACTERS = 150
CHOICES = 25
"""Of an autocompletion."""

CHOICE_CHARACTERS = 100
THREAD_NAME_CHARACTERS = 100
INPUT_CHARACTERS = 1000
ACKNOWLEDGE_SECONDS = 3.0
"""Within which an interaction has to be acknowledged."""

TOKEN_SECONDS = 15 * 60
"""How long an interaction can be answered through its own address."""

NONCE_SECONDS = 120
"""How long a message that is sent again with its nonce surely is the one that is there: "a few minutes"."""

ARTICLES_LISTED = 200
"""Newest articles that `/articles` pages through."""
