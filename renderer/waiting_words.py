"""In sentences: steps that go on by themselves, run side by side, or wait for somebody outside the office."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from engine.answers import labels
from engine.definition import JOIN, STOP, Consultation, Definition, Step
from engine.expressions import Expression
from engine.workflow.judging import ELSE
from renderer.formats import span_words
from renderer.languages import current, noted, words
from renderer.languages import gettext as _

_SILENCE: Mapping[str, str] = {
    "consent": noted("quá hạn không trả lời là đồng ý"),
    "objection": noted("quá hạn không trả lời là không đồng ý"),
    "wait": noted("quá hạn không trả lời thì vẫn chờ"),
}
_EXITS: Mapping[str, str] = {
    "agreed": noted("đủ đồng ý thì sang “%(title)s”"),
    "objected": noted("không đủ đồng ý thì sang “%(title)s”"),
    "unanswered": noted("chờ quá lâu thì sang “%(title)s”"),
    "to": noted("xong thì sang “%(title)s”"),
    "paid": noted("đã nộp thì sang “%(title)s”"),
    "no_reply": noted("quá hạn không nộp thì sang “%(title)s”"),
    "done": noted("xong thì sang “%(title)s”"),
    "failed": noted("không được thì sang “%(title)s”"),
    ELSE: noted("còn lại thì sang “%(title)s”"),
}


def by_itself_words(definition: Definition, step: Step) -> Iterator[str]:
    """What happens at a step without an officer's outcome; nothing for other kinds."""
    for telling in _TELLINGS:
        yield from telling(definition, step)
    for name, target in step.exits.items():
        if target == STOP:
            yield _("quá hạn không nộp thì dừng giải quyết hồ sơ")
        elif target == JOIN:
            yield _("xong nhánh")
        else:
            yield _(_EXITS[name], title=words(definition.steps[target].title))


def _routes(definition: Definition, step: Step) -> Iterator[str]:
    known = labels(definition, current())
    for route in step.routes:
        condition = route.when.words(current(), known)
        if route.to == JOIN:
            yield _("nếu %(condition)s thì xong nhánh", condition=condition)
        else:
            title = words(definition.steps[route.to].title)
            yield _("nếu %(condition)s thì sang “%(title)s”", condition=condition, title=title)


def _consultation(definition: Definition, step: Step) -> Iterator[str]:
    rules = step.consultation
    if rules is None:
        return
    known = labels(definition, current())
    for party in rules.parties:
        span = span_words(party.within) if party.within else ""
        asked = _("hỏi “%(title)s” trong %(span)s", title=words(party.title), span=span)
        if party.when is not None:
            asked += _(" (khi %(condition)s)", condition=party.when.words(current(), known))
        yield asked
    yield _enough(rules)
    yield _(_SILENCE[rules.silence])
    if rules.wait_at_most is not None:
        yield _("chờ lâu nhất %(span)s", span=span_words(rules.wait_at_most))


def _enough(rules: Consultation) -> str:
    if rules.needs == "all":
        return _("cần tất cả đồng ý")
    return _("cần ít nhất %(count)s nơi đồng ý", count=1 if rules.needs == "any" else rules.needs)


def _branches(_definition: Definition, step: Step) -> Iterator[str]:
    for branch in step.branches:
        titles = ", ".join(f"“{words(inner.title)}”" for inner in branch.steps)
        yield _("nhánh “%(branch)s” gồm %(titles)s", branch=words(branch.title), titles=titles)
    if step.needs == "all":
        yield _("chờ tất cả các nhánh xong")
    elif step.needs:
        yield _("chờ ít nhất %(count)s nhánh xong", count=1 if step.needs == "any" else step.needs)


def _payment(_definition: Definition, step: Step) -> Iterator[str]:
    if step.payment is None:
        return
    span = span_words(step.payment.reply_within)
    yield _("người nộp có %(span)s để nộp, thời hạn giải quyết tạm dừng", span=span)
    if step.payment.restart:
        yield _("nộp xong thì tính lại thời hạn từ đầu")


def _call(definition: Definition, step: Step) -> Iterator[str]:
    if step.call is None:
        return
    span = span_words(step.call.timeout)
    yield _("hệ thống tự gọi “%(connector)s”, chờ %(span)s", connector=step.call.connector, span=span)
    if step.call.send:
        yield _("gửi đi %(values)s", values=_values(definition, step.call.send))
    if step.call.get:
        yield _("nhận về %(names)s", names=", ".join(step.call.get))


def _values(definition: Definition, told: Mapping[str, Expression]) -> str:
    known = labels(definition, current())
    return ", ".join(f"{name} = {value.words(current(), known)}" for name, value in told.items())


def _linked(definition: Definition, step: Step) -> Iterator[str]:
    if step.linked is None:
        return
    yield _("hệ thống tự mở hồ sơ của thủ tục “%(procedure)s”", procedure=step.linked.procedure)
    if step.linked.answers:
        yield _("điền sẵn %(values)s", values=_values(definition, step.linked.answers))
    yield _("chờ hồ sơ ấy kết thúc") if step.linked.wait else _("không chờ hồ sơ ấy")


_TELLINGS: tuple[Callable[[Definition, Step], Iterator[str]], ...] = (
    _routes,
    _consultation,
    _branches,
    _payment,
    _call,
    _linked,
)
