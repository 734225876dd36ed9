//! Rights: who may do what. The one gate: whatever a page or the API reads or writes asks for an [`Authorized`] of its
//! action, and only [`may`] makes one.

use std::marker::PhantomData;

use takt_core::unit::MemberId;

/// What a person is in the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Works on the line, and changes the model and who signs in.
    Administrator,
    /// Works on the line.
    Member,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Administrator, Self::Member];

    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Member => "member",
        }
    }
}

/// Who does something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Their number among those who sign in.
    pub person: u32,
    /// Their name.
    pub name: String,
    /// What they are.
    pub role: Role,
    /// The member of ours they are, if they are one.
    pub member: Option<MemberId>,
}

/// An action that somebody may do or not.
pub trait Act {
    /// Its name, in the matrix of rights.
    const NAME: &'static str;
    /// Whether a role may do it.
    fn is_for(role: Role) -> bool;
}

macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident = $code:literal for $role:pat,)*) => {
        $($(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl Act for $name {
            const NAME: &'static str = $code;

            fn is_for(role: Role) -> bool {
                matches!(role, $role)
            }
        })*
    };
}

acts! {
    /// Look at the line, and at everybody on it.
    See = "see" for Role::Administrator | Role::Member,
    /// State what happened, decide about accounts.
    State = "state" for Role::Administrator | Role::Member,
    /// Change what all go by: the model, who signs in.
    Govern = "govern" for Role::Administrator,
}

/// That somebody may do something. Made by [`may`] only.
#[derive(Clone, Debug)]
pub struct Authorized<A> {
    actor: Actor,
    act: PhantomData<A>,
}

impl<A> Authorized<A> {
    /// Who.
    #[must_use]
    pub const fn actor(&self) -> &Actor {
        &self.actor
    }
}

/// That somebody may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Denied;

/// Whether somebody may do something.
///
/// # Errors
/// They may not.
pub fn may<A: Act>(actor: &Actor) -> Result<Authorized<A>, Denied> {
    if A::is_for(actor.role) { Ok(Authorized { actor: actor.clone(), act: PhantomData }) } else { Err(Denied) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actor(role: Role) -> Actor {
        Actor { person: 1, name: "試験".into(), role, member: None }
    }

    #[test]
    fn a_member_works_on_the_line_and_does_not_govern() {
        assert!(may::<See>(&actor(Role::Member)).is_ok());
        assert!(may::<State>(&actor(Role::Member)).is_ok());
        assert_eq!(may::<Govern>(&actor(Role::Member)).err(), Some(Denied));
        assert!(may::<Govern>(&actor(Role::Administrator)).is_ok());
    }
}
