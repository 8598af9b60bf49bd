//! How long a search takes and how much memory the index holds, over the district's own catalogue.

#![expect(clippy::disallowed_methods, reason = "a bench may read the folder that the binary reads")]

#[path = "../tests/support/mod.rs"]
#[expect(dead_code, reason = "the tests need more of it")]
mod support;

use std::sync::LazyLock;

use divan::{AllocProfiler, Bencher, counter::ItemsCount};
use search::{Index, Texts};

#[global_allocator]
static ALLOC: AllocProfiler = AllocProfiler::system();

static INDEX: LazyLock<Index> = LazyLock::new(|| Index::build(&support::district()));

fn main() {
    divan::main();
}

/// One search: two characters, a sentence, pinyin, first letters, a slip, a story, something that is not here.
#[divan::bench(args = [
    "结婚",
    "火锅",
    "我想在双福开个奶茶店要啥子证",
    "kaihuoguodian",
    "hgd",
    "营业直照",
    "公司开了三年没赚到钱现在不想做了没有欠税也没员工想把营业执照注销了",
    "二手车过户",
])]
fn search(bencher: Bencher<'_, '_>, query: &str) {
    let index = &*INDEX;
    bencher.bench(|| index.search(divan::black_box(query), 5));
}

/// All labelled queries, for the figure of one.
#[divan::bench]
fn all_labelled(bencher: Bencher<'_, '_>) {
    let (index, queries) = (&*INDEX, support::queries());
    bencher.counter(ItemsCount::new(queries.len())).bench(|| {
        for query in &queries {
            divan::black_box(index.search(&query.query, 5));
        }
    });
}

/// Suggestions from the second character on.
#[divan::bench(args = ["火锅", "jie", "剪脑"])]
fn suggest(bencher: Bencher<'_, '_>, prefix: &str) {
    let index = &*INDEX;
    bencher.bench(|| index.suggest(divan::black_box(prefix), 6));
}

/// Building the index: the greatest number of bytes held is what it takes in memory.
#[divan::bench(sample_count = 10)]
fn build(bencher: Bencher<'_, '_>) {
    let catalog = support::district();
    bencher.with_inputs(|| Texts::of(&catalog)).bench_values(Index::of);
}
