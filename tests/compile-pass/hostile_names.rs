//! The expansion means what it says, whatever the names of the module around it mean. Every word that it introduces is a unit
//! struct here (a type, a value, and a pattern), and the macros that it calls are others; a test of the derive reads
//! this list.
#![no_implicit_prelude]
#![allow(non_camel_case_types, dead_code, unused_macros)]

extern crate forms;
extern crate std;

mod hostile {
    macro_rules! hostile {
        ($($name:ident)*) => { $(struct $name;)* };
    }

    macro_rules! hostile_macros {
        ($($name:ident)*) => { $(macro_rules! $name { () => { This is no code } })* };
    }

    hostile! {
        Presence Borrowed Hasher hash hash_value write_usize Changes Choice ChoiceOption FixedOption ChoicesOf BindContext Clone Context Copy Cow CreateWith
        DEFAULT Date DateTimeBound Decimal Draft Password Secret Default Field FieldSchema FieldType FixedChoices Flattened Float Form
        FormRule FieldInput From INTEGER_LIST IS_CSRF InputFormat Integer IntegerList IntoIterator Iterator KIND Kind
        Limits Message Model NoOwnContext NoContext NoForm None OPTIONS Ok Option PartialEq PasswordPolicy Pattern Present
        Probe Radio RawValue Report Result RuleList SCHEMA Shown Some FormSchema Subject TextFormat TimeZone Timestamp
        FieldRef URL USERNAME VARIANTS Validator Widget nested_form_needs_the_same_context_or_none
        accepting accepts allow allow_negative and_then any apply apply_nested as_ref assert assert_choice
        assert_flattened assert_nested at_least_one_of at_most_one_of autocomplete automatically_derived b
        bool borrow build check choices choices_from civil clean clean_choice clean_nested clone
        cmp compare_password compared concat contexts convert core create create_with csrf cx dead_code
        decimal_places default default_of defaults_within deferred deprecated derive django not_equals doc
        earliest equals exactly_one_of f64 field field_at field_of fields fill fill_nested finish fixed
        flattened flattened_defaults format forms from group has_default help i128 ignore ignore_unknown
        immutable index input_formats into_iter is_csrf is_email_at is_given is_url item_label iter jiff kind
        label len lenient limits locked locked_or m map marker matches max max_digits max_items max_length
        max_similarity merge message messages min min_items min_length missing_copy_implementations
        missing_debug_implementations missing_docs module_path multiline must_use new note_change of one_of
        option ordered primitive raw read read_and_clean read_only read_or regex repeats required required_if result rewrite
        rules rust_decimal schema separator show show_defaults show_nested std step str strip text_of then
        time_zone to_text unique_items unnameable_types unreachable_pub unused_imports usize validate
        validator value widget with_scheme without_browser_validation words written draft present changes
        report shown target model rest at p i form_check form_condition policy isize u8 u16 u32 u64 u128 i8
        i16 i32 i64 f32 char bool_ String Vec Box Err Send Sync Sized Fn FnOnce Drop ToString Into AsRef Self_
        alloc proc_macro FormField NestedFormField ROW VisitField VisitFields flattening Visit row bounds_bodies_like fill_flattened has_browser_validation_of
        treats_unknown_keys_like accepts_bodies_of accept_json IS_FORM PhantomData keeps named
        private_bounds show_default show_defaults_within trivial_numeric_casts visit visit_fields write base
        wanted visitor Comparison Relation After AtLeast after at_least AtMost at_most rust_name
    }

    hostile_macros! {
        assert assert_eq debug_assert panic unreachable matches concat module_path vec format write println todo
    }

    /// A method that every value has wins over one that must borrow it first.
    trait Hostile: ::core::marker::Sized {
        fn as_ref(self) {}
        fn as_mut(self) {}
        fn iter(self) {}
        fn map(self) {}
        fn and_then(self) {}
        fn any(self) {}
        fn len(self) {}
        fn clone(self) {}
        fn into(self) {}
        fn eq(self) {}
        fn read(self) {}
        fn equals(self) {}
        fn field(self) {}
        fn create(self) {}
        fn contexts(self) {}
    }

    impl<T> Hostile for T {}

    type Text = ::std::string::String;
    type Maybe<T> = ::core::option::Option<T>;
    type List<T> = ::std::vec::Vec<T>;
    type Number = ::core::primitive::u32;
    type Flag = ::core::primitive::bool;

    #[derive(::forms::Choice, ::core::clone::Clone, ::core::marker::Copy, ::core::cmp::PartialEq)]
    #[form(rename_all = "kebab-case")]
    enum Plan {
        Basic,
        #[form(label = "For teams", group = "Paid")]
        Team,
    }

    #[derive(::forms::Form, ::core::clone::Clone, ::core::cmp::PartialEq)]
    #[form(fields = all, check = no_town)]
    struct Town {
        #[form(max_length = 40, default)]
        city: Text,
    }

