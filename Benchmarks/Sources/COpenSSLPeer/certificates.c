#ifdef COPENSSLPEER_AVAILABLE
#include "context.h"

#include <stdlib.h>
#include <string.h>

#define MAXIMUM_CHAIN 8

struct opensslpeer_chain {
    uint8_t *der[MAXIMUM_CHAIN];
    size_t size[MAXIMUM_CHAIN];
    int count;
};

struct opensslpeer_chain *opensslpeer_chain_new(void) { return calloc(1, sizeof(struct opensslpeer_chain)); }

int opensslpeer_chain_add(struct opensslpeer_chain *chain, const uint8_t *der, size_t count) {
    if (chain->count == MAXIMUM_CHAIN) return -1;
    uint8_t *copy = malloc(count);
    if (!copy) return -1;
    memcpy(copy, der, count);
    chain->der[chain->count] = copy;
    chain->size[chain->count++] = count;
    return 0;
}

void opensslpeer_chain_free(struct opensslpeer_chain *chain) {
    if (!chain) return;
    for (int index = 0; index < chain->count; index++) free(chain->der[index]);
    free(chain);
}

static X509 *decode(const uint8_t *der, size_t count) {
    const uint8_t *end = der;
    X509 *certificate = d2i_X509(NULL, &end, (long)count);
    if (certificate && end == der + count) return certificate;
    X509_free(certificate);
    return NULL;
}

static int verify(const struct opensslpeer_context *context, STACK_OF(X509) * certificates) {
    X509_STORE_CTX *verification = X509_STORE_CTX_new();
    if (!verification) return -1;
    int result = -1;
    X509 *leaf = sk_X509_value(certificates, 0);
    if (X509_STORE_CTX_init(verification, SSL_CTX_get_cert_store(context->handle), leaf, certificates) == 1) {
        X509_STORE_CTX_set_default(verification, "ssl_server");
        X509_VERIFY_PARAM_set1_host(X509_STORE_CTX_get0_param(verification), context->host, 0);
        result = X509_verify_cert(verification) == 1;
    }
    X509_STORE_CTX_free(verification);
    return result;
}

int opensslpeer_chain_verify(const struct opensslpeer_context *context, const struct opensslpeer_chain *chain) {
    STACK_OF(X509) *certificates = sk_X509_new_null();
    int result = 0;
    for (int index = 0; index < chain->count && result == 0; index++) {
        X509 *certificate = decode(chain->der[index], chain->size[index]);
        if (!certificate || sk_X509_push(certificates, certificate) == 0) result = -1;
    }
    if (result == 0) result = verify(context, certificates);
    sk_X509_pop_free(certificates, X509_free);
    return result;
}

int opensslpeer_parse(const uint8_t *der, size_t count) {
    X509 *certificate = decode(der, count);
    X509_free(certificate);
    return certificate ? 0 : -1;
}

struct opensslpeer_certificate {
    X509 *handle;
};

struct opensslpeer_certificate *opensslpeer_certificate_new(const uint8_t *der, size_t count) {
    struct opensslpeer_certificate *certificate = calloc(1, sizeof *certificate);
    if (!certificate) return NULL;
    certificate->handle = decode(der, count);
    if (certificate->handle) return certificate;
    free(certificate);
    return NULL;
}

int opensslpeer_certificate_matches(const struct opensslpeer_certificate *certificate, const char *host) {
    return X509_check_host(certificate->handle, host, 0, 0, NULL) == 1;
}

void opensslpeer_certificate_free(struct opensslpeer_certificate *certificate) {
    if (!certificate) return;
    X509_free(certificate->handle);
    free(certificate);
}

int opensslpeer_load_trust(const char *roots_file) {
    X509_STORE *store = X509_STORE_new();
    if (!store) return -1;
    int result = -1;
    if (X509_STORE_load_file(store, roots_file) == 1) result = sk_X509_OBJECT_num(X509_STORE_get0_objects(store));
    X509_STORE_free(store);
    return result;
}
#endif
