import datetime
from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.get_stats_top_kind import GetStatsTopKind
from ...models.problem import Problem
from ...models.stats_dimension import StatsDimension
from ...models.stats_top import StatsTop
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    dimension: StatsDimension,
    limit: int | Unset = 10,
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
    kind: GetStatsTopKind | Unset = UNSET,
    referrer: str | Unset = UNSET,
    search: str | Unset = UNSET,
    text: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_dimension = dimension.value
    params["dimension"] = json_dimension

    params["limit"] = limit

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
        "url": "/v1/stats/top",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | StatsTop | None:
    if response.status_code == 200:
        response_200 = StatsTop.from_dict(response.json())

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
) -> Response[Problem | StatsTop]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    dimension: StatsDimension,
    limit: int | Unset = 10,
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
    kind: GetStatsTopKind | Unset = UNSET,
    referrer: str | Unset = UNSET,
    search: str | Unset = UNSET,
    text: str | Unset = UNSET,
) -> Response[Problem | StatsTop]:
    """Lists what was seen most.

     The values of a dimension, most page views first. Of a day, the first 1,000 values of a dimension
    are counted one by
    one and the others together (`other_hits`), unless filters ask for a count row by row. Otherwise as
    `get_stats_summary`. Needs the scope `events:read`.

    Args:
        dimension (StatsDimension): What page views are counted by.
        limit (int | Unset):  Default: 10.
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
        kind (GetStatsTopKind | Unset):
        referrer (str | Unset):
        search (str | Unset):
        text (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | StatsTop]
    """

    kwargs = _get_kwargs(
        dimension=dimension,
        limit=limit,
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
    dimension: StatsDimension,
    limit: int | Unset = 10,
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
    kind: GetStatsTopKind | Unset = UNSET,
    referrer: str | Unset = UNSET,
    search: str | Unset = UNSET,
    text: str | Unset = UNSET,
) -> Problem | StatsTop | None:
    """Lists what was seen most.

     The values of a dimension, most page views first. Of a day, the first 1,000 values of a dimension
    are counted one by
    one and the others together (`other_hits`), unless filters ask for a count row by row. Otherwise as
    `get_stats_summary`. Needs the scope `events:read`.

    Args:
        dimension (StatsDimension): What page views are counted by.
        limit (int | Unset):  Default: 10.
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
        kind (GetStatsTopKind | Unset):
        referrer (str | Unset):
        search (str | Unset):
        text (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | StatsTop
    """

    return sync_detailed(
        client=client,
        dimension=dimension,
        limit=limit,
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
    dimension: StatsDimension,
    limit: int | Unset = 10,
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
    kind: GetStatsTopKind | Unset = UNSET,
    referrer: str | Unset = UNSET,
    search: str | Unset = UNSET,
    text: str | Unset = UNSET,
) -> Response[Problem | StatsTop]:
    """Lists what was seen most.

     The values of a dimension, most page views first. Of a day, the first 1,000 values of a dimension
    are counted one by
    one and the others together (`other_hits`), unless filters ask for a count row by row. Otherwise as
    `get_stats_summary`. Needs the scope `events:read`.

    Args:
        dimension (StatsDimension): What page views are counted by.
        limit (int | Unset):  Default: 10.
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
        kind (GetStatsTopKind | Unset):
        referrer (str | Unset):
        search (str | Unset):
        text (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | StatsTop]
    """

    kwargs = _get_kwargs(
        dimension=dimension,
        limit=limit,
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
    dimension: StatsDimension,
    limit: int | Unset = 10,
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
    kind: GetStatsTopKind | Unset = UNSET,
    referrer: str | Unset = UNSET,
    search: str | Unset = UNSET,
    text: str | Unset = UNSET,
) -> Problem | StatsTop | None:
    """Lists what was seen most.

     The values of a dimension, most page views first. Of a day, the first 1,000 values of a dimension
    are counted one by
    one and the others together (`other_hits`), unless filters ask for a count row by row. Otherwise as
    `get_stats_summary`. Needs the scope `events:read`.

    Args:
        dimension (StatsDimension): What page views are counted by.
        limit (int | Unset):  Default: 10.
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
        kind (GetStatsTopKind | Unset):
        referrer (str | Unset):
        search (str | Unset):
        text (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | StatsTop
    """

    return (
        await asyncio_detailed(
            client=client,
            dimension=dimension,
            limit=limit,
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
