"""The one base of every noun: frozen, and it refuses fields it does not know."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
