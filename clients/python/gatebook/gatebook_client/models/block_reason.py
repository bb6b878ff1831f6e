from enum import StrEnum


class BlockReason(StrEnum):
    KIND = "kind"
    NETWORK = "network"
    PROGRAM = "program"

    def __str__(self) -> str:
        return str(self.value)
