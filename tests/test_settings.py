"""The environment becomes settings, or an error that names the variable and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from vetting.errors import BadSettings
from vetting.settings import Settings, from_environment

KEY = {"OPENAI_API_KEY": "sk-secret"}


@pytest.mark.parametrize(
    ("environment", "engine", "expected"),
    [
        pytest.param({}, None, {"engine": "auto", "api_key": None, "uses_endpoint": False}, id="nothing set: offline"),
        pytest.param(KEY, None, {"engine": "auto", "api_key": "sk-secret", "uses_endpoint": True}, id="a key: the endpoint"),
        pytest.param({"OPENAI_API_KEY": "  "}, None, {"api_key": None, "uses_endpoint": False}, id="a blank key is none"),
        pytest.param(KEY, "offline", {"uses_endpoint": False}, id="offline asked for, whatever the key"),
        pytest.param(KEY | {"VETTING_ENGINE": "offline"}, None, {"uses_endpoint": False}, id="offline by environment"),
        pytest.param(KEY | {"VETTING_ENGINE": "offline"}, "openai", {"uses_endpoint": True}, id="the option beats the environment"),
        pytest.param({"OPENAI_BASE_URL": "http://localhost:8000/v1"}, None, {"base_url": "http://localhost:8000/v1"}, id="own server"),
        pytest.param({"VETTING_MODEL": "anthropic:claude"}, None, {"chat_model": "anthropic:claude"}, id="another provider"),
        pytest.param({"VETTING_DECISIONS_MODEL": "m"}, None, {"decisions_model": "m"}, id="decisions model"),
        pytest.param({"VETTING_TIMEOUT": "2.5", "VETTING_RETRIES": "0"}, None, {"timeout": 2.5, "retries": 0}, id="patience"),
        pytest.param(
            {"VETTING_CONCURRENCY": "8", "VETTING_RETRY_BUDGET": "0"}, None, {"at_once": 8, "retry_budget": 0, "workers": 1}, id="pace"
        ),
        pytest.param(KEY | {"VETTING_CONCURRENCY": "8"}, None, {"workers": 8}, id="with an endpoint, several answers at once"),
        pytest.param({"VETTING_MASK_IDENTITY": "off"}, None, {"masks_identity": False}, id="nothing hidden from the endpoint"),
        pytest.param({}, None, {"masks_identity": True}, id="identity is hidden unless somebody says otherwise"),
        pytest.param({"VETTING_REQUEST_CACHE": "off"}, None, {"reuses_answers": False}, id="no cache of answers"),
        pytest.param({}, None, {"reuses_answers": True, "at_once": 4, "retry_budget": 20, "prices": None}, id="the usual pace"),
        pytest.param({"VETTING_PRICES": __file__}, None, {"prices": Path(__file__)}, id="prices of one's own"),
        pytest.param({"VETTING_STRUCTURED": "json_mode"}, None, {"structured_by": "json_mode"}, id="schema by JSON mode"),
        pytest.param({"VETTING_EMBEDDER": "openai"}, None, {"embedder": "openai"}, id="embedder"),
        pytest.param({"VETTING_HOME": "/a", "VETTING_CACHE": "/b"}, None, {"home": Path("/a"), "cache": Path("/b")}, id="folders"),
        pytest.param({"XDG_DATA_HOME": "/x"}, None, {"home": Path("/x/vetting")}, id="folders by the system's custom"),
    ],
)
def test_the_environment_becomes_settings(environment: dict[str, str], engine: str | None, expected: dict[str, object]) -> None:
    settings = from_environment(environment, engine=engine)
    assert {name: getattr(settings, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("environment", "engine", "says"),
    [
        pytest.param({"VETTING_ENGINE": "gpt"}, None, "no engine 'gpt'", id="unknown engine"),
        pytest.param({}, "openai", "needs OPENAI_API_KEY", id="the endpoint without a key"),
        pytest.param({"OPENAI_BASE_URL": "localhost:8000"}, None, "OPENAI_BASE_URL", id="address without http"),
        pytest.param({"OPENAI_BASE_URL": "http://"}, None, "OPENAI_BASE_URL", id="address without a host"),
        pytest.param({"VETTING_MODEL": "gpt-6-luna"}, None, "provider:model", id="model without its provider"),
        pytest.param({"VETTING_MODEL": "openai:"}, None, "provider:model", id="provider without a model"),
        pytest.param({"VETTING_PACK": "/does/not/exist"}, None, "not a folder", id="pack that is not there"),
        pytest.param({"VETTING_STRUCTURED": "xml"}, None, "VETTING_STRUCTURED", id="unknown way to ask for a schema"),
        pytest.param({"VETTING_TIMEOUT": "soon"}, None, "VETTING_TIMEOUT", id="time-out is a word"),
        pytest.param({"VETTING_TIMEOUT": "0"}, None, "VETTING_TIMEOUT", id="time-out of nothing"),
        pytest.param({"VETTING_TIMEOUT": "nan"}, None, "VETTING_TIMEOUT", id="time-out is no number"),
        pytest.param({"VETTING_TIMEOUT": "-1"}, None, "VETTING_TIMEOUT", id="time-out below zero"),
        pytest.param({"VETTING_RETRIES": "inf"}, None, "VETTING_RETRIES", id="retries for ever"),
        pytest.param({"VETTING_RETRIES": "1.5"}, None, "VETTING_RETRIES", id="half a retry"),
        pytest.param({"VETTING_RETRY_BUDGET": "-1"}, None, "VETTING_RETRY_BUDGET", id="a budget below nothing"),
        pytest.param({"VETTING_CONCURRENCY": "0"}, None, "VETTING_CONCURRENCY is 0", id="no request at a time"),
        pytest.param(
            {"VETTING_MASK_IDENTITY": "no"}, None, "VETTING_MASK_IDENTITY is 'no'; it must be on or off", id="mask neither on nor off"
        ),
        pytest.param({"VETTING_REQUEST_CACHE": "yes"}, None, "must be on or off", id="neither on nor off"),
        pytest.param({"VETTING_PRICES": "/does/not/exist"}, None, "not a file", id="prices that are not there"),
    ],
)
def test_what_cannot_be_meant_is_named(environment: dict[str, str], engine: str | None, says: str) -> None:
    with pytest.raises(BadSettings, match=says):
        from_environment(environment, engine=engine)


def test_settings_do_not_show_the_key() -> None:
    assert "sk-secret" not in repr(from_environment(KEY))
    assert Settings(api_key="sk-secret").api_key == "sk-secret"
