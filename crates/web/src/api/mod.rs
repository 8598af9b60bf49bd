//! The API `/api/v1`: what programs outside use, over the same use cases as the pages.
//!
//! The calls, their shapes and their codes are a contract: additions are
//! welcome, changes are not. Each call's description stands at its handler;
//! the router and the OpenAPI document are made from it together, so neither
//! can hold a call that the other lacks. The words in those descriptions and on
//! the shapes' fields are what programmers read in the document: in Chinese.

mod appraisal;
mod archives;
mod assessments;
mod body;
mod browse;
mod cases;
mod checks;
mod confirmations;
mod decisions;
mod due_process;
mod exit;
mod files;
mod grievances;
mod holding;
mod inbox;
mod mandates;
mod matters;
mod my_data;
mod openapi;
mod order;
mod privacy;
mod problem;
mod promises;
mod questions;
mod results;
mod rules;
mod searches;
mod sessions;
mod shapes;
mod supervision;
mod tasks;
mod themes;
mod times;
mod who;

#[cfg(test)]
mod tests;

use axum::{
    Router,
    extract::{DefaultBodyLimit, FromRef},
    middleware,
    routing::{any, get},
};
use service::App;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouterExt},
    routes,
};

use crate::Web;

impl FromRef<Web> for App {
    fn from_ref(web: &Web) -> Self {
        web.app.clone()
    }
}

/// Largest JSON body in bytes. The largest lawful form is a fraction of it.
const MAX_JSON_BYTES: usize = 2 * 1024 * 1024;

/// Every route of the API, the OpenAPI document and the page to browse it.
pub fn routes() -> Router<Web> {
    calls_and_document().route("/api", get(browse::page))
}

fn calls_and_document() -> Router<Web> {
    let (calls, _) = calls().split_for_parts();
    calls
        .route("/api/v1/openapi.json", get(openapi::document))
        .route("/api/v1", any(problem::no_such_call))
        .route("/api/v1/{*rest}", any(problem::no_such_call))
        .method_not_allowed_fallback(problem::no_such_method)
        .layer(DefaultBodyLimit::max(MAX_JSON_BYTES))
        .layer(CatchPanicLayer::custom(problem::panicked))
        .layer(middleware::from_fn(problem::complete))
}

