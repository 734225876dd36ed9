//! Pages: HTML made of what `app` gives, by functions. `parts` are the components, `frame` is what stands around every
//! page, the rest is one module a page.

pub mod account;
pub mod accounts;
pub mod design;
pub mod duplicates;
pub mod frame;
pub mod home;
pub mod import;
pub mod keys;
pub mod members;
pub mod model;
pub mod parts;
pub mod search;
pub mod sign_in;
pub mod stage;
pub mod statement;
pub mod when;
