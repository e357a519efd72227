#ifndef BENCHMARKS_GNUTLSPEER_CONTEXT_H
#define BENCHMARKS_GNUTLSPEER_CONTEXT_H

#include "CGnuTLSPeer.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

struct gnutlspeer_context {
    gnutls_certificate_credentials_t credentials;
    gnutls_x509_trust_list_t trust; // the credentials own it
    gnutls_priority_t priority;
    gnutls_datum_t resumption;
    char *host;
    unsigned flags;
    gnutls_typed_vdata_st data[2]; // host name and purpose, as every verification wants them
};

// GnuTLS's `medium`, 112 bits: what the program under test asks for. Sessions take it from their priority string.
#define VERIFICATION_FLAGS GNUTLS_PROFILE_TO_VFLAGS(GNUTLS_PROFILE_MEDIUM)

// A session with the options that both kinds of client share; NULL on failure.
gnutls_session_t gnutlspeer_new_session(struct gnutlspeer_context *context);

#endif