/// The calls of the contract with their descriptions. An upload is limited by
/// its handler, as the district sets it.
fn calls() -> OpenApiRouter<Web> {
    OpenApiRouter::with_openapi(openapi::frame())
        .routes(routes!(themes::list_themes))
        .routes(routes!(themes::get_theme))
        .routes(routes!(themes::assess_theme))
        .routes(routes!(themes::what_if))
        .routes(routes!(privacy::get_privacy_notice))
        .routes(routes!(themes::search_themes))
        .routes(routes!(themes::list_places))
        .routes(routes!(rules::list_versions))
        .routes(routes!(rules::compare_rules))
        .routes(routes!(rules::list_parameters))
        .routes(routes!(sessions::sign_in, sessions::sign_out))
        .routes(routes!(files::upload_file).layer(DefaultBodyLimit::disable()))
        .routes(routes!(files::get_file))
        .routes(routes!(cases::submit_case, cases::list_cases))
        .routes(routes!(privacy::get_to_sign))
        .routes(routes!(cases::get_case))
        .routes(routes!(cases::accept_case))
        .routes(routes!(cases::ask_correction))
        .routes(routes!(cases::return_correction))
        .routes(routes!(cases::not_accept_case))
        .routes(routes!(cases::withdraw_case))
        .routes(routes!(cases::withdraw_row))
        .routes(routes!(cases::meet_prerequisite))
        .routes(routes!(cases::supply_materials))
        .routes(routes!(cases::choose_delivery))
        .routes(routes!(cases::deliver_case))
        .routes(routes!(exit::choose_exit))
        .routes(routes!(exit::say_ready))
        .routes(routes!(exit::hand_out))
        .routes(routes!(exit::post_results))
        .routes(routes!(exit::note_arrival))
        .routes(routes!(exit::note_return))
        .routes(routes!(cases::rate_case))
        .routes(routes!(appraisal::rate_parts))
        .routes(routes!(assessments::list_assessments))
        .routes(routes!(assessments::assess_case))
        .routes(routes!(assessments::say_unmet))
        .routes(routes!(assessments::ask_again))
        .routes(routes!(assessments::correct_on_spot))
        .routes(routes!(assessments::not_required))
        .routes(routes!(assessments::not_our_authority))
        .routes(routes!(assessments::list_findings))
        .routes(routes!(promises::withdraw_promise))
        .routes(routes!(promises::check_promise))
        .routes(routes!(promises::ask_repair))
        .routes(routes!(promises::decide_repair))
        .routes(routes!(promises::extend_deferral))
        .routes(routes!(promises::end_deferral))
        .routes(routes!(promises::announce_revocation))
        .routes(routes!(promises::revoke_result))
        .routes(routes!(due_process::hear_interested))
        .routes(routes!(due_process::find_false_material))
        .routes(routes!(due_process::not_accept_false_material))
        .routes(routes!(confirmations::ask_party))
        .routes(routes!(confirmations::record_parties))
        .routes(routes!(confirmations::take_back_confirmation))
        .routes(routes!(confirmations::get_confirmation))
        .routes(routes!(confirmations::confirm_as_party))
        .routes(routes!(privacy::consent_as_guardian))
        .routes(routes!(matters::complain))
        .routes(routes!(matters::urge))
        .routes(routes!(matters::act_on_matter))
        .routes(routes!(mandates::list_mandates, mandates::invite_agent))
        .routes(routes!(mandates::take_up_mandate))
        .routes(routes!(mandates::end_mandate))
        .routes(routes!(tasks::list_tasks))
        .routes(routes!(tasks::get_task))
        .routes(routes!(tasks::start_task))
        .routes(routes!(holding::release_task))
        .routes(routes!(holding::hand_over_task))
        .routes(routes!(holding::get_leave, holding::take_leave, holding::end_leave))
        .routes(routes!(questions::ask_question))
        .routes(routes!(questions::answer_question))
        .routes(routes!(questions::list_questions))
        .routes(routes!(checks::arrange_check))
        .routes(routes!(checks::record_check))
        .routes(routes!(checks::make_certificate))
        .routes(routes!(tasks::grant_task))
        .routes(routes!(tasks::refuse_task))
        .routes(routes!(tasks::suspend_task))
        .routes(routes!(tasks::resume_task))
        .routes(routes!(tasks::extend_task))
        .routes(routes!(results::report_slip))
        .routes(routes!(results::correct_result))
        .routes(routes!(tasks::extend_joint))
        .routes(routes!(my_data::ask_about_data))
        .routes(routes!(my_data::get_my_data))
        .routes(routes!(my_data::correct_profile))
        .routes(routes!(my_data::delete_drafts))
        .routes(routes!(my_data::delete_account))
        .routes(routes!(inbox::get_wallet))
        .routes(routes!(inbox::list_messages))
        .routes(routes!(inbox::get_ways_outside, inbox::change_ways_outside))
        .routes(routes!(inbox::list_sendings))
        .routes(routes!(results::verify_result))
        .routes(routes!(decisions::list_public_decisions))
        .routes(routes!(supervision::get_supervision))
        .routes(routes!(archives::list_archives))
        .routes(routes!(archives::get_archive))
        .routes(routes!(matters::list_matters))
        .routes(routes!(matters::get_ratings))
        .routes(routes!(appraisal::get_appraisal))
        .routes(routes!(appraisal::list_certificates))
        .routes(routes!(grievances::report_undone, grievances::list_grievances))
        .routes(routes!(grievances::get_grievance))
        .routes(routes!(grievances::act_on_grievance))
        .routes(routes!(searches::list_missed_searches))
        .routes(routes!(searches::list_aliases, searches::add_alias))
        .routes(routes!(searches::remove_alias))
}
