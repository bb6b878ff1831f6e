from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.previewed_event import PreviewedEvent


T = TypeVar("T", bound="RedactionPreview")


@_attrs_define
class RedactionPreview:
    """What would be stored of an event.

    Attributes:
        ignored (bool): Whether an ignore rule would drop it.
        redacted (list[str]): JSON pointers into the posted event, of every value that would be replaced.
        event (PreviewedEvent | Unset): An event as it would be stored.
    """

    ignored: bool
    redacted: list[str]
    event: PreviewedEvent | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        ignored = self.ignored

        redacted = self.redacted

        event: dict[str, Any] | Unset = UNSET
        if not isinstance(self.event, Unset):
            event = self.event.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "ignored": ignored,
                "redacted": redacted,
            }
        )
        if event is not UNSET:
            field_dict["event"] = event

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.previewed_event import PreviewedEvent

        d = dict(src_dict)
        ignored = d.pop("ignored")

        redacted = cast(list[str], d.pop("redacted"))

        _event = d.pop("event", UNSET)
        event: PreviewedEvent | Unset
        if isinstance(_event, Unset):
            event = UNSET
        else:
            event = PreviewedEvent.from_dict(_event)

        redaction_preview = cls(
            ignored=ignored,
            redacted=redacted,
            event=event,
        )

        redaction_preview.additional_properties = d
        return redaction_preview

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
