from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="TokenToCheck")


@_attrs_define
class TokenToCheck:
    """A token to look at, and where it is used.

    Attributes:
        token (str): A session token (`gbs_…`) or an access token.
        token_type_hint (str | Unset): What kind of token it is said to be (RFC 7662); told from the token itself,
            whatever this says.
        ip (str | Unset): The user's address now. With it, or with the agent, the session is noted as used.
        remote_addr (str | Unset): The address of the TCP connection, instead of `ip`.
        x_forwarded_for (str | Unset): The `X-Forwarded-For` header, beside `remote_addr`.
        user_agent (str | Unset): The `User-Agent` header now.
    """

    token: str
    token_type_hint: str | Unset = UNSET
    ip: str | Unset = UNSET
    remote_addr: str | Unset = UNSET
    x_forwarded_for: str | Unset = UNSET
    user_agent: str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        token = self.token

        token_type_hint = self.token_type_hint

        ip = self.ip

        remote_addr = self.remote_addr

        x_forwarded_for = self.x_forwarded_for

        user_agent = self.user_agent

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "token": token,
            }
        )
        if token_type_hint is not UNSET:
            field_dict["token_type_hint"] = token_type_hint
        if ip is not UNSET:
            field_dict["ip"] = ip
        if remote_addr is not UNSET:
            field_dict["remote_addr"] = remote_addr
        if x_forwarded_for is not UNSET:
            field_dict["x_forwarded_for"] = x_forwarded_for
        if user_agent is not UNSET:
            field_dict["user_agent"] = user_agent

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        token = d.pop("token")

        token_type_hint = d.pop("token_type_hint", UNSET)

        ip = d.pop("ip", UNSET)

        remote_addr = d.pop("remote_addr", UNSET)

        x_forwarded_for = d.pop("x_forwarded_for", UNSET)

        user_agent = d.pop("user_agent", UNSET)

        token_to_check = cls(
            token=token,
            token_type_hint=token_type_hint,
            ip=ip,
            remote_addr=remote_addr,
            x_forwarded_for=x_forwarded_for,
            user_agent=user_agent,
        )

        return token_to_check
