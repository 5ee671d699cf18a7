//! Quyền: every thing a person may be allowed to do, with the id used in data and the words people read.

/// Declares the rights once: the variant, its id and its Vietnamese name.
macro_rules! rights {
    ($($variant:ident = $id:literal, $vi:literal;)+) => {
        /// Quyền. Who holds it, and how far it reaches, stands in `data/rights.csv` and nowhere else.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Right {
            $(#[doc = $vi] $variant,)+
        }

        impl Right {
            /// Every right, in the order of the areas.
            pub const ALL: &'static [Right] = &[$(Right::$variant,)+];

            /// Its id in data, routes and the trail.
            pub const fn id(self) -> &'static str {
                match self { $(Right::$variant => $id,)+ }
            }

            /// What people read.
            pub const fn name_vi(self) -> &'static str {
                match self { $(Right::$variant => $vi,)+ }
            }
        }
    };
}

rights! {
    AccountSelf = "account.self", "Dùng tài khoản của mình";
    DeskOwn = "desk.own", "Xem việc của mình";
    DeskTeam = "desk.team", "Xem việc của tổ";
    DeskUnit = "desk.unit", "Xem việc của đơn vị";
    DeskLadderEdit = "desk.ladder.edit", "Đặt thang cảnh báo thời hạn";
    DeskEscalation = "desk.escalation", "Xem, tiếp nhận thời hạn đã leo thang";
    SearchUse = "search.use", "Tìm kiếm";
    CriminalMatterRead = "criminal.matter.read", "Xem nguồn tin, vụ án";
    CriminalMatterRegister = "criminal.matter.register", "Thụ lý, ghi mới nguồn tin, vụ án";
    CriminalMatterAssign = "criminal.matter.assign", "Phân công người giải quyết";
    CriminalFactRecord = "criminal.fact.record", "Ghi sự kiện tố tụng";
    CriminalFactCorrect = "criminal.fact.correct", "Sửa sự kiện tố tụng đã ghi";
    CriminalDecisionIssue = "criminal.decision.issue", "Ban hành quyết định tố tụng";
    CriminalNumberTake = "criminal.number.take", "Lấy số quyết định";
    CriminalNumberCancel = "criminal.number.cancel", "Hủy số quyết định";
    CriminalBookExport = "criminal.book.export", "In, xuất sổ nghiệp vụ";
    CivilMatterRead = "civil.matter.read", "Xem vụ việc dân sự, vụ án hành chính";
    CivilMatterRegister = "civil.matter.register", "Thụ lý kiểm sát vụ việc dân sự, vụ án hành chính";
    CivilMatterAssign = "civil.matter.assign", "Phân công người kiểm sát vụ việc dân sự, vụ án hành chính";
    CivilFactRecord = "civil.fact.record", "Ghi sự kiện của vụ việc dân sự, vụ án hành chính";
    CivilFactCorrect = "civil.fact.correct", "Sửa sự kiện đã ghi của vụ việc dân sự, vụ án hành chính";
    CasefileRead = "casefile.read", "Đọc hồ sơ số hóa";
    CasefileUpload = "casefile.upload", "Đưa bản quét vào hồ sơ";
    CasefileMark = "casefile.mark", "Đánh dấu tài liệu, bút lục";
    CasefileArrange = "casefile.arrange", "Xếp tập quét đang đưa vào";
    ArchiveExport = "archive.export", "Lập bản sao hồ sơ số hóa";
    ArchiveShare = "archive.share", "Giao bản sao hồ sơ, thu hồi";
    ArchiveRedact = "archive.redact", "Che thông tin trên bản sao, xem nội dung đã che";
    ArchiveRetention = "archive.retention", "Đặt thời hạn bảo quản, lệnh giữ, nộp lưu hồ sơ";
    DocumentsRead = "documents.read", "Xem văn bản tố tụng";
    DocumentsDraft = "documents.draft", "Soạn văn bản tố tụng";
    DocumentsIssue = "documents.issue", "Ban hành văn bản tố tụng";
    DocumentsDispatch = "documents.dispatch", "Phát hành, giao gửi, sao văn bản, xem sổ văn bản đi";
    EvidenceEdit = "evidence.edit", "Đánh giá chứng cứ, lập sơ đồ vụ án";
    CourtroomPresent = "courtroom.present", "Lập danh mục, trình chiếu chứng cứ tại phiên tòa";
    CourtroomApprove = "courtroom.approve", "Duyệt danh mục trình chiếu";
    SigningUse = "signing.use", "Ký số bằng chứng thư số của mình";
    SigningSeal = "signing.seal", "Ký số bằng chứng thư số của cơ quan (đóng dấu)";
    SigningCertificateRead = "signing.certificate.read", "Xem chứng thư số của đơn vị";
    SigningCertificateEdit = "signing.certificate.edit", "Thêm, ngừng dùng chứng thư số, hình chữ ký, dấu";
    SigningLogRead = "signing.log.read", "Xem nhật ký ký số";
    SigningVerify = "signing.verify", "Kiểm tra chữ ký số";
    SigningTrustEdit = "signing.trust.edit", "Sửa danh sách tin cậy";
    StatisticsRead = "statistics.read", "Xem số liệu thống kê";
    StatisticsOpenFigure = "statistics.open_figure", "Mở vụ việc đứng sau con số";
    StatisticsExport = "statistics.export", "Xuất biểu thống kê";
    StatisticsEnter = "statistics.enter", "Nhập số liệu có căn cứ cho dòng chưa có nguồn";
    StatisticsDefine = "statistics.define", "Sửa định nghĩa, thêm biểu thống kê";
    StatisticsClosePeriod = "statistics.close_period", "Chốt kỳ thống kê";
    ExchangeImport = "exchange.import", "Nhập sổ từ Excel, CSV";
    ExchangeUndo = "exchange.undo", "Hoàn tác một đợt nhập sổ";
    ExchangeExport = "exchange.export", "Xuất dữ liệu của đơn vị";
    ExchangeSystemRead = "exchange.system.read", "Xem các phần mềm khác được kết nối";
    ExchangeSystemEdit = "exchange.system.edit", "Cấp, thu hồi mã kết nối cho phần mềm khác";
    ExchangeSystemApprove = "exchange.system.approve", "Duyệt phần mềm khác kết nối vào dữ liệu của đơn vị";
    PeopleUnitRead = "people.unit.read", "Xem danh mục đơn vị";
    PeopleUnitEdit = "people.unit.edit", "Sửa danh mục đơn vị";
    PeoplePersonRead = "people.person.read", "Xem danh sách cán bộ";
    PeoplePersonEdit = "people.person.edit", "Sửa cán bộ, chức vụ, tài khoản";
    PeopleTeamEdit = "people.team.edit", "Lập, sửa tổ công tác";
    PeopleDelegationEdit = "people.delegation.edit", "Ủy quyền";
    PeopleSessionRevoke = "people.session.revoke", "Thu hồi phiên đăng nhập của người khác";
    PeopleCalendarRead = "people.calendar.read", "Xem lịch nghỉ";
    PeopleCalendarEdit = "people.calendar.edit", "Sửa lịch nghỉ";
    AuditRead = "audit.read", "Xem nhật ký truy vết";
    SystemJobsRead = "system.jobs.read", "Xem công việc chạy nền";
    SystemBackup = "system.backup", "Sao lưu dữ liệu";
    SystemScannerEdit = "system.scanner.edit", "Đặt thư mục máy quét";
}

impl Right {
    /// The right with this id.
    pub fn parse(id: &str) -> Option<Right> {
        Right::ALL.iter().copied().find(|right| right.id() == id)
    }
}

impl std::fmt::Display for Right {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id())
    }
}
