"""The facts of one matter become dated events and stretches of time: written for recounting, from the definitions alone."""

import csv
import datetime as dt
import unicodedata

FAR = dt.datetime(9000, 1, 1)
# Acts of one day are often dated without an hour: the order of the procedure then decides.
ORDER = """report.received report.docketed report.prosecutor_assigned report.verification_requested report.extended report.suspended
report.resumed report.transferred case.not_initiated case.initiated party.described custody.started custody.extended
custody.extension_approved custody.released accused.initiated accused.approved detention.ordered detention.approved detention.extended
residence_ban.ordered residence_ban.cancelled investigation.demanded investigation.extended investigation.suspended investigation.resumed
investigation.terminated investigation.concluded supplement.file_received_by_cqdt vks.case_file_received detention.ordered_by_vks
prosecution.extended case.returned case.indicted case.sent_to_court court.docketed court.detention_decided trial.decision trial.opened
judgment.pronounced sentence.recorded court.detention_after_sentence appeal.received appellate.docketed appellate.hearing_decision
appellate.hearing_opened appellate.judgment_pronounced judgment.effective execution.decided execution.sent execution.appeared""".split()
RANK = {kind: at for at, kind in enumerate(ORDER)}


def instant(text):
    return dt.datetime.fromisoformat(text)


def end(text):
    return instant(text) if "T" in text else instant(text) + dt.timedelta(days=1)


def plain(text):
    folded = unicodedata.normalize("NFD", (text or "").lower().replace("đ", "d"))
    return "".join(letter for letter in folded if not unicodedata.combining(letter)).strip()


class Penal:
    """Loại tội phạm of each clause."""

    CLASSES = ["it_nghiem_trong", "nghiem_trong", "rat_nghiem_trong", "dac_biet_nghiem_trong"]

    def __init__(self, path):
        self.classes = {}
        for row in csv.DictReader(open(path, encoding="utf-8")):
            key = (row["article"], row["clause"])
            self.classes.setdefault(key, row["severity"])

    def read_economic(self, path, chapters):
        """Articles of the chapters that make a report one of economic crime."""
        self.economic = {row["article"] for row in csv.DictReader(open(path, encoding="utf-8")) if row["chapter"].startswith(tuple(chapters))}

    def of(self, charge):
        return self.classes.get((str(charge["article"]), str(charge.get("clause"))), "")

    def gravest(self, charges):
        """The gravest offence; of equally grave ones the lowest article."""
        def weight(charge):
            name = self.of(charge)
            digits = "".join(filter(str.isdigit, str(charge["article"])))
            return (-(self.CLASSES.index(name) + 1 if name in self.CLASSES else 0), int(digits or 10**9), str(charge["article"]))

        charges = sorted(charges, key=weight)
        return (str(charges[0]["article"]), self.of(charges[0])) if charges else ("", "")


def charges_of(body):
    named = body.get("charges") or body.get("charge") or []
    return named if isinstance(named, list) else [named]


def standing(facts):
    gone = {fact["replaces"] for fact in facts if fact["replaces"]}
    return [fact for fact in facts if fact["id"] not in gone and fact["kind"] != "fact.withdrawn"]


def age_class(born, on):
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    for low, high, name in ((14, 15, "14_16"), (16, 17, "16_18"), (18, 30, "18_30"), (31, 70, "30_70"), (71, 200, "70")):
        if low <= years <= high:
            return name
    return ""


