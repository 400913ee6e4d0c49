"""The tables every language of the phrase book has: what each is for, in the order they are asked.

A line is a regular expression that begins and ends with a word, in lower case, every repetition bounded:
the text is a stranger's.
"""

from __future__ import annotations

from dataclasses import dataclass

Table = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """What is said in one language."""

    stop_word: Table  # nothing but this on the first line
    opt_out: Table
    not_a_no: Table  # holds the word of a refusal and is none: "no problem"
    no: Table
    weak_no: Table  # a refusal of one thing only; a question beside it outweighs it
    elsewhere: Table  # somebody else has the order: no "at the moment" makes it a wait
    for_now: Table  # the weak wait that is meant
    bare_no: Table  # a whole answer
    plain_yes: Table  # at the beginning, also beside thanks
    yes: Table  # at the beginning; "great" may be thanks as well
    assent: Table  # a yes wherever it stands
    negation: Table  # with one of these left nothing is a yes
    contrast: Table  # takes back what stands before it: "but"
    suits: Table  # a time named beside it is accepted
    suits_not: Table
    one_of_ours: Table  # "the first one": names a proposed time without its day
    thanks: Table
    polite: Table  # may stand beside thanks without saying anything
    question: Table  # a line that begins like this asks, also without its mark
    courtesy: Table  # asks nothing, though it has a question mark: "how are you?"
    request: Table  # wants something done or told
    wish: Table  # wants something to be had
    call: Table
    urgent: Table
    not_urgent: Table
    complaint: Table
    promise: Table  # what the writer will do, to the end of the clause
    on_condition: Table  # what makes it depend on the reader
    wait: Table  # asks to wait, with or without a day
    contact: Table  # asks to wait where a later day is named with it
    absence: Table  # away: asks to wait until the day they are back
    perhaps: Table  # asks to wait where a whole week or more is named with it
    afterwards: Table  # after the day named in the sentence before
    not_waiting: Table  # only sounds like waiting
    deadline: Table  # before a day: by then, so no wait
    not_a_deadline: Table  # takes that back: "busy until Friday"
