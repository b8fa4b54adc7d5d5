"""`python -m hardware_mocks.portals`: the portal by hand."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from hardware_mocks import personas
from hardware_mocks.errors import HardwareMockError
from hardware_mocks.portals.portal import FakePortal
from hardware_mocks.portals.scenarios import scenario, scenarios


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m hardware_mocks.portals", description="an imagined BHXH portal")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--scenario", default="good", metavar="NAME", help="what the portal does; see --list")
    parser.add_argument(
        "--for", dest="persons", action="append", default=[], metavar="PERSONA=NAME", help="a scenario for one person"
    )
    parser.add_argument("--result-code", help="answer every card look-up with this code")
    parser.add_argument("--latency", type=float, default=0.0, metavar="SECONDS", help="before every answer")
    parser.add_argument("--list", action="store_true", help="print the scenarios")
    options = parser.parse_args(arguments)
    if options.list:
        sys.stdout.writelines(f"{name:24} {title}\n" for name, title in scenarios().items())
        return 0
    try:
        script = scenario(options.scenario)
        own = {one.partition("=")[0]: scenario(one.partition("=")[2]) for one in options.persons}
        people = [personas.load(one) for one in personas.ids()]
        for persona_id in own:
            personas.load(persona_id)
    except HardwareMockError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    script = replace(
        script,
        result_code=options.result_code or script.result_code,
        latency_s=options.latency or script.latency_s,
    )
    with FakePortal(people, port=options.port) as portal:
        portal.behave(script)
        for persona_id, told in own.items():
            portal.behave(told, persona_id)
        sys.stdout.write(f"{portal.url}\n")
        sys.stdout.flush()
        try:
            portal.wait_until_stopped()
        except KeyboardInterrupt:
            return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
