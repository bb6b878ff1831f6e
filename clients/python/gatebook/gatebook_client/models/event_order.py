from enum import StrEnum


class EventOrder(StrEnum):
    ASC = "asc"
    DESC = "desc"
    OCCURRED = "occurred"
    OCCURRED_ASC = "occurred_asc"

    def __str__(self) -> str:
        return str(self.value)
