"""Settings: the only reader of the environment."""

from pathlib import Path

from platformdirs import user_data_path
from pydantic_settings import BaseSettings, SettingsConfigDict


def shipped_articles() -> Path:
    """The folder of articles that comes with the product."""
    import corpus

    return Path(corpus.__file__).parent / "articles"


class Settings(BaseSettings):
    """What can be chosen, each by an environment variable of the same name with FOOTNOTE_ in front.

    `corpus`: folder of articles. `data`: folder of the library and the index. `embedder`: `wordllama`, or the name of one
    of Chroma's embedding functions.
    """

    model_config = SettingsConfigDict(env_prefix="FOOTNOTE_", frozen=True, env_ignore_empty=True)

    corpus: Path = shipped_articles()
    data: Path = user_data_path("footnote", appauthor=False)
    embedder: str = "wordllama"
