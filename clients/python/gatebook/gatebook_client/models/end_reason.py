from enum import StrEnum


class EndReason(StrEnum):
    ABSOLUTE = "absolute"
    IDLE = "idle"
    LIMIT = "limit"
    REUSE_DETECTED = "reuse_detected"
    REVOKED = "revoked"
    SIGNED_OUT = "signed_out"

    def __str__(self) -> str:
        return str(self.value)
