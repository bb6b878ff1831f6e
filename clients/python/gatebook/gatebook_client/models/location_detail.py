from enum import StrEnum


class LocationDetail(StrEnum):
    CITIES = "cities"
    COUNTRIES = "countries"

    def __str__(self) -> str:
        return str(self.value)
