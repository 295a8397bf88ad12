use forms::Form;

#[derive(Form)]
#[form(fields = all)]
struct Profile {
    #[form(ipv4)]
    field: std::net::Ipv6Addr,
}

fn main() {}
