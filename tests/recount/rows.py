"""What each row of each form counts, written down once more from the definitions: e = events of the period, b and z = those that
stand so at its beginning and end. A row that is not here is not recounted; the comparison names it."""


def e(name, **where):
    return [(1, "event", name, where)]


def d(name):
    """Matters with at least one such event."""
    return [(1, "distinct", name, {})]


def b(state, **where):
    return [(1, "begin", state, where)]


def z(state, **where):
    return [(1, "end", state, where)]


def minus(terms):
    return [(-sign, *rest) for sign, *rest in terms]


def only(terms, **where):
    return [(sign, kind, name, {**known, **where}) for sign, kind, name, known in terms]


INV, PRO, TRI = dict(stage="investigation"), dict(stage="prosecution"), dict(stage="trial")
FORMS = {}

# Biểu 01.
r = {"1": b("open"), "2": e("resumed"), "6": e("received"), "10": e("transferred_in"), "17": e("transferred_out"),
     "24": e("case_opened"), "30": e("refused"), "36": e("suspended"), "44": z("open"), "51": d("verification_asked"), "52": d("extended"),
     "53": z("suspended"), "67": e("suspension_annulled"), "69": d("handling_asked"), "71": [], "72": [], "73": [], "74": []}
r["14"] = only(r["10"], sender="co_quan_duoc_giao")
r["15"] = only(r["10"], sender="co_quan_nha_nuoc", report_kind="kien_nghi_khoi_to")
r["16"] = only(r["15"], first="VKS")
r["18"] = r["1"] + r["2"] + r["6"] + r["10"] + minus(r["17"])
r["22"] = only(r["18"], handler="CAND")
r["23"] = r["24"] + r["30"] + r["36"]
r["28"], r["29"] = only(r["24"], decider="CAND"), only(r["24"], requested="1")
r["34"], r["35"] = only(r["30"], decider="CAND"), only(r["30"], follow="1")
r["48"] = only(r["44"], handler="CAND")
r["57"] = only(r["1"] + r["2"] + r["6"], handler="VKS")
for no, of in (("58", "1"), ("59", "2"), ("60", "6"), ("61", "24"), ("62", "30"), ("63", "36"), ("64", "44"), ("66", "53")):
    r[no] = only(r[of], handler="VKS")
r["68"] = only(r["67"], decider="CAND")
late = only(r["24"] + r["30"] + r["36"], overdue="1")
r["40"], r["49"], r["65"] = late, only(r["44"], overdue="1"), only(r["44"], handler="VKS", overdue="1")
r["50"] = only(r["49"], handler="CAND")
for above in (2, 6, 10, 18, 24, 30, 36, 40, 44, 53):
    for step, crime in enumerate(("tham_nhung", "kinh_te", "chuc_vu_khac"), 1):
        r[str(above + step)] = only(r[str(above)], crime=crime)
FORMS["bieu-01"] = first = r

# Biểu 02.
r = {"1": b("case.investigation"), "1a": [], "1b": [], "2": b("accused.investigation"), "3": e("case.opened"), "4": e("accused.charged"),
     "5": [], "6": [], "7": [], "8": [], "9": e("case.resumed", **INV), "10": e("accused.resumed", **INV), "11": e("case.returned"),
     "12": e("accused.returned"), "15": z("case.investigation"), "16": z("accused.investigation"), "17": e("case.concluded"),
     "18": e("accused.concluded"), "19": e("case.terminated", **INV), "20": e("accused.terminated", **INV), "21": e("case.suspended", **INV),
     "22": e("accused.suspended", **INV), "23": z("case.investigation_suspended"), "24": z("accused.investigation_suspended"),
     "31": b("case.prosecution"), "32": b("accused.prosecution"), "33": e("case.accepted"), "34": e("accused.accepted"), "45": e("case.indicted"),
     "46": e("accused.indicted"), "51": e("case.returned_by_vks"), "52": e("accused.returned_by_vks"), "53": z("case.prosecution"),
     "54": z("accused.prosecution"), "61": e("act.investigation.demanded")}
for no in "35 36 37 38 39 40 41 42 47 48 49 50 51a 52a 55 56 63 64 65 66 68 68a 69 23a 23b 24a 24b 47a 48a 55a 55b 56a 56b 15b 15c 16a 16b 23c 24c 24d 53b 53c 54a 54b 56c 56d".split():
    r[no] = []
r["3a"], r["3b"] = only(r["3"], decider="VKS"), only(r["3"], requested="1")
r["4a"], r["4b"] = only(r["4"], legal="1"), only(r["4"], age=("14_16", "16_18"))
r["4c"], r["4d"] = only(r["4"], enters="investigation_suspended"), only(r["4"], enters="prosecution")
r["19a"], r["20b"] = only(r["19"], leaves="investigation_suspended"), only(r["20"], leaves="investigation_suspended")
r["20a"] = only(r["20"], ground="khong_pham_toi")
r["13"] = r["1"] + r["3"] + r["9"] + r["11"]
r["14"] = r["2"] + r["4"] + r["10"] + r["12"]
r["43"], r["44"] = r["31"] + r["33"], r["32"] + r["34"]
r["15a"], r["53a"] = only(r["15"], overdue="1"), only(r["53"], overdue="1")
FORMS["bieu-02"] = second = r

