from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.timeline_what import TimelineWhat
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.event import Event


T = TypeVar("T", bound="TimelineEntry")


@_attrs_define
class TimelineEntry:
    """Something that a user did, or that happened to a session of the user.

    Attributes:
        what (TimelineWhat): What an entry is.
        event (Event): An event of the log.
        search_terms (str | Unset): What was searched for, in lower case.
        end_reason (str | Unset): Why the session ended: `revoked`, `signed_out`, `limit`, `reuse_detected`, `idle` or
            `absolute`.
        by (str | Unset): Who started, changed or ended the session: a key (`key_…`), a session of the user (`ses_…`), a
            member (`mem_…`),
            `gatebook` or the like.
    """

    what: TimelineWhat
    event: Event
    search_terms: str | Unset = UNSET
    end_reason: str | Unset = UNSET
    by: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        what = self.what.value

        event = self.event.to_dict()

        search_terms = self.search_terms

        end_reason = self.end_reason

        by = self.by

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "what": what,
                "event": event,
            }
        )
        if search_terms is not UNSET:
            field_dict["search_terms"] = search_terms
        if end_reason is not UNSET:
            field_dict["end_reason"] = end_reason
        if by is not UNSET:
            field_dict["by"] = by

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.event import Event

        d = dict(src_dict)
        what = TimelineWhat(d.pop("what"))

        event = Event.from_dict(d.pop("event"))

        search_terms = d.pop("search_terms", UNSET)

        end_reason = d.pop("end_reason", UNSET)

        by = d.pop("by", UNSET)

        timeline_entry = cls(
            what=what,
            event=event,
            search_terms=search_terms,
            end_reason=end_reason,
            by=by,
        )

        timeline_entry.additional_properties = d
        return timeline_entry

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
