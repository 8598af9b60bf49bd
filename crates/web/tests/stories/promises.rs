//! 告知承诺 by pages alone: read, signed, checked, and made good.

use jiff::civil::date;
use service::{SubmitRequest, Submitted};
use testkit::{Client, Person, Town, browser::Window};

use crate::{browser::serving, journey::client};

/// The ordinary barber's shop, whose hygiene licence rests on a commitment.
const SHOP: [(&str, &str); 19] = [
    ("shop_origin", "new"),
    ("operator_identity", "mainland"),
    ("operator_age_ok", "true"),
    ("operator_barred", "false"),
    ("family_operated", "false"),
    ("outside_partner", "false"),
    ("wants_shop_name", "true"),
    ("by_agent", "false"),
    ("barber_services", "hair"),
    ("prepaid_card", "false"),
    ("fixed_place", "true"),
    ("wash_mode", "self"),
    ("staff_health", "all"),
    ("has_central_ac", "false"),
    ("accepts_hygiene_commitment", "true"),
    ("premises_kind", "rented"),
    ("floor_area", "40"),
    ("employee_count", "2"),
    ("signboard", "shopfront"),
];

async fn seat(town: &Town, person: &Person) -> Client {
    let mut client = client(town);
    client.signs_in(person.login()).await;
    client
}

/// A draft of the shop in which the commitment is still to be signed.
async fn draft_of(town: &Town, li_na: &Person) -> String {
    let mut request = li_na.application("barber_shop_self_employed", &SHOP).await;
    request.materials.retain(|one| one.material != "hygiene_commitment");
    let draft = SubmitRequest { submit: false, ..request };
    match town.app().submit(li_na.visitor(), draft, &li_na.new_key()).await {
        Ok(Submitted::Draft(id)) => id,
        other => panic!("no draft: {other:?}"),
    }
}

#[tokio::test]
async fn a_commitment_is_signed_checked_and_made_good_by_pages() {
    let town = Town::open(date(2026, 3, 2)).await;
    let li_na = town.applicant("李娜").await;
    let id = draft_of(&town, &li_na).await;
    let mut phone = seat(&town, &li_na).await;
    let review = phone.get(&format!("/apply/{id}/review")).await;
    let text = review.text();
    assert!(text.contains("没有做到的后果") && text.contains("设定依据"), "{text}");
    assert!(review.faults().is_empty(), "{:?}", review.faults());
    let submit = "form[action$='/submit']";
    let unsigned = phone.sends(review.form(submit).with("declared", "yes")).await;
    assert_eq!(unsigned.status, 422);
    assert!(unsigned.text().contains("签上姓名"), "{}", unsigned.text());
    let control = "signed.commitment-public_place_hygiene_licence";
    let wrong = phone.sends(unsigned.form(submit).with("declared", "yes").with(control, "王芳")).await;
    assert!(wrong.text().contains("签名要和姓名“李娜”一样"), "{}", wrong.text());
    // A drawing that did not arrive whole is told; what was drawn stands on the paper.
    let drawn = "drawn.commitment-public_place_hygiene_licence";
    let broken = wrong.form(submit).with("declared", "yes").with(control, "李娜").with(drawn, "[[[1,");
    let broken = phone.sends(broken).await;
    assert!(broken.text().contains("手写的签名没有收完整"), "{}", broken.text());
    let signed = broken.form(submit).with("declared", "yes").with(control, "李娜");
    let signed = phone.sends(signed.with(drawn, "[[[10,20],[30,40]]]")).await;
    let case = signed.text_of(".case-number").unwrap_or_else(|| panic!("no number: {}", signed.text()));
    let page = phone.get(&format!("/cases/{case}")).await;
    let paper = page.links().into_iter().find(|link| link.contains("/papers/") && link.contains("promise"));
    let paper = phone.get(&paper.unwrap_or_else(|| panic!("no paper: {:?}", page.links()))).await;
    assert_eq!(paper.attributes(".paper-drawn path", "d"), ["M10 20 L30 40"]);

    town.clerk("三号窗口").await.accepts(&case).await;
    town.grant_everything(&li_na, &case).await;
    let health = town.approver("health_commission").await;
    let mut desk = seat(&town, &health).await;
    let list = desk.get("/desk/promises").await;
    let page = desk.get(&list.attributes("a[data-row]", "href").remove(0)).await;
    assert!(page.faults().is_empty(), "{:?}", page.faults());
    let form = page.form("form[action*='/desk/promises/']");
    let silent = desk.sends(form.with("do", "broken").with("findings", "")).await;
    assert!(silent.text().contains("请写明理由"), "{}", silent.text());
    let form = silent.form("form[action*='/desk/promises/']");
    desk.sends(form.with("do", "broken").with("findings", "没有消毒设施")).await;

    let broken = phone.get("/promises").await;
    assert!(broken.text().contains("没有消毒设施"), "{}", broken.text());
    assert!(broken.faults().is_empty(), "{:?}", broken.faults());
    let asked = phone.sends(broken.form("form[action='/promises']").with("text.1", "已经装好")).await;
    assert!(asked.text().contains("正在修复"), "{}", asked.text());
    let list = desk.get("/desk/promises").await;
    let page = desk.get(&list.attributes("a[data-row]", "href").remove(0)).await;
    let form = page.form("form[action*='/desk/promises/']");
    desk.sends(form.with("do", "repaired").with("repair_reason", "上门看过")).await;
    assert!(phone.get("/promises").await.text().contains("已修复"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_name_is_drawn_with_a_finger_and_cleared_again() {
    let (town, host) = serving().await;
    let li_na = town.applicant("李娜").await;
    let id = draft_of(&town, &li_na).await;
    for width in [375, 1280] {
        let mut window = Window::open(&host, width, "drawn").await;
        window.signs_in(li_na.login()).await;
        window.opens(&format!("/apply/{id}/review")).await;
        let field = "document.querySelector('.draw input').value";
        window.draws(".draw canvas", &[(0.2, 0.3), (0.4, 0.7), (0.6, 0.3), (0.8, 0.6)]).await;
        let strokes = window.evaluates(&format!("JSON.parse({field})[0].length")).await;
        assert_eq!(strokes, 4, "a point where the finger came down and one for each move");
        window.takes_picture("signed").await;
        window.clicks(".draw button").await;
        assert_eq!(window.evaluates(field).await, "");
        assert!(window.errors().is_empty(), "{:?}", window.errors());
    }
}
