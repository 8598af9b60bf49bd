//! Addresses as types: used by router, redirect and template alike, so that no path is written twice.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Declares the address types of an area.
///
/// `Cases => "/cases"` makes a unit struct, `Case(number) => "/cases/{number}"` one with
/// its parts; both have `ROUTE` for the router and print the address with its parts encoded.
macro_rules! addresses {
    ($($(#[$doc:meta])* $name:ident $(($($part:ident),+))? => $route:literal;)+) => {
        $(addresses!(@one [$(#[$doc])*] $name [$($($part),+)?] $route);)+
    };
    (@one [$(#[$doc:meta])*] $name:ident [] $route:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        #[allow(dead_code, reason = "an address is there for every route of its area")]
        pub(crate) struct $name;
        impl $name {
            /// The route as the router knows it.
            #[allow(dead_code, reason = "an address may be used in templates alone")]
            pub(crate) const ROUTE: &'static str = $route;
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(Self::ROUTE)
            }
        }
        impl askama::filters::HtmlSafe for $name {}
    };
    (@one [$(#[$doc:meta])*] $name:ident [$($part:ident),+] $route:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        #[allow(dead_code, reason = "an address is there for every route of its area")]
        pub(crate) struct $name<'a>($(#[doc = stringify!($part)] pub(crate) &'a str),+);
        impl $name<'_> {
            /// The route as the router knows it.
            #[allow(dead_code, reason = "an address may be used in templates alone")]
            pub(crate) const ROUTE: &'static str = $route;
        }
        impl std::fmt::Display for $name<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let Self($($part),+) = self;
                $crate::url::fill(f, Self::ROUTE, &[$($part),+])
            }
        }
        impl askama::filters::HtmlSafe for $name<'_> {}
    };
}

/// Everything but the unreserved characters of RFC 3986.
const PART: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Writes a route with its `{parts}` filled in, in their order.
pub(crate) fn fill(f: &mut fmt::Formatter<'_>, route: &str, parts: &[&str]) -> fmt::Result {
    let mut parts = parts.iter();
    for segment in route.split('/').skip(1) {
        let part = if segment.starts_with('{') { parts.next() } else { None };
        match part {
            Some(part) => write!(f, "/{}", encode(part))?,
            None => write!(f, "/{segment}")?,
        }
    }
    Ok(())
}

/// A value as part of a path or query.
pub(crate) fn encode(text: &str) -> impl fmt::Display + '_ {
    utf8_percent_encode(text, PART)
}

/// A query string from pairs, without the question mark.
pub(crate) fn query<K: AsRef<str>, V: AsRef<str>>(pairs: impl IntoIterator<Item = (K, V)>) -> String {
    let mut out = String::new();
    for (key, value) in pairs {
        if !out.is_empty() {
            out.push('&');
        }
        out.push_str(&format!("{}={}", encode(key.as_ref()), encode(value.as_ref())));
    }
    out
}

/// The address if it leads to a page of this installation, else the home page: nobody is sent
/// elsewhere by a forged link.
pub(crate) fn local(next: &str) -> &str {
    let inside = next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\r', '\n', '\t']);
    if inside { next } else { "/" }
}

addresses! {
    /// The portal's first page.
    Home => "/";
    /// Everything that is offered to one kind of applicant: `person` or `business`.
    Things(subject) => "/for/{subject}";
    /// Rating by a one-time link.
    RateLink(token) => "/rate/{token}";
    /// Ratings as everybody may read them.
    Ratings => "/ratings";
    /// 决定公开
    Decisions => "/public/decisions";
    /// 办不成事反映, where there is no case.
    Undone => "/undone";
    /// 投诉、办不成事
    Complain(number) => "/cases/{number}/complain";
    /// Search.
    Search => "/search";
    /// Nothing of what was found is meant.
    NoneOfThese => "/search/none-of-these";
    /// Suggestions while typing, a fragment.
    Suggest => "/search/suggest";
    /// A thing: its questions and its notice.
    Thing(theme) => "/things/{theme}";
    /// The notice (一次告知书) to print.
    Notice(theme) => "/things/{theme}/notice";
    /// What can be worked out for somebody who says a date or a number; nothing is kept.
    WorkOut(theme) => "/things/{theme}/work-out";
    /// The same as PDF.
    NoticePdf(theme) => "/things/{theme}/notice.pdf";
    /// The guide (办事指南) to print.
    Guide(theme) => "/things/{theme}/guide";
    /// The same as PDF.
    GuidePdf(theme) => "/things/{theme}/guide.pdf";
    /// The poster with the QR code.
    Poster(theme) => "/things/{theme}/poster";
    /// The same as PDF.
    PosterPdf(theme) => "/things/{theme}/poster.pdf";
    /// Asks for the code that stands on a certificate.
    Verify => "/verify";
    /// Whether a certificate is genuine and in force.
    Verified(task, code) => "/verify/{task}/{code}";
    /// Signing in.
    SignIn => "/sign-in";
    /// Signing out.
    SignOut => "/sign-out";
    /// A new account for an applicant.
    Register => "/register";
    /// One's own account.
    Account => "/account";
    /// 我的个人信息
    MyData => "/my-data";
    /// The same as a file.
    MyDataFile => "/my-data/file";
    /// Large type on and off (关怀版).
    Display => "/display";
    /// Counters and help.
    Help => "/help";
    /// Starts an application.
    Start => "/apply";
    /// Mandates given and received; taking one up.
    Mandates => "/mandates";
    /// Giving a mandate.
    GiveMandate => "/mandates/give";
    /// One mandate.
    Mandate(id) => "/mandates/{id}";
    /// Ends it.
    EndMandate(id) => "/mandates/{id}/end";
    /// 授权委托书
    MandatePaper(id) => "/mandates/{id}/paper";
    /// The same as PDF.
    MandatePaperPdf(id) => "/mandates/{id}/paper.pdf";
    /// For whom an agent begins (帮代办).
    StartFor => "/apply/for-another";
    /// The task list of an application.
    Apply(draft) => "/apply/{draft}";
    /// A section of the form.
    ApplySection(draft, section) => "/apply/{draft}/form/{section}";
    /// Adds a row to a section.
    ApplyAddRow(draft, section) => "/apply/{draft}/form/{section}/add-row";
    /// The questions again.
    ApplyAnswers(draft) => "/apply/{draft}/answers";
    /// The materials.
    ApplyMaterials(draft) => "/apply/{draft}/materials";
    /// One material: files, wallet, deferral.
    ApplyMaterial(draft, material) => "/apply/{draft}/materials/{material}";
    /// Which of several papers are handed in.
    ApplyWays(draft) => "/apply/{draft}/ways";
    /// How paper results are wanted.
    ApplyDelivery(draft) => "/apply/{draft}/delivery";
    /// Everything once more before submitting.
    ApplyReview(draft) => "/apply/{draft}/review";
    /// Submits.
    ApplySubmit(draft) => "/apply/{draft}/submit";
    /// Goes on by the rules of today.
    ApplyRules(draft) => "/apply/{draft}/rules";
    /// Throws the draft away.
    ApplyDiscard(draft) => "/apply/{draft}/discard";
    /// My cases.
    Cases => "/cases";
    /// One case.
    Case(number) => "/cases/{number}";
    /// Its receipt.
    Receipt(number) => "/cases/{number}/receipt";
    /// One of its papers to print.
    CasePaper(number, paper) => "/cases/{number}/papers/{paper}";
    /// The same as PDF.
    CasePaperPdf(number, paper) => "/cases/{number}/papers/{paper}/pdf";
    /// Its correction, to be returned.
    Correction(number) => "/cases/{number}/correction";
    /// Materials that were to follow.
    Supply(number) => "/cases/{number}/supply";
    /// A guardian agrees to the use of a young child's data.
    GuardianConsent(number) => "/cases/{number}/guardian-consent";
    /// Other people concerned: asking them, taking a confirmation back.
    Parties(number) => "/cases/{number}/parties";
    /// What a person concerned confirms.
    Confirm(number, code) => "/confirm/{number}/{code}";
    /// Its parts, rated by themselves.
    RateParts(number) => "/cases/{number}/rate-parts";
    /// Its rating.
    Rate(number) => "/cases/{number}/rate";
    /// Takes a commitment back.
    WithdrawPromise(number) => "/cases/{number}/promises/withdraw";
    /// The own promises that were broken.
    Promises => "/promises";
    /// Withdraws it.
    Withdraw(number) => "/cases/{number}/withdraw";
    /// What had to be had elsewhere first is there.
    MetPrerequisite(number) => "/cases/{number}/prerequisites";
    /// Withdraws one row alone.
    WithdrawRow(number) => "/cases/{number}/withdraw-row";
    /// How its paper results are wanted.
    CaseDelivery(number) => "/cases/{number}/delivery";
    /// A slip on a result is reported.
    Slip(number, task) => "/cases/{number}/results/{task}/slip";
    /// The applicant says that a parcel arrived.
    ParcelArrived(number) => "/cases/{number}/parcel-arrived";
    /// My certificates.
    Wallet => "/wallet";
    /// My messages.
    Messages => "/messages";
    /// How one is told outside of this service.
    Outside => "/messages/outside";
    /// A file.
    File(id) => "/files/{id}";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_encodes_its_parts() {
        assert_eq!(ApplySection("a b", "child/1").to_string(), "/apply/a%20b/form/child%2F1");
        assert_eq!(Home.to_string(), "/");
    }

    #[test]
    fn nobody_is_sent_elsewhere() {
        assert_eq!(local("/cases?x=1"), "/cases?x=1");
        for foreign in
            ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:1", "/a\r\nb"]
        {
            assert_eq!(local(foreign), "/");
        }
    }
}
