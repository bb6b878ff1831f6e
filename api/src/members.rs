//! Members of the caller's tenant: the people who sign in to the console.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::boot::Secret;
use domain::id::MemberId;
use domain::idempotency::Repeatable;
use domain::members::{self, NewMember, WithPassword};
use poem::Request;
use poem_openapi::param::{Header, Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Enum, Object, OpenApi};
use serde::Deserialize;

use crate::App;
use crate::auth::TenantAdmin;
use crate::body::{JsonBody, present};
use crate::contract::Tag;
use crate::error::ApiError;
use crate::page::{LIMIT_DEFAULT, read_id_cursor, write_id_cursor};
use crate::tenants::NoContent;

/// The operations on members.
pub struct MembersApi {
    /// What they work with.
    pub app: Arc<App>,
}

/// What a member may do.
#[derive(Debug, Clone, Copy, Enum, Deserialize)]
#[oai(rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything, owners included.
    Owner,
    /// Everything, except to owners.
    Admin,
    /// Look at events and sessions.
    Viewer,
}

/// A member of the tenant.
#[derive(Object)]
pub struct Member {
    /// The person's id (`mem_…`).
    id: String,
    /// What they sign in with, in lower case.
    email: String,
    /// Their name for people.
    name: String,
    /// What they may do.
    role: Role,
    /// Since when they belong to the tenant.
    created_at: DateTime<Utc>,
}

/// A member whose password was just set.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct MemberWithPassword {
    /// The member.
    member: Member,
    /// The password if it was generated: the only time that it is shown.
    password: Option<String>,
}

/// A member to add.
#[derive(Object, Deserialize)]
#[serde(deny_unknown_fields)]
#[oai(deny_unknown_fields)]
pub struct MemberToAdd {
    /// What they sign in with, at most 254 characters; unique in the installation, whatever the case.
    #[oai(validator(max_length = 254, min_length = 3))]
    email: String,
    /// Their name for people, 1 to 200 characters.
    #[oai(validator(max_length = 200, min_length = 1))]
    name: String,
    /// What they may do.
    role: Role,
    /// What they sign in with, 12 to 200 characters, not the e-mail address. Without it, one is generated and shown once.
    #[oai(validator(max_length = 200, min_length = 12))]
    #[serde(default, deserialize_with = "present")]
    password: Option<String>,
}

/// A change of a member.
#[derive(Object, Deserialize)]
#[serde(deny_unknown_fields)]
#[oai(deny_unknown_fields)]
pub struct MemberPatch {
    /// What they may do from now on.
    role: Role,
}

/// Another password for a member.
#[derive(Object, Deserialize)]
#[serde(deny_unknown_fields)]
#[oai(deny_unknown_fields)]
pub struct MemberReset {
    /// The new password, 12 to 200 characters, not the e-mail address. Without it, one is generated and shown once.
    #[oai(validator(max_length = 200, min_length = 12))]
    #[serde(default, deserialize_with = "present")]
    password: Option<String>,
}

/// A page of members.
#[derive(Object)]
pub struct MemberPage {
    /// Newest first.
    members: Vec<Member>,
    /// Where the next page goes on; absent at the end.
    #[oai(skip_serializing_if_is_none)]
    next: Option<String>,
}

/// A member that was added.
#[derive(ApiResponse)]
pub enum AddMemberAnswer {
    /// The member was added, now or by an earlier request with the same idempotency key; then a generated password is
    /// generated anew.
    #[oai(status = 201)]
    Added(
        Json<MemberWithPassword>,
        /// `no-store`: the answer holds a secret.
        #[oai(header = "Cache-Control")]
        String,
    ),
}

/// A member with another password.
#[derive(ApiResponse)]
pub enum ResetMemberAnswer {
    /// The password is another one.
    #[oai(status = 200)]
    Reset(
        Json<MemberWithPassword>,
        /// `no-store`: the answer holds a secret.
        #[oai(header = "Cache-Control")]
        String,
    ),
}

