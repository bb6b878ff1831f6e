from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.export_format import ExportFormat
from ..models.export_to_order_kind import ExportToOrderKind
from ..models.list_order import ListOrder
from ..types import UNSET, Unset

T = TypeVar("T", bound="ExportToOrder")


@_attrs_define
class ExportToOrder:
    """Events to be written as a file: all that fit. The filters are those of `list_events`.

    Attributes:
        format_ (ExportFormat): How a file is written.
        order (ListOrder | Unset): Which way a list goes. Default: ListOrder.DESC.
        since (datetime.datetime | Unset): Only events that occurred then or later (RFC 3339).
        until (datetime.datetime | Unset): Only events that occurred before (RFC 3339).
        type_ (str | Unset): Only events of this type.
        method (str | Unset): Only this HTTP method.
        path (str | Unset): Only this path; with a `*` at the end, all paths that begin so.
        status (str | Unset): Only this status, or all of a hundred: `404`, `4xx`.
        user_id (str | Unset): Only this user, by the application's own name.
        session_id (str | Unset): Only this session (`ses_…`).
        ip (str | Unset): Only from this address, or from this network (CIDR).
        country (str | Unset): Only from this country (ISO 3166-1 alpha-2, such as `NL`).
        city (str | Unset): Only from this city.
        browser (str | Unset): Only this browser, app, bot or tool, such as `Safari`.
        platform (str | Unset): Only this platform, such as `iPhone`.
        kind (ExportToOrderKind | Unset): Only programs of this kind.
        referrer (str | Unset): Only those that a page of this host led to, such as `www.example.org`.
        search (str | Unset): Only searches for these terms, whatever their case.
        text (str | Unset): Only events with these words in the path or in the terms of a search, whatever their case:
            each of them, at most 8, also as parts of longer words. What is beyond ASCII is found percent-encoded, too.
    """

    format_: ExportFormat
    order: ListOrder | Unset = ListOrder.DESC
    since: datetime.datetime | Unset = UNSET
    until: datetime.datetime | Unset = UNSET
    type_: str | Unset = UNSET
    method: str | Unset = UNSET
    path: str | Unset = UNSET
    status: str | Unset = UNSET
    user_id: str | Unset = UNSET
    session_id: str | Unset = UNSET
    ip: str | Unset = UNSET
    country: str | Unset = UNSET
    city: str | Unset = UNSET
    browser: str | Unset = UNSET
    platform: str | Unset = UNSET
    kind: ExportToOrderKind | Unset = UNSET
    referrer: str | Unset = UNSET
    search: str | Unset = UNSET
    text: str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        format_ = self.format_.value

        order: str | Unset = UNSET
        if not isinstance(self.order, Unset):
            order = self.order.value

        since: str | Unset = UNSET
        if not isinstance(self.since, Unset):
            since = self.since.isoformat()

        until: str | Unset = UNSET
        if not isinstance(self.until, Unset):
            until = self.until.isoformat()

        type_ = self.type_

        method = self.method

        path = self.path

        status = self.status

        user_id = self.user_id

        session_id = self.session_id

        ip = self.ip

        country = self.country

        city = self.city

        browser = self.browser

        platform = self.platform

        kind: str | Unset = UNSET
        if not isinstance(self.kind, Unset):
            kind = self.kind.value

        referrer = self.referrer

        search = self.search

        text = self.text

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "format": format_,
            }
        )
        if order is not UNSET:
            field_dict["order"] = order
        if since is not UNSET:
            field_dict["since"] = since
        if until is not UNSET:
            field_dict["until"] = until
        if type_ is not UNSET:
            field_dict["type"] = type_
        if method is not UNSET:
            field_dict["method"] = method
        if path is not UNSET:
            field_dict["path"] = path
        if status is not UNSET:
            field_dict["status"] = status
        if user_id is not UNSET:
            field_dict["user_id"] = user_id
        if session_id is not UNSET:
            field_dict["session_id"] = session_id
        if ip is not UNSET:
            field_dict["ip"] = ip
        if country is not UNSET:
            field_dict["country"] = country
        if city is not UNSET:
            field_dict["city"] = city
        if browser is not UNSET:
            field_dict["browser"] = browser
        if platform is not UNSET:
            field_dict["platform"] = platform
        if kind is not UNSET:
            field_dict["kind"] = kind
        if referrer is not UNSET:
            field_dict["referrer"] = referrer
        if search is not UNSET:
            field_dict["search"] = search
        if text is not UNSET:
            field_dict["text"] = text

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        format_ = ExportFormat(d.pop("format"))

        _order = d.pop("order", UNSET)
        order: ListOrder | Unset
        if isinstance(_order, Unset):
            order = UNSET
        else:
            order = ListOrder(_order)

        _since = d.pop("since", UNSET)
        since: datetime.datetime | Unset
        if isinstance(_since, Unset):
            since = UNSET
        else:
            since = datetime.datetime.fromisoformat(_since)

        _until = d.pop("until", UNSET)
        until: datetime.datetime | Unset
        if isinstance(_until, Unset):
            until = UNSET
        else:
            until = datetime.datetime.fromisoformat(_until)

        type_ = d.pop("type", UNSET)

        method = d.pop("method", UNSET)

        path = d.pop("path", UNSET)

        status = d.pop("status", UNSET)

        user_id = d.pop("user_id", UNSET)

        session_id = d.pop("session_id", UNSET)

        ip = d.pop("ip", UNSET)

        country = d.pop("country", UNSET)

        city = d.pop("city", UNSET)

        browser = d.pop("browser", UNSET)

        platform = d.pop("platform", UNSET)

        _kind = d.pop("kind", UNSET)
        kind: ExportToOrderKind | Unset
        if isinstance(_kind, Unset):
            kind = UNSET
        else:
            kind = ExportToOrderKind(_kind)

        referrer = d.pop("referrer", UNSET)

        search = d.pop("search", UNSET)

        text = d.pop("text", UNSET)

        export_to_order = cls(
            format_=format_,
            order=order,
            since=since,
            until=until,
            type_=type_,
            method=method,
            path=path,
            status=status,
            user_id=user_id,
            session_id=session_id,
            ip=ip,
            country=country,
            city=city,
            browser=browser,
            platform=platform,
            kind=kind,
            referrer=referrer,
            search=search,
            text=text,
        )

        return export_to_order
