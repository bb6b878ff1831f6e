from enum import StrEnum


class TimelineWhat(StrEnum):
    OTHER = "other"
    PAGE_VIEW = "page_view"
    SEARCH = "search"
    SESSION_CHANGED = "session_changed"
    SESSION_ENDED = "session_ended"
    SIGN_IN = "sign_in"

    def __str__(self) -> str:
        return str(self.value)