# Biểu 03.
r = {"1": b("case.trial"), "2": b("accused.trial"), "3": e("case.docketed"), "4": e("accused.docketed"), "15": e("case.tried"), "15e": e("case.evidence_shown"),
     "16": e("accused.tried"), "23": z("case.trial"), "24": z("accused.trial")}
for no in "5 6 7 8 9 10 11 12 15c 16a 16b 16d 17 17a 17b 18 18a 19 20 21 21a 22 25 25a 25b 26 26a 26b 27 28 28a 23b 23c 24a 24b 26c 26d".split():
    r[no] = []
r["13"], r["14"], r["16c"] = r["1"] + r["3"], r["2"] + r["4"], only(r["16"], result="an_treo")
r["23a"] = only(r["23"], overdue="1")
FORMS["bieu-03"] = third = r

# Biểu 04.
r = {"c3": e("sentence")}
r["c4"] = only(r["c3"], legal="1")
for column, result in zip(range(11, 22), "canh_cao phat_tien cai_tao truc_xuat an_treo tu_den_3 tu_den_7 tu_den_15 tu_tren_15 chung_than tu_hinh".split()):
    r[f"c{column}"] = only(r["c3"], result=result)
for column in "c5 c6 c7 c8 c9 c10 c35 c36 c37".split():
    r[column] = []
FORMS["bieu-04"] = r

# Biểu 05.
r = {"1": b("case.appeal"), "2": b("accused.appeal"), "3": e("case.appeal_docketed"), "3a": e("case.appeal_docketed", ground="khang_cao"),
     "4": e("accused.appeal_docketed"), "9": e("case.appeal_tried"), "10": e("accused.appeal_tried"), "17": z("case.appeal"), "18": z("accused.appeal")}
for no in "3b 3c 7 8 12 13 14 15 16 18a 20 21".split():
    r[no] = []
r["5"], r["6"], r["11"] = r["1"] + r["3"], r["2"] + r["4"], only(r["10"], result="giu_nguyen")
r["17a"] = only(r["17"], overdue="1")
FORMS["bieu-05"] = r

# Biểu 07 and the weekly report.
r = {"1": b("custody"), "2": e("custody.in"), "11": e("custody.out"), "30": z("custody"), "32": b("detention"), "33": e("detention.in"),
     "46": e("detention.out"), "75": z("detention")}
for no in "8 9 14 16 17 18 24 28 29 39 42 47 48 49 51 52 53 54 55 56 59 62 63 64 69 73 74 85".split():
    r[no] = []
for no, ground in (("3", "khan_cap"), ("4", "qua_tang"), ("5", "truy_na"), ("7", "dau_thu")):
    r[no] = only(r["2"], ground=ground)
r["10"], r["45"] = r["1"] + r["2"], r["32"] + r["33"]
r["12"], r["13"], r["15"] = (e("custody.out", ground=ground) for ground in ("tam_giam", "bpnc_khac", "tra_tu_do"))
r["23"], r["31"] = only(r["11"], late="1"), only(r["30"], overdue="1")
for no, ground in (("34", "tu_tam_giu"), ("35", "cqdt"), ("36", "vks"), ("37", "ta")):
    r[no] = only(r["33"], ground=ground)
r["61"] = only(r["46"], ground="thi_hanh_an")
stages = ("investigation", "prosecution", ("trial", "appeal"))
r["65"] = only(r["46"], late="1")
r["66"], r["67"], r["68"] = (only(r["65"], stage=stage) for stage in stages)
for no, stage in (("76", "investigation"), ("77", "prosecution"), ("78", "trial"), ("79", "appeal"), ("80", "execution")):
    r[no] = only(r["75"], stage=stage)
r["81"] = only(r["75"], overdue="1")
r["82"], r["83"], r["84"] = (only(r["81"], stage=stage) for stage in stages)
FORMS["bieu-07"] = seventh = r
w = {"A1": "1", "A2": "2", "A3": "3", "A4": "4", "A5": "5", "A6": "7", "A8": "8", "A9": "9", "A10": "10", "A11": "11", "A13": "13", "A14": "15",
     "A15": "16", "A16": "17", "A18": "24", "A19": "29", "A20": "30", "A21": "31", "B1": "32", "B2": "33", "B3": "34", "B5": "39", "B6": "42", "B7": "45",
     "B8": "46", "B9": "47", "B10": "48", "B11": "49", "B12": "51", "B13": "61", "B14": "59", "B16": "69", "B17": "74", "B18": "75", "B19": "81"}
FORMS["tuan-tam-giu-tam-giam"] = {no: seventh[of] for no, of in w.items()}
FORMS["tuan-tam-giu-tam-giam"].update({"A12": seventh["12"], "B4": seventh["35"] + seventh["36"] + seventh["37"], "B15": []})

