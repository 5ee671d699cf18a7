"""Thời hạn, for recounting: how long a rule gives, and the working day on which it ends. The numbers are the tables of the law."""

import calendar
import csv
import datetime as dt
import tomllib

DAY = dt.timedelta(days=1)


class Limits:
    def __init__(self, folder):
        days = tomllib.load(open(f"{folder}/calendar.toml", "rb"))["days"]
        # What nobody has settled yet does not count as a day off.
        self.named = {day["on"]: day["kind"] for day in days if day.get("confirmed", True)}
        rows = csv.DictReader(open(f"{folder}/time-limits.csv", encoding="utf-8"))
        self.rules = {row["id"]: (int(row["base_value"]), row["base_unit"]) for row in rows if row["base_value"].isdigit()}

    def is_off(self, day):
        return self.named.get(day.isoformat(), "off" if day.weekday() >= 5 else "working") == "off"

    def working_end(self, day):
        """The instant after the last moment of a limit that ends on this day, or on the next working day."""
        while self.is_off(day):
            day += DAY
        return dt.datetime.combine(day + DAY, dt.time())

    def end(self, rule, start):
        value, unit = self.rules[rule]
        if unit == "days":
            return self.working_end(start + value * DAY)
        year, month = divmod(start.year * 12 + start.month - 1 + value, 12)
        last = calendar.monthrange(year, month + 1)[1]
        return self.working_end(dt.date(year, month + 1, min(start.day, last)))
