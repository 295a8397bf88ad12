//! Temporary files: what is written, and what is left.

use super::*;
use forms::upload::Spool;
use std::{fs, path::PathBuf, time::Duration};

/// A directory that is removed at the end, and must be empty by then.
struct Directory(PathBuf);

impl Directory {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("forms-test-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir(&path).unwrap();
        Directory(path)
    }
    fn files(&self) -> Vec<PathBuf> {
        fs::read_dir(&self.0).unwrap().map(|entry| entry.unwrap().path()).collect()
    }
    fn spool(&self) -> Spool {
        Spool::in_directory(&self.0).unwrap()
    }
    fn receive(&self, bytes: &[u8]) -> Body {
        Receiver::<Album>::new(&Multipart::content_type())
            .spool(self.spool())
            .read(Slowly { bytes, size: 9_999 })
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[derive(Form, Debug)]
#[form(fields = all)]
struct Album {
    title: String,
    #[form(max_size = "200 kB")]
    page: Option<UploadedFile>,
}

static LARGE: [u8; 100_000] = [b'x'; 100_000];

/// P33
#[test]
fn p33_a_large_file_is_on_the_disk_for_its_owner_only_until_it_is_dropped() {
    let directory = Directory::new("large");
    let body = directory.receive(&Multipart::new().text("title", "x").file("page", "p", LARGE).bytes());
    let form = Album::bind(&body);
    drop(body);
    let files = directory.files();
    assert_eq!(files.len(), 1);
    assert_eq!(fs::metadata(&files[0]).unwrap().len(), LARGE.len() as u64);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&files[0]).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let album = form.into_result().unwrap().into_inner();
    let page = album.page.unwrap();
    assert!(!page.is_in_memory());
    assert_eq!(page.bytes().unwrap(), LARGE);
    assert_eq!(page.content_type(), Some("text/plain"));
    drop(page);
    assert!(directory.files().is_empty());
}

#[test]
fn a_small_file_is_not_on_the_disk() {
    let directory = Directory::new("small");
    let body =
        directory.receive(&Multipart::new().text("title", "x").file("page", "p", &LARGE[..65_536]).bytes());
    assert!(directory.files().is_empty());
    assert!(Album::bind(&body).into_result().unwrap().page.as_ref().unwrap().is_in_memory());
}

/// P33
#[test]
fn p33_nothing_is_left_of_a_refused_form_or_body() {
    let directory = Directory::new("refused");
    let page = || Multipart::new().file("page", "p", LARGE);
    // an invalid form keeps its files as long as it lives
    let form = Album::bind(&directory.receive(&page().text("title", "").bytes()));
    assert!(!form.is_valid() && directory.files().len() == 1);
    drop(form);
    assert!(directory.files().is_empty());
    // a file that is too large, in a field that nobody has, twice, and a body that is not whole
    let too_large = Multipart::new().text("title", "x").file("page", "p", vec![b'x'; 200_001]);
    let form = Album::bind(&directory.receive(&too_large.bytes()));
    assert!(form.errors().has_error("page", "max_size") && directory.files().is_empty());
    let other = Multipart::new().text("title", "x").file("other", "p", LARGE);
    let form = Album::bind(&directory.receive(&other.bytes()));
    assert!(!form.is_valid() && directory.files().is_empty());
    let form = Album::bind(&directory.receive(&page().file("page", "p", LARGE).bytes()));
    assert!(!form.is_valid() && directory.files().len() == 1);
    drop(form);
    let form = Album::bind(&directory.receive(&page().unfinished()));
    assert!(form.status() == 400 && directory.files().is_empty());
    let form = Album::bind(&directory.receive(&page().part("Nothing", b"").bytes()));
    assert!(form.status() == 400 && directory.files().is_empty());
}

/// P33: a request that is cancelled drops its future, and with it the receiver.
#[test]
fn p33_nothing_is_left_of_a_cancelled_request() {
    let directory = Directory::new("cancelled");
    let bytes = Multipart::new().file("page", "p", LARGE).bytes();
    let mut receiver = Receiver::<Album>::new(&Multipart::content_type()).spool(directory.spool());
    {
        let mut push = std::pin::pin!(receiver.push(&bytes[..90_000]));
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        assert!(push.as_mut().poll(&mut context).is_ready());
    }
    assert_eq!(directory.files().len(), 1);
    drop(receiver);
    assert!(directory.files().is_empty());
}

#[test]
fn a_persisted_file_stays() {
    let directory = Directory::new("persisted");
    for (name, content) in [("large", &LARGE[..]), ("small", &LARGE[..10])] {
        let body = directory.receive(&Multipart::new().text("title", "x").file("page", "p", content).bytes());
        let page = Album::bind(&body).into_result().unwrap().into_inner().page.unwrap();
        let (path, other) = (directory.0.join(name), directory.0.join(format!("{name}-2")));
        page.persist(&path).unwrap();
        assert_eq!(fs::read(&path).unwrap(), content);
        // it can be read and kept again, but nothing is overwritten
        assert_eq!(page.bytes().unwrap(), content);
        let error = page.persist(&path).unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::AlreadyExists);
        page.persist(&other).unwrap();
        drop((page, body));
        assert_eq!(fs::read(&path).unwrap(), content);
        assert_eq!(fs::read(&other).unwrap(), content);
    }
    assert_eq!(directory.files().len(), 4, "no copies are left");
    let file = UploadedFile::from_bytes("x", "x");
    assert!(file.persist(directory.0.join("missing/x")).is_err());
}

