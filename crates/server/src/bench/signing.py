"""Signs and verifies with pyHanko in one warm process; one JSON object on standard output. Argument: a JSON object.

{"do": "sign", "files": […], "key": "PEM", "token": {"library", "label", "pin", "id"} or null, "certificate", "above", "stamps": URL or null}
{"do": "verify", "files": […], "trust": folder of roots (.crt) and revocation lists (.crl)}
"""

import asyncio
import io
import json
import logging
import pathlib
import sys
import time

logging.disable(logging.CRITICAL)

import pyhanko.version  # noqa: E402
from asn1crypto import crl, pem, x509  # noqa: E402
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: E402
from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: E402
from pyhanko.sign import fields, signers  # noqa: E402
from pyhanko.sign.timestamps.aiohttp_client import AIOHttpTimeStamper  # noqa: E402
from pyhanko.sign.validation import async_validate_pdf_signature  # noqa: E402
from pyhanko_certvalidator import ValidationContext  # noqa: E402

WARM = 3


def certificate(path):
    data = pathlib.Path(path).read_bytes()
    return x509.Certificate.load(pem.unarmor(data)[2] if pem.detect(data) else data)


def signer_of(asked):
    if asked["token"] is None:
        return signers.SimpleSigner.load(asked["key"], asked["certificate"], ca_chain_files=(asked["above"],))
    from pyhanko.config.pkcs11 import TokenCriteria
    from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

    token = asked["token"]
    session = open_pkcs11_session(
        token["library"], token_criteria=TokenCriteria(label=token["label"]), user_pin=token["pin"]
    )
    own = certificate(asked["certificate"])
    return PKCS11Signer(
        session,
        key_id=bytes.fromhex(token["id"]),
        signing_cert=own,
        # SoftHSM signs a digest with ECDSA, and knows no mechanism that also makes it.
        use_raw_mechanism=own.public_key.algorithm == "ec",
        ca_chain=[certificate(asked["above"])],
    )


async def sign(asked):
    import aiohttp

    signer = signer_of(asked)
    files = [pathlib.Path(name).read_bytes() for name in asked["files"]]
    times = []
    async with aiohttp.ClientSession() as web:
        stamper = AIOHttpTimeStamper(asked["stamps"], web) if asked["stamps"] else None
        meta = signers.PdfSignatureMetadata(
            field_name="ChuKy1", md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES, reason="Ký duyệt"
        )
        for number, file in enumerate(files[:1] * WARM + files):
            begun = time.perf_counter()
            writer = IncrementalPdfFileWriter(io.BytesIO(file))
            out = await signers.PdfSigner(meta, signer, timestamper=stamper).async_sign_pdf(writer)
            assert len(out.getbuffer()) > len(file)
            if number >= WARM:
                times.append((time.perf_counter() - begun) * 1000)
    return times


async def verify(asked):
    folder = pathlib.Path(asked["trust"])
    context = {
        "trust_roots": [certificate(path) for path in sorted(folder.glob("*.crt"))],
        "crls": [crl.CertificateList.load(path.read_bytes()) for path in sorted(folder.glob("*.crl"))],
        "allow_fetching": False,
        "revocation_mode": "hard-fail",
    }
    files = [pathlib.Path(name).read_bytes() for name in asked["files"]]
    times = []
    for number, file in enumerate(files[:1] * WARM + files):
        begun = time.perf_counter()
        for signature in PdfFileReader(io.BytesIO(file)).embedded_signatures:
            status = await async_validate_pdf_signature(signature, ValidationContext(**context))
            assert status.bottom_line, status.pretty_print_details()
        if number >= WARM:
            times.append((time.perf_counter() - begun) * 1000)
    return times


asked = json.loads(sys.argv[1])
times = asyncio.run({"sign": sign, "verify": verify}[asked["do"]](asked))
print(json.dumps({"version": pyhanko.version.__version__, "times": times}))