    #[derive(::forms::Form, ::core::clone::Clone, ::core::cmp::PartialEq)]
    #[form(fields = all)]
    struct Street {
        street: Text,
        #[form(flatten)]
        town: Town,
    }

    #[derive(::forms::Form)]
    #[form(name = NewMember, fields = [login, plan, street, streets, main], derive(::core::clone::Clone, ::core::cmp::PartialEq))]
    #[form(name = EditMember, fields = [login, plan, secret], read_only = [id], context = Asking, unknown = ignore)]
    struct Member {
        #[form(read_only)]
        id: Number,
        #[form(immutable, username, clean = kept)]
        login: Text,
        #[form(default = Plan::Team, widget = radio)]
        plan: Plan,
        #[form(flatten)]
        street: Street,
        #[form(nested, max_items = 3, default)]
        streets: List<Street>,
        #[form(nested)]
        main: Maybe<Street>,
        #[form(min_length = 3, regex = "[a-z]+", choices = rooms)]
        secret: Text,
    }

    #[derive(::forms::Form)]
    #[form(
        fields = all,
        check = never,
        csrf,
        ignore = [action],
        limits = ::forms::Limits::DEFAULT,
        browser_validation = off,
        messages(required = "Tell us {label}."),
        at_least_one_of = [email, phone],
        exactly_one_of = [email, phone],
        at_most_one_of = [email, phone]
    )]
    pub struct Signup {
        #[form(flatten)]
        member: NewMember,
        #[form(read_only, default = 3)]
        level: Number,
        #[form(email(allowlist = ["intranet"]), help = "We write seldom.", autocomplete = "email")]
        email: Maybe<Text>,
        #[form(phone, required_if(plan2 = Plan::Team), required_if(email), required_if = never_asked)]
        phone: Maybe<Text>,
        plan2: ::core::option::Option<Plan>,
        #[form(required_unless(member.login = "ada"), lenient)]
        why: Maybe<Text>,
        #[form(url(schemes = ["http"]))]
        page: Maybe<Text>,
        #[form(integer_list(separator = ";", allow_negative))]
        numbers: Maybe<Text>,
        #[form(min = -1.5, max = LONGEST, step = 0.5)]
        ratio: ::core::primitive::f64,
        #[form(min = LONGEST, max = 9, validate = even)]
        count: Number,
        #[form(unique_items, ordered, min_items = 1, max_items = 3, item_label = "Tag", one_of = ["a", "b"])]
        tags: List<Text>,
        #[form(choices = [("s", "Small"), ("Others", [("l", "Large")])])]
        size: Text,
        #[form(required)]
        terms: Flag,
        #[form(multiline, strip = false, required = false)]
        text: Text,
        #[form(input_formats = ["%d.%m.%Y"], min = "2027-03-31")]
        day: ::jiff::civil::Date,
        #[form(time_zone = "+01:00")]
        at: ::jiff::Timestamp,
        #[form(after = day, rename = "last-day")]
        last_day: Maybe<::jiff::civil::Date>,
        #[form(at_least = count, at_most = more.most)]
        total: Number,
        #[form(flatten)]
        more: More,
        #[form(max_digits = 5, decimal_places = 2)]
        price: ::rust_decimal::Decimal,
        #[form(password(django, similar_to = [email, member.login], words = ["acme"], max_similarity = 0.5))]
        password: ::forms::Password,
        #[form(equals = password)]
        password2: ::forms::Password,
        #[form(not_equals = password, password(policy = ::forms::password::PasswordPolicy::DEFAULT, min_length = 9))]
        password3: ::forms::Password,
    }

    #[derive(::forms::Form)]
    #[form(fields = all)]
    struct More {
        most: Number,
    }

    struct Asking;

    const LONGEST: Number = 1;

    fn no_town(_: &::forms::Draft<Town>, _: &mut ::forms::Report<'_, Town>) {}
    fn never(_: &::forms::Draft<Signup>, _: &mut ::forms::Report<'_, Signup>) {}
    fn never_asked(_: &::forms::Draft<Signup>) -> Flag {
        false
    }
    fn kept(text: Text) -> ::core::result::Result<Text, ::forms::Problem> {
        ::core::result::Result::Ok(text)
    }
    fn even(_: &Number) -> ::core::result::Result<(), ::forms::Problem> {
        ::core::result::Result::Ok(())
    }
    fn rooms(_: &Asking) -> ::forms::Choices {
        ::core::iter::Iterator::collect(::core::iter::empty::<::forms::ChoiceOption>())
    }
}

fn main() {
    let bound = <hostile::Signup as ::forms::Form>::SCHEMA.fields.len();
    ::std::assert_eq!(bound, 28);
}
