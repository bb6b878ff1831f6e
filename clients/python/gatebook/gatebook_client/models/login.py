from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.role import Role
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.location_credit import LocationCredit
    from ..models.login_member import LoginMember
    from ..models.login_tenant import LoginTenant


T = TypeVar("T", bound="Login")


@_attrs_define
class Login:
    """Who is signed in, where, and for how long.

    Attributes:
        member (LoginMember): A person who is signed in.
        tenant (LoginTenant): The tenant that somebody is signed in to.
        role (Role): What a member may do.
        expires_at (datetime.datetime): When they have to sign in again in any case.
        location_credit (LocationCredit | Unset): Whom to thank for locations, wherever some are shown.
    """

    member: LoginMember
    tenant: LoginTenant
    role: Role
    expires_at: datetime.datetime
    location_credit: LocationCredit | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        member = self.member.to_dict()

        tenant = self.tenant.to_dict()

        role = self.role.value

        expires_at = self.expires_at.isoformat()

        location_credit: dict[str, Any] | Unset = UNSET
        if not isinstance(self.location_credit, Unset):
            location_credit = self.location_credit.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "member": member,
                "tenant": tenant,
                "role": role,
                "expires_at": expires_at,
            }
        )
        if location_credit is not UNSET:
            field_dict["location_credit"] = location_credit

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.location_credit import LocationCredit
        from ..models.login_member import LoginMember
        from ..models.login_tenant import LoginTenant

        d = dict(src_dict)
        member = LoginMember.from_dict(d.pop("member"))

        tenant = LoginTenant.from_dict(d.pop("tenant"))

        role = Role(d.pop("role"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        _location_credit = d.pop("location_credit", UNSET)
        location_credit: LocationCredit | Unset
        if isinstance(_location_credit, Unset):
            location_credit = UNSET
        else:
            location_credit = LocationCredit.from_dict(_location_credit)

        login = cls(
            member=member,
            tenant=tenant,
            role=role,
            expires_at=expires_at,
            location_credit=location_credit,
        )

        login.additional_properties = d
        return login

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
