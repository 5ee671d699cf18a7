//! Cấp của đơn vị (Luật Tổ chức VKSND, sửa đổi bởi Luật 82/2025/QH15): three levels since 1/7/2025, and those before.

/// Cấp.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Viện kiểm sát nhân dân tối cao.
    Supreme,
    /// Đơn vị thuộc VKSND tối cao.
    SupremeOffice,
    /// Viện kiểm sát nhân dân cấp cao, until 30/6/2025.
    High,
    /// Viện kiểm sát nhân dân cấp tỉnh.
    Province,
    /// Viện kiểm sát nhân dân khu vực.
    Region,
    /// Viện kiểm sát nhân dân cấp huyện, until 30/6/2025.
    District,
    /// Phòng: a room of a procuracy; its records are the procuracy's.
    Department,
}

impl Level {
    /// Every level, from the top.
    pub const ALL: [Level; 7] = [
        Level::Supreme,
        Level::SupremeOffice,
        Level::High,
        Level::Province,
        Level::Region,
        Level::District,
        Level::Department,
    ];

    /// Its id in data.
    pub const fn id(self) -> &'static str {
        match self {
            Level::Supreme => "toi_cao",
            Level::SupremeOffice => "don_vi_thuoc_toi_cao",
            Level::High => "cap_cao",
            Level::Province => "cap_tinh",
            Level::Region => "khu_vuc",
            Level::District => "cap_huyen",
            Level::Department => "phong",
        }
    }

    /// What people read.
    pub const fn name_vi(self) -> &'static str {
        match self {
            Level::Supreme => "VKSND tối cao",
            Level::SupremeOffice => "Đơn vị thuộc VKSND tối cao",
            Level::High => "VKSND cấp cao",
            Level::Province => "VKSND cấp tỉnh",
            Level::Region => "VKSND khu vực",
            Level::District => "VKSND cấp huyện",
            Level::Department => "Phòng",
        }
    }

    /// The level with this id.
    pub fn parse(id: &str) -> Option<Level> {
        Level::ALL.into_iter().find(|level| level.id() == id)
    }

    /// Whether a unit of this level may stand directly under one of `parent`.
    pub fn may_stand_under(self, parent: Level) -> bool {
        match self {
            Level::Supreme => false,
            Level::SupremeOffice | Level::High | Level::Province => parent == Level::Supreme,
            Level::Region | Level::District => parent == Level::Province,
            Level::Department => parent != Level::Department,
        }
    }
}
