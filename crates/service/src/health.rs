//! Whether the installation is fit to serve.

use crate::{App, Failure};

impl App {
    /// Ready: the store answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ready(&self) -> Result<(), Failure> {
        Ok(self.store().ping().await?)
    }

    /// Durable commits since the start.
    pub fn flushes(&self) -> u64 {
        self.store().flushes()
    }

    /// How much is waiting to be done or told of itself.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn waiting(&self) -> Result<u64, Failure> {
        Ok(self.store().waiting(self.now()).await?)
    }

    /// `sqlite` or `postgres`.
    pub fn engine(&self) -> &'static str {
        self.store().engine()
    }
}
