from enum import StrEnum


class StatsBucket(StrEnum):
    DAY = "day"
    HOUR = "hour"
    MINUTE = "minute"
    MONTH = "month"
    QUARTER_HOUR = "quarter_hour"
    WEEK = "week"

    def __str__(self) -> str:
        return str(self.value)
