mod case_files;
mod checks;
mod lives;
