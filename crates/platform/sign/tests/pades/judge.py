"""What pyHanko says of each signature of a PDF: one line of JSON each. Arguments: FILE TRUST-FOLDER.

TRUST-FOLDER holds the roots (.crt) and revocation lists (.crl). Nothing is fetched.
"""

import json
import logging
import pathlib
import sys

logging.disable(logging.CRITICAL)

from asn1crypto import crl, pem, x509  # noqa: E402
from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: E402
from pyhanko.sign.validation import (  # noqa: E402
    RevocationInfoValidationType,
    validate_pdf_ltv_signature,
    validate_pdf_signature,
    validate_pdf_timestamp,
)
from pyhanko_certvalidator import ValidationContext  # noqa: E402


def certificate(path):
    data = path.read_bytes()
    if pem.detect(data):
        _, _, data = pem.unarmor(data)
    return x509.Certificate.load(data)


def context_arguments(folder):
    folder = pathlib.Path(folder)
    return {
        "trust_roots": [certificate(path) for path in sorted(folder.glob("*.crt"))],
        "crls": [crl.CertificateList.load(path.read_bytes()) for path in sorted(folder.glob("*.crl"))],
        "allow_fetching": False,
        "revocation_mode": "hard-fail",
    }


def asked(check):
    try:
        return check(), None
    except Exception as fault:  # what pyHanko refuses to judge is not valid
        return None, f"{type(fault).__name__}: {fault}"


def main(file, trust):
    arguments = context_arguments(trust)
    with open(file, "rb") as handle:
        reader, fault = asked(lambda: PdfFileReader(handle))
        signatures, fault2 = asked(lambda: list(reader.embedded_signatures)) if reader else ([], fault)
        if signatures is None or fault:
            print(json.dumps({"field": None, "valid": False, "fault": fault or fault2}))
            return
        for signature in signatures:
            is_stamp = str(signature.sig_object.get("/Type")) == "/DocTimeStamp"
            context = ValidationContext(**arguments)
            if is_stamp:
                status, fault = asked(lambda: validate_pdf_timestamp(signature, context))
                ltv = None
            else:
                status, fault = asked(
                    lambda: validate_pdf_signature(signature, context, ts_validation_context=ValidationContext(**arguments))
                )
                ltv = {}
                for name in ("PADES_LT", "PADES_LTA"):
                    bare = {key: value for key, value in arguments.items() if key != "crls"}
                    proven, why = asked(
                        lambda: validate_pdf_ltv_signature(signature, RevocationInfoValidationType[name], dict(bare))
                    )
                    ltv[name] = bool(proven and proven.bottom_line)
                    if why:
                        ltv[name + "_fault"] = why
            said = {"field": signature.field_name, "is_stamp": is_stamp, "fault": fault, "ltv": ltv}
            if status is not None:
                said |= {
                    "valid": bool(status.bottom_line) if not is_stamp else bool(status.intact and status.valid and status.trusted),
                    "intact": bool(status.intact),
                    "trusted": bool(status.trusted),
                    "coverage": status.coverage.name,
                    "changes": status.modification_level.name if getattr(status, "modification_level", None) else None,
                    "stamped": bool(getattr(status, "timestamp_validity", None) and status.timestamp_validity.trusted),
                }
            else:
                said["valid"] = False
            print(json.dumps(said, ensure_ascii=False))


main(*sys.argv[1:3])
