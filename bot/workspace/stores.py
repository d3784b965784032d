"""Where the bot's memory lies, as the settings say: its own file in the data folder, or the database that they name."""

from bot.settings import Settings
from bot.store.store import Store


def open_store(settings: Settings) -> Store:
    """The store, at this version; a LibraryError where the database can't be used."""
    if settings.database_url is not None:
        return Store.connect(settings.database_url.get_secret_value())
    return Store.open(settings.data)
