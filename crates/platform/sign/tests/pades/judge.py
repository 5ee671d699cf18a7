"""What pyHanko says of each signature of PDFs: one line of JSON each. Arguments: TRUST-FOLDER FILES.

TRUST-FOLDER holds the roots (.crt) and revocation lists (.crl). Nothing is fetched.
"""

import asyncio
import json
import logging
import pathlib
import sys

logging.disable(logging.CRITICAL)

from asn1crypto import crl, pem, x509  # noqa: E402
from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: E402
from pyhanko.sign.validation import (  # noqa: E402
    DocumentSecurityStore,
    validate_pdf_signature,
    validate_pdf_timestamp,
)
from pyhanko.sign.validation.ades import ades_lta_validation  # noqa: E402
from pyhanko.sign.validation.policy_decl import (  # noqa: E402
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko_certvalidator import ValidationContext  # noqa: E402
from pyhanko_certvalidator.context import CertValidationPolicySpec  # noqa: E402
from pyhanko_certvalidator.policy_decl import CertRevTrustPolicy, RevocationCheckingPolicy  # noqa: E402
from pyhanko_certvalidator.registry import SimpleTrustManager  # noqa: E402


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


def long_term(reader, signature, arguments):
    """Whether the proofs inside the file are enough, and whether the whole past can be proven (ETSI EN 319 102-1 §5.6)."""
    bare = {key: value for key, value in arguments.items() if key != "crls"}

    def by_store():
        contexts = [DocumentSecurityStore.read_dss(reader).as_validation_context(dict(bare)) for _ in range(2)]
        return validate_pdf_signature(signature, contexts[0], ts_validation_context=contexts[1])

    def by_past():
        policy = CertValidationPolicySpec(
            trust_manager=SimpleTrustManager.build(trust_roots=arguments["trust_roots"]),
            revinfo_policy=CertRevTrustPolicy(RevocationCheckingPolicy.from_legacy("hard-fail")),
        )
        gathering = RevocationInfoGatheringSpec(online_fetching_rule=RevinfoOnlineFetchingRule.LOCAL_ONLY)
        spec = PdfSignatureValidationSpec(SignatureValidationSpec(policy, revinfo_gathering_policy=gathering))
        return asyncio.run(ades_lta_validation(signature, spec))

    inside, why_not_inside = asked(by_store)
    past, why_not_past = asked(by_past)
    return {
        "inside": bool(inside and inside.bottom_line),
        "past": str(past.ades_subindic) if past else None,
        "faults": [why for why in (why_not_inside, why_not_past) if why],
    }


def main(file, trust):
    arguments = context_arguments(trust)
    with open(file, "rb") as handle:
        reader, fault = asked(lambda: PdfFileReader(handle))
        signatures, fault2 = asked(lambda: list(reader.embedded_signatures)) if reader else ([], fault)
        if signatures is None or fault:
            print(json.dumps({"file": file, "field": None, "valid": False, "fault": fault or fault2}))
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
                ltv = long_term(reader, signature, arguments)
            said = {"file": file, "field": signature.field_name, "is_stamp": is_stamp, "fault": fault, "ltv": ltv}
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


for name in sys.argv[2:]:
    main(name, sys.argv[1])
