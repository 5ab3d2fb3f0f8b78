"""The fields of the supplement step, and what they say."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from desk.rules.form_texts import SUPPLEMENT, flaw_field
from desk.rules.reception import asked_for, is_wrong, lacking
from desk.screens.reception_words import bring_words
from desk.texts import reception as texts
from desk.usecases.supplement import Telling
from desk.widgets.fields import Spec
from desk.widgets.form_rows import rows_of
from desk.widgets.form_section import FormSection
from schemas.entries import Notified
from schemas.procedures import Case
from schemas.reception import ReceptionForm

_LABEL = 16
_REASON, _AGENCY, _WHERE = (f"{SUPPLEMENT}{name}" for name in ("reason", "agency", "where"))
_TOLD, _DESTINATION = f"{SUPPLEMENT}told", f"{SUPPLEMENT}destination"


def _bring(key: str) -> str:
    return f"{SUPPLEMENT}{key}.bring"


def paper_sections(form: ReceptionForm, case: Case) -> list[FormSection]:
    """Two fields for each paper that is missing or wrong: why, and what to bring."""
    asked = asked_for(form.papers, case)
    wanted = {lack.key for lack in lacking(form, case)}
    papers = [paper for paper in form.papers if paper.key in wanted]
    return [
        FormSection(
            rows_of(
                [
                    [
                        Spec(
                            flaw_field(paper.key),
                            texts.SUPPLEMENT_WHY,
                            placeholder=texts.FLAW_UNSAID if is_wrong(paper) else texts.FLAW_ABSENT,
                            label_width=_LABEL,
                        )
                    ],
                    [
                        Spec(
                            _bring(paper.key),
                            texts.SUPPLEMENT_BRING,
                            placeholder=bring_words(paper, asked.get(paper.key)),
                            label_width=_LABEL,
                        )
                    ],
                ]
            ),
            title=f"{number}. {paper.name}",
        )
        for number, paper in enumerate(papers, 1)
    ]


def rest_sections() -> list[FormSection]:
    """The reason, who is competent instead, and how the citizen was told; Enter at the end."""
    return [
        FormSection(
            rows_of(
                [
                    [Spec(_AGENCY, texts.SUPPLEMENT_AGENCY, label_width=_LABEL)],
                    [Spec(_WHERE, texts.SUPPLEMENT_WHERE, label_width=_LABEL)],
                ]
            ),
            title=texts.SUPPLEMENT_OTHER_AGENCY,
        ),
        FormSection(
            rows_of(
                [
                    [Spec(_REASON, texts.SUPPLEMENT_REASON, label_width=_LABEL, lines=2)],
                    [Spec(_TOLD, texts.SUPPLEMENT_TOLD, 0, texts.TOLD, label_width=_LABEL)],
                    [Spec(_DESTINATION, texts.SUPPLEMENT_DESTINATION, label_width=_LABEL)],
                ]
            ),
            title=texts.SUPPLEMENT_REST,
        ),
    ]


def first_texts(form: ReceptionForm, case: Case | None) -> dict[str, str]:
    """What stands in the fields at first."""
    lacks = lacking(form, case) if case else ()
    who = form.applicant_or_submitter()
    values = {
        _REASON: texts.REASON_LACKING if lacks else texts.REASON_COMPETENCE,
        _TOLD: "in_person",
        _DESTINATION: who.phone or who.email,
    }
    for paper in form.papers:
        is_shown = paper.handling == "presented" and not paper.bring
        values[flaw_field(paper.key)] = paper.flaw
        values[_bring(paper.key)] = texts.PRESENTED if is_shown else paper.bring
    return values


def typed_texts(values: Mapping[str, str], first: Mapping[str, str]) -> dict[str, str]:
    """What was typed here; not what stood there at first, which may be wrong by the next time.

    What was said of a paper is kept with the paper, where it may be said anew.
    """
    stood = {*first.values(), texts.REASON_LACKING, texts.REASON_COMPETENCE}
    names = (_REASON, _AGENCY, _WHERE, _TOLD, _DESTINATION)
    return {name: values[name] for name in names if values.get(name, "") not in {"", *stood}}


def texts_in(sections: Iterable[FormSection]) -> dict[str, str]:
    """What stands in the fields of some sections."""
    return {name: text for one in sections for name, text in one.texts.items()}


def with_papers(form: ReceptionForm, values: Mapping[str, str]) -> ReceptionForm:
    """The form with what was typed about its papers."""
    papers = tuple(
        paper.model_copy(
            update={
                "flaw": values.get(flaw_field(paper.key), paper.flaw).strip(),
                "bring": values.get(_bring(paper.key), paper.bring).strip(),
            }
        )
        for paper in form.papers
    )
    return form.model_copy(update={"papers": papers})


def telling_of(values: Mapping[str, str]) -> Telling:
    """Why papers are asked for, who is competent instead, and how the citizen was told."""
    channel = cast("Any", values[_TOLD] or "in_person")
    destination = "" if channel == "in_person" else values[_DESTINATION].strip()
    return Telling(
        reason=values[_REASON].strip(),
        competent_agency=values[_AGENCY].strip(),
        competent_address=values[_WHERE].strip(),
        told=Notified(about="supplement", channel=channel, destination=destination),
    )
