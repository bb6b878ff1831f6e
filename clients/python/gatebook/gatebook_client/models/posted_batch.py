from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.posted_event import PostedEvent


T = TypeVar("T", bound="PostedBatch")


@_attrs_define
class PostedBatch:
    """Many page views: at most 10,000 and 10 MiB.

    Attributes:
        events (list[PostedEvent]): The events, stored in this order.
    """

    events: list[PostedEvent]

    def to_dict(self) -> dict[str, Any]:
        events = []
        for events_item_data in self.events:
            events_item = events_item_data.to_dict()
            events.append(events_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "events": events,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.posted_event import PostedEvent

        d = dict(src_dict)
        events = []
        _events = d.pop("events")
        for events_item_data in _events:
            events_item = PostedEvent.from_dict(events_item_data)

            events.append(events_item)

        posted_batch = cls(
            events=events,
        )

        return posted_batch
