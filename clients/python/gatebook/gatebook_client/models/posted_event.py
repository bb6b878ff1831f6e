from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.posted_event_data import PostedEventData


T = TypeVar("T", bound="PostedEvent")


@_attrs_define
class PostedEvent:
    """A page view as the application saw it. Only `method` and a path (`path`, or `url` with one) are required.

    Values that are secret, by the name of their field or by their form, are replaced before anything is stored; what
    was replaced is named in `redacted`. At most 64 KiB of JSON. A member that is not listed here is refused, so that
    nothing is lost by a typing mistake.

        Attributes:
            method (str): The HTTP method, at most 16 characters.
            id (None | str | Unset): The client's id of the event: any UUID, or one of Gatebook's event ids. Posting the
                same id with the same
                `occurred_at` again stores nothing and answers the first position.
            id_seed (None | str | Unset): Instead of an id: any text that names the event (a file's name and line). Not
                stored; the id follows from it.
            occurred_at (datetime.datetime | None | Unset): When it happened (RFC 3339). Without it: the time inside an id
                of version 7, else the time of the receipt. More
                than 5 minutes ahead is cut to the time of the receipt.
            url (None | str | Unset): The whole URL, or path and query of one. Not together with `host`, `path` or `query`.
            host (None | str | Unset): Host name, with the port if it is not the usual one; at most 255 bytes.
            path (None | str | Unset): Path, at most 8 KiB.
            query (None | str | Unset): Query without the question mark, at most 16 KiB.
            status (int | None | Unset): HTTP status, 100 to 999.
            duration_ms (float | None | Unset): How long the answer took, in milliseconds.
            bytes_sent (int | None | Unset): Bytes of the answer's body.
            referrer (None | str | Unset): The `Referer` header, at most 8 KiB.
            user_agent (None | str | Unset): The `User-Agent` header; the first KiB is kept.
            user_id (int | None | str | Unset): The application's own name of the user, at most 256 bytes.
            session_id (None | str | Unset): A session of Gatebook (`ses_…`). Not together with `session_key`.
            session_key (None | str | Unset): The application's own session key; only a keyed hash of it is stored.
            ip (None | str | Unset): The visitor's address, when the application knows it. Not together with `remote_addr`.
            remote_addr (None | str | Unset): The address of the TCP connection. With `x_forwarded_for` and the tenant's
                trusted proxies, the visitor's
                address follows from it.
            x_forwarded_for (list[str] | None | str | Unset): The `X-Forwarded-For` header, or all of them in their order,
                joined by commas.
            data (None | PostedEventData | Unset): What the request carried: `get` and `post` (names to values, or lists of
                values), and whatever else the
                application wants to keep.
    """

    method: str
    id: None | str | Unset = UNSET
    id_seed: None | str | Unset = UNSET
    occurred_at: datetime.datetime | None | Unset = UNSET
    url: None | str | Unset = UNSET
    host: None | str | Unset = UNSET
    path: None | str | Unset = UNSET
    query: None | str | Unset = UNSET
    status: int | None | Unset = UNSET
    duration_ms: float | None | Unset = UNSET
    bytes_sent: int | None | Unset = UNSET
    referrer: None | str | Unset = UNSET
    user_agent: None | str | Unset = UNSET
    user_id: int | None | str | Unset = UNSET
    session_id: None | str | Unset = UNSET
    session_key: None | str | Unset = UNSET
    ip: None | str | Unset = UNSET
    remote_addr: None | str | Unset = UNSET
    x_forwarded_for: list[str] | None | str | Unset = UNSET
    data: None | PostedEventData | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.posted_event_data import PostedEventData

        method = self.method

        id: None | str | Unset
        if isinstance(self.id, Unset):
            id = UNSET
        else:
            id = self.id

        id_seed: None | str | Unset
        if isinstance(self.id_seed, Unset):
            id_seed = UNSET
        else:
            id_seed = self.id_seed

        occurred_at: None | str | Unset
        if isinstance(self.occurred_at, Unset):
            occurred_at = UNSET
        elif isinstance(self.occurred_at, datetime.datetime):
            occurred_at = self.occurred_at.isoformat()
        else:
            occurred_at = self.occurred_at

        url: None | str | Unset
        if isinstance(self.url, Unset):
            url = UNSET
        else:
            url = self.url

        host: None | str | Unset
        if isinstance(self.host, Unset):
            host = UNSET
        else:
            host = self.host

        path: None | str | Unset
        if isinstance(self.path, Unset):
            path = UNSET
        else:
            path = self.path

        query: None | str | Unset
        if isinstance(self.query, Unset):
            query = UNSET
        else:
            query = self.query

        status: int | None | Unset
        if isinstance(self.status, Unset):
            status = UNSET
        else:
            status = self.status

        duration_ms: float | None | Unset
        if isinstance(self.duration_ms, Unset):
            duration_ms = UNSET
        else:
            duration_ms = self.duration_ms

        bytes_sent: int | None | Unset
        if isinstance(self.bytes_sent, Unset):
            bytes_sent = UNSET
        else:
            bytes_sent = self.bytes_sent

        referrer: None | str | Unset
        if isinstance(self.referrer, Unset):
            referrer = UNSET
        else:
            referrer = self.referrer

        user_agent: None | str | Unset
        if isinstance(self.user_agent, Unset):
            user_agent = UNSET
        else:
            user_agent = self.user_agent

        user_id: int | None | str | Unset
        if isinstance(self.user_id, Unset):
            user_id = UNSET
        else:
            user_id = self.user_id

        session_id: None | str | Unset
        if isinstance(self.session_id, Unset):
            session_id = UNSET
        else:
            session_id = self.session_id

        session_key: None | str | Unset
        if isinstance(self.session_key, Unset):
            session_key = UNSET
        else:
            session_key = self.session_key

        ip: None | str | Unset
        if isinstance(self.ip, Unset):
            ip = UNSET
        else:
            ip = self.ip

        remote_addr: None | str | Unset
        if isinstance(self.remote_addr, Unset):
            remote_addr = UNSET
        else:
            remote_addr = self.remote_addr

        x_forwarded_for: list[str] | None | str | Unset
        if isinstance(self.x_forwarded_for, Unset):
            x_forwarded_for = UNSET
        elif isinstance(self.x_forwarded_for, list):
            x_forwarded_for = self.x_forwarded_for

        else:
            x_forwarded_for = self.x_forwarded_for

        data: dict[str, Any] | None | Unset
        if isinstance(self.data, Unset):
            data = UNSET
        elif isinstance(self.data, PostedEventData):
            data = self.data.to_dict()
        else:
            data = self.data

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "method": method,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id
        if id_seed is not UNSET:
            field_dict["id_seed"] = id_seed
        if occurred_at is not UNSET:
            field_dict["occurred_at"] = occurred_at
        if url is not UNSET:
            field_dict["url"] = url
        if host is not UNSET:
            field_dict["host"] = host
        if path is not UNSET:
            field_dict["path"] = path
        if query is not UNSET:
            field_dict["query"] = query
        if status is not UNSET:
            field_dict["status"] = status
        if duration_ms is not UNSET:
            field_dict["duration_ms"] = duration_ms
        if bytes_sent is not UNSET:
            field_dict["bytes_sent"] = bytes_sent
        if referrer is not UNSET:
            field_dict["referrer"] = referrer
        if user_agent is not UNSET:
            field_dict["user_agent"] = user_agent
        if user_id is not UNSET:
            field_dict["user_id"] = user_id
        if session_id is not UNSET:
            field_dict["session_id"] = session_id
        if session_key is not UNSET:
            field_dict["session_key"] = session_key
        if ip is not UNSET:
            field_dict["ip"] = ip
        if remote_addr is not UNSET:
            field_dict["remote_addr"] = remote_addr
        if x_forwarded_for is not UNSET:
            field_dict["x_forwarded_for"] = x_forwarded_for
        if data is not UNSET:
            field_dict["data"] = data

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.posted_event_data import PostedEventData

        d = dict(src_dict)
        method = d.pop("method")

        def _parse_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        id = _parse_id(d.pop("id", UNSET))

        def _parse_id_seed(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        id_seed = _parse_id_seed(d.pop("id_seed", UNSET))

        def _parse_occurred_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                occurred_at_type_0 = datetime.datetime.fromisoformat(data)

                return occurred_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        occurred_at = _parse_occurred_at(d.pop("occurred_at", UNSET))

        def _parse_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        url = _parse_url(d.pop("url", UNSET))

        def _parse_host(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        host = _parse_host(d.pop("host", UNSET))

        def _parse_path(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        path = _parse_path(d.pop("path", UNSET))

        def _parse_query(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        query = _parse_query(d.pop("query", UNSET))

        def _parse_status(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        status = _parse_status(d.pop("status", UNSET))

        def _parse_duration_ms(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        duration_ms = _parse_duration_ms(d.pop("duration_ms", UNSET))

        def _parse_bytes_sent(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        bytes_sent = _parse_bytes_sent(d.pop("bytes_sent", UNSET))

        def _parse_referrer(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        referrer = _parse_referrer(d.pop("referrer", UNSET))

        def _parse_user_agent(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        user_agent = _parse_user_agent(d.pop("user_agent", UNSET))

        def _parse_user_id(data: object) -> int | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | str | Unset, data)

        user_id = _parse_user_id(d.pop("user_id", UNSET))

        def _parse_session_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        session_id = _parse_session_id(d.pop("session_id", UNSET))

        def _parse_session_key(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        session_key = _parse_session_key(d.pop("session_key", UNSET))

        def _parse_ip(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        ip = _parse_ip(d.pop("ip", UNSET))

        def _parse_remote_addr(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        remote_addr = _parse_remote_addr(d.pop("remote_addr", UNSET))

        def _parse_x_forwarded_for(data: object) -> list[str] | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                x_forwarded_for_type_1 = cast(list[str], data)

                return x_forwarded_for_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | str | Unset, data)

        x_forwarded_for = _parse_x_forwarded_for(d.pop("x_forwarded_for", UNSET))

        def _parse_data(data: object) -> None | PostedEventData | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                data_type_0 = PostedEventData.from_dict(data)

                return data_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PostedEventData | Unset, data)

        data = _parse_data(d.pop("data", UNSET))

        posted_event = cls(
            method=method,
            id=id,
            id_seed=id_seed,
            occurred_at=occurred_at,
            url=url,
            host=host,
            path=path,
            query=query,
            status=status,
            duration_ms=duration_ms,
            bytes_sent=bytes_sent,
            referrer=referrer,
            user_agent=user_agent,
            user_id=user_id,
            session_id=session_id,
            session_key=session_key,
            ip=ip,
            remote_addr=remote_addr,
            x_forwarded_for=x_forwarded_for,
            data=data,
        )

        return posted_event