#[test]
fn several_readers_of_a_file_do_not_disturb_each_other() {
    use std::io::{Read, Seek, SeekFrom};
    let directory = Directory::new("readers");
    let numbers: Vec<u8> = (0..100_000u32).map(|n| n as u8).collect();
    let body = directory.receive(&Multipart::new().text("title", "x").file("page", "p", &numbers).bytes());
    let page = Album::bind(&body).into_result().unwrap().into_inner().page.unwrap();
    let (mut one, mut two) = (page.reader().unwrap(), page.reader().unwrap());
    let (mut first, mut second) = ([0; 10], [0; 10]);
    one.seek(SeekFrom::End(-10)).unwrap();
    two.read_exact(&mut first).unwrap();
    one.read_exact(&mut second).unwrap();
    assert_eq!((&first[..], &second[..]), (&numbers[..10], &numbers[numbers.len() - 10..]));
    assert_eq!(one.read(&mut first).unwrap(), 0);
    assert!(one.seek(SeekFrom::Current(-200_000)).is_err());
}

#[test]
fn files_that_a_crash_has_left_are_removed() {
    let directory = Directory::new("leftovers");
    let (ours, other) = (directory.0.join("forms-upload-abc"), directory.0.join("notes.txt"));
    fs::write(&ours, "x").unwrap();
    fs::write(&other, "x").unwrap();
    // a file that was written lately may be in use by another process
    let spool = directory.spool();
    assert_eq!(directory.files().len(), 2);
    assert_eq!(spool.remove_leftovers(Duration::from_secs(3600)).unwrap(), 0);
    let old = std::time::SystemTime::now() - Spool::LEFTOVER_AGE - Duration::from_secs(60);
    fs::File::options().write(true).open(&ours).unwrap().set_modified(old).unwrap();
    fs::File::options().write(true).open(&other).unwrap().set_modified(old).unwrap();
    directory.spool();
    assert_eq!(directory.files(), [other]);
}

#[test]
fn a_file_that_cannot_be_stored_is_an_error_of_the_server() {
    let directory = Directory::new("gone");
    let spool = directory.spool();
    fs::remove_dir_all(&directory.0).unwrap();
    let bytes = Multipart::new().text("title", "x").file("page", "p", LARGE).bytes();
    let body = Receiver::<Album>::new(&Multipart::content_type()).spool(spool).read(&*bytes);
    assert_eq!(body.storage_error().unwrap().kind(), std::io::ErrorKind::NotFound);
    let form = Album::bind(&body);
    assert_eq!(
        (form.status(), form.errors().iter().next().unwrap().code().to_owned()),
        (500, "not_stored".to_owned())
    );
}
