from enum import StrEnum


class KeyScope(StrEnum):
    ADMIN = "admin"
    EVENTSREAD = "events:read"
    EVENTSWRITE = "events:write"
    SESSIONSREAD = "sessions:read"
    SESSIONSWRITE = "sessions:write"

    def __str__(self) -> str:
        return str(self.value)
