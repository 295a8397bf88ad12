//! Every public thing that is generated says what it is.
#![deny(missing_docs, missing_debug_implementations, unused, non_snake_case, unreachable_pub, elided_lifetimes_in_paths)]
#![deny(clippy::all, clippy::pedantic)]

pub mod model {
    //! A model of another crate's user.
    use forms::{Choice, Form};

    /// A user.
    #[derive(Form, Clone, PartialEq, Debug)]
    #[form(name = NewUser, fields = [username, role], derive(Debug))]
    #[form(name = Profile, fields = [role, address], read_only = [id], derive(Debug, Clone, PartialEq))]
    pub struct User {
        /// The row.
        #[form(read_only)]
        pub id: i64,
        /// Chosen once.
        #[form(immutable)]
        pub username: String,
        /// What the user may do.
        pub role: Role,
        /// Where letters go.
        #[form(nested)]
        pub address: Option<Address>,
    }

    /// What a user may do.
    #[derive(Choice, Clone, Copy, PartialEq, Debug)]
    pub enum Role {
        /// Reads.
        Reader,
        /// Writes too.
        Writer,
    }

    /// Where letters go.
    #[derive(Form, Clone, PartialEq, Debug)]
    #[form(fields = all)]
    pub struct Address {
        /// The town.
        pub city: String,
    }
}

/// Runs nothing.
fn main() {
    let _ = (model::NewUser::USERNAME, model::Profile::ID, model::Address::CITY);
}
