from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.introspection_metadata import IntrospectionMetadata


T = TypeVar("T", bound="Introspection")


@_attrs_define
class Introspection:
    """What a token says (RFC 7662). Of one that opens nothing, `active` is all.

    Attributes:
        active (bool): Whether it opens a session that lives.
        token_type (str | Unset): `session` or `access_token`.
        sub (str | Unset): The application's name of the user; absent while the session is anonymous.
        sid (str | Unset): The session (`ses_…`).
        iat (int | Unset): When the session was started, in seconds since 1970.
        exp (int | Unset): When the token is over if it is not used again, in seconds since 1970.
        metadata (IntrospectionMetadata | Unset): What the application keeps with the session.
    """

    active: bool
    token_type: str | Unset = UNSET
    sub: str | Unset = UNSET
    sid: str | Unset = UNSET
    iat: int | Unset = UNSET
    exp: int | Unset = UNSET
    metadata: IntrospectionMetadata | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        active = self.active

        token_type = self.token_type

        sub = self.sub

        sid = self.sid

        iat = self.iat

        exp = self.exp

        metadata: dict[str, Any] | Unset = UNSET
        if not isinstance(self.metadata, Unset):
            metadata = self.metadata.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "active": active,
            }
        )
        if token_type is not UNSET:
            field_dict["token_type"] = token_type
        if sub is not UNSET:
            field_dict["sub"] = sub
        if sid is not UNSET:
            field_dict["sid"] = sid
        if iat is not UNSET:
            field_dict["iat"] = iat
        if exp is not UNSET:
            field_dict["exp"] = exp
        if metadata is not UNSET:
            field_dict["metadata"] = metadata

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.introspection_metadata import IntrospectionMetadata

        d = dict(src_dict)
        active = d.pop("active")

        token_type = d.pop("token_type", UNSET)

        sub = d.pop("sub", UNSET)

        sid = d.pop("sid", UNSET)

        iat = d.pop("iat", UNSET)

        exp = d.pop("exp", UNSET)

        _metadata = d.pop("metadata", UNSET)
        metadata: IntrospectionMetadata | Unset
        if isinstance(_metadata, Unset):
            metadata = UNSET
        else:
            metadata = IntrospectionMetadata.from_dict(_metadata)

        introspection = cls(
            active=active,
            token_type=token_type,
            sub=sub,
            sid=sid,
            iat=iat,
            exp=exp,
            metadata=metadata,
        )

        introspection.additional_properties = d
        return introspection

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
