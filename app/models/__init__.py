"""The tables."""

from app.models.columns import Base
from app.models.content import Content, Organisation, Page, Revision, Slug, Translation
from app.models.machine import (
    Budget,
    EngineState,
    Finding,
    GlossarySync,
    HeadMove,
    Job,
    MachineCall,
    Term,
    TermTarget,
)
from app.models.region import Language, Region, RegionLanguage
from app.models.segment import (
    Equivalence,
    Head,
    Occurrence,
    Segment,
    SourceText,
    Status,
    Takeover,
    Target,
)
from app.models.snapshot import Catalogue, Fragment, Snapshot

__all__ = [
    "Base",
    "Budget",
    "Catalogue",
    "Content",
    "EngineState",
    "Equivalence",
    "Finding",
    "Fragment",
    "GlossarySync",
    "Head",
    "HeadMove",
    "Job",
    "Language",
    "MachineCall",
    "Occurrence",
    "Organisation",
    "Page",
    "Region",
    "RegionLanguage",
    "Revision",
    "Segment",
    "Slug",
    "Snapshot",
    "SourceText",
    "Status",
    "Takeover",
    "Target",
    "Term",
    "TermTarget",
    "Translation",
]
