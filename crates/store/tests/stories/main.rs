//! What the store promises, told once and run on both engines.

mod accounts;
mod audit;
mod backup;
mod cases;
mod grievances;
mod interleavings;
mod jobs;
mod lists;
mod mandates;
mod matters;
mod outbox;
mod schema;
mod searches;
mod secrecy;
#[path = "../support/mod.rs"]
mod support;

macro_rules! stories {
    ($($module:ident: $($story:ident),+ $(,)?;)+) => {
        stories!(@engine sqlite: $($module: $($story),+;)+);
        stories!(@engine postgres: $($module: $($story),+;)+);
    };
    (@engine $engine:ident: $($module:ident: $($story:ident),+;)+) => {
        mod $engine {
            $($(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $story() {
                    if let Some(ground) = crate::support::Ground::$engine().await {
                        crate::$module::$story(ground).await;
                    }
                }
            )+)+
        }
    };
}

stories! {
    accounts:
        an_account_is_found_by_login_name_and_numbers,
        a_login_is_given_once,
        a_session_expires,
        a_person_signs_in_by_login_or_by_own_numbers,
        an_account_made_at_a_counter_is_claimed_once,
        a_new_password_ends_the_other_sessions,
        failed_sign_ins_are_counted_since_a_moment,
        a_draft_goes_on_only_from_the_version_that_was_seen,
        a_leave_is_kept_until_it_ends_and_staff_are_found_by_their_role,
        a_closed_store_says_so;
    cases:
        replaying_the_history_gives_the_case,
        a_commit_is_all_or_nothing,
        a_stale_version_is_refused,
        a_number_is_given_once,
        the_same_key_gets_the_earlier_answer,
        sixteen_people_at_once_make_sixteen_cases,
        papers_drawn_at_once_get_numbers_without_a_gap,
        cases_and_accounts_are_read_together_each_with_its_own,
        two_nodes_see_each_others_commits,
        what_was_answered_is_in_the_files,
        of_two_decisions_on_one_version_one_counts,
        results_come_into_the_wallet_of_the_applicant_alone,
        a_file_is_kept_once_and_knows_its_cases;
    grievances:
        what_is_done_about_a_grievance_is_kept_with_its_messages_or_not_at_all;
    interleavings:
        of_what_is_tried_at_the_same_instant_one_takes_effect;
    lists:
        paging_visits_every_case_exactly_once,
        paging_visits_every_task_by_due_day,
        nobody_lists_somebody_elses_cases,
        filters_find_what_they_say,
        tasks_are_told_apart_by_who_has_them_and_questions_by_who_is_asked,
        behind_each_figure_stand_as_many_rows,
        figures_count_what_happened;
    mandates:
        a_mandate_is_taken_up_once_in_time_and_never_by_who_gave_it,
        a_mandate_ends_at_once_and_stays_on_record,
        what_a_counter_recorded_holds_from_the_signed_paper_on;
    searches:
        what_was_not_found_is_counted_by_day_and_rare_words_are_not_told,
        nodes_that_count_at_once_lose_nothing,
        a_way_of_asking_counts_until_it_is_taken_back_and_is_never_forgotten;
    outbox:
        a_claimed_entry_is_nobody_elses_until_the_lease_ends,
        messages_are_unread_until_they_are_seen,
        looks_are_recorded;
    jobs:
        timers_are_written_with_the_events_that_set_them_or_not_at_all,
        a_job_is_nobody_elses_until_the_lease_ends_or_the_clock_is_put_back,
        a_job_is_done_put_off_or_tried_again,
        timers_are_set_right_for_the_version_that_was_looked_at_alone,
        the_houses_chores_are_there_from_the_beginning;
    matters:
        matters_are_listed_by_scope_and_filter_page_by_page;
    secrecy:
        no_identity_number_stands_in_clear,
        another_key_opens_nothing;
    audit:
        a_log_that_nobody_touched_is_whole,
        each_change_from_outside_is_named_where_it_was_made,
        a_register_that_was_removed_stays_missed,
        earlier_heads_show_that_an_earlier_day_was_put_back,
        events_from_before_the_chain_are_chained_once;
    backup:
        a_backup_gives_everything_back,
        a_backup_moves_to_the_other_engine,
        a_backup_overwrites_nothing;
}
