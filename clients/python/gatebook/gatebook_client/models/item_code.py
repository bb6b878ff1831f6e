from enum import StrEnum


class ItemCode(StrEnum):
    DUPLICATE = "duplicate"
    EVENT_ID_TAKEN = "event_id_taken"
    IGNORED = "ignored"
    INVALID = "invalid"

    def __str__(self) -> str:
        return str(self.value)
