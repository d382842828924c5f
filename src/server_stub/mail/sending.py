"""Handing one mail to a mail server: in a thread, and within a limit whatever the server does."""

from __future__ import annotations

import asyncio
import contextlib
import smtplib
import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage
from typing import Final

from server_stub.domain.mail_address import is_address
from server_stub.mail.settings import MailSettings, Security

STEP_MAX_S: Final = 10.0
SENDING_MAX_S: Final = 45.0


class NotSentError(Exception):
    """No mail server has taken the mail; the message says why, ``is_final`` that none will."""

    def __init__(self, sentence: str, *, is_final: bool = False) -> None:
        super().__init__(sentence)
        self.is_final = is_final


class Sender:
    """Sends mails, one after the other."""

    def __init__(self, *, sending_max_s: float = SENDING_MAX_S) -> None:
        self._sending_max_s = sending_max_s
        self._thread = ThreadPoolExecutor(1, "mail")

    async def send(self, settings: MailSettings, to: str, subject: str, text: str) -> None:
        """Hand a mail over; raises ``NotSentError``."""
        mail = _mail(settings.sender, to, subject, text)
        line = _line(settings)
        sending = asyncio.get_running_loop().run_in_executor(
            self._thread, _send, line, settings, mail
        )
        try:
            async with asyncio.timeout(self._sending_max_s):
                await asyncio.shield(sending)
        except TimeoutError:
            _cut(line)
            with contextlib.suppress(Exception):
                await sending
            raise NotSentError("The mail server took too long.") from None
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            is_final = all(code >= 500 for code in codes)
            raise NotSentError(
                f"The address was refused ({codes[0]}).", is_final=is_final
            ) from error
        except smtplib.SMTPResponseException as error:
            raise NotSentError(f"The mail server refused ({error.smtp_code}).") from error
        except (smtplib.SMTPException, OSError) as error:
            raise NotSentError(f"The mail server was not reached ({_kind(error)}).") from error

    def close(self) -> None:
        self._thread.shutdown()


def _mail(sender: str, to: str, subject: str, text: str) -> EmailMessage:
    if not is_address(to):
        raise NotSentError("This is no address for mail.", is_final=True)
    mail = EmailMessage()
    try:
        mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    except ValueError as error:
        raise NotSentError("This is no address for mail.", is_final=True) from error
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(text)
    return mail


def _line(settings: MailSettings) -> smtplib.SMTP:
    if settings.security is Security.TLS:
        return smtplib.SMTP_SSL(timeout=STEP_MAX_S, context=ssl.create_default_context())
    return smtplib.SMTP(timeout=STEP_MAX_S)


def _send(line: smtplib.SMTP, settings: MailSettings, mail: EmailMessage) -> None:
    line._host = settings.host  # type: ignore[attr-defined]  # noqa: SLF001 - else TLS checks no name
    try:
        line.connect(settings.host, settings.port)
        if settings.security is Security.STARTTLS:
            line.starttls(context=ssl.create_default_context())
        if settings.user:
            line.login(settings.user, settings.password)
        line.send_message(mail)
        with contextlib.suppress(smtplib.SMTPException, OSError):
            line.quit()  # the server has the mail, however it parts
    finally:
        line.close()


def _cut(line: smtplib.SMTP) -> None:
    if line.sock is not None:
        with contextlib.suppress(OSError):
            line.sock.shutdown(socket.SHUT_RDWR)


def _kind(error: Exception) -> str:
    return getattr(error, "strerror", None) or type(error).__name__
