from enum import StrEnum


class SessionLimit(StrEnum):
    END_OLDEST = "end_oldest"
    REFUSE_NEW = "refuse_new"

    def __str__(self) -> str:
        return str(self.value)
