//! Everything that somebody has to do with in supervision, as one list: matters of cases, what could not be
//! done before there was a case, and, for those who supervise, what wants no answer.

use casework::policy::{self, Action};
use jiff::Timestamp;
use store::{MatterFilter, Page, StoreError};

use crate::{App, Failure, FindingLine, GrievanceView, MatterLine, Visitor};

/// One line of the whole list.
#[derive(Debug, Clone)]
pub enum AnyMatter {
    /// A matter of a case.
    Matter(MatterLine),
    /// A grievance.
    Grievance(Box<GrievanceView>),
    /// Something that happened and wants no answer.
    Event(FindingLine),
}

impl AnyMatter {
    fn at(&self) -> Timestamp {
        match self {
            Self::Matter(line) => line.opened_at,
            Self::Grievance(view) => view.opened_at,
            Self::Event(line) => line.at,
        }
    }
}

/// Where each of the three lists goes on; what has ended stands as such.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Begin,
    After(String),
    Ended,
}

impl Place {
    fn read(text: &str) -> Self {
        match text {
            "" => Self::Begin,
            "." => Self::Ended,
            after => Self::After(after.to_owned()),
        }
    }

    fn write(&self) -> &str {
        match self {
            Self::Begin => "",
            Self::After(after) => after,
            Self::Ended => ".",
        }
    }

    fn after(&self) -> Option<&str> {
        match self {
            Self::After(after) => Some(after),
            Self::Begin | Self::Ended => None,
        }
    }
}

/// Stands between the places of the three lists in a cursor.
const BETWEEN: char = '~';

impl App {
    /// All that the visitor has to do with, the latest first. Of what wants no answer only where all is
    /// wanted, open or not.
    ///
    /// # Errors
    /// `Forbidden` for those who neither supervise nor answer; `Invalid` for a wrong cursor.
    pub async fn all_matters(
        &self,
        visitor: &Visitor,
        filter: &MatterFilter,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<AnyMatter>, Failure> {
        if filter.overdue {
            return self.all_that_is_late(visitor, filter, after, limit).await;
        }
        let events = !filter.open && policy::may(&visitor.actor, Action::Supervise, None).is_ok();
        let begin = ["", "", if events { "" } else { "." }];
        let places: Vec<Place> = match after {
            None => begin.iter().map(|text| Place::read(text)).collect(),
            Some(after) => after.split(BETWEEN).map(Place::read).collect(),
        };
        if places.len() != begin.len() {
            return Err(StoreError::BadCursor.into());
        }
        let mut lists = Vec::with_capacity(places.len());
        for (nth, place) in places.iter().enumerate() {
            lists.push(self.one_list(visitor, filter, nth, place, limit).await?);
        }
        let mut merged: Vec<(usize, AnyMatter)> = Vec::new();
        let mut taken = [0_u32; 3];
        let mut heads: Vec<_> = lists.iter_mut().map(|page| page.rows.drain(..).peekable()).collect();
        while merged.len() < limit as usize {
            let latest = (0..heads.len()).filter_map(|nth| Some((heads[nth].peek()?.at(), nth)));
            let Some((_, nth)) = latest.max_by_key(|(at, nth)| (*at, std::cmp::Reverse(*nth))) else { break };
            merged.extend(heads[nth].next().map(|line| (nth, line)));
            taken[nth] += 1;
        }
        let left: Vec<bool> = heads.iter_mut().map(|head| head.peek().is_some()).collect();
        drop(heads);
        let mut next = Vec::with_capacity(places.len());
        for (nth, place) in places.into_iter().enumerate() {
            next.push(match (taken[nth], left[nth]) {
                (0, _) => place,
                (_, false) => lists[nth].next.clone().map_or(Place::Ended, Place::After),
                // Only a part of it was taken: it goes on behind the last of that part.
                (part, true) => {
                    let page = self.one_list(visitor, filter, nth, &place, part).await?;
                    page.next.map_or(Place::Ended, Place::After)
                }
            });
        }
        let ended = (0..next.len()).all(|nth| next[nth] == Place::Ended || (!left[nth] && taken[nth] == 0));
        let texts: Vec<&str> = next.iter().map(Place::write).collect();
        let rows = merged.into_iter().map(|(_, line)| line);
        Ok(Page { rows: rows.collect(), next: (!ended).then(|| texts.join(&BETWEEN.to_string())) })
    }

    /// What could not be done and is late is little: all of it stands on the first page.
    async fn all_that_is_late(
        &self,
        visitor: &Visitor,
        filter: &MatterFilter,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Page<AnyMatter>, Failure> {
        let page = self.matters(visitor, filter.clone(), after, limit).await?;
        let late = match after {
            None => self.late_grievances(visitor).await?,
            Some(_) => Vec::new(),
        };
        let grievances = late.into_iter().map(|view| AnyMatter::Grievance(Box::new(view)));
        let mut rows: Vec<_> = grievances.chain(page.rows.into_iter().map(AnyMatter::Matter)).collect();
        rows.sort_by_key(|line| std::cmp::Reverse(line.at()));
        Ok(Page { rows, next: page.next })
    }

    async fn one_list(
        &self,
        visitor: &Visitor,
        filter: &MatterFilter,
        nth: usize,
        place: &Place,
        limit: u32,
    ) -> Result<Page<AnyMatter>, Failure> {
        if *place == Place::Ended {
            return Ok(Page { rows: Vec::new(), next: None });
        }
        let after = place.after();
        Ok(match nth {
            0 => {
                let page = self.matters(visitor, filter.clone(), after, limit).await?;
                Page { rows: page.rows.into_iter().map(AnyMatter::Matter).collect(), next: page.next }
            }
            1 => {
                let page = self.grievances(visitor, filter.open, after, limit).await?;
                let rows = page.rows.into_iter().map(|view| AnyMatter::Grievance(Box::new(view)));
                Page { rows: rows.collect(), next: page.next }
            }
            _ => {
                let page = self.findings(visitor, after, limit).await?;
                Page { rows: page.rows.into_iter().map(AnyMatter::Event).collect(), next: page.next }
            }
        })
    }
}
