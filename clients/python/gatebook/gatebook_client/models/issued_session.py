from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.session import Session


T = TypeVar("T", bound="IssuedSession")


@_attrs_define
class IssuedSession:
    """A session with the token that opens it.

    Attributes:
        token (str): The session token (`gbs_…`), for the user's client. It is not kept: this is the only time that it
            is shown.
        access_token (str): An access token (JWT) of the session: good for 5 minutes, verified with the tenant's public
            keys. Who verifies it
            without asking sees an end up to 5 minutes late.
        session (Session): A session.
    """

    token: str
    access_token: str
    session: Session
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        token = self.token

        access_token = self.access_token

        session = self.session.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "token": token,
                "access_token": access_token,
                "session": session,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.session import Session

        d = dict(src_dict)
        token = d.pop("token")

        access_token = d.pop("access_token")

        session = Session.from_dict(d.pop("session"))

        issued_session = cls(
            token=token,
            access_token=access_token,
            session=session,
        )

        issued_session.additional_properties = d
        return issued_session

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
