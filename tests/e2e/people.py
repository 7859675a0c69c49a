"""Citizens and officers at the browser, doing what they do by the words on the page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pikepdf
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from admin.demonstration import PASSWORD
from tests.e2e.conftest import Site

WIDE_ENOUGH = 1
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def paper(folder: Path, name: str) -> Path:
    """A real one-page PDF under any name."""
    path = folder / name
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(420, 595))
        document.save(path)
    return path


def look_over(page: Page, *, javascript: bool) -> None:
    """What every page must be: no sideways scrolling, one h1, a title, and nothing axe complains of (axe needs scripts)."""
    expect(page.locator("h1")).to_have_count(1)
    if not javascript:
        return
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= WIDE_ENOUGH, f"{page.url} scrolls sideways by {overflow} px"
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": STANDARDS}})
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"


class Person:
    """Somebody at a browser. `javascript` says what their browser can do."""

    def __init__(self, page: Page, site: Site, *, javascript: bool = True) -> None:
        self.page = page
        self.site = site
        self.javascript = javascript

    def sign_in(self, identifier: str, password: str = PASSWORD) -> None:
        self.page.goto("/dang-nhap")
        self.page.get_by_label("Email, số điện thoại hoặc tên đăng nhập").fill(identifier)
        self.page.get_by_label("Mật khẩu", exact=True).fill(password)
        self.page.get_by_role("button", name="Đăng nhập", exact=True).click()
        expect(self.page.get_by_role("button", name="Đăng xuất", exact=True)).to_be_visible()

    def sign_out(self) -> None:
        self.page.get_by_role("button", name="Đăng xuất", exact=True).click()

    def look_over(self) -> None:
        look_over(self.page, javascript=self.javascript)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def sees(self, words: str) -> None:
        expect(self.page.get_by_role("main")).to_contain_text(words)


class Citizen(Person):
    """A citizen, found by e-mail address or phone number."""

    def register(self, name: str, contact: str, password: str) -> None:
        before = len(self.site.messages(contact))
        self.page.goto("/")
        self.page.get_by_role("link", name="Đăng ký", exact=True).first.click()
        self.look_over()
        self.page.get_by_label("Họ, chữ đệm và tên").fill(name)
        self.page.get_by_label("Email hoặc số điện thoại di động").fill(contact)
        self.page.get_by_label("Mật khẩu", exact=True).fill(password)
        self.press("Đăng ký")
        self.sees("Chúng tôi đã gửi mã")
        self.look_over()
        self.page.get_by_label("Mã xác nhận").fill(self.site.code_for(contact, after=before))
        self.press("Tiếp tục")
        expect(self.page.get_by_role("button", name="Đăng xuất", exact=True)).to_be_visible()

    def find(self, typed: str, procedure: str) -> None:
        """Search from the home page and open the procedure's page."""
        self.page.goto("/")
        self.page.get_by_label("Tên thủ tục hoặc giấy tờ bạn cần").fill(typed)
        self.page.get_by_role("main").get_by_role("button", name="Tìm").first.click()
        self.look_over()
        self.page.get_by_role("link", name=re.compile(procedure)).first.click()
        self.look_over()

    def begin(self) -> None:
        self.page.get_by_role("link", name="Nộp hồ sơ trực tuyến").or_(
            self.page.get_by_role("button", name="Nộp hồ sơ trực tuyến")
        ).first.click()

    def fill(self, answers: Mapping[str, str]) -> None:
        """Answer by label: radios and checkboxes by (question, option), all else by typing."""
        for label, answer in answers.items():
            question = self.page.get_by_role("group", name=label)
            if question.count():
                question.get_by_label(answer, exact=True).check()
            else:
                self.page.get_by_label(label).first.fill(answer)

    def go_on(self) -> None:
        self.look_over()
        self.press("Đồng ý và tiếp tục")

    def upload(self, name: str, path: Path) -> None:
        """Send one paper: by choosing it, or without scripts by choosing and pressing the button."""
        shelf = self.page.get_by_role("region", name=name)
        shelf.locator("input[type=file]").set_input_files(path)
        if not self.javascript:
            shelf.get_by_role("button", name="Tải lên").click()
        expect(self.page.get_by_role("region", name=name)).to_contain_text(path.name)

    def submit(self, contact: str) -> str:
        """Ask for the code by message, type it, vouch for the declaration, submit. Returns the reference."""
        self.look_over()
        before = len(self.site.messages(contact))
        self.press("Gửi mã cho tôi qua tin nhắn hoặc email")
        self.sees("Chúng tôi đã gửi mã")
        self.page.get_by_label("Mã xác nhận").fill(self.site.code_for(contact, after=before))
        self.page.get_by_label("Tôi xin chịu trách nhiệm trước pháp luật về lời khai trên").check()
        self.press("Nộp hồ sơ")
        self.sees("Chúc mừng bạn đã nộp hồ sơ thành công")
        self.look_over()
        return self.page.locator("main strong.code").inner_text()


class Officer(Person):
    """An officer at the desk."""

    def open(self, number: str) -> None:
        """Find a dossier in the queue by its number and open its task."""
        self.page.goto("/can-bo/")
        self.page.get_by_role("link", name=number).first.click()

    def claim(self) -> None:
        self.press("Nhận xử lý")
        expect(self.page.get_by_role("heading", name="Quyết định của bạn")).to_be_visible()
        self.look_over()

    def take_money(self, receipt: str) -> None:
        self.page.get_by_label("Số biên lai").fill(receipt)
        self.press("Đã thu tiền")
        self.sees("đã thu")

    def attach(self, path: Path) -> None:
        self.page.get_by_label(re.compile("Tệp kết quả")).set_input_files(path)
        if self.page.get_by_role("button", name="Đính kèm").count():
            self.press("Đính kèm")
        expect(self.page.get_by_role("main")).to_contain_text(path.name)

    def decide(self, outcome: str) -> None:
        """Press the outcome's button, and confirm where the page asks for it."""
        self.press(outcome)
        confirmation = self.page.get_by_role("button", name=f"Xác nhận: {outcome}")
        if confirmation.count():
            self.look_over()
            confirmation.click()

    def ask_supplement(self, outcome: str, wanted: Sequence[tuple[str, str]], reason: str) -> None:
        """Tick each wanted item with its note, give the reason, send."""
        self.press(outcome)
        self.look_over()
        for name, note in wanted:
            self.page.get_by_role("checkbox", name=re.compile(re.escape(name))).check()
            self.page.get_by_label(f"Ghi chú: cần bổ sung gì ở {name}").fill(note)
        self.page.get_by_label("Lý do và hướng dẫn chung").fill(reason)
        self.press("Gửi yêu cầu bổ sung")
