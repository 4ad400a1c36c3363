"""The served page in Chromium: with and without script, wide and narrow, by keyboard alone, and with no serious fault found by axe."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="needs the extra `web`")
pytest.importorskip("httpx")
pytest.importorskip("selenium", reason="needs selenium")

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from counts import pairs
from serving import SENTENCE, Server, serving

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
AXE = Path(__file__).parent / "axe" / "axe.min.js"
SWITCHES = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars")
WIDTHS = {1280: 900, 390: 844}
PATIENCE = 30

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("serve"),
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="there is no chromium with its chromedriver"),
]
Open = Callable[..., webdriver.Chrome]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("state"), "--as-of", "2026-11-28") as found:
        yield found


@pytest.fixture
def browser(server: Server, tmp_path: Path) -> Iterator[Open]:
    """Open a browser with a fresh profile at the printed address."""
    opened: list[webdriver.Chrome] = []

    def start(width: int, *, script: bool = True, dark: bool = False) -> webdriver.Chrome:
        options = webdriver.ChromeOptions()
        options.binary_location = CHROMIUM or ""
        for switch in (*SWITCHES, f"--user-data-dir={tmp_path / str(len(opened))}"):
            options.add_argument(switch)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        if not script:
            options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
        driver = webdriver.Chrome(options=options, service=Service(DRIVER))
        opened.append(driver)
        size = {"width": width, "height": WIDTHS[width], "deviceScaleFactor": 1, "mobile": width < 600}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})
        driver.get(server.opened)
        return driver

    yield start
    for driver in opened:
        driver.quit()


def one(driver: webdriver.Chrome, css: str) -> WebElement:
    """Return an element, once there is one."""
    return WebDriverWait(driver, PATIENCE).until(lambda found: found.find_element(By.CSS_SELECTOR, css))


def wait_for(driver: webdriver.Chrome, css: str, text: str) -> None:
    """Wait until an element says so."""

    def says(found: webdriver.Chrome) -> bool:
        try:
            told = found.find_element(By.CSS_SELECTOR, css).get_attribute("textContent") or ""
            return text in told.replace("\u00a0", " ")
        except StaleElementReferenceException:
            return False

    WebDriverWait(driver, PATIENCE, ignored_exceptions=[Exception]).until(says)


def walk_to(driver: webdriver.Chrome, css: str, *, most: int = 60) -> WebElement:
    """Press Tab until an element has the focus, as who has no mouse does."""
    wanted = one(driver, css)
    for _ in range(most):
        if driver.switch_to.active_element == wanted:
            return wanted
        driver.switch_to.active_element.send_keys(Keys.TAB)
    raise AssertionError(f"{css} is not reached by Tab")


def fits(driver: webdriver.Chrome) -> bool:
    """Return whether nothing stands beyond the right edge."""
    metrics = driver.execute_cdp_cmd("Page.getLayoutMetrics", {})
    return bool(metrics["cssContentSize"]["width"] <= metrics["cssLayoutViewport"]["clientWidth"])


@pytest.mark.parametrize(("width", "script"), pairs(WIDTHS, (True, False)))
def test_from_a_sentence_to_the_report_by_keyboard(browser: Open, width: int, *, script: bool) -> None:
    """Sentence, a wrong answer, an answer, an edit, what if, the whole answer, the report: by Tab, typing and Enter alone."""
    driver = browser(width, script=script)
    words = walk_to(driver, "#words")
    words.send_keys(SENTENCE)
    walk_to(driver, ".hello button.main").send_keys(Keys.ENTER)
    question = one(driver, "#q").text
    assert "Ask" in one(driver, "#verdict").text
    assert fits(driver)
    walk_to(driver, "#text").send_keys("lots", Keys.ENTER)
    wait_for(driver, "#wrong", "Expected")
    assert one(driver, "#text").get_attribute("value") == "lots"
    text = walk_to(driver, "#text")
    text.send_keys(Keys.CONTROL, "a")
    text.send_keys("€ 150", Keys.ENTER)
    WebDriverWait(driver, PATIENCE, ignored_exceptions=[Exception]).until(
        lambda found: found.find_element(By.ID, "q").text != question
    )
    one(driver, "input[name='order.unit_cost_ceiling']")
    place = driver.current_url.partition("#")[0]
    amount = walk_to(driver, "input[name='order.quantity']")
    amount.send_keys(Keys.CONTROL, "a")
    amount.send_keys("90", Keys.ENTER)
    wait_for(driver, ".card .order", "90 pieces")
    walk_to(driver, ".next a:nth-child(1)").send_keys(Keys.ENTER)
    slider = walk_to(driver, "#slide-quantity")
    for _ in range(3):
        slider.send_keys(Keys.PAGE_UP)
        slider = one(driver, "#slide-quantity")
    if not script:
        walk_to(driver, ".sliders button.main").send_keys(Keys.ENTER)
    wait_for(driver, ".two", "As tried:")
    assert fits(driver)
    driver.get(place)
    walk_to(driver, ".next a:nth-child(2)").send_keys(Keys.ENTER)
    assert one(driver, ".whole").text
    assert fits(driver)
    driver.back()
    walk_to(driver, ".next a:nth-child(3)").send_keys(Keys.ENTER)
    wait_for(driver, "h1", "How to get it made")
    marks = ("Content Security Policy", "Refused", "Uncaught")
    said = [row["message"] for row in _log(driver) if any(mark in row["message"] for mark in marks)]

    assert "Report on order" in driver.title
    assert not said


@pytest.mark.parametrize(("width", "dark"), pairs(WIDTHS, (False, True)))
def test_axe_finds_no_serious_fault(browser: Open, width: int, *, dark: bool) -> None:
    """On the first page, an order with a fault in an answer, what if, the whole answer, and the page for programs."""
    driver = browser(width, dark=dark)
    found = _faults(driver)
    one(driver, "#words").send_keys(SENTENCE)
    one(driver, ".hello button.main").click()
    one(driver, "#q")
    place = driver.current_url
    found += _faults(driver)
    one(driver, "#text").send_keys("lots", Keys.ENTER)
    wait_for(driver, "#wrong", "Expected")
    found += _faults(driver)
    for path in (f"{place}/try?quantity=300", f"{place}/whole", place.partition("/o/")[0] + "/api"):
        driver.get(path)
        found += _faults(driver)

    assert not found


def _log(driver: webdriver.Chrome) -> list[dict[str, str]]:
    found: list[dict[str, str]] = driver.get_log("browser")  # type: ignore[no-untyped-call]  # selenium says no type here
    return found


def _faults(driver: webdriver.Chrome) -> list[str]:
    driver.execute_cdp_cmd("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
    told = driver.execute_async_script("const done = arguments[0]; axe.run().then(one => done(one.violations), e => done([{id: String(e), impact: 'serious', nodes: []}]));")  # fmt: skip
    return [
        f"{driver.current_url}: {one['id']}: {[node['html'][:200] for node in one['nodes'][:3]]}"
        for one in told
        if one["impact"] in ("serious", "critical")
    ]


def test_two_browsers_do_not_see_each_others_orders(browser: Open) -> None:
    """The address of an order opens nothing in another browser."""
    mine, other = browser(1280), browser(390)
    one(mine, "#words").send_keys(SENTENCE)
    one(mine, ".hello button.main").click()
    one(mine, "#q")
    other.get(mine.current_url)

    assert "no such order here" in one(other, "main").text
    assert "oak" not in other.page_source


def test_an_answer_is_said_to_a_screen_reader_and_the_next_question_gets_the_focus(browser: Open) -> None:
    """After a step the new answer stands in a live region, and the keyboard stands at the next question."""
    driver = browser(1280)
    one(driver, "#words").send_keys("120 mugs")
    one(driver, ".hello button.main").click()
    one(driver, "#text").send_keys("10 cm", Keys.ENTER)
    one(driver, "input[name='order.longest_side']")
    WebDriverWait(driver, PATIENCE).until(lambda found: one(found, "#heard").get_attribute("textContent"))
    time.sleep(0.2)

    assert driver.switch_to.active_element.get_attribute("id") == "q"
    assert "/answer" not in driver.current_url
