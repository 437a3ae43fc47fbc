"""Makes the files beside it: a photo whose content credentials hold, and the certificate that vouches for its signer.

Run it where c2pa-python is installed: python -m tests.media.signed.make. Both are kept, good until 2076.
"""

import datetime as dt
import io
from pathlib import Path

import c2pa
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from PIL import Image

HERE = Path(__file__).parent
FROM, UNTIL = dt.datetime(2026, 1, 1, tzinfo=dt.UTC), dt.datetime(2076, 1, 1, tzinfo=dt.UTC)
CAPTURE = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"
MANIFEST = {
    "claim_generator_info": [{"name": "Northwire Camera", "version": "1.0"}],
    "title": "Harbour",
    "assertions": [
        {"label": "c2pa.actions", "data": {"actions": [{"action": "c2pa.created", "digitalSourceType": CAPTURE}]}}
    ],
}


def named(common: str) -> x509.Name:
    parts = {NameOID.ORGANIZATION_NAME: "Northwire", NameOID.COMMON_NAME: common}
    return x509.Name([x509.NameAttribute(oid, text) for oid, text in parts.items()])


def usage(**what: bool) -> x509.KeyUsage:
    names = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    names += ("key_cert_sign", "crl_sign", "encipher_only", "decipher_only")
    return x509.KeyUsage(**{name: what.get(name, False) for name in names})


def certificate(key: ec.EllipticCurvePrivateKey, name: str) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder().subject_name(named(name)).issuer_name(named("Northwire Root"))
    builder = builder.public_key(key.public_key()).serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(FROM).not_valid_after(UNTIL)
    return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)


def main() -> None:
    authority, signer = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = certificate(authority, "Northwire Root").add_extension(x509.BasicConstraints(True, None), True)
    root = root.add_extension(usage(key_cert_sign=True, crl_sign=True), True).sign(authority, hashes.SHA256())
    leaf = certificate(signer, "Northwire Photo").add_extension(x509.BasicConstraints(False, None), True)
    leaf = leaf.add_extension(usage(digital_signature=True), True)
    leaf = leaf.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), False)
    issued_by = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.public_key())
    leaf = leaf.add_extension(issued_by, False).sign(authority, hashes.SHA256())
    pem = serialization.Encoding.PEM
    private = signer.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    chain = leaf.public_bytes(pem) + root.public_bytes(pem)
    information = c2pa.C2paSignerInfo(alg=b"es256", sign_cert=chain, private_key=private, ta_url=None)
    light = Image.radial_gradient("L").resize((90, 60))
    source, out = io.BytesIO(), io.BytesIO()
    Image.merge("RGB", [light, light.transpose(Image.Transpose.ROTATE_180), light]).save(source, "JPEG", quality=60)
    source.seek(0)
    with c2pa.Builder(MANIFEST) as builder:
        builder.sign(c2pa.Signer.from_info(information), "image/jpeg", source, out)
    (HERE / "valid.jpg").write_bytes(out.getvalue())
    (HERE / "root.pem").write_bytes(root.public_bytes(pem))


if __name__ == "__main__":
    main()
