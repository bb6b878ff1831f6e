import datetime
from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.event_order import EventOrder
from ...models.event_page import EventPage
from ...models.list_events_kind import ListEventsKind
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    order: EventOrder | Unset = EventOrder.DESC,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    after: int | Unset = UNSET,
    before: int | Unset = UNSET,
    fresh: int | Unset = UNSET,
    wait_ms: int | Unset = 1000,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    type_: str | Unset = UNSET,
    method: str | Unset = UNSET,
    path: str | Unset = UNSET,
    status: str | Unset = UNSET,
    user_id: str | Unset = UNSET,
    session_id: str | Unset = UNSET,
    ip: str | Unset = UNSET,
    country: str | Unset = UNSET,
    city: str | Unset = UNSET,
    browser: str | Unset = UNSET,
    platform: str | Unset = UNSET,
    kind: ListEventsKind | Unset = UNSET,
    referrer: str | Unset = UNSET,
    search: str | Unset = UNSET,
    text: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_order: str | Unset = UNSET
    if not isinstance(order, Unset):
        json_order = order.value

    params["order"] = json_order

    params["limit"] = limit

    params["cursor"] = cursor

    params["after"] = after

    params["before"] = before

    params["fresh"] = fresh

    params["wait_ms"] = wait_ms

    json_since: str | Unset = UNSET
    if not isinstance(since, Unset):
        json_since = since.isoformat()
    params["since"] = json_since

    json_until: str | Unset = UNSET
    if not isinstance(until, Unset):
        json_until = until.isoformat()
    params["until"] = json_until

    params["type"] = type_

    params["method"] = method

    params["path"] = path

    params["status"] = status

    params["user_id"] = user_id

    params["session_id"] = session_id

    params["ip"] = ip

    params["country"] = country

    params["city"] = city

    params["browser"] = browser

    params["platform"] = platform

    json_kind: str | Unset = UNSET
    if not isinstance(kind, Unset):
        json_kind = kind.value

    params["kind"] = json_kind

    params["referrer"] = referrer

    params["search"] = search

    params["text"] = text

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/events",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> EventPage | Problem | None:
    if response.status_code == 200:
        response_200 = EventPage.from_dict(response.json())

        return response_200

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())

        return response_422

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = Problem.from_dict(response.json())

        return response_500

    if response.status_code == 503:
        response_503 = Problem.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[EventPage | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    order: EventOrder | Unset = EventOrder.DESC,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    after: int | Unset = UNSET,
    before: int | Unset = UNSET,
    fresh: int | Unset = UNSET,
    wait_ms: int | Unset = 1000,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    type_: str | Unset = UNSET,
    method: str | Unset = UNSET,
    path: str | Unset = UNSET,
    status: str | Unset = UNSET,
    user_id: str | Unset = UNSET,
    session_id: str | Unset = UNSET,
    ip: str | Unset = UNSET,
    country: str | Unset = UNSET,
    city: str | Unset = UNSET,
    browser: str | Unset = UNSET,
    platform: str | Unset = UNSET,
    kind: ListEventsKind | Unset = UNSET,
    referrer: str | Unset = UNSET,
    search: str | Unset = UNSET,
    text: str | Unset = UNSET,
) -> Response[EventPage | Problem]:
    """Lists events.

     Newest position first unless `order` says otherwise; by `occurred_at` with `order=occurred`, which
    lists what the worker has
    come to. All filters that are given must fit. A page looks at 100,000 positions at
    most, so with a filter that fits little it may be short, or empty, and still have a `next`;
    `user_id`,
    `session_id` and `ip` with an address are looked up and need no such window. Events are found by
    country, city,
    browser, platform, kind, referrer, search and text once the worker has come to them, which takes
    less than a second:
    `fresh` waits for it. To follow a log, ask again with `order=asc` and `after` the last position
    seen. Needs the scope
    `events:read`.

    Args:
        order (EventOrder | Unset): Which way a list of events goes. Default: EventOrder.DESC.
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        after (int | Unset):
        before (int | Unset):
        fresh (int | Unset):
        wait_ms (int | Unset):  Default: 1000.
        since (datetime.datetime | Unset):
        until (datetime.datetime | Unset):
        type_ (str | Unset):
        method (str | Unset):
        path (str | Unset):
        status (str | Unset):
        user_id (str | Unset):
        session_id (str | Unset):
        ip (str | Unset):
        country (str | Unset):
        city (str | Unset):
        browser (str | Unset):
        platform (str | Unset):
        kind (ListEventsKind | Unset):
        referrer (str | Unset):
        search (str | Unset):
        text (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EventPage | Problem]
    """

    kwargs = _get_kwargs(
        order=order,
        limit=limit,
        cursor=cursor,
        after=after,
        before=before,
        fresh=fresh,
        wait_ms=wait_ms,
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

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    order: EventOrder | Unset = EventOrder.DESC,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    after: int | Unset = UNSET,
    before: int | Unset = UNSET,
    fresh: int | Unset = UNSET,
    wait_ms: int | Unset = 1000,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    type_: str | Unset = UNSET,
    method: str | Unset = UNSET,
    path: str | Unset = UNSET,
    status: str | Unset = UNSET,
    user_id: str | Unset = UNSET,
    session_id: str | Unset = UNSET,
    ip: str | Unset = UNSET,
    country: str | Unset = UNSET,
    city: str | Unset = UNSET,
    browser: str | Unset = UNSET,
    platform: str | Unset = UNSET,
    kind: ListEventsKind | Unset = UNSET,
    referrer: str | Unset = UNSET,
    search: str | Unset = UNSET,
    text: str | Unset = UNSET,
) -> EventPage | Problem | None:
    """Lists events.

     Newest position first unless `order` says otherwise; by `occurred_at` with `order=occurred`, which
    lists what the worker has
    come to. All filters that are given must fit. A page looks at 100,000 positions at
    most, so with a filter that fits little it may be short, or empty, and still have a `next`;
    `user_id`,
    `session_id` and `ip` with an address are looked up and need no such window. Events are found by
    country, city,
    browser, platform, kind, referrer, search and text once the worker has come to them, which takes
    less than a second:
    `fresh` waits for it. To follow a log, ask again with `order=asc` and `after` the last position
    seen. Needs the scope
    `events:read`.

    Args:
        order (EventOrder | Unset): Which way a list of events goes. Default: EventOrder.DESC.
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        after (int | Unset):
        before (int | Unset):
        fresh (int | Unset):
        wait_ms (int | Unset):  Default: 1000.
        since (datetime.datetime | Unset):
        until (datetime.datetime | Unset):
        type_ (str | Unset):
        method (str | Unset):
        path (str | Unset):
        status (str | Unset):
        user_id (str | Unset):
        session_id (str | Unset):
        ip (str | Unset):
        country (str | Unset):
        city (str | Unset):
        browser (str | Unset):
        platform (str | Unset):
        kind (ListEventsKind | Unset):
        referrer (str | Unset):
        search (str | Unset):
        text (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EventPage | Problem
    """

    return sync_detailed(
        client=client,
        order=order,
        limit=limit,
        cursor=cursor,
        after=after,
        before=before,
        fresh=fresh,
        wait_ms=wait_ms,
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
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    order: EventOrder | Unset = EventOrder.DESC,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    after: int | Unset = UNSET,
    before: int | Unset = UNSET,
    fresh: int | Unset = UNSET,
    wait_ms: int | Unset = 1000,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    type_: str | Unset = UNSET,
    method: str | Unset = UNSET,
    path: str | Unset = UNSET,
    status: str | Unset = UNSET,
    user_id: str | Unset = UNSET,
    session_id: str | Unset = UNSET,
    ip: str | Unset = UNSET,
    country: str | Unset = UNSET,
    city: str | Unset = UNSET,
    browser: str | Unset = UNSET,
    platform: str | Unset = UNSET,
    kind: ListEventsKind | Unset = UNSET,
    referrer: str | Unset = UNSET,
    search: str | Unset = UNSET,
    text: str | Unset = UNSET,
) -> Response[EventPage | Problem]:
    """Lists events.

     Newest position first unless `order` says otherwise; by `occurred_at` with `order=occurred`, which
    lists what the worker has
    come to. All filters that are given must fit. A page looks at 100,000 positions at
    most, so with a filter that fits little it may be short, or empty, and still have a `next`;
    `user_id`,
    `session_id` and `ip` with an address are looked up and need no such window. Events are found by
    country, city,
    browser, platform, kind, referrer, search and text once the worker has come to them, which takes
    less than a second:
    `fresh` waits for it. To follow a log, ask again with `order=asc` and `after` the last position
    seen. Needs the scope
    `events:read`.

    Args:
        order (EventOrder | Unset): Which way a list of events goes. Default: EventOrder.DESC.
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        after (int | Unset):
        before (int | Unset):
        fresh (int | Unset):
        wait_ms (int | Unset):  Default: 1000.
        since (datetime.datetime | Unset):
        until (datetime.datetime | Unset):
        type_ (str | Unset):
        method (str | Unset):
        path (str | Unset):
        status (str | Unset):
        user_id (str | Unset):
        session_id (str | Unset):
        ip (str | Unset):
        country (str | Unset):
        city (str | Unset):
        browser (str | Unset):
        platform (str | Unset):
        kind (ListEventsKind | Unset):
        referrer (str | Unset):
        search (str | Unset):
        text (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EventPage | Problem]
    """

    kwargs = _get_kwargs(
        order=order,
        limit=limit,
        cursor=cursor,
        after=after,
        before=before,
        fresh=fresh,
        wait_ms=wait_ms,
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

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    order: EventOrder | Unset = EventOrder.DESC,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    after: int | Unset = UNSET,
    before: int | Unset = UNSET,
    fresh: int | Unset = UNSET,
    wait_ms: int | Unset = 1000,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    type_: str | Unset = UNSET,
    method: str | Unset = UNSET,
    path: str | Unset = UNSET,
    status: str | Unset = UNSET,
    user_id: str | Unset = UNSET,
    session_id: str | Unset = UNSET,
    ip: str | Unset = UNSET,
    country: str | Unset = UNSET,
    city: str | Unset = UNSET,
    browser: str | Unset = UNSET,
    platform: str | Unset = UNSET,
    kind: ListEventsKind | Unset = UNSET,
    referrer: str | Unset = UNSET,
    search: str | Unset = UNSET,
    text: str | Unset = UNSET,
) -> EventPage | Problem | None:
    """Lists events.

     Newest position first unless `order` says otherwise; by `occurred_at` with `order=occurred`, which
    lists what the worker has
    come to. All filters that are given must fit. A page looks at 100,000 positions at
    most, so with a filter that fits little it may be short, or empty, and still have a `next`;
    `user_id`,
    `session_id` and `ip` with an address are looked up and need no such window. Events are found by
    country, city,
    browser, platform, kind, referrer, search and text once the worker has come to them, which takes
    less than a second:
    `fresh` waits for it. To follow a log, ask again with `order=asc` and `after` the last position
    seen. Needs the scope
    `events:read`.

    Args:
        order (EventOrder | Unset): Which way a list of events goes. Default: EventOrder.DESC.
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        after (int | Unset):
        before (int | Unset):
        fresh (int | Unset):
        wait_ms (int | Unset):  Default: 1000.
        since (datetime.datetime | Unset):
        until (datetime.datetime | Unset):
        type_ (str | Unset):
        method (str | Unset):
        path (str | Unset):
        status (str | Unset):
        user_id (str | Unset):
        session_id (str | Unset):
        ip (str | Unset):
        country (str | Unset):
        city (str | Unset):
        browser (str | Unset):
        platform (str | Unset):
        kind (ListEventsKind | Unset):
        referrer (str | Unset):
        search (str | Unset):
        text (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EventPage | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            order=order,
            limit=limit,
            cursor=cursor,
            after=after,
            before=before,
            fresh=fresh,
            wait_ms=wait_ms,
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
    ).parsed
