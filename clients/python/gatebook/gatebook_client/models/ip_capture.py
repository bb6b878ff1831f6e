from enum import StrEnum


class IpCapture(StrEnum):
    ANONYMISED = "anonymised"
    FULL = "full"
    OFF = "off"

    def __str__(self) -> str:
        return str(self.value)
