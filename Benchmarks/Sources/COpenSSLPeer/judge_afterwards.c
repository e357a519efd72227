#ifdef COPENSSLPEER_AVAILABLE
#include "context.h"

#include <openssl/evp.h>

// The facts that a scanner reports of a certificate: names, serial number, dates, key, signature algorithm, alternative names, fingerprints.
static int describe(BIO *text, X509 *certificate) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned count = 0;
    X509_NAME_print_ex(text, X509_get_subject_name(certificate), 0, XN_FLAG_RFC2253);
    X509_NAME_print_ex(text, X509_get_issuer_name(certificate), 0, XN_FLAG_RFC2253);
    i2a_ASN1_INTEGER(text, X509_get0_serialNumber(certificate));
    ASN1_TIME_print(text, X509_get0_notBefore(certificate));
    ASN1_TIME_print(text, X509_get0_notAfter(certificate));
    BIO_printf(text, "%s %ld", OBJ_nid2ln(X509_get_signature_nid(certificate)), X509_get_version(certificate));
    EVP_PKEY *key = X509_get0_pubkey(certificate);
    if (!key) return -1;
    BIO_printf(text, "%d %s", EVP_PKEY_get_bits(key), OBJ_nid2sn(EVP_PKEY_get_base_id(key)));
    int index = X509_get_ext_by_NID(certificate, NID_subject_alt_name, -1);
    if (index >= 0) X509V3_EXT_print(text, X509_get_ext(certificate, index), 0, 0);
    const EVP_MD *digests[] = {EVP_sha1(), EVP_sha256()};
    for (int place = 0; place < 2; place++) {
        if (X509_digest(certificate, digests[place], digest, &count) != 1) return -1;
        for (unsigned octet = 0; octet < count; octet++) BIO_printf(text, "%02X", digest[octet]);
    }
    return 0;
}

static int describe_all(STACK_OF(X509) * chain) {
    BIO *text = BIO_new(BIO_s_mem());
    if (!text) return -1;
    int result = 0;
    for (int place = 0; place < sk_X509_num(chain) && result == 0; place++) result = describe(text, sk_X509_value(chain, place));
    BIO_free(text);
    return result;
}

static int verify(const struct opensslpeer_context *context, X509 *leaf, STACK_OF(X509) * chain) {
    X509_STORE_CTX *verification = X509_STORE_CTX_new();
    if (!verification) return -1;
    int result = -1;
    if (X509_STORE_CTX_init(verification, SSL_CTX_get_cert_store(context->handle), leaf, chain) == 1) {
        X509_STORE_CTX_set_default(verification, "ssl_server");
        result = X509_verify_cert(verification) == 1 && X509_check_host(leaf, context->host, 0, 0, NULL) == 1;
    }
    X509_STORE_CTX_free(verification);
    return result;
}

int opensslpeer_judge_afterwards(const struct opensslpeer_context *context, SSL *session) {
    X509 *leaf = SSL_get0_peer_certificate(session);
    STACK_OF(X509) *chain = SSL_get_peer_cert_chain(session);
    if (!leaf || !chain || describe_all(chain) != 0) return -1;
    return verify(context, leaf, chain);
}
#endif
