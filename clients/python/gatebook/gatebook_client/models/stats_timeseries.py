from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.stats_bucket import StatsBucket

if TYPE_CHECKING:
    from ..models.stats_point import StatsPoint


T = TypeVar("T", bound="StatsTimeseries")


@_attrs_define
class StatsTimeseries:
    """Page views over time.

    Attributes:
        since (datetime.datetime): The period begins then.
        until (datetime.datetime): It ends before then.
        bucket (StatsBucket): How long a bucket is.
        time_zone (str): Whose calendar counts.
        points (list[StatsPoint]): One for each bucket, in order.
        approximate (bool): Whether visitors are estimates, and other numbers may be a little behind; see
            `get_stats_summary`.
    """

    since: datetime.datetime
    until: datetime.datetime
    bucket: StatsBucket
    time_zone: str
    points: list[StatsPoint]
    approximate: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        since = self.since.isoformat()

        until = self.until.isoformat()

        bucket = self.bucket.value

        time_zone = self.time_zone

        points = []
        for points_item_data in self.points:
            points_item = points_item_data.to_dict()
            points.append(points_item)

        approximate = self.approximate

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "since": since,
                "until": until,
                "bucket": bucket,
                "time_zone": time_zone,
                "points": points,
                "approximate": approximate,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.stats_point import StatsPoint

        d = dict(src_dict)
        since = datetime.datetime.fromisoformat(d.pop("since"))

        until = datetime.datetime.fromisoformat(d.pop("until"))

        bucket = StatsBucket(d.pop("bucket"))

        time_zone = d.pop("time_zone")

        points = []
        _points = d.pop("points")
        for points_item_data in _points:
            points_item = StatsPoint.from_dict(points_item_data)

            points.append(points_item)

        approximate = d.pop("approximate")

        stats_timeseries = cls(
            since=since,
            until=until,
            bucket=bucket,
            time_zone=time_zone,
            points=points,
            approximate=approximate,
        )

        stats_timeseries.additional_properties = d
        return stats_timeseries

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
