#include "CGnuTLSClock.h"

#include <pthread.h>
#include <stddef.h>

struct verification {
    time_t instant;
    cgnutls_step_function step;
    void *context;
};

static _Thread_local const struct verification *current;
static pthread_once_t installed = PTHREAD_ONCE_INIT;

static time_t verification_time(time_t *result) {
    time_t now = current ? current->instant : time(NULL);
    if (result) *result = now;
    return now;
}

static void install(void) { gnutls_global_set_time_function(verification_time); }

static int report_step(gnutls_x509_crt_t certificate, gnutls_x509_crt_t issuer, gnutls_x509_crl_t crl, unsigned int status) {
    (void)crl;
    if (current && current->step) current->step(current->context, certificate, issuer, status);
    return 0;
}

int cgnutls_verify_at(time_t instant, gnutls_x509_trust_list_t list, gnutls_x509_crt_t *chain, unsigned int count,
                      gnutls_typed_vdata_st *data, unsigned int elements, unsigned int flags, unsigned int *status,
                      cgnutls_step_function step, void *context) {
    pthread_once(&installed, install);
    const struct verification mine = {instant, step, context};
    const struct verification *outer = current;
    current = &mine;
    int result = gnutls_x509_trust_list_verify_crt2(list, chain, count, data, elements, flags, status, report_step);
    current = outer;
    return result;
}

int cgnutls_certificate_verify_at(time_t instant, gnutls_x509_crt_t certificate, gnutls_x509_crt_t issuer,
                                  unsigned int flags, unsigned int *status) {
    pthread_once(&installed, install);
    const struct verification mine = {instant, NULL, NULL};
    const struct verification *outer = current;
    current = &mine;
    int result = gnutls_x509_crt_verify(certificate, &issuer, 1, flags, status);
    current = outer;
    return result;
}

int cgnutls_crl_verify_at(time_t instant, gnutls_x509_crl_t list, gnutls_x509_crt_t issuer, unsigned int flags, unsigned int *status) {
    pthread_once(&installed, install);
    const struct verification mine = {instant, NULL, NULL};
    const struct verification *outer = current;
    current = &mine;
    int result = gnutls_x509_crl_verify(list, &issuer, 1, flags, status);
    current = outer;
    return result;
}

int cgnutls_ocsp_verify_at(time_t instant, gnutls_ocsp_resp_t response, gnutls_x509_crt_t issuer, unsigned int *status,
                           unsigned int flags) {
    pthread_once(&installed, install);
    const struct verification mine = {instant, NULL, NULL};
    const struct verification *outer = current;
    current = &mine;
    int result = gnutls_ocsp_resp_verify_direct(response, issuer, status, flags);
    current = outer;
    return result;
}
