//! A catalogue is published while the service goes on.

mod support;

use support::{Server, change, copy_catalogue};

#[test]
fn what_is_laid_into_the_folder_is_published_without_a_restart_and_what_is_broken_is_not() {
    let (data, catalogue) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    copy_catalogue(catalogue.path());
    let folder = catalogue.path().to_str().expect("it is text");
    let mut server = Server::start(data.path(), &["--no-demo", "--catalog", folder]);
    let page = server.get("/things/birth");
    assert!(page.contains("出生一件事") && !page.contains("新生儿一件事"), "{page}");

    // Two versions of one day: the later one holds.
    let corrected = catalogue.path().join("versions/corrected");
    copy_catalogue(&corrected);
    let (theme, item) = (corrected.join("themes/birth.yaml"), corrected.join("items/childcare_subsidy.yaml"));
    change(&theme, "name: 出生一件事", "name: 新生儿一件事");
    change(&item, "department: ", "department: no_such_");
    server.signal("HUP");
    let said = server.says("the present one stays");
    assert!(said.contains("P010"), "{said}");
    assert!(server.get("/readyz").contains("\"catalog_held_back\":{\"since\""));
    assert!(!server.get("/things/birth").contains("新生儿一件事"));

    // One that is to start on a day leaves the present one as it is.
    let to_come = catalogue.path().join("versions/to_come");
    copy_catalogue(&to_come);
    change(&to_come.join("district.yaml"), "effective: 2026-11-01", "effective: 2099-03-01");
    change(&to_come.join("themes/birth.yaml"), "name: 出生一件事", "name: 来日的一件事");
    change(&item, "department: no_such_", "department: ");
    // Nobody has to say so: the folder is looked at by itself.
    server.says("other editions are published");
    assert!(server.get("/things/birth").contains("新生儿一件事"));
    assert!(server.get("/readyz").contains("\"catalog_held_back\":null"));
    assert!(server.get("/api/v1/versions").contains("2099-03-01"));
    server.signal("TERM");
    server.says("stopped");
    assert!(server.ends_well());
}
