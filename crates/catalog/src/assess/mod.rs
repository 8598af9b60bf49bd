//! Assess (评估): from somebody's answers to everything that follows from them.
