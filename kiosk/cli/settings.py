"""`mot-cham config check`: settings and data files, each complaint with file, line, reason and remedy."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

import config
from config.files import display, line_of
from config.typing_data import load_typing_script
from kiosk.bootstrap.deliveries import open_senders
from kiosk.bootstrap.paper_forms import broken_papers
from kiosk.bootstrap.portal import portal_settings
from kiosk.bootstrap.site import SETTINGS_ERRORS, form_definition, real_surroundings
from kiosk.bootstrap.tickets import queue_lists
from kiosk.bootstrap.typing import typing_script
from kiosk.cli import arguments as shape
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.output import print_json, tell
from kiosk.runtime.clock import SystemClock
from nfc_icao.trust import TrustStoreError


def add(command: argparse.ArgumentParser) -> None:
    check = command.add_subparsers(required=True, metavar="ACTION").add_parser("check", help="check everything")
    check.add_argument("--site", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    check.add_argument("--on", type=shape.day, metavar="YYYY-MM-DD", help="as of that day: what will have aged (today)")
    check.add_argument("--json", action="store_true")
    check.set_defaults(run=run_check)


def usable(site: config.Site, state_folder: Path) -> list[config.Finding]:
    """What stands in the way of opening the desk with the secrets and trust anchors in `state_folder`."""
    try:
        around = real_surroundings(site, state_folder)
        if site.typing is not None:
            typing_script(load_typing_script(site.typing.script, state_folder))
        with open_senders(site, state_folder, SystemClock()):
            pass
        portal_settings(site, state_folder, around.portal_url)
        service = config.load_desk(site.desk_file).services[0].service_id
        form_definition(site.desk_file, service, queue_lists(site, state_folder))
    except config.ConfigError as error:
        return [config.Finding(error.file, error.line, f"{error.key}: {error.reason}", error.remedy)]
    except (*SETTINGS_ERRORS, TrustStoreError) as error:
        place = f"{site.site_id} (mật khẩu, chứng thư tin cậy, địa chỉ)"
        return [config.Finding(place, None, str(error), "Correct the value that is named")]
    return []


def missing_folders(site: config.Site, state_folder: Path, site_option: str) -> list[config.Finding]:
    """Folders that deliveries write into. They are never made, and one that is not there holds every record back."""
    path = config.site_file(site_option)
    found = []
    for number, delivery in enumerate(site.deliveries):
        folder = getattr(delivery, "path", None)
        if folder is not None and not (state_folder / folder).is_dir():
            key = f"deliveries.{number}.path"
            reason, remedy = f"{key}: there is no such folder", "Make the folder, or correct the path"
            found.append(config.Finding(display(path), line_of(path, key), reason, remedy))
    return found


def run_check(options: argparse.Namespace) -> ExitCode:
    try:
        site = config.load_site(options.site)
        findings = [*config.check(site, today=options.on), *broken_papers()]
        if not findings and not site.demo and options.state is not None:
            findings = missing_folders(site, options.state, options.site) or usable(site, options.state)
    except config.ConfigError as error:
        findings = [config.Finding(error.file, error.line, f"{error.key}: {error.reason}", error.remedy)]
    if options.json:
        print_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            place = finding.file if finding.line is None else f"{finding.file}, dòng {finding.line}"
            print(f"{place}: nội dung ở đây chưa đúng, đề nghị sửa rồi kiểm tra lại.")
            print(f"    {finding.reason}\n    → {finding.remedy}")
        if not findings:
            tell("Cấu hình và dữ liệu đều hợp lệ.", "Settings and data are in order.")
    return ExitCode.DONE if not findings else ExitCode.CHECK_FAILED
