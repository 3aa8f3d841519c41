"""Words that look like a part of somebody's identity and mostly are none."""

NO_PLACE = frozenset(
    (
        "a ai an analytics and api april august aws built chief data december director education engineer eu experience february finance "
        "fraud gcp gpt growth head hr hybrid i infrastructure it january july june kpi lead led llm manager march marketing may ml nlp "
        "november now october of onsite operations payments platform present product rag remote research risk sales search security "
        "september sql support the today uk us usa we"
    ).split()
)
"""Words that stand where an employer could, and are none."""

EVERYDAY = frozenset(
    (
        "a ai al anonymous applicant april art august baker banks best bill bin black bond brown bush candidate carpenter case chase "
        "chief cook curriculum cv da data day de dean del den der di director dr east el engineer example faith field first ford frank "
        "grace grant green guy hall head hope hunter interview jack joy june junior king la lane le lead long love manager mark max may "
        "miles ml mr mrs ms north officer one page pat person price prof profile resume rich rob rose science scientist second senior sir "
        "south speaker stone sue summer test the two unnamed van vitae von west white will wood young"
    ).split()
)
"""Words that may be a part of a name and are much more often something else; they are hidden only inside the whole name."""
