from enum import StrEnum


class JwkType(StrEnum):
    OKP = "OKP"

    def __str__(self) -> str:
        return str(self.value)
