"""The door to language models. LangChain and openai are reached through here; their errors become ours, their tokens are counted."""

from vetting.llm.asking import Decisions, Messages, Scale
from vetting.llm.door import Door
from vetting.llm.endpoint import Endpoint
from vetting.llm.meter import Meter, metered

__all__ = ["Decisions", "Door", "Endpoint", "Messages", "Meter", "Scale", "metered"]
