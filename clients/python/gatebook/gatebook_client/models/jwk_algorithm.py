from enum import StrEnum


class JwkAlgorithm(StrEnum):
    EDDSA = "EdDSA"

    def __str__(self) -> str:
        return str(self.value)
