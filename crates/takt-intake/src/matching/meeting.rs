//! What a row met: the answers, and their codes.

/// Why two are one company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Same {
    /// They have one corporate number; names may differ, since companies change theirs.
    Number,
    /// They have one domain of their own and one name.
    Domain,
    /// They have one name, one address and one main telephone.
    Phone,
    /// They have one name, one reading and one address.
    Address,
    /// They name one branch of one legal entity.
    Branch,
}

impl Same {
    /// The reason's code.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Domain => "domain",
            Self::Phone => "phone",
            Self::Address => "address",
            Self::Branch => "branch",
        }
    }
}

/// Why one is part of the other: the same legal entity at another place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Link {
    /// It has the entity's number, and is another branch.
    Number,
    /// It has the entity's name and domain, and is another branch.
    Domain,
    /// It has the entity's name, and names a branch.
    Branch,
    /// It has no number, and the whole name and reading of the one entity known by them that has one, at another address.
    Place,
}

impl Link {
    /// The reason's code.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Domain => "domain",
            Self::Branch => "branch",
            Self::Place => "place",
        }
    }
}

/// Why two may be one company, and stay apart until somebody decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Doubt {
    /// Several known companies are meant equally well.
    Several,
    /// One name, but the legal form stands in front here and behind there, or is another one.
    Form,
    /// One name, and nothing else that says yes or no.
    Name,
    /// One domain of their own, another name.
    Domain,
}

impl Doubt {
    /// The doubt's code.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Several => "several",
            Self::Form => "form",
            Self::Name => "name",
            Self::Domain => "domain",
        }
    }
}

/// What a row met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Met {
    /// A company that is known.
    Known(u32, Same),
    /// A part of a legal entity that is known, to be an account of its own below it.
    Part(u32, Link),
    /// Nobody that is surely the same.
    New,
}

impl Met {
    /// The answer's code.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Known(..) => "known",
            Self::Part(..) => "part",
            Self::New => "new",
        }
    }
}

/// The answer for one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// Whom it met.
    pub met: Met,
    /// Whom it may mean besides, each account once, eight at most; only of a company that met nobody.
    pub doubts: Vec<(u32, Doubt)>,
}

impl Meeting {
    pub(super) const fn met(met: Met) -> Self {
        Self { met, doubts: Vec::new() }
    }
}

/// Why two are one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PersonSame {
    /// They have one mail address of their own, and no two names.
    Mail,
    /// They have one mobile telephone and one name.
    Mobile,
    /// They have one name in one company, and nothing says otherwise.
    Name,
}

impl PersonSame {
    /// The reason's code.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Mobile => "mobile",
            Self::Name => "name",
        }
    }
}

/// Why two may be one person, and stay apart until somebody decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PersonDoubt {
    /// One mail address, two names; or one that several people have.
    Mail,
    /// One mobile telephone, two names.
    Mobile,
    /// One name in one company, and two mail addresses or telephones, or two people of that name.
    Name,
}

impl PersonDoubt {
    /// The doubt's code.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Mobile => "mobile",
            Self::Name => "name",
        }
    }
}

/// The answer for one row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonMeeting {
    /// Who it is, why, and in which account they were known: another than the row's is a change of company.
    pub met: Option<(u32, PersonSame, u32)>,
    /// Who it may be besides, each contact once, eight at most; only of somebody who met nobody.
    pub doubts: Vec<(u32, PersonDoubt)>,
}
