"""The demo's turbines and alarm lists agree with the fixed points and with the parts."""

import re
from collections import Counter
from itertools import combinations

from demo.fleet import KESTREL, MODELS, OSPREY, SITES
from demo.records import Facts
from domain.records import AlarmCode

PART_NUMBER = re.compile(r"\b\d{2}-\d{4}\b")


def _all_text(alarm: AlarmCode) -> str:
    return " ".join((alarm.title, alarm.meaning, *alarm.causes, *alarm.actions, *alarm.fields.values()))


def test_there_are_the_fourteen_turbines(facts: Facts) -> None:
    assert [asset.tag for asset in facts.assets] == [f"WTG-{number:02}" for number in range(1, 15)]
    kestrels = [f"K112-{number:04}" for number in range(417, 425)]
    ospreys = [f"O138-{number:04}" for number in range(88, 94)]
    assert [asset.serial for asset in facts.assets] == kestrels + ospreys


def test_each_turbine_is_the_model_of_its_site(facts: Facts) -> None:
    for asset in facts.assets:
        model = SITES[asset.site]
        assert (asset.model, asset.controller) == (model.name, model.controller)
        assert asset.commissioned is not None


def test_the_turbine_that_stands_names_its_alarm(facts: Facts) -> None:
    standing = next(asset for asset in facts.assets if asset.tag == "WTG-07")
    assert standing.status == "stopped, alarm 309"
    assert standing.serial == "K112-0423"


def test_no_secret_is_kept_with_a_turbine(facts: Facts) -> None:
    for asset in facts.assets:
        assert not [key for key in asset.fields if re.search(r"code|password|pin$|key", key)]


def test_there_are_enough_alarms_and_each_code_is_there_once_a_model(facts: Facts) -> None:
    assert len(facts.alarms) >= 90
    counted = Counter((alarm.models, alarm.code) for alarm in facts.alarms)
    assert [entry for entry, count in counted.items() if count > 1] == []
    assert {alarm.models for alarm in facts.alarms} == {(model.name,) for model in MODELS}


def test_every_alarm_says_what_it_means_why_it_comes_and_what_to_do(facts: Facts) -> None:
    lacking = [a.code for a in facts.alarms if not (a.meaning and a.causes and a.actions and a.severity)]
    assert lacking == []


def test_no_two_alarms_have_the_same_causes_or_meaning(facts: Facts) -> None:
    same = [
        (one.code, other.code)
        for one, other in combinations(facts.alarms, 2)
        if {cause.casefold() for cause in one.causes} == {cause.casefold() for cause in other.causes}
        or one.meaning.casefold() == other.meaning.casefold()
    ]
    assert same == []


def test_no_cause_is_written_twice(facts: Facts) -> None:
    counted = Counter((alarm.models, cause.casefold()) for alarm in facts.alarms for cause in alarm.causes)
    assert [cause for cause, count in counted.items() if count > 1] == []


def test_parts_of_alarms_exist_and_fit_the_model(facts: Facts) -> None:
    models = {part.number: part.models for part in facts.parts}
    wrong = [
        (alarm.code, number)
        for alarm in facts.alarms
        for number in PART_NUMBER.findall(_all_text(alarm))
        if not set(alarm.models) <= set(models.get(number, ()))
    ]
    assert wrong == []


def test_alarms_name_current_parts(facts: Facts) -> None:
    gone = {part.number for part in facts.parts if part.superseded_by}
    wrong = [(a.code, n) for a in facts.alarms for n in PART_NUMBER.findall(a.fields.get("parts", "")) if n in gone]
    assert wrong == []


def test_code_309_means_two_things(facts: Facts) -> None:
    titles = {alarm.models[0]: alarm.title for alarm in facts.alarms if alarm.code == "309"}
    assert titles == {KESTREL.name: "Pitch battery voltage low", OSPREY.name: "Hydraulic oil temperature high"}
