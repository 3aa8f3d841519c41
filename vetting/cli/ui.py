"""vetting ui: the screen in a browser. Becomes the server's process, so signals reach it."""

from __future__ import annotations

import argparse

ADDRESS, PORT = "127.0.0.1", 8501
PORTS = 65535


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--address", default=ADDRESS, help=f"where to listen (default: {ADDRESS}, this machine only)")
    parser.add_argument("--port", type=int, default=PORT, help=f"port (default: {PORT})")
    parser.add_argument("--browser", action="store_true", help="open a browser window too")


def run(args: argparse.Namespace) -> int:
    """Never returns where it succeeds. Raises MissingExtra, BadInput for a port there cannot be, BadSettings for wrong settings."""
    import importlib.util
    import os
    import sys

    from vetting.errors import BadInput, MissingExtra
    from vetting.resources import data_dir
    from vetting.settings import from_environment

    if importlib.util.find_spec("streamlit") is None:
        raise MissingExtra("The screen needs Streamlit, which is not installed. Run: pip install vetting again.")
    if not 1 <= args.port <= PORTS:
        raise BadInput(f"There is no port {args.port}. Give --port a number from 1 to {PORTS}.")
    from_environment(engine=args.engine)
    environment = os.environ if args.engine is None else {**os.environ, "VETTING_ENGINE": args.engine}
    serve = str(data_dir("ui") / "serve.py")
    options = {"--server.address": args.address, "--server.port": str(args.port), "--server.headless": str(not args.browser).lower()}
    words = [word for pair in options.items() for word in pair]
    os.execve(sys.executable, [sys.executable, serve, *words], environment)  # noqa: S606 - our own interpreter
