//! `papers`: the guides and posters of all things at once, for the hall's printer.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, bail};
use clap::Args;
use documents::{GuideFacts, Paper};
use exchange::MachineFonts;
use jiff::civil::Date;
use pdf::{NoPdf, Press, Sheet};

use crate::{configuration, files};

#[derive(Args)]
pub struct PapersArguments {
    /// Folder to write to; made if it is not there
    #[arg(long)]
    out: PathBuf,
    /// This thing alone, by its id [default: all]
    #[arg(long)]
    theme: Option<String>,
    /// Address that the QR codes lead to [default: base_url of the configuration]
    #[arg(long)]
    base_url: Option<String>,
    /// Configuration file (TOML)
    #[arg(long, env = "YIJIANSHI_CONFIG")]
    config: Option<PathBuf>,
    /// The day whose rules hold, such as 2027-01-01; otherwise today
    #[arg(long, value_name = "DAY", value_parser = files::day)]
    on: Option<Date>,
    /// Folder of a catalogue in place of the built-in one; may be given several times
    #[arg(long = "catalog", value_name = "DIR")]
    folders: Vec<PathBuf>,
}

/// Writes a guide and two posters for each thing.
pub fn run(arguments: PapersArguments) -> anyhow::Result<ExitCode> {
    let configuration = match &arguments.config {
        Some(path) => configuration::read(path)?,
        None => configuration::Configuration::default(),
    };
    let Some(base) = arguments.base_url.or(configuration.base_url.clone()) else {
        bail!("二维码要有网址：请写 --base-url https://… 或者在配置文件里写 base_url");
    };
    let on = arguments.on.unwrap_or_else(files::today);
    let catalog = files::read_on(&configuration.catalogs(arguments.folders), on)?;
    let press = Press::new(MachineFonts::new(configuration.font_dir));
    std::fs::create_dir_all(&arguments.out)
        .with_context(|| format!("不能建立文件夹 {}", arguments.out.display()))?;
    let wanted = |id: &str| arguments.theme.as_ref().is_none_or(|theme| theme == id);
    let mut written = 0;
    for theme in catalog.themes.iter().filter(|theme| wanted(&theme.id)) {
        let link = format!("{}/things/{}", base.trim_end_matches('/'), theme.id);
        let guide = documents::guide(&GuideFacts { catalog: &catalog, theme, on, link: link.clone() });
        let poster = documents::poster(&catalog, theme, link);
        for (paper, sheet, name) in
            [(&guide, Sheet::A4, "办事指南"), (&poster, Sheet::A4, "海报A4"), (&poster, Sheet::A3, "海报A3")]
        {
            write(&press, paper, sheet, &arguments.out.join(format!("{} {name}.pdf", theme.name)))?;
            written += 1;
        }
    }
    if written == 0 {
        bail!("没有这件事：{}", arguments.theme.unwrap_or_default());
    }
    say!("写好 {written} 个文件，在 {}", arguments.out.display());
    Ok(ExitCode::SUCCESS)
}

fn write(press: &Press, paper: &Paper, sheet: Sheet, path: &Path) -> anyhow::Result<()> {
    let bytes = press.print(paper, sheet).map_err(|reason| match reason {
        NoPdf::NoFont => anyhow::anyhow!(
            "这台机器没有中文字体：请安装一种（apt-get install fonts-noto-cjk 或 fonts-wqy-microhei），或者在配置文件里用 font_dir 指明字体文件夹"
        ),
        NoPdf::UnfitFont => anyhow::anyhow!("找到的字体不能嵌入 PDF，请换一种"),
    })?;
    std::fs::write(path, bytes).with_context(|| format!("写不了 {}", path.display()))
}