# Án tạm đình chỉ.
r = {"1": b("case.investigation_suspended"), "2": b("accused.investigation_suspended"), "3": e("case.suspended"), "4": e("accused.suspended"),
     "5": [], "6": [], "7": e("case.resumed", leaves="investigation_suspended"), "8": e("accused.resumed", leaves="investigation_suspended"),
     "9": e("case.terminated", leaves="investigation_suspended"), "10": z("case.investigation_suspended"), "11": z("suspended"), "12": [], "10f": []}
for no, ground in (("10a", "chua_ro_bi_can"), ("10b", "khong_ro_noi_o"), ("10c", "benh"), ("10d", "giam_dinh")):
    r[no] = only(r["10"], ground=ground)
FORMS["an-tam-dinh-chi"] = r

# Biểu 10, 11, 12.
AGES = ("14_16", "16_18", "18_30", "30_70", "70")
CLASSES = ("it_nghiem_trong", "nghiem_trong", "rat_nghiem_trong", "dac_biet_nghiem_trong")
r = {"c3": second["13"], "c4": second["14"], "c6": second["3"], "c7": second["4"], "c25": second["17"], "c26": second["18"], "c28": second["19"],
     "c29": second["20"], "c30": second["21"], "c31": second["22"], "c32": second["43"], "c33": second["44"], "c34": second["45"],
     "c35": second["46"], "c45": second["51"], "c46": second["52"], "c47": third["13"], "c48": third["14"], "c49": third["15"], "c50": third["16"]}
for column, of in (("c5", "c4"), ("c8", "c7"), ("c27", "c26"), ("c36", "c35"), ("c51", "c50")):
    r[column] = only(r[of], legal="1")
for column, age in zip(range(9, 14), AGES):
    r[f"c{column}"] = only(r["c7"], age=age)
for column, severity in zip(range(37, 41), CLASSES):
    r[f"c{column}"] = only(r["c35"], severity=severity)
r["c19"], r["c20"] = only(r["c7"], sex="nu"), only(r["c7"], ethnic="thieu_so")
for column in "c14 c15 c16 c17 c18 c23 c41 c42 c43 c44 c52 c53 c54 c55 c56 c57".split():
    r[column] = []
FORMS["bieu-10"] = r
r = {"c3": second["3"], "c4": second["4"], "c5": only(second["4"], legal="1"), "c6": only(second["4"], legal="")}
for column, age in zip(range(7, 12), AGES):
    r[f"c{column}"] = only(r["c6"], age=age)
r["c12"], r["c13"] = only(r["c6"], sex="nu"), only(r["c6"], sex="nam")
r["c14"], r["c15"] = only(r["c6"], ethnic="kinh"), only(r["c6"], ethnic="thieu_so")
FORMS["bieu-11"] = r
r = {"c3": second["45"], "c4": second["46"], "c5": only(second["46"], legal="1"), "c6": only(second["46"], legal="")}
for column, severity in zip(range(7, 11), CLASSES):
    r[f"c{column}"] = only(r["c4"], severity=severity)
for column, age in (("c11", "14_16"), ("c12", "16_18"), ("c14", "18_30"), ("c16", "30_70"), ("c17", "70")):
    r[column] = only(r["c6"], age=age)
r["c13"], r["c15"] = only(r["c12"], sex="nu"), only(r["c14"], sex="nu")
r["c18"], r["c19"] = only(r["c6"], sex="nu"), only(r["c6"], sex="nam")
r["c20"], r["c21"] = only(r["c6"], ethnic="kinh"), only(r["c6"], ethnic="thieu_so")
FORMS["bieu-12"] = r

# Biểu 08: what the investigation body of the supreme procuracy handles.
of = {"1": "1", "2": "2", "4": "6", "6": "10", "8": "15", "9": "17", "10": "18", "12": "24", "14": "30", "16": "35", "17": "36", "19": "40", "21": "44",
      "23": "49", "24": "53"}
r = {no: only(first[above], handler="VKSTC") for no, above in of.items()}
for above in (2, 4, 10, 12, 14, 17, 19, 21, 24):
    r[str(above + 1)] = only(r[str(above)], crime=("tham_nhung", "chuc_vu_khac"))
FORMS["bieu-08"] = r

# Biểu 33.
r = {"13": first["40"], "14": only(first["40"], decider="CAND"), "16": first["49"], "50": [], "51": []}
for no, handler in (("17", "CAND"), ("18", "QDND"), ("20", "VKSTC"), ("21", "KHAC")):
    r[no] = only(r["16"], handler=handler)
FORMS["bieu-33"] = r

# Chỉ tiêu của Quốc hội: the two sides of each share.
FORMS["chi-tieu-quoc-hoi"] = {
    "1a": first["24"] + first["30"] + first["36"], "1b": first["18"], "2a": first["49"], "2b": first["44"],
    "3a": only(second["45"], overdue=""), "3b": second["45"], "4a": only(third["16"], ground=""), "4b": third["16"],
    "5a": [], "5b": [], "7a": [], "7b": third["15"], "8": e("accused.terminated", ground="khong_pham_toi")}
