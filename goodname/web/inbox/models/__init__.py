"""Where we listen, what was said there, and what of it is about the school."""

from .handled import Alert, DailyCount, Filing, Forgotten, PersonalLook, SavedView
from .head import HeadQuestion
from .listening import Connection, CoverageDay, Look, Probe, Source, Spending
from .said import Mention, Post, PostVersion, Story, StoryKey

__all__ = [
    "Alert", "Connection", "CoverageDay", "DailyCount", "Filing", "Forgotten", "HeadQuestion",
    "Look", "Mention", "PersonalLook", "Post", "PostVersion", "Probe", "SavedView", "Source",
    "Spending", "Story", "StoryKey",
]  # fmt: skip
