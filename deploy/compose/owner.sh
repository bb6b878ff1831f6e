#!/bin/sh
# Run once by the image of PostgreSQL, when its database is made: the login that owns the schema, which is no superuser, and its
# database. `gatebook migrate` makes the others.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres --set password="$OWNER_PASSWORD" <<'SQL'
create role gatebook_owner login createrole password :'password';
create database gatebook owner gatebook_owner;
SQL
