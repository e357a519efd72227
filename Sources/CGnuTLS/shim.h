#ifndef COUNTERSIGN_CGNUTLS_SHIM_H
#define COUNTERSIGN_CGNUTLS_SHIM_H

#include <gnutls/gnutls.h>
#include <gnutls/ocsp.h>
#include <gnutls/x509.h>

// Only what Swift cannot import by itself, each with its reason.

// `#define GNUTLS_CLIENT GNUTLS_CLIENT`-style clashes: these are macros and enum members at once, so Swift imports neither.
static const unsigned int cgnutls_client = GNUTLS_CLIENT;
static const unsigned int cgnutls_server = GNUTLS_SERVER;
static const unsigned int cgnutls_nonblock = GNUTLS_NONBLOCK;
static const unsigned int cgnutls_no_tickets = GNUTLS_NO_TICKETS;
static const unsigned int cgnutls_no_auto_send_ticket = GNUTLS_NO_AUTO_SEND_TICKET;
static const unsigned int cgnutls_key_share_top = GNUTLS_KEY_SHARE_TOP;
static const unsigned int cgnutls_no_signal = GNUTLS_NO_SIGNAL;

// A function-like macro with a cast to an enum.
static inline unsigned int cgnutls_profile_to_vflags(gnutls_certificate_verification_profiles_t profile) {
    return GNUTLS_PROFILE_TO_VFLAGS(profile);
}

// Macros with casts.
static inline void cgnutls_server_name_type_dns(gnutls_server_name_type_t *type) { *type = GNUTLS_NAME_DNS; }

#endif
