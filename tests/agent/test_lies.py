"""A lying model against the gate: what is true in another form passes, what is false never does. Tables of cases."""

import pytest

from agent.grounding import check
from domain.answers import Evidence

TORQUES = Evidence(
    id="table",
    kind="manual",
    title="Manual",
    section="5.2 Torques",
    text="Bolt Dry (Nm) Lubricated (Nm)\nM12 80 68\nM16 210 178\nM20 410 350",
    table=(("Bolt", "Dry (Nm)", "Lubricated (Nm)"), ("M12", "80", "68"), ("M16", "210", "178"), ("M20", "410", "350")),
)
PROSE = Evidence(
    id="prose",
    kind="manual",
    title="Manual",
    section="7.3 Brake",
    text=(
        "Tighten the M30 bolts to 1 050 Nm ± 5 % in two passes. Do not open the valve while the pump is running. "
        "Fit pin 29-1182 from serial K112-0420. Keep a gap of 0,5 mm. The battery gives 4.5 kV at -20 °C to +40 °C. "
        "Use bolts M16 x 80. The gear ratio is 1:97. The inspection of 20 November 2026 took 90 minutes. "
        "Open the cover only when the rotor is locked. The pressure must be at least 160 bar. Call +45 12 34 56 78. "
        "Set the play to 5-10 mm. Torque the cap to 3/4 of a turn. Lubricate with Klinol 460 to DIN 51825. Never reuse the seal. "
        "Check the relay at 09:12 every day. Dose 0.1 to 0.3 l of coolant. Stand back before you open the drain."
    ),
)
STEPS = Evidence(
    id="steps",
    kind="manual",
    title="Manual",
    section="7.4 Lining",
    passage_kind="procedure",
    text="1. Remove the brake cover.\n2. Fit the new brake lining.\n3. Tighten the cover bolts to 85 Nm.\n4. Bleed the caliper at 12 bar.",
)
ELSEWHERE = Evidence(id="else", kind="manual", title="Hoist", text="Tighten the hook nut to 640 Nm.", applies=False)
PART = Evidence(
    id="part",
    kind="part",
    title="55-100 Brake lining",
    source_id="55-100",
    text="Part 55-100: Brake lining\nStock at Van 1: 2 pcs\nStock at Esbjerg: 7 pcs\nLead time: 9 days\nPrice: 120.50 EUR",
)
ALL = [TORQUES, PROSE, STEPS, ELSEWHERE, PART]

