//! What always holds of limits and pauses.

use jiff::{ToSpan, civil::Date};
use proptest::prelude::*;
use workdays::{Pause, StretchKind};

mod published;

fn any_date() -> impl Strategy<Value = Date> {
    (0..2900i64).prop_map(|days| jiff::civil::date(2019, 1, 1).saturating_add(days.days()))
}

fn any_pause() -> impl Strategy<Value = Pause> {
    (any_date(), prop::option::weighted(0.8, 0..60i64)).prop_map(|(from, length)| Pause {
        from,
        to: length.map(|length| from.saturating_add(length.days())),
    })
}

proptest! {
    #[test]
    fn a_limit_ends_on_a_working_day_and_counting_back_gives_the_limit(from in any_date(), limit in 1..200u32) {
        let calendar = published::calendar();
        let due = calendar.add_working_days(from, limit);
        prop_assert!(calendar.is_working_day(due.date));
        prop_assert_eq!(calendar.working_days_between(from, due.date), limit);
        prop_assert!(calendar.add_working_days(from, limit + 1).date > due.date);
    }

    #[test]
    fn a_pause_never_makes_the_due_date_earlier(
        start in any_date(), limit in 0..60u32, pauses in prop::collection::vec(any_pause(), 0..4),
        more in any_pause(), today in any_date(),
    ) {
        let calendar = published::calendar();
        let before = calendar.due_with_pauses(start, limit, &pauses, today);
        let mut with_more = pauses.clone();
        with_more.push(more);
        prop_assert!(calendar.due_with_pauses(start, limit, &with_more, today).date >= before.date);
        prop_assert!(before.date >= calendar.add_working_days(start, limit).date);
    }

    #[test]
    fn a_pause_in_two_parts_counts_as_one(
        start in any_date(), limit in 0..60u32, from in any_date(), first in 0..40i64, second in 1..40i64,
        overlap in any::<bool>(), today in any_date(),
    ) {
        let calendar = published::calendar();
        let middle = from.saturating_add(first.days());
        let to = Some(middle.saturating_add(second.days()));
        let next = if overlap { middle } else { middle.saturating_add(1.day()) };
        let whole = [Pause { from, to }];
        let parts = [Pause { from: next, to }, Pause { from, to: Some(middle) }];
        prop_assert_eq!(
            calendar.due_with_pauses(start, limit, &whole, today),
            calendar.due_with_pauses(start, limit, &parts, today)
        );
    }

    #[test]
    fn a_limit_is_yellow_from_the_day_that_is_foretold(
        start in any_date(), limit in 0..40u32, pauses in prop::collection::vec(any_pause(), 0..3),
        today in any_date(),
    ) {
        let calendar = published::calendar();
        let ended: Vec<_> = pauses.into_iter().filter(|pause| pause.to.is_some()).collect();
        let from = calendar.yellow_from(start, limit, &ended, today);
        prop_assert!(calendar.clock(start, limit, &ended, from).light != workdays::Light::Green);
        let before = from.saturating_sub(1.day());
        let green = calendar.clock(start, limit, &ended, before).light == workdays::Light::Green;
        prop_assert!(from == start || green, "{from}");
    }

    #[test]
    fn the_account_explains_every_day_once_and_counts_to_the_limit(
        start in any_date(), limit in 1..60u32, pauses in prop::collection::vec(any_pause(), 0..4),
        today in any_date(),
    ) {
        let calendar = published::calendar();
        let due = calendar.due_with_pauses(start, limit, &pauses, today).date;
        let account = calendar.account(start, due, &pauses, today);
        let mut next = start;
        let mut counted = 0;
        for stretch in account {
            prop_assert_eq!(stretch.from, next);
            prop_assert!(stretch.to >= stretch.from);
            next = stretch.to.saturating_add(1.day());
            match stretch.kind {
                StretchKind::Receipt => prop_assert_eq!((stretch.from, stretch.to), (start, start)),
                StretchKind::Counted { working_days } => counted += working_days,
                StretchKind::Paused { pause } => prop_assert!(pauses[pause].from <= stretch.from),
            }
        }
        prop_assert_eq!(next, due.saturating_add(1.day()));
        prop_assert_eq!(counted, limit);
    }
}