class Matter:
    """One matter told through."""

    def __init__(self, penal, limits, facts):
        self.penal, self.limits, self.events, self.stays = penal, limits, [], []
        self.told = standing(facts)
        self.told.sort(key=lambda f: (f["effective"][:10], RANK.get(f["kind"], len(RANK)), f["effective"][11:] or "", f["seq"]))
        self.unit, self.at, self.open = "", dt.datetime.min, {}
        self.report, self.asked, self.extended = None, 0, 0
        self.group, self.handler, self.origin = "", "", {}
        self.place, self.case_charges, self.stage = None, [], "investigation"
        self.people, self.requested = {}, False
        self.received, self.due, self.case_due = None, FAR, FAR
        self.describe()
        for fact in self.told:
            self.take(fact)
        self.stays += [(*key, *rest[:1], rest[1], FAR, *rest[2:]) for key, rest in self.open.items()]

    def describe(self):
        self.groups = [f["body"]["crime_group"] for f in self.told if f["body"].get("crime_group")]
        handlers = [f["body"]["handler"] for f in self.told if f["body"].get("handler")]
        self.handler = handlers[-1] if handlers else ""

    def person(self, fact):
        return self.people.setdefault(fact["subject"], dict(state=None, charges=[], place=None, held=None, due=FAR, arrest="", suspended=None))

    def emit(self, name, fact, subject=None, **marks):
        self.events.append(dict(unit=self.unit, at=self.at, name=name, subject=subject, matter=fact["matter"], fact=fact["id"],
                                crime=self.fixed_group, handler=self.handler, **marks))

    def stand(self, key, value, fact):
        """Opens, closes or goes on with one stretch: value is (state, due, marks) or none."""
        before = self.open.get(key)
        wanted = None if value is None else (self.unit, self.at, value[0], value[1], tuple(sorted(value[2].items())))
        if before and wanted and (before[0], before[2:]) == (wanted[0], wanted[2:]):
            return
        if before:
            del self.open[key]
            if before[1] < self.at:
                self.stays.append((*key, before[0], before[1], self.at, *before[2:]))
        if wanted:
            self.open[key] = wanted

    @property
    def fixed_group(self):
        if self.groups:
            return self.groups[-1]
        named = [charges_of(f["body"]) for f in self.told if f["kind"] in ("case.initiated", "report.received") and charges_of(f["body"])]
        article, _ = self.penal.gravest(named[-1]) if named else ("", "")
        return "kinh_te" if article and article in self.penal.economic else ""

    # The report.
    def take_report(self, fact):
        kind, body = fact["kind"], fact["body"]
        on = dt.date.fromisoformat(fact["effective"][:10])
        late = dict(overdue="1" if self.report == "open" and self.at >= self.due else "")
        if kind == "report.received" and self.report is None:
            came = body.get("origin") == "chuyen_den" or (not body.get("origin") and (body.get("slip_number") or body.get("sender_kind")))
            self.origin = dict(sender=body.get("sender_kind", ""), report_kind=body.get("report_kind", ""),
                               first="VKS" if "vien kiem sat" in plain(body.get("received_by")) or "vks" in plain(body.get("received_by")) else "")
            self.unit = fact["unit"]
            self.report, self.received = "open", on
            self.due = self.limits.end("RPT-RESOLVE-COMPLEX" if body.get("complex") else "RPT-RESOLVE", on)
            self.emit("transferred_in" if came else "received", fact, **self.origin)
        elif kind == "report.transferred" and self.report:
            self.emit("transferred_out", fact, **self.origin)
            self.report = None
        elif kind == "report.suspended" and self.report:
            self.emit("suspended", fact, decider=self.decider(fact), **self.origin, **late)
            self.report, self.due = "suspended", FAR
        elif kind == "report.resumed" and self.report:
            self.emit("resumed", fact, **self.origin)
            self.report, self.due = "open", self.limits.end("RPT-AFTER-RESUME", on)
        elif kind == "case.initiated" and self.report:
            self.emit("case_opened", fact, decider=self.decider(fact), requested=self.is_requested(fact), **self.origin, **late)
            self.report = None
        elif kind == "case.not_initiated" and self.report:
            follow = "1" if body.get("follow_up") in ("hanh_chinh", "bien_phap_khac") else ""
            self.emit("refused", fact, decider=self.decider(fact), follow=follow, **self.origin, **late)
            self.report = None
        elif kind == "report.verification_requested":
            self.emit("verification_asked", fact)
        elif kind == "report.extended":
            self.emit("extended", fact)
            self.due = self.limits.working_end(dt.date.fromisoformat(body["to"][:10]))
        self.stand(("report", None), (self.report, self.due, dict(crime=self.fixed_group, handler=self.handler)) if self.report else None, fact)

    def decider(self, fact):
        police = "CAND" if self.handler in ("", "VKS", "KHAC") else self.handler
        said = fact["body"].get("issuer_kind")
        named = plain(f'{fact.get("issuer") or ""} {fact.get("number") or ""}')
        if said:
            return {"VKS": "VKS", "CQDT": police}.get(said, said)
        return "VKS" if "vien kiem sat" in named or "vks" in named else self.handler

    def is_requested(self, fact):
        return "1" if fact["body"].get("at_vks_request") or self.requested else ""

    # The case and its people.
    def traits(self, subject):
        said = {}
        for fact in self.told:
            if fact["kind"] == "party.described" and fact["subject"] == subject:
                said.update({name: value for name, value in fact["body"].items() if value not in ("", None)})
        if said.get("legal_person"):
            return dict(legal="1", age="", sex="", ethnic="")
        crime = [f["body"]["event_on"][:10] for f in self.told if f["kind"] in ("case.initiated", "case.described") and f["body"].get("event_on")]
        named = [f["effective"][:10] for f in self.told if f["kind"] == "accused.initiated" and f["subject"] == subject]
        on = crime[-1] if crime else (min(named) if named else "")
        born = said.get("born_on", "")
        ethnic = plain(said.get("ethnic_group"))
        return dict(legal="", age=age_class(dt.date.fromisoformat(born), dt.date.fromisoformat(on)) if born and on else "",
                    sex=said.get("sex", ""), ethnic="" if not ethnic else "kinh" if ethnic == "kinh" else "thieu_so")

    def marks(self, subject, stage, charges=None):
        if subject is None:
            first = next((one["charges"] for one in self.people.values() if one.get("counted") and one["charges"]), self.case_charges)
            article, severity = self.penal.gravest(first)
            return dict(stage=stage, article=article, severity=severity)
        article, severity = self.penal.gravest(charges or self.people[subject]["charges"])
        return dict(stage=stage, article=article, severity=severity, **self.traits(subject))

    def shift(self, fact, name, place, stage):
        """The case goes to a place, and everybody active with it."""
        body = fact["body"]
        more = dict(ground=body.get("ground") or no_crime(body.get("legal_ground"))) if name in ("suspended", "terminated") else {}
        if name == "opened":
            more = dict(decider=self.decider_of_case(fact), requested=self.is_requested(fact))
        late = dict(overdue="1" if self.place and self.at >= self.case_due else "")
        if self.place != place:
            self.emit(f"case.{name}", fact, **self.marks(None, stage), leaves=self.place or "", **more, **late)
            self.place = place
        for subject, one in self.people.items():
            goes = one["state"] == "active" or (one["state"] == "judged" and place == "appeal")
            target = place if goes else one["place"] if one["state"] == "suspended" else None
            if one["place"] == target:
                continue
            verdict = {}
            charges = None
            if name == "tried":
                charges, verdict = self.verdict(subject, fact)
            self.emit(f"accused.{name}", fact, subject, **self.marks(subject, stage, charges), leaves=one["place"] or "", **more, **verdict)
            one["place"] = target
        self.limit(fact)

    def limit(self, fact):
        """The limit of the stage the case stands in, from the act that began it."""
        kind, on = fact["kind"], dt.date.fromisoformat(fact["effective"][:10])
        short = dict(zip(Penal.CLASSES, ("ITNT", "NT", "RNT", "DBNT"))).get(self.penal.gravest(self.case_charges)[1], "")
        rule = {"case.initiated": f"INV-{short}", "investigation.resumed": f"INV-RESUMED-{short}",
                "supplement.file_received_by_cqdt": "INV-SUPP-VKS", "vks.case_file_received": f"PRO-DECIDE-{short}",
                "court.docketed": f"TRI-PREP-{short}", "appellate.docketed": "APP-DECIDE-PROV"}.get(kind)
        if not self.place or self.place.endswith("suspended"):
            self.case_due = FAR
        elif rule:
            self.case_due = self.limits.end(rule, on) if rule in self.limits.rules else FAR
        elif kind in ("investigation.extended", "prosecution.extended"):
            self.case_due = self.limits.working_end(dt.date.fromisoformat(fact["body"]["to"][:10]))
        elif kind == "appellate.hearing_decision":
            self.case_due = self.limits.end("APP-OPEN-AFTER-DECISION", on)
        elif kind in ("trial.decision", "appellate.hearing_opened"):
            self.case_due = FAR

    def decider_of_case(self, fact):
        return self.decider(fact) if self.handler else {"VKS": "VKS"}.get(fact["body"].get("issuer_kind"), "CAND")

    def verdict(self, subject, fact):
        said = [f for f in self.told if f["kind"] == "sentence.recorded" and f["subject"] == subject and f["effective"][:10] == fact["effective"][:10]]
        if not said:
            return None, {}
        judged = charges_of(said[-1]["body"])
        indicted = {str(charge["article"]) for charge in self.people[subject].get("indicted", [])}
        is_other = indicted and any(str(charge["article"]) not in indicted for charge in judged)
        result = "an_treo" if said[-1]["body"].get("suspended_sentence") else "khac"
        return judged or None, dict(result=result, ground="khac_toi_danh" if is_other else "")

    def take(self, fact):
        kind, body, subject = fact["kind"], fact["body"], fact["subject"]
        self.at = max(self.at, instant(fact["effective"]))
        self.unit = self.unit or fact["unit"]
        if kind == "case.requested":
            self.requested = True
        if kind.startswith("report.") or kind in ("case.initiated", "case.not_initiated"):
            self.take_report(fact)
        everybody = lambda old, new: [one.update(state=new) for one in self.people.values() if one["state"] in old]
        if kind == "case.initiated":
            self.case_charges = charges_of(body)
            self.shift(fact, "opened", "investigation", "investigation")
        elif kind == "accused.initiated":
            self.person(fact)["charges"] = charges_of(body)
        elif kind == "accused.approved":
            one = self.person(fact)
            one.update(state="active", counted=True)
            if one["place"] != self.place:
                self.emit("accused.charged", fact, subject, **self.marks(subject, "investigation"), enters=self.place or "")
                one["place"] = self.place
        elif kind == "investigation.suspended" and not subject:
            for one in self.people.values():
                if one["state"] == "active":
                    one["state"], one["to"] = "suspended", "investigation_suspended"
            self.suspend(fact)
        elif kind == "investigation.resumed" and not subject:
            everybody(("suspended", "ended"), "active")
            self.shift(fact, "resumed", "investigation", "investigation")
        elif kind == "investigation.terminated":
            everybody(("active", "suspended"), "ended")
            self.shift(fact, "terminated", None, "investigation")
        elif kind == "investigation.concluded":
            self.shift(fact, "concluded", None, "investigation")
        elif kind == "vks.case_file_received":
            self.stage = "prosecution"
            self.shift(fact, "accepted", "prosecution", "prosecution")
        elif kind == "case.returned":
            self.stage = "investigation"
            self.shift(fact, "returned_by_vks", None, "prosecution")
        elif kind == "supplement.file_received_by_cqdt":
            self.shift(fact, "returned", "investigation", "investigation")
        elif kind == "case.indicted":
            for one in self.people.values():
                one["indicted"] = one["charges"]
            self.shift(fact, "indicted", None, "prosecution")
        elif kind == "court.docketed":
            self.stage = "trial"
            self.shift(fact, "docketed", "trial", "trial")
        elif kind == "judgment.pronounced":
            if self.was_shown(fact):
                self.emit("case.evidence_shown", fact, **self.marks(None, "trial"))
            self.shift(fact, "tried", None, "trial")
            everybody(("active",), "judged")
        elif kind == "appeal.received":
            self.stage = "appeal"
        elif kind == "appellate.docketed":
            self.shift(fact, "appeal_docketed", "appeal", "appeal")
            for event in self.events:
                if event["name"] == "case.appeal_docketed":
                    event["ground"] = "khang_cao"
        elif kind == "appellate.judgment_pronounced":
            self.stage = "execution"
            before = len(self.events)
            everybody(("judged",), "convicted")
            self.shift(fact, "appeal_tried", None, "appeal")
            for event in self.events[before:]:
                event["result"] = body.get("appellate_result", "")
        elif kind == "judgment.effective":
            self.stage = "execution"
            everybody(("judged",), "convicted")
        elif kind == "sentence.recorded":
            self.person(fact)["charges"] = charges_of(body) or self.person(fact)["charges"]
            seen = set()
            for charge in charges_of(body):
                if charge["article"] not in seen:
                    seen.add(charge["article"])
                    self.emit("sentence", fact, subject, **self.marks(subject, "trial", [charge]), result=penalty(body))
        elif kind == "investigation.demanded":
            self.emit("act.investigation.demanded", fact)
        elif kind in ("investigation.extended", "prosecution.extended", "trial.decision", "appellate.hearing_decision", "appellate.hearing_opened"):
            self.limit(fact)
        if subject:
            self.hold(fact)
        self.settle(fact)

    def was_shown(self, judgment):
        """Whether evidence stood on the screen on a day from the court's acceptance to the judgment."""
        begun = [f["effective"][:10] for f in self.told if f["kind"] == "court.docketed" and f["effective"][:10] <= judgment["effective"][:10]]
        last = judgment["effective"][:10]
        return any(f["kind"] == "trial.evidence_shown" and max(begun, default="") <= f["effective"][:10] <= last for f in self.told)

    def suspend(self, fact):
        more = dict(ground=fact["body"].get("ground", ""))
        if self.place != "investigation_suspended":
            self.emit("case.suspended", fact, **self.marks(None, "investigation"), leaves=self.place or "", **more)
            self.place, self.ground, self.case_due = "investigation_suspended", more["ground"], FAR
        for subject, one in self.people.items():
            if one["state"] == "suspended" and one["place"] == "investigation":
                self.emit("accused.suspended", fact, subject, **self.marks(subject, "investigation"), leaves=one["place"], **more)
                one["place"] = "investigation_suspended"

    def hold(self, fact):
        kind, body, one = fact["kind"], fact["body"], self.person(fact)
        if body.get("arrest_kind"):
            one["arrest"] = body["arrest_kind"]
        before, due = one["held"], one["due"]
        if kind == "custody.started":
            one["held"], one["due"] = "custody", end(body["to"])
        elif kind == "custody.extension_approved":
            one["due"] = end(body["to"])
        elif kind in ("detention.approved", "detention.ordered_by_vks", "court.detention_decided", "court.detention_after_sentence"):
            one["held"], one["due"] = "detention", end(body["to"]) if body.get("to") else one["due"]
        elif kind == "detention.extended" and one["held"] == "detention":
            one["due"] = end(body["to"])
        elif kind == "custody.released" or (kind == "execution.appeared" and before == "detention"):
            one["held"], one["due"] = None, FAR
        if before == one["held"]:
            return
        late = "1" if before and self.at >= due else ""
        marks = self.marks(fact["subject"], self.stage)
        if before:
            named = any(f["kind"] == "accused.initiated" and f["subject"] == fact["subject"] and f["effective"][:10] <= fact["effective"][:10] for f in self.told)
            ground = {"detention": "tam_giam"}.get(one["held"]) or ("thi_hanh_an" if before == "detention" else "bpnc_khac" if named else "tra_tu_do")
            self.emit(f"{before}.out", fact, fact["subject"], **marks, ground=ground, late=late)
        if one["held"]:
            order = {"detention.ordered_by_vks": "vks", "detention.approved": "cqdt"}.get(kind, "ta")
            ground = one["arrest"] if one["held"] == "custody" else "tu_tam_giu" if before else order
            self.emit(f'{one["held"]}.in', fact, fact["subject"], **marks, ground=ground)

    def settle(self, fact):
        if self.place:
            ground = self.ground if self.place.endswith("suspended") else ""
            self.stand(("case", None), (self.place, self.case_due, dict(self.marks(None, ""), ground=ground)), fact)
        else:
            self.stand(("case", None), None, fact)
        for subject, one in self.people.items():
            here = one["place"] and (one["place"], FAR, dict(self.marks(subject, "")))
            self.stand(("accused", subject), here or None, fact)
            self.stand(("held", subject), (one["held"], one["due"], dict(self.marks(subject, self.stage))) if one["held"] else None, fact)


def no_crime(text):
    folded = plain(text)
    return "khong_pham_toi" if "157" in folded and ("khoan 1 " in folded or "khoan 2 " in folded) else ""


def penalty(body):
    main = body.get("main_penalty")
    if main == "tu":
        months = int(body.get("sentence_months") or 0)
        if body.get("suspended_sentence"):
            return "an_treo"
        return "tu_den_3" if months <= 36 else "tu_den_7" if months <= 84 else "tu_den_15" if months <= 180 else "tu_tren_15"
    return {"tu_chung_than": "chung_than"}.get(main, main or "")
