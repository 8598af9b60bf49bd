//! The guide of every thing of the district: all of it, and nothing that is not for the public.

use catalog::{Catalog, Theme, outline::outline, read::read};
use documents::{GuideFacts, escape, guide, print};
use jiff::civil::date;

fn each(check: impl Fn(&Catalog, &Theme, &str)) {
    let (catalog, findings) = read(&catalog_files::jiangjin());
    let catalog = catalog.unwrap_or_else(|| panic!("{findings:?}"));
    for theme in &catalog.themes {
        let link = format!("https://ywj.example/things/{}", theme.id);
        let paper = guide(&GuideFacts { catalog: &catalog, theme, on: date(2026, 11, 26), link });
        check(&catalog, theme, &print(&paper));
    }
}

#[test]
fn every_question_with_every_answer_is_in_the_guide() {
    each(|catalog, theme, html| {
        for question in outline(catalog, theme).questions {
            assert!(html.contains(&escape(&question.question)), "{}: {}", theme.id, question.question);
            for answer in &question.answers {
                assert!(html.contains(&escape(answer)), "{}: {answer}", theme.id);
            }
        }
    });
}

#[test]
fn every_item_is_in_it_once_with_its_department_limits_conditions_steps_and_law() {
    each(|catalog, theme, html| {
        for used in &theme.items {
            let item = &catalog.items[&used.item];
            assert_eq!(html.matches(&format!(" data-item=\"{}\"", item.id)).count(), 1, "{}", item.id);
            let mut said = vec![item.name.as_str(), catalog.department_name(&item.department)];
            said.extend(item.conditions.iter().map(String::as_str));
            said.extend(item.steps.iter().map(|step| step.name.as_str()));
            said.extend(item.basis.iter().map(|basis| basis.gist.as_str()));
            said.extend(item.results.iter().map(|result| result.name.as_str()));
            for words in said {
                assert!(html.contains(&escape(words)), "{} {}: {words}", theme.id, item.id);
            }
        }
    });
}

#[test]
fn every_material_is_in_it_once_with_who_issues_it_and_how_to_get_it() {
    each(|catalog, theme, html| {
        for outlined in outline(catalog, theme).materials {
            let material = &catalog.materials[&outlined.id];
            assert_eq!(
                html.matches(&format!(" data-material=\"{}\"", material.id)).count(),
                1,
                "{}",
                material.id
            );
            for words in [&material.name, &material.sample_note] {
                assert!(html.contains(&escape(words)), "{} {}: {words}", theme.id, material.id);
            }
        }
    });
}

#[test]
fn obstacles_remarks_advice_and_where_to_go_are_in_it_and_what_counters_alone_may_know_is_not() {
    each(|catalog, theme, html| {
        let outline = outline(catalog, theme);
        let said = outline.stops.iter().map(|stop| &stop.message);
        let said = said.chain(outline.notices.iter().map(|notice| &notice.message)).chain(&theme.tips);
        for words in said {
            assert!(html.contains(&escape(words)), "{}: {words}", theme.id);
        }
        for note in theme.stops.iter().filter_map(|stop| stop.note.as_ref()) {
            assert!(!html.contains(&escape(note)), "{}: {note}", theme.id);
        }
        for words in ["以上是这件事的全部情形、事项和材料", "（盖章）", "规则版本", "综合窗口", "12345"]
        {
            assert!(html.contains(words), "{}: {words}", theme.id);
        }
    });
}

#[test]
fn no_id_and_no_condition_as_written_is_on_a_guide() {
    each(|_, theme, html| {
        let words: String = html.split('>').filter_map(|part| part.split('<').next()).collect();
        for sign in [" == ", " != ", "&amp;&amp;", "||", "birth_", "_licence"] {
            assert!(!words.contains(sign), "{}: {sign}", theme.id);
        }
        assert!(!html.contains(" style=") && !html.contains("<script"), "{}", theme.id);
        assert_eq!(html.matches("<h1>").count(), 1);
    });
}

#[test]
fn the_contents_lead_to_every_part() {
    each(|_, theme, html| {
        let links = html.matches("<a href=\"#part-").count();
        assert_eq!(links, html.matches("<section class=\"paper-part\"").count(), "{}", theme.id);
        for index in 0..links {
            assert_eq!(html.matches(&format!(" id=\"part-{index}\"")).count(), 1);
        }
    });
}
