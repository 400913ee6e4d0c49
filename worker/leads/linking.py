"""How a lead and the one it is linked to belong together, in words for an owner (rules, section 6)."""

from __future__ import annotations

from worker.leads import owners
from worker.mail.addresses import plain, same_company
from worker.states import LeadState
from worker.store.models import Lead
from worker.store.work import Work


def how_known(other: Lead, lead: Lead) -> str:
    """Say why the owner of `other` is asked first about `lead`: "has L-1 of the same company"."""
    return f"{'had' if other.state is LeadState.CLOSED else 'has'} {other.ref} {_relation(other, lead)}"


def said(work: Work, lead: Lead) -> str:
    """Say which lead this one is linked to and whose that is; empty where there is none.

    "L-1, Bea Bo of the same company; Jamie has it".
    """
    other = work.session.get(Lead, lead.linked_id) if lead.linked_id is not None else None
    if other is None:
        return ""
    if other.state is LeadState.CLOSED:
        whose = f"closed as {other.close_reason}"
        if other.owner_id is not None:
            whose += f", {owners.name_of(work, other.owner_id)} had it"
    elif other.owner_id is None:
        whose = "nobody has it yet"
    else:
        whose = f"{owners.name_of(work, other.owner_id)} has it"
    hint = f"; `merge {other.ref}` makes one of the two" if _are_alike(other, lead) else ""
    return f"{other.ref}, {other.name} {_relation(other, lead)}; {whose}{hint}"


def _relation(other: Lead, lead: Lead) -> str:
    if _is_same_person(other, lead):
        return "with another matter" if other.state is not LeadState.CLOSED else "before"
    if _are_alike(other, lead):
        return "who may be the same person"
    if same_company(other.address, lead.address):
        return "of the same company"
    return "in whose thread it came"


def _is_same_person(other: Lead, lead: Lead) -> bool:
    # A lead just opened has its person, and not yet that person's id.
    return other.person is lead.person


def _are_alike(other: Lead, lead: Lead) -> bool:
    same = plain(other.address) == plain(lead.address)
    return same and not _is_same_person(other, lead)
