"""`mot-cham config check`: settings and data files, each complaint with file, line, reason and remedy."""

from __future__ import annotations

import argparse
from dataclasses import asdict

import config
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.output import print_json, tell


def add(command: argparse.ArgumentParser) -> None:
    check = command.add_subparsers(required=True, metavar="ACTION").add_parser("check", help="check everything")
    check.add_argument("--site", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    check.add_argument("--json", action="store_true")
    check.set_defaults(run=run_check)


def run_check(options: argparse.Namespace) -> ExitCode:
    try:
        findings = config.check(config.load_site(options.site))
    except config.ConfigError as error:
        findings = [config.Finding(error.file, error.line, f"{error.key}: {error.reason}", error.remedy)]
    if options.json:
        print_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            print(f"{finding.file}:{finding.line or ''}: {finding.reason}\n    → {finding.remedy}")
        if not findings:
            tell("Cấu hình và dữ liệu đều hợp lệ.", "Settings and data are in order.")
    return ExitCode.DONE if not findings else ExitCode.CHECK_FAILED
