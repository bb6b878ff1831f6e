-- The program's logins. Roles belong to the whole cluster: another database's migration may be making them now.
do $$
declare
    name text;
begin
    foreach name in array array['gatebook_app', 'gatebook_worker', 'gatebook_read'] loop
        begin
            if not exists (select from pg_roles where rolname = name) then
                execute format('create role %I login', name);
            end if;
        exception when duplicate_object or unique_violation then
            null;
        end;
    end loop;
    -- To hand the table of events to the worker, the owner must be a member of it.
    if not pg_has_role(current_user, 'gatebook_worker', 'member') then
        execute 'grant gatebook_worker to current_user';
    end if;
end
$$;
