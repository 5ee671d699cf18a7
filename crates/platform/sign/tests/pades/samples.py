"""pyHanko's own test PDFs, judged by pyHanko: one line of JSON for each signature. Arguments: SAMPLES TRUST MOMENT.

"stands": what was signed is whole and was changed in no forbidden way, whoever signed it; "valid": that, and the signer can be believed.

Into TRUST go the roots that the samples bring along, and revocation lists signed with their keys (which come with the samples), so
that a proof about every certificate is at hand for both judges. MOMENT (ISO 8601) is when both judge.
"""

import asyncio
import datetime
import hashlib
import json
import logging
import pathlib
import sys

logging.disable(logging.CRITICAL)

from asn1crypto import crl  # noqa: E402
from cryptography import x509 as made  # noqa: E402
from cryptography.hazmat.primitives import hashes, serialization  # noqa: E402
from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: E402
from pyhanko.sign.validation import async_validate_pdf_signature, async_validate_pdf_timestamp  # noqa: E402
from pyhanko.sign.validation.settings import KeyUsageConstraints  # noqa: E402
from pyhanko_certvalidator import ValidationContext  # noqa: E402

samples, trust = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
moment = datetime.datetime.fromisoformat(sys.argv[3])


def signatures(path):
    with open(path, "rb") as handle:
        reader = PdfFileReader(handle)
        yield from reader.embedded_signatures


def collected():
    """Every file, with every certificate in it."""
    files = {}
    for path in sorted((samples / "pdf").rglob("*.pdf")):
        own = files.setdefault(path, {})
        try:
            for signature in signatures(path):
                for one in [*signature.other_embedded_certs, signature.signer_cert]:
                    own[one.sha256] = one
        except Exception:
            pass  # judged below, where the fault is told
    return files


def lists(certificates):
    """Revocation lists of each authority whose key is known, in which nobody is revoked."""
    for key_file in ("root_ca", "intermediate_ca"):
        data = (samples / "crypto/keys-rsa" / f"{key_file}.key.pem").read_bytes()
        key = serialization.load_pem_private_key(data, b"secret")
        own = key.public_key().public_numbers().n
        for issuer in certificates:
            if issuer.public_key.algorithm != "rsa" or issuer.public_key.native["public_key"]["modulus"] != own:
                continue
            authority = made.AuthorityKeyIdentifier(issuer.key_identifier, None, None) if issuer.key_identifier else None
            built = made.CertificateRevocationListBuilder().add_extension(made.CRLNumber(1), critical=False)
            if authority:
                built = built.add_extension(authority, critical=False)
            built = (
                built.issuer_name(made.load_der_x509_certificate(issuer.dump()).subject)
                .last_update(datetime.datetime(2020, 1, 2))
                .next_update(datetime.datetime(2100, 1, 1))
                .sign(key, hashes.SHA256())
            )
            yield built.public_bytes(serialization.Encoding.DER)


async def judged(signature, context):
    is_stamp = str(signature.sig_object.get("/Type")) == "/DocTimeStamp"
    if is_stamp:
        return await async_validate_pdf_timestamp(signature, ValidationContext(**context))
    # The samples are signed by certificates of every usage: that is not what is compared here.
    return await async_validate_pdf_signature(
        signature,
        ValidationContext(**context),
        ts_validation_context=ValidationContext(**context),
        key_usage_settings=KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False),
    )


def context_of(certificates):
    """The roots of one file and lists of its authorities: several roots of the samples have one name. Kept for the other judge, too."""
    roots = [one for one in certificates if one.self_issued]
    for root in roots:
        (trust / f"{root.sha256.hex()}.crt").write_bytes(root.dump())
    own = list(lists(certificates))
    for one in own:
        (trust / f"{hashlib.sha256(one).hexdigest()}.crl").write_bytes(one)
    return {
        "trust_roots": roots,
        "crls": [crl.CertificateList.load(one) for one in own],
        "allow_fetching": False,
        "revocation_mode": "hard-fail",
        "moment": moment,
    }


def said_of(signature, context):
    try:
        status = asyncio.run(judged(signature, context))
    except Exception as fault:
        return {"valid": False, "stands": False, "changes": "", "fault": f"{type(fault).__name__}: {fault}"}
    level = getattr(status, "modification_level", None)
    whole = bool(status.intact and status.valid)
    covered = status.coverage.name in ("ENTIRE_FILE", "ENTIRE_REVISION")
    return {
        "valid": bool(status.bottom_line) if hasattr(status, "bottom_line") else bool(whole and status.trusted),
        "stands": whole and covered and (level is None or level.name != "OTHER"),
        "changes": level.name if level else "",
        "fault": None,
    }


def main():
    for path, certificates in collected().items():
        name = str(path.relative_to(samples / "pdf"))
        context = context_of(certificates.values())
        try:
            with open(path, "rb") as handle:
                for signature in PdfFileReader(handle).embedded_signatures:
                    print(json.dumps({"file": name, "field": signature.field_name} | said_of(signature, context)))
        except Exception as fault:
            print(json.dumps({"file": name, "field": None, "valid": False, "stands": False, "changes": "", "fault": f"{type(fault).__name__}: {fault}"}))


main()
