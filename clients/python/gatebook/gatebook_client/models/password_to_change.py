from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="PasswordToChange")


@_attrs_define
class PasswordToChange:
    """Another password of one's own.

    Attributes:
        current_password (str): The password until now.
        new_password (str): The password from now on, 12 to 200 characters, not the e-mail address.
    """

    current_password: str
    new_password: str

    def to_dict(self) -> dict[str, Any]:
        current_password = self.current_password

        new_password = self.new_password

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "current_password": current_password,
                "new_password": new_password,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        current_password = d.pop("current_password")

        new_password = d.pop("new_password")

        password_to_change = cls(
            current_password=current_password,
            new_password=new_password,
        )

        return password_to_change
