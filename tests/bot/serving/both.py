"""`footnote serve` as it is, but for Discord's address, which its library has no setting for.

`python -m tests.bot.serving.both API GATEWAY serve`
"""

import sys

from bot.cli import main
from tests.bot.discord.fake.server import spoken_to

if __name__ == "__main__":
    api, gateway = sys.argv[1:3]
    del sys.argv[1:3]
    with spoken_to(api, gateway):
        main()
