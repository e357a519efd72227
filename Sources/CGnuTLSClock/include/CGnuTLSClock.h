#ifndef COUNTERSIGN_CGNUTLSCLOCK_H
#define COUNTERSIGN_CGNUTLSCLOCK_H

#include <gnutls/gnutls.h>
#include <gnutls/ocsp.h>
#include <gnutls/x509.h>
#include <time.h>

// GnuTLS has neither a per-call verification time (its clock is process-wide) nor a context pointer for its verification
// trace. Both are thread-local here, set around one call of the C library and cleared before it returns.

// Tells of one certificate that GnuTLS verified: `issuer` is NULL if none was found, `status` holds gnutls_certificate_status_t bits.
typedef void (*cgnutls_step_function)(void *context, gnutls_x509_crt_t certificate, gnutls_x509_crt_t issuer, unsigned int status);

// gnutls_x509_trust_list_verify_crt2 as if the time were `instant` (seconds since 1970), with a trace that knows its context.
int cgnutls_verify_at(time_t instant, gnutls_x509_trust_list_t list, gnutls_x509_crt_t *chain, unsigned int count,
                      gnutls_typed_vdata_st *data, unsigned int elements, unsigned int flags, unsigned int *status,
                      cgnutls_step_function step, void *context);

// gnutls_x509_crt_verify with one issuer, as if the time were `instant`.
int cgnutls_certificate_verify_at(time_t instant, gnutls_x509_crt_t certificate, gnutls_x509_crt_t issuer,
                                  unsigned int flags, unsigned int *status);

// gnutls_x509_crl_verify with one issuer, as if the time were `instant`.
int cgnutls_crl_verify_at(time_t instant, gnutls_x509_crl_t list, gnutls_x509_crt_t issuer, unsigned int flags, unsigned int *status);

// gnutls_ocsp_resp_verify_direct, as if the time were `instant`.
int cgnutls_ocsp_verify_at(time_t instant, gnutls_ocsp_resp_t response, gnutls_x509_crt_t issuer, unsigned int *status,
                           unsigned int flags);

#endif
