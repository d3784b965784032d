"""Settings: the only reader of the environment and of `footnote.toml`."""

import os
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from bot.settings_faults import SettingsWrong, faults_of

FILE_NAME = "footnote.toml"
FILE_VARIABLE = "FOOTNOTE_SETTINGS"
PREFIX = "FOOTNOTE_"

Names = Annotated[frozenset[str], NoDecode]
"""Several names: in the environment apart by commas, in the file a list."""

Count = Annotated[int, Field(ge=1)]
Seconds = Annotated[float, Field(gt=0)]


def shipped_articles() -> Path:
    """The folder of articles that comes with the product."""
    import corpus

    return Path(corpus.__file__).parent / "articles"


def settings_file() -> Path:
    """Where the settings' file lies, if there is one: where FOOTNOTE_SETTINGS says, or in the current folder."""
    return Path(os.environ.get(FILE_VARIABLE) or FILE_NAME)


class Settings(BaseSettings):
    """What can be chosen; the table in the README says what each is for.

    A setting is read from the environment, in capitals with FOOTNOTE_ in front (secrets and addresses of other services
    under their usual names), else from `footnote.toml`, by its name here.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, env_ignore_empty=True, populate_by_name=True, hide_input_in_errors=True
    )

    corpus: Path = shipped_articles()
    data: Path = user_data_path("footnote", appauthor=False)
    embedder: str = "wordllama"
    generator: Literal["auto", "extractive", "openai"] = "auto"
    grounding: Literal["rules", "rules+model"] = "rules"
    model: Annotated[str, Field(min_length=1)] = "gpt-4o-mini"
    model_seconds: Seconds = 20.0
    prompt_tokens: Count = 6000
    daily_budget_usd: Annotated[float, Field(gt=0)] | None = Field(default=None, examples=[5.0])

    slack_bot_token: SecretStr | None = Field(default=None, validation_alias="SLACK_BOT_TOKEN", examples=["xoxb-…"])
    slack_app_token: SecretStr | None = Field(default=None, validation_alias="SLACK_APP_TOKEN", examples=["xapp-…"])
    slack_signing_secret: SecretStr | None = Field(default=None, validation_alias="SLACK_SIGNING_SECRET")
    slack_http_host: str = "127.0.0.1"
    slack_http_port: Annotated[int, Field(ge=1, le=65535)] = 3000
    slack_api_url: str = Field(default="https://slack.com/api/", pattern="^https?://")
    discord_token: SecretStr | None = Field(default=None, validation_alias="DISCORD_TOKEN")
    discord_reads_messages: bool = False
    openai_api_key: SecretStr | None = Field(default=None, validation_alias="OPENAI_API_KEY", examples=["sk-…"])
    openai_base_url: str | None = Field(default=None, validation_alias="OPENAI_BASE_URL", pattern="^https?://")
    database_url: SecretStr | None = Field(
        default=None, validation_alias="DATABASE_URL", examples=["postgresql://user:password@host/footnote"]
    )
    chroma_url: str | None = Field(default=None, pattern="^https?://", examples=["http://chroma:8000"])

    allowed_workspaces: Names = frozenset()
    allowed_channels: Names = frozenset()
    person_a_minute: Count = 6
    person_a_day: Count = 200
    channel_a_minute: Count = 20
    workspace_a_minute: Count = 60
    answer_slots: Count = 4
    waiting: Annotated[int, Field(ge=0)] = 100
    deadline_seconds: Seconds = 120.0
    drain_seconds: Seconds = 25.0
    retention_days: Annotated[int, Field(ge=1)] | None = Field(default=None, examples=[90])

    allow_private_addresses: bool = False
    pause_seconds: Annotated[float, Field(ge=0, le=3600)] = 1.0

    health_host: str = "127.0.0.1"
    health_port: Annotated[int, Field(ge=0, le=65535)] = 8080
    log_format: Literal["auto", "text", "json"] = "auto"
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_questions: bool = False

    @field_validator("allowed_workspaces", "allowed_channels", mode="before")
    @classmethod
    def _apart_by_commas(cls, value: Any) -> Any:
        return frozenset(each.strip() for each in value.split(",") if each.strip()) if isinstance(value, str) else value

    @field_validator("slack_api_url")
    @classmethod
    def _with_slash(cls, url: str) -> str:
        """The address as the library wants it, which puts the methods' names behind it."""
        return url if url.endswith("/") else f"{url}/"

    @field_validator("database_url")
    @classmethod
    def _for_our_driver(cls, url: SecretStr | None) -> SecretStr | None:
        """The address as SQLAlchemy wants it: `postgres://` and `postgresql://` are spoken by psycopg."""
        if url is None:
            return None
        scheme, separator, rest = url.get_secret_value().partition("://")
        if not separator or scheme.split("+")[0] not in {"postgres", "postgresql", "sqlite"}:
            raise ValueError("not an address of PostgreSQL or SQLite")
        return SecretStr(
            f"postgresql+psycopg://{rest}" if scheme in {"postgres", "postgresql"} else f"{scheme}://{rest}"
        )

    @classmethod
    def load(cls, **given: Any) -> Self:
        """The settings, with those that are given in place of what environment and file say.

        Raises SettingsWrong, which names all that are wrong.
        """
        try:
            return cls(**given)
        except ValidationError as error:
            raise SettingsWrong(faults_of(error, cls.model_fields, variable_of)) from None
        except ValueError as error:  # a file that isn't TOML
            raise SettingsWrong([f"{settings_file()}: {error}"]) from None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is pydantic's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is given counts before the environment, and that before the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, settings_file())


def variable_of(name: str) -> str:
    """The environment variable of a setting; the name itself where it is that of none."""
    field = Settings.model_fields.get(name)
    if field is None:
        return name
    return str(field.validation_alias or f"{PREFIX}{name.upper()}")
