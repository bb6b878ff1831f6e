from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.stats_dimension import StatsDimension

if TYPE_CHECKING:
    from ..models.stats_value import StatsValue


T = TypeVar("T", bound="StatsTop")


@_attrs_define
class StatsTop:
    """What was seen most.

    Attributes:
        since (datetime.datetime): The period begins then.
        until (datetime.datetime): It ends before then.
        dimension (StatsDimension): What page views are counted by.
        hits (int): All page views of the period that fit, also those without a value.
        other_hits (int): Page views with values that were not counted one by one.
        values (list[StatsValue]): Most page views first.
        approximate (bool): Whether visitors are estimates, and, with `other_hits`, a value may have more page views
            than are counted.
    """

    since: datetime.datetime
    until: datetime.datetime
    dimension: StatsDimension
    hits: int
    other_hits: int
    values: list[StatsValue]
    approximate: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        since = self.since.isoformat()

        until = self.until.isoformat()

        dimension = self.dimension.value

        hits = self.hits

        other_hits = self.other_hits

        values = []
        for values_item_data in self.values:
            values_item = values_item_data.to_dict()
            values.append(values_item)

        approximate = self.approximate

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "since": since,
                "until": until,
                "dimension": dimension,
                "hits": hits,
                "other_hits": other_hits,
                "values": values,
                "approximate": approximate,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.stats_value import StatsValue

        d = dict(src_dict)
        since = datetime.datetime.fromisoformat(d.pop("since"))

        until = datetime.datetime.fromisoformat(d.pop("until"))

        dimension = StatsDimension(d.pop("dimension"))

        hits = d.pop("hits")

        other_hits = d.pop("other_hits")

        values = []
        _values = d.pop("values")
        for values_item_data in _values:
            values_item = StatsValue.from_dict(values_item_data)

            values.append(values_item)

        approximate = d.pop("approximate")

        stats_top = cls(
            since=since,
            until=until,
            dimension=dimension,
            hits=hits,
            other_hits=other_hits,
            values=values,
            approximate=approximate,
        )

        stats_top.additional_properties = d
        return stats_top

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