#[OpenApi(tag = "Tag::Members")]
impl MembersApi {
    /// Adds a member.
    ///
    /// Without `password`, one is generated and shown once. An e-mail address belongs to one person in the installation:
    /// one that somebody has, here or in another tenant, is answered 409. Once there is an owner, only an owner can make
    /// another one: 403 otherwise, also for a key. Repeated with the same `Idempotency-Key` within 24 hours, the same
    /// member is answered. At most 500 members. Needs the scope `admin`.
    #[oai(path = "/v1/members", method = "post", operation_id = "add_member")]
    async fn add(
        &self,
        request: &Request,
        caller: TenantAdmin,
        /// Any text of up to 255 bytes that names this request.
        #[oai(name = "Idempotency-Key", validator(max_length = 255, pattern = "^[ -~]+$"))]
        idempotency_key: Header<Option<String>>,
        body: JsonBody<MemberToAdd>,
    ) -> Result<AddMemberAnswer, ApiError> {
        caller.0.check_again(request).await?;
        // A fast hash of a body with a password would be something to guess the password by.
        let said = self.app.keyring.derive("body of a member to add", &body.raw);
        let repeatable = Repeatable { operation: "add_member", key: idempotency_key.0.as_deref(), body: &said };
        let (now, by) = (self.app.clock.now(), caller.0.by());
        let new = body.value.into();
        let added =
            members::add(&self.app.stores, now, caller.0.tenant(), caller.0.manager(&by), repeatable, new).await?;
        // Repeated, it may have set another password.
        self.app.console.end_stale(now, added.member.member_id, &by).await?;
        Ok(AddMemberAnswer::Added(Json(added.into()), "no-store".to_owned()))
    }

    /// Lists the tenant's members.
    ///
    /// Newest first. Needs the scope `admin`.
    #[oai(path = "/v1/members", method = "get", operation_id = "list_members")]
    async fn list(
        &self,
        caller: TenantAdmin,
        /// Most members of the page.
        #[oai(default = "limit_default", validator(minimum(value = "1"), maximum(value = "100")))]
        limit: Query<u32>,
        /// `next` of the page before.
        #[oai(validator(max_length = 200))]
        cursor: Query<Option<String>>,
    ) -> Result<Json<MemberPage>, ApiError> {
        let list = format!("list_members {}", caller.0.tenant());
        let after = read_id_cursor(&self.app.keyring, &list, cursor.0.as_deref())?.map(MemberId);
        let found = members::list(&self.app.stores, caller.0.tenant(), after, u64::from(limit.0)).await?;
        let ids = found.iter().map(|member| member.member_id.uuid());
        let next = write_id_cursor(&self.app.keyring, &list, limit.0, ids);
        Ok(Json(MemberPage { members: found.into_iter().map(Into::into).collect(), next }))
    }

    /// Gives a member another role.
    ///
    /// Ends the member's sessions at once. Only an owner can change or make an owner: 403 otherwise. The last owner stays:
    /// 409. Needs the scope `admin`.
    #[oai(path = "/v1/members/:member_id", method = "patch", operation_id = "change_member")]
    async fn change(
        &self,
        request: &Request,
        caller: TenantAdmin,
        /// The member's id (`mem_…`).
        #[oai(validator(pattern = "^mem_[0-9a-f]{32}$"))]
        member_id: Path<String>,
        body: JsonBody<MemberPatch>,
    ) -> Result<Json<Member>, ApiError> {
        caller.0.check_again(request).await?;
        let member = parse_id(&member_id.0)?;
        let (now, by, role) = (self.app.clock.now(), caller.0.by(), body.value.role.into());
        let (tenant, manager) = (caller.0.tenant(), caller.0.manager(&by));
        let changed = members::change_role(&self.app.stores, now, tenant, manager, member, role).await?;
        self.app.console.end_stale(now, member, &by).await?;
        Ok(Json(changed.into()))
    }

