from enum import StrEnum


class StatsDimension(StrEnum):
    BROWSER = "browser"
    CITY = "city"
    COUNTRY = "country"
    KIND = "kind"
    PATH = "path"
    PLATFORM = "platform"
    REFERRER = "referrer"
    SEARCH = "search"
    STATUS = "status"
    USER = "user"

    def __str__(self) -> str:
        return str(self.value)
