-- What is to be done next about results on paper: hand_out, send, came_back, underway.
alter table cases add column errand text;
update cases set errand = case when hand_out_place is null then 'send' else 'hand_out' end where to_hand_out = 1;
create index cases_errand on cases (errand, submitted_at, number) where errand is not null;
