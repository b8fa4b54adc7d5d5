"""What can go wrong between cards, answers and papers, told once for every command that fills them."""

from __future__ import annotations

import config
from kiosk.cli.answers_file import AnswersError
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.identity_file import IdentityFileError, RoleUnknownError
from kiosk.cli.output import tell
from kiosk.family import AnswerUnfit, AnswerUnknown, FamilyError, PartUnknown
from kiosk.forms import CorrectionRefused, DefinitionError, TooManyPeople
from kiosk.papers import PaperError, PaperLibraryMissing

PAPER_ERRORS = (
    OSError,
    IdentityFileError,
    FamilyError,
    AnswersError,
    CorrectionRefused,
    TooManyPeople,
    PaperError,
    config.ConfigError,
    DefinitionError,
)


def told(error: Exception) -> ExitCode:
    """Say it in both languages; what the command answers with."""
    match error:
        case OSError():
            tell(f"Không dùng được tệp {error.filename}: {error.strerror}.", f"{error.filename} cannot be used.")
            return ExitCode.USAGE
        case RoleUnknownError() | PartUnknown():
            tell(f"Vai không có ở đây: {error}.", "There is no such role, or no such card.")
            return ExitCode.USAGE
        case AnswerUnknown() | CorrectionRefused() | TooManyPeople():
            tell(f"Không có ô hoặc chỗ này: {error}.", "There is no such box or answer, or no room.")
            return ExitCode.USAGE
        case config.ConfigError() | DefinitionError():
            tell(f"Không dùng được: {error}.", "There is no such bundle or form, or the settings are not in order.")
            return ExitCode.USAGE
        case PaperLibraryMissing():
            tell("Thiếu thư viện typst: chạy scripts/run.", "typst is not installed: scripts/run.")
            return ExitCode.USAGE
        case AnswersError():
            tell("Tệp trả lời phải là một đối tượng JSON gồm các chữ.", "The answers are no JSON object of texts.")
        case AnswerUnfit():
            tell(f"Câu trả lời chưa đúng: {error}.", "An answer is not in order.")
        case IdentityFileError() | FamilyError():
            tell(f"Các thẻ chưa dùng được: {error}.", "The cards are not in order.")
        case _:
            tell(f"Không lập được giấy: {error}.", "The papers could not be made.")
    return ExitCode.MALFORMED
