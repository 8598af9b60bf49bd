//! The differences as people read them: subject by subject, then law by law.

use std::fmt;

use super::{Difference, Differences, Effect, Kind, Side, Subject};
use crate::days::in_words;

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Theme => "一件事",
            Self::Item => "事项",
            Self::Material => "材料",
            Self::Element => "数据项",
            Self::Parameter => "参数",
            Self::Department => "部门",
            Self::Place => "窗口",
            Self::Rule => "规则",
        }
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}的规定（版本 {}）", in_words(self.on), self.version)
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let doubt = if self.certain { "" } else { "（待核实）" };
        write!(f, "{}  {}{doubt}", self.effect.word(), self.text)
    }
}

/// Subjects in which exactly the same differs stand together: many themes share a rule.
fn alike(subjects: &[Subject]) -> Vec<Vec<&Subject>> {
    let mut groups: Vec<Vec<&Subject>> = Vec::new();
    for subject in subjects {
        let same =
            |group: &&mut Vec<&Subject>| group[0].kind == subject.kind && group[0].changes == subject.changes;
        match groups.iter_mut().find(same) {
            Some(group) => group.push(subject),
            None => groups.push(vec![subject]),
        }
    }
    groups
}

impl fmt::Display for Differences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "原来：{}", self.old)?;
        writeln!(f, "现在：{}", self.new)?;
        if self.is_empty() {
            return writeln!(f, "\n没有不同。");
        }
        let counts = self.counts();
        let total: usize = counts.values().sum();
        let counts: Vec<String> =
            counts.iter().map(|(effect, count)| format!("{}{count}处", effect.word())).collect();
        writeln!(f, "一共{total}处不同：{}", counts.join("，"))?;
        for effect in [Effect::Easier, Effect::Harder] {
            let bearings = self.bearings(effect);
            let bearings: Vec<String> =
                bearings.iter().map(|(about, count)| format!("{}{count}处", about.word())).collect();
            if !bearings.is_empty() {
                writeln!(f, "{}的：{}", effect.word(), bearings.join("，"))?;
            }
        }
        for alike in alike(&self.subjects) {
            let names = alike.iter().map(|subject| format!("{}（{}）", subject.name, subject.id));
            let names = names.collect::<Vec<_>>().join("、");
            writeln!(f, "\n{} {names}", alike[0].kind.word())?;
            for change in &alike[0].changes {
                writeln!(f, "  {change}")?;
                // A change of law names it already.
                if !change.laws.is_empty() && change.effect != Effect::Basis {
                    writeln!(f, "        依据：{}", change.laws.join("；"))?;
                }
            }
        }
        let laws = self.by_law();
        if !laws.is_empty() {
            writeln!(f, "\n按法律看")?;
        }
        for (law, changes) in laws {
            writeln!(f, "  {law}")?;
            let mut told: Vec<(&Difference, Vec<&str>)> = Vec::new();
            for (subject, change) in changes {
                match told.iter_mut().find(|(known, _)| *known == change) {
                    Some((_, names)) => names.push(&subject.name),
                    None => told.push((change, vec![&subject.name])),
                }
            }
            for (change, names) in told {
                writeln!(f, "    {}：{}  {}", names.join("、"), change.effect.word(), change.text)?;
            }
        }
        Ok(())
    }
}
