#include "context.h"

#include <stdlib.h>
#include <string.h>

#define MAXIMUM_CHAIN 8

struct gnutlspeer_chain {
    gnutls_datum_t der[MAXIMUM_CHAIN];
    unsigned count;
};

struct gnutlspeer_chain *gnutlspeer_chain_new(void) { return calloc(1, sizeof(struct gnutlspeer_chain)); }

int gnutlspeer_chain_add(struct gnutlspeer_chain *chain, const uint8_t *der, size_t count) {
    if (chain->count == MAXIMUM_CHAIN) return -1;
    gnutls_datum_t *next = &chain->der[chain->count];
    next->data = malloc(count);
    if (!next->data) return -1;
    memcpy(next->data, der, count);
    next->size = (unsigned)count;
    chain->count++;
    return 0;
}

void gnutlspeer_chain_free(struct gnutlspeer_chain *chain) {
    if (!chain) return;
    for (unsigned index = 0; index < chain->count; index++) free(chain->der[index].data);
    free(chain);
}

int gnutlspeer_chain_verify(const struct gnutlspeer_context *context, const struct gnutlspeer_chain *chain) {
    gnutls_x509_crt_t certificates[MAXIMUM_CHAIN];
    gnutls_typed_vdata_st data[2] = {context->data[0], context->data[1]};
    unsigned decoded = 0, status = 0;
    int result = 0;
    for (; decoded < chain->count && result == 0; decoded++) {
        result = gnutls_x509_crt_init(&certificates[decoded]);
        if (result < 0) break;
        result = gnutls_x509_crt_import(certificates[decoded], &chain->der[decoded], GNUTLS_X509_FMT_DER);
    }
    if (result == 0)
        result = gnutls_x509_trust_list_verify_crt2(context->trust, certificates, decoded, data, 2, VERIFICATION_FLAGS, &status, NULL);
    for (unsigned index = 0; index < decoded; index++) gnutls_x509_crt_deinit(certificates[index]);
    return result < 0 ? result : status == 0;
}

int gnutlspeer_parse(const uint8_t *der, size_t count) {
    gnutls_x509_crt_t certificate;
    gnutls_datum_t datum = {.data = (unsigned char *)der, .size = (unsigned)count};
    int result = gnutls_x509_crt_init(&certificate);
    if (result < 0) return result;
    result = gnutls_x509_crt_import(certificate, &datum, GNUTLS_X509_FMT_DER);
    gnutls_x509_crt_deinit(certificate);
    return result;
}

struct gnutlspeer_certificate {
    gnutls_x509_crt_t handle;
};

struct gnutlspeer_certificate *gnutlspeer_certificate_new(const uint8_t *der, size_t count) {
    struct gnutlspeer_certificate *certificate = calloc(1, sizeof *certificate);
    gnutls_datum_t datum = {.data = (unsigned char *)der, .size = (unsigned)count};
    if (!certificate) return NULL;
    if (gnutls_x509_crt_init(&certificate->handle) < 0) {
        free(certificate);
        return NULL;
    }
    if (gnutls_x509_crt_import(certificate->handle, &datum, GNUTLS_X509_FMT_DER) == 0) return certificate;
    gnutlspeer_certificate_free(certificate);
    return NULL;
}

int gnutlspeer_certificate_matches(const struct gnutlspeer_certificate *certificate, const char *host) {
    return gnutls_x509_crt_check_hostname2(certificate->handle, host, 0) != 0;
}

void gnutlspeer_certificate_free(struct gnutlspeer_certificate *certificate) {
    if (!certificate) return;
    gnutls_x509_crt_deinit(certificate->handle);
    free(certificate);
}

int gnutlspeer_load_trust(const char *roots_file) {
    gnutls_x509_trust_list_t list;
    int result = gnutls_x509_trust_list_init(&list, 0);
    if (result < 0) return result;
    result = gnutls_x509_trust_list_add_trust_file(list, roots_file, NULL, GNUTLS_X509_FMT_PEM, 0, 0);
    gnutls_x509_trust_list_deinit(list, 1);
    return result;
}
