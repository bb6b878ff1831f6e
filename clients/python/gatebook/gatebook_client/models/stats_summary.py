from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.stats_numbers import StatsNumbers


T = TypeVar("T", bound="StatsSummary")


@_attrs_define
class StatsSummary:
    """A period beside the one before.

    Attributes:
        current (StatsNumbers): What a period comes to.
        previous (StatsNumbers): What a period comes to.
        approximate (bool): Whether visitors, users and sessions are estimates (2 % is usual), and, while what is kept
            is being changed or
            erased, other numbers may be a little behind. When it is false, every number is exact but for durations.
    """

    current: StatsNumbers
    previous: StatsNumbers
    approximate: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        current = self.current.to_dict()

        previous = self.previous.to_dict()

        approximate = self.approximate

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "current": current,
                "previous": previous,
                "approximate": approximate,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.stats_numbers import StatsNumbers

        d = dict(src_dict)
        current = StatsNumbers.from_dict(d.pop("current"))

        previous = StatsNumbers.from_dict(d.pop("previous"))

        approximate = d.pop("approximate")

        stats_summary = cls(
            current=current,
            previous=previous,
            approximate=approximate,
        )

        stats_summary.additional_properties = d
        return stats_summary

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
