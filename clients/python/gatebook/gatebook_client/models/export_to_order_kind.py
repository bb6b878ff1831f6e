from enum import StrEnum


class ExportToOrderKind(StrEnum):
    APP = "app"
    BOT = "bot"
    BROWSER = "browser"
    TOOL = "tool"
    UNKNOWN = "unknown"

    def __str__(self) -> str:
        return str(self.value)
