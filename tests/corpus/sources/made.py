"""Small files of every kind, made by hand."""

import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from io import BytesIO

PROSE = (
    "The harbour authority of Millbrook said on Tuesday that the old ferry will be taken out of service in March.",
    "“We have repaired her eleven times in two years, and the twelfth time is one too many,” said its director, Ann Lee.",
    "A new ferry was ordered from a yard in Gdansk for 14 million pounds, and is expected to arrive in the autumn.",
)


def html(title="Ferry to go", paragraphs=PROSE, head=""):
    body = "".join(f"<p>{each}</p>" for each in paragraphs)
    return f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{body}</article></body></html>".encode()


PAGE = html()


def pdf(pages, **info):
    """A PDF with one text object a page, in Helvetica."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for text in pages:
        lines = " T* ".join(f"({line}) Tj" for line in text.split("\n"))
        stream = f"BT /F1 11 Tf 14 TL 50 780 Td {lines} ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append("<< " + " ".join(f"/{key.capitalize()} ({value})" for key, value in info.items()) + " >>")
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{table}\n%%EOF".encode()
    return bytes(out)


TEXT = "\n\n".join(PROSE)


def mail(plain=TEXT):
    message = EmailMessage()
    message["From"] = "The Courier <news@courier.example>"
    message["Subject"] = "Ferry to go – in March"
    message["Date"] = format_datetime(datetime(2025, 1, 14, 7, tzinfo=UTC))
    message.set_content(plain)
    message.add_alternative(PAGE.decode(), subtype="html")
    return message.as_bytes()


def zipped(files):
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()
