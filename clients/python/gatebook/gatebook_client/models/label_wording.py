from enum import StrEnum


class LabelWording(StrEnum):
    PLAIN = "plain"
    VERSIONED = "versioned"

    def __str__(self) -> str:
        return str(self.value)
