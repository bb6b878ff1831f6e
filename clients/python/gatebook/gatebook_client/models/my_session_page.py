from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.location_credit import LocationCredit
    from ..models.my_session import MySession


T = TypeVar("T", bound="MySessionPage")


@_attrs_define
class MySessionPage:
    """A page of the caller's sessions.

    Attributes:
        sessions (list[MySession]): In the order of the list.
        next_ (str | Unset): Where the next page goes on; absent at the end.
        location_credit (LocationCredit | Unset): Whom to thank for locations, wherever some are shown.
    """

    sessions: list[MySession]
    next_: str | Unset = UNSET
    location_credit: LocationCredit | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        sessions = []
        for sessions_item_data in self.sessions:
            sessions_item = sessions_item_data.to_dict()
            sessions.append(sessions_item)

        next_ = self.next_

        location_credit: dict[str, Any] | Unset = UNSET
        if not isinstance(self.location_credit, Unset):
            location_credit = self.location_credit.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "sessions": sessions,
            }
        )
        if next_ is not UNSET:
            field_dict["next"] = next_
        if location_credit is not UNSET:
            field_dict["location_credit"] = location_credit

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.location_credit import LocationCredit
        from ..models.my_session import MySession

        d = dict(src_dict)
        sessions = []
        _sessions = d.pop("sessions")
        for sessions_item_data in _sessions:
            sessions_item = MySession.from_dict(sessions_item_data)

            sessions.append(sessions_item)

        next_ = d.pop("next", UNSET)

        _location_credit = d.pop("location_credit", UNSET)
        location_credit: LocationCredit | Unset
        if isinstance(_location_credit, Unset):
            location_credit = UNSET
        else:
            location_credit = LocationCredit.from_dict(_location_credit)

        my_session_page = cls(
            sessions=sessions,
            next_=next_,
            location_credit=location_credit,
        )

        my_session_page.additional_properties = d
        return my_session_page

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
