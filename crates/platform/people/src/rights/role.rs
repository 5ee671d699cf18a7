//! Vai trò: what a post makes of a person.

use serde::{Deserialize, Serialize};

/// Vai trò của một chức vụ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Viện trưởng.
    Chief,
    /// Phó Viện trưởng.
    DeputyChief,
    /// Kiểm sát viên.
    Prosecutor,
    /// Kiểm tra viên.
    Examiner,
    /// Văn thư.
    Clerk,
    /// Cán bộ thống kê.
    Statistician,
    /// Quản trị hệ thống: keeps the system running and sees no case.
    ItOfficer,
}

impl Role {
    /// Every role, in the order of the columns of `data/rights.csv`.
    pub const ALL: [Role; 7] = [
        Role::Chief,
        Role::DeputyChief,
        Role::Prosecutor,
        Role::Examiner,
        Role::Clerk,
        Role::Statistician,
        Role::ItOfficer,
    ];

    /// Its id in data.
    pub const fn id(self) -> &'static str {
        match self {
            Role::Chief => "chief",
            Role::DeputyChief => "deputy_chief",
            Role::Prosecutor => "prosecutor",
            Role::Examiner => "examiner",
            Role::Clerk => "clerk",
            Role::Statistician => "statistician",
            Role::ItOfficer => "it_officer",
        }
    }

    /// What people read.
    pub const fn name_vi(self) -> &'static str {
        match self {
            Role::Chief => "Viện trưởng",
            Role::DeputyChief => "Phó Viện trưởng",
            Role::Prosecutor => "Kiểm sát viên",
            Role::Examiner => "Kiểm tra viên",
            Role::Clerk => "Văn thư",
            Role::Statistician => "Cán bộ thống kê",
            Role::ItOfficer => "Quản trị hệ thống",
        }
    }

    /// The role with this id.
    pub fn parse(id: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.id() == id)
    }
}