    /// Gives a member another password.
    ///
    /// Ends the member's sessions at once, and lets them try at once after too many failures. Without `password`, one is
    /// generated and shown once. A member who belongs to other tenants too changes the password themselves: 409. Only an owner
    /// can do it to an owner: 403 otherwise. Needs the scope `admin`.
    #[oai(path = "/v1/members/:member_id/reset", method = "post", operation_id = "reset_member")]
    async fn reset(
        &self,
        request: &Request,
        caller: TenantAdmin,
        /// The member's id (`mem_…`).
        #[oai(validator(pattern = "^mem_[0-9a-f]{32}$"))]
        member_id: Path<String>,
        body: JsonBody<MemberReset>,
    ) -> Result<ResetMemberAnswer, ApiError> {
        caller.0.check_again(request).await?;
        let member = parse_id(&member_id.0)?;
        let (now, by, password) = (self.app.clock.now(), caller.0.by(), body.value.password.map(Secret::new));
        let (tenant, manager) = (caller.0.tenant(), caller.0.manager(&by));
        let reset = members::reset_password(&self.app.stores, now, tenant, manager, member, password).await?;
        self.app.console.forget_failures(&reset.member.email).await;
        self.app.console.end_stale(now, member, &by).await?;
        Ok(ResetMemberAnswer::Reset(Json(reset.into()), "no-store".to_owned()))
    }

    /// Removes a member from the tenant.
    ///
    /// Ends the member's sessions at once. Who belongs to no other tenant is forgotten, with name and address. Only an owner can remove an owner: 403
    /// otherwise. The last owner stays: 409. 204 also when the member was removed before. Needs the scope `admin`.
    #[oai(path = "/v1/members/:member_id", method = "delete", operation_id = "remove_member")]
    async fn remove(
        &self,
        caller: TenantAdmin,
        /// The member's id (`mem_…`).
        #[oai(validator(pattern = "^mem_[0-9a-f]{32}$"))]
        member_id: Path<String>,
    ) -> Result<NoContent, ApiError> {
        let member = parse_id(&member_id.0)?;
        let (now, by) = (self.app.clock.now(), caller.0.by());
        members::remove(&self.app.stores, now, caller.0.tenant(), caller.0.manager(&by), member).await?;
        self.app.console.end_stale(now, member, &by).await?;
        Ok(NoContent::Done)
    }
}

fn parse_id(text: &str) -> Result<MemberId, ApiError> {
    text.parse().map_err(|e: domain::id::InvalidId| ApiError::invalid("member_id", e.to_string()))
}

impl From<MemberToAdd> for NewMember {
    fn from(member: MemberToAdd) -> Self {
        Self {
            email: member.email,
            name: member.name,
            role: member.role.into(),
            password: member.password.map(Secret::new),
        }
    }
}

impl From<members::Member> for Member {
    fn from(member: members::Member) -> Self {
        Self {
            id: member.member_id.to_string(),
            email: member.email,
            name: member.name,
            role: member.role.into(),
            created_at: member.created_at,
        }
    }
}

impl From<WithPassword> for MemberWithPassword {
    fn from(set: WithPassword) -> Self {
        let password = set.generated.map(|password| password.expose().to_owned());
        Self { member: set.member.into(), password }
    }
}

impl From<Role> for members::Role {
    fn from(role: Role) -> Self {
        match role {
            Role::Owner => Self::Owner,
            Role::Admin => Self::Admin,
            Role::Viewer => Self::Viewer,
        }
    }
}

impl From<members::Role> for Role {
    fn from(role: members::Role) -> Self {
        match role {
            members::Role::Owner => Self::Owner,
            members::Role::Admin => Self::Admin,
            members::Role::Viewer => Self::Viewer,
        }
    }
}

fn limit_default() -> u32 {
    LIMIT_DEFAULT
}