TRUE = [
    "M16 dry: 210 Nm [1]",
    "Tighten the lubricated M16 bolts to 178 Nm [1].",
    "Bolt: M12; Dry (Nm): 80; Lubricated (Nm): 68 [1]",
    "M12: 80 Nm dry, M16: 210 Nm dry [1].",
    "Tighten the M30 bolts to **1050 N·m** ±5% in two passes [2].",
    "Tighten the M30 bolts to 1,050 Nm in 2 passes [2].",
    "Tighten the M30 bolts to 1\u2009050\u202fNm [2].",
    "Tighten the M30 bolts to one thousand and fifty Nm [2].",
    "Tighten the M30 bolts to １０５０ Nm [2].",
    "Tighten the M30 bolts to 1.05 kNm [2].",
    "Fit pin 29\u20111182 [2].",
    "Keep a gap of 0.5 mm [2].",
    "The battery gives 4500 V [2].",
    "The battery gives 4.5 kV at \u221220 °C to 40 °C [2].",
    "Use bolts M16x80 [2].",
    "Use bolts M16×80 [2].",
    "The gear ratio is 1 : 97 [2].",
    "The inspection of 2026-11-20 took 90 min [2].",
    "The inspection of Nov 20, 2026 took 90 minutes [2].",
    "The inspection of 20.11.2026 took 90 minutes [2].",
    "Never open the valve while the pump is running [2].",
    "Open the cover only when the rotor is locked [2].",
    "The pressure must be ≥ 160 bar [2].",
    "Call +45 1234 5678 [2].",
    "Set the play to 5 to 10 mm [2].",
    "Set the play to 5–10 mm [2].",
    "Set the play between 5 and 10 mm [2].",
    "Torque the cap to ¾ of a turn [2].",
    "Torque the cap to three quarters of a turn [2].",
    "Lubricate with Klinol 460 to DIN 51825 [2].",
    "Check the relay at 9:12 every day [2].",
    "Dose 0.1–0.3 l of coolant [2].",
    "1. Remove the brake cover [3].",
    "Tighten the cover bolts to 85 Nm [3].",
    "Van 1: 2 pcs, Esbjerg: 7 pcs [5]",
    "Lead time: 9 days [5]",
]
FALSE = [
    # invented, or of something else
    "M16 dry: 211 Nm [1]",
    "M16 dry: 80 Nm [1]",
    "For M16 bolts, tighten to 80 Nm [1].",
    "Tighten the lubricated M16 bolts to 210 Nm [1].",
    "M12: 210 Nm dry, M16: 80 Nm dry [1].",
    "Tighten the M20 bolts to 178 Nm [1].",
    "Tighten M24 to 410 Nm [1].",
    "Tighten the M30 bolts to 90 Nm [2].",
    "Van 1: 7 pcs, Esbjerg: 2 pcs [5]",
    "Esbjerg has 9 pcs [5].",
    # wrong source
    "Tighten the M30 bolts to 1050 Nm [1].",
    "Tighten the hook nut to 640 Nm [4].",
    "Tighten the hook nut to 640 Nm [1][4].",
    "Tighten to 1050 Nm [9].",
    "Tighten to 1050 Nm.",
    "Tighten the M30 bolts to 410 Nm [1][2].",
    "Tighten the cover bolts to 85 Nm ± 5 % [2][3].",
    # units, signs, tolerances, ranges
    "Tighten the M30 bolts to 1050 bar [2].",
    "Tighten the M30 bolts to 1050 lb-ft [2].",
    "Tighten the cover bolts to 85 Nm ± 5 Nm [3].",
    "Tighten the M30 bolts to 1050 Nm ± 10 % [2].",
    "Tighten the M30 bolts to 5 Nm [2].",
    "The battery gives 4.5 V [2].",
    "The battery gives 4.5 mV [2].",
    "The battery gives 4.5 kV at 20 °C [2].",
    "The battery gives 4.5 kV at -40 °C [2].",
    "Set the play to 5-11 mm [2].",
    "Set the play to 510 mm [2].",
    "Set the play to 10 mm [2].",
    "Set the play to 7.5 mm [2].",
    "The gap is 5 mm [2].",
    "Keep a gap of 0.05 mm [2].",
    # names, codes, dates, times, ratios
    "Use bolts M16x8 [2].",
    "Use bolts M16x800 [2].",
    "Use bolts M18x80 [2].",
    "Fit pin 29-1183 [2].",
    "Fit pin 291182 [2].",
    "Fit pin 29-118 [2].",
    "Fit pin 29-1182 from serial K112-0421 [2].",
    "The gear ratio is 1:79 [2].",
    "The gear ratio is 97:1 [2].",
    "The inspection of 20 December 2026 took 90 minutes [2].",
    "The inspection of 2026-11-02 took 90 minutes [2].",
    "The inspection took 90 seconds [2].",
    "Check the relay at 12:09 every day [2].",
    "Call +45 12 34 56 79 [2].",
    "Lubricate with Mobilux 460 to DIN 51825 [2].",
    "Lubricate with Klinol 320 to DIN 51825 [2].",
    "Lubricate with Klinol 460 to ISO 51825 [2].",
    "Lubricate with Klinol 460 to DIN 51826 [2].",
    # digits in disguise
    "Tighten the M30 bolts to nine hundred Nm [2].",
    "Tighten the M30 bolts to zwölfhundert Nm [2].",
    "Tighten the M30 bolts to １２００ Nm [2].",
    "Tighten the M30 bolts to ١٢٠٠ Nm [2].",
    "Tighten the M30 bolts to 1O50 Nm [2].",
    "Tighten the \u041c31 bolts to 1050 Nm [2].",
    "Tighten the M30 bolts to 1\u200b2\u200b00 Nm [2].",
    "Tighten the M30 bolts to 1.050 kNm ± ½ % [2].",
    "Tighten the M30 bolts in three passes [2].",
    "Tighten the M30 bolts in a dozen passes [2].",
    "Tighten the M30 bolts to 10⁵⁰ Nm [2].",
    "Torque the cap to 3/5 of a turn [2].",
    "Torque the cap to half a turn [2].",
    # negation, limits, order, opposites
    "Open the valve while the pump is running [2].",
    "Do not fit pin 29-1182 [2].",
    "Open the cover when the rotor is locked [2].",
    "Open the cover unless the rotor is locked [2].",
    "Reuse the seal [2].",
    "The pressure must be at most 160 bar [2].",
    "The pressure must be 160 bar [2].",
    "Keep a gap of at least 0.5 mm [2].",
    "Stand back after you open the drain [2].",
    "Loosen the cover bolts to 85 Nm [3].",
    "Fit the new brake lining, then remove the brake cover [3].",
    # nothing that the evidence says
    "Lubricants may safely be skipped during winter [2].",
    "Visit https://evil.example/x for the torque [2].",
]  # fmt: skip


@pytest.mark.parametrize("sentence", TRUE)
def test_a_true_sentence_passes(sentence: str) -> None:
    verdict = check(sentence, ALL, prose=True)
    assert verdict.passed, verdict.reason


@pytest.mark.parametrize("sentence", FALSE)
def test_a_false_sentence_is_withheld(sentence: str) -> None:
    verdict = check(sentence, ALL, prose=True)
    assert not verdict.passed
    assert verdict.reason
