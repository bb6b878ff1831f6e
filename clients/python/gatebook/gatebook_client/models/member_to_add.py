from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.role import Role
from ..types import UNSET, Unset

T = TypeVar("T", bound="MemberToAdd")


@_attrs_define
class MemberToAdd:
    """A member to add.

    Attributes:
        email (str): What they sign in with, at most 254 characters; unique in the installation, whatever the case.
        name (str): Their name for people, 1 to 200 characters.
        role (Role): What a member may do.
        password (str | Unset): What they sign in with, 12 to 200 characters, not the e-mail address. Without it, one is
            generated and shown once.
    """

    email: str
    name: str
    role: Role
    password: str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        email = self.email

        name = self.name

        role = self.role.value

        password = self.password

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "email": email,
                "name": name,
                "role": role,
            }
        )
        if password is not UNSET:
            field_dict["password"] = password

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        email = d.pop("email")

        name = d.pop("name")

        role = Role(d.pop("role"))

        password = d.pop("password", UNSET)

        member_to_add = cls(
            email=email,
            name=name,
            role=role,
            password=password,
        )

        return member_to_add
