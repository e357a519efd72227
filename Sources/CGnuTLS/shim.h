#ifndef COUNTERSIGN_CGNUTLS_SHIM_H
#define COUNTERSIGN_CGNUTLS_SHIM_H

#include <gnutls/gnutls.h>
#include <gnutls/abstract.h>
#include <gnutls/ocsp.h>
#include <gnutls/pkcs11.h>
#include <gnutls/x509.h>
#include <gnutls/x509-ext.h>
#include <errno.h>

// Only what Swift cannot import by itself, each with its reason.

// Macros and enum members at once (`#define GNUTLS_CLIENT (1<<1)` beside the enum): the importer drops both.
static const unsigned int cgnutls_server = 1;
static const unsigned int cgnutls_client = 1 << 1;
static const unsigned int cgnutls_nonblock = 1 << 3;
static const unsigned int cgnutls_no_tickets = 1 << 10;
_Static_assert(GNUTLS_SERVER == 1 && GNUTLS_CLIENT == 1 << 1, "role flags moved");
_Static_assert(GNUTLS_NONBLOCK == 1 << 3 && GNUTLS_NO_TICKETS == 1 << 10, "session flags moved");

// A function-like macro.
static inline unsigned int cgnutls_profile_flags(gnutls_certificate_verification_profiles_t profile) {
    return GNUTLS_PROFILE_TO_VFLAGS(profile);
}

// gnutls_free is a global variable that holds a function: Swift sees unguarded mutable state.
static inline void cgnutls_release(void *memory) { gnutls_free(memory); }

// errno is a macro; a pull function says "nothing there yet" by it.
static inline void cgnutls_set_would_block(void) { errno = EAGAIN; }

#endif
