"""Draws the picture of the page that the README shows: `make picture`, which needs Debian's chromium and its chromedriver."""

from __future__ import annotations

import base64
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from serving import serving

SENTENCE = "120 lamps of bent steel, 40 cm, powder coated, in 6 weeks, sold at 85 euros"
SWITCHES = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars")
WIDTH, HEIGHT = 1180, 1000


def draw(target: Path, profile: Path) -> None:
    """Say an order on the page, and write what is seen of it, as a PNG."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for switch in (*SWITCHES, f"--user-data-dir={profile / 'profile'}"):
        options.add_argument(switch)
    with serving(profile / "state", "--as-of", "2026-11-28") as server:
        place = server.visit()
        order = place.say(SENTENCE)
        driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
        try:
            driver.get(server.opened)
            driver.delete_all_cookies()
            for name, value in place.client.cookies.items():
                driver.add_cookie({"name": name, "value": value, "path": "/"})
            size = {"width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False}
            driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
            driver.get(f"{server.address}{order}")
            shot = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
        finally:
            driver.quit()
    target.write_bytes(base64.b64decode(shot["data"]))


if __name__ == "__main__":
    with TemporaryDirectory(prefix="advisor-") as folder:
        draw(Path(sys.argv[1]), Path(folder))
