from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.posted_event import PostedEvent
    from ..models.settings_patch import SettingsPatch


T = TypeVar("T", bound="SettingsToTry")


@_attrs_define
class SettingsToTry:
    """Settings to try on an event.

    Attributes:
        settings (SettingsPatch): Settings to set; those that are left out stay, or begin with their defaults.
        event (PostedEvent): A page view as the application saw it. Only `method` and a path (`path`, or `url` with one)
            are required.

            Values that are secret, by the name of their field or by their form, are replaced before anything is stored;
            what
            was replaced is named in `redacted`. At most 64 KiB of JSON. A member that is not listed here is refused, so
            that
            nothing is lost by a typing mistake.
    """

    settings: SettingsPatch
    event: PostedEvent

    def to_dict(self) -> dict[str, Any]:
        settings = self.settings.to_dict()

        event = self.event.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "settings": settings,
                "event": event,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.posted_event import PostedEvent
        from ..models.settings_patch import SettingsPatch

        d = dict(src_dict)
        settings = SettingsPatch.from_dict(d.pop("settings"))

        event = PostedEvent.from_dict(d.pop("event"))

        settings_to_try = cls(
            settings=settings,
            event=event,
        )

        return settings_to_try
