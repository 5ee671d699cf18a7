#!/bin/sh
# Makes a small public-key infrastructure in the current folder: a root, an issuing authority, signers, a responder, a time-stamp authority.
set -eu

cat > ca.cnf <<'END'
[ca]
default_ca = own
[own]
database = $ENV::CA/index.txt
new_certs_dir = $ENV::CA
crlnumber = $ENV::CA/crlnumber
serial = $ENV::CA/serial
certificate = $ENV::CA.crt
private_key = $ENV::CA.key
default_md = sha256
default_days = 3650
default_crl_days = 3650
policy = any
unique_subject = no
email_in_dn = no
[any]
countryName = optional
organizationName = optional
commonName = supplied
[req]
distinguished_name = name
utf8 = yes
string_mask = utf8only
[name]
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
crlDistributionPoints = URI:http://crl.test/root.crl
[top]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[signer]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature,nonRepudiation
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
authorityInfoAccess = OCSP;URI:http://ocsp.test/
crlDistributionPoints = URI:http://crl.test/ca.crl
[responder]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = OCSPSigning
noCheck = ignored
authorityKeyIdentifier = keyid
[stamper]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
authorityKeyIdentifier = keyid
authorityInfoAccess = OCSP;URI:http://ocsp.test/
crlDistributionPoints = URI:http://crl.test/ca.crl
[tsa]
serial = ./tsa.serial
signer_cert = tsa.crt
certs = ca.crt
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
ess_cert_id_alg = sha256
END

key() { # name kind
  case $2 in
    rsa) openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$1.key" 2>/dev/null \
      || openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$1.key" 2>/dev/null ;;
    *) openssl genpkey -algorithm EC -pkeyopt "ec_paramgen_curve:$2" -out "$1.key" ;;
  esac
  openssl pkcs8 -topk8 -nocrypt -in "$1.key" -outform DER -out "$1.p8"
}

authority() { # name
  mkdir "$1"
  : > "$1/index.txt"
  echo 1000 > "$1/crlnumber"
  openssl rand -hex 12 > "$1/serial"
}

top() { # name kind subject
  authority "$1"
  key "$1" "$2"
  CA=$1 openssl req -x509 -new -utf8 -key "$1.key" -subj "$3" -days 7300 -config ca.cnf -extensions top -out "$1.crt"
}

issue() { # authority name kind subject extensions [more]
  ca=$1 name=$2 kind=$3 subject=$4 extensions=$5
  shift 5
  key "$name" "$kind"
  CA=$ca openssl req -new -utf8 -key "$name.key" -subj "$subject" -config ca.cnf -out "$name.csr"
  CA=$ca openssl ca -batch -notext -utf8 -config ca.cnf -extensions "$extensions" -in "$name.csr" -out "$name.crt" "$@" 2>/dev/null
}

list() { # authority
  CA=$1 openssl ca -gencrl -config ca.cnf -out "$1.crl.pem" 2>/dev/null
  openssl crl -in "$1.crl.pem" -outform DER -out "$1.crl"
}

top root P-384 "/C=VN/O=Thử nghiệm/CN=Gốc thử nghiệm"
authority ca
issue root ca P-256 "/C=VN/O=Thử nghiệm/CN=Tổ chức cấp chứng thư thử nghiệm" authority
issue ca rsa rsa "/C=VN/O=VKSND thử nghiệm/CN=Nguyễn Văn Viện" signer
issue ca p256 P-256 "/C=VN/O=VKSND thử nghiệm/CN=Trần Thị Kiểm" signer
issue ca p384 P-384 "/C=VN/O=VKSND thử nghiệm/CN=Viện kiểm sát nhân dân khu vực 3" signer
issue ca expired P-256 "/C=VN/O=VKSND thử nghiệm/CN=Lê Hết Hạn" signer -startdate 20200101000000Z -enddate 20210101000000Z
issue ca brief P-256 "/C=VN/O=VKSND thử nghiệm/CN=Đỗ Sắp Hết Hạn" signer -enddate 20320101000000Z
issue ca future P-256 "/C=VN/O=VKSND thử nghiệm/CN=Vũ Chưa Đến Hạn" signer -startdate 20310601000000Z -enddate 20320601000000Z
issue ca revoked P-256 "/C=VN/O=VKSND thử nghiệm/CN=Phạm Thu Hồi" signer
issue ca responder P-256 "/C=VN/O=Thử nghiệm/CN=OCSP thử nghiệm" responder
issue ca tsa P-256 "/C=VN/O=Thử nghiệm/CN=Dấu thời gian thử nghiệm" stamper
top stranger P-256 "/C=VN/O=Người lạ/CN=Gốc lạ"
issue stranger outsider P-256 "/C=VN/O=Người lạ/CN=Người ngoài" signer
issue stranger clock P-256 "/C=VN/O=Người lạ/CN=Dấu thời gian lạ" stamper
CA=ca openssl ca -config ca.cnf -revoke revoked.crt 2>/dev/null
list root
list ca
list stranger
mkdir trust
cp root.crt root.crl ca.crl trust/
