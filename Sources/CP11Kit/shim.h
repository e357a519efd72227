// The iterator is called unstable since 2013, and has kept its form.
#define P11_KIT_FUTURE_UNSTABLE_API 1
#include <p11-kit/p11-kit.h>
#include <p11-kit/uri.h>
#include <p11-kit/iter.h>
#include <p11-kit/pkcs11.h>
#include <p11-kit/pkcs11x.h>

// Macros with casts, which Swift does not import.
static const CK_OBJECT_CLASS cp11kit_object_certificate = CKO_CERTIFICATE;
static const CK_OBJECT_CLASS cp11kit_object_trust = CKO_NSS_TRUST;
static const CK_ATTRIBUTE_TYPE cp11kit_class = CKA_CLASS;
static const CK_ATTRIBUTE_TYPE cp11kit_label = CKA_LABEL;
static const CK_ATTRIBUTE_TYPE cp11kit_issuer = CKA_ISSUER;
static const CK_ATTRIBUTE_TYPE cp11kit_serial_number = CKA_SERIAL_NUMBER;
static const CK_ATTRIBUTE_TYPE cp11kit_value = CKA_VALUE;
static const CK_ATTRIBUTE_TYPE cp11kit_distrusted = CKA_X_DISTRUSTED;
static const CK_ATTRIBUTE_TYPE cp11kit_server_distrust_after = CKA_NSS_SERVER_DISTRUST_AFTER;
static const CK_ATTRIBUTE_TYPE cp11kit_trust_server_auth = CKA_TRUST_SERVER_AUTH;
static const CK_TRUST cp11kit_not_trusted = CKT_NSS_NOT_TRUSTED;
// The values that trust, or leave it to others.
static const CK_TRUST cp11kit_other_trust[] = {
    CKT_NSS_TRUSTED, CKT_NSS_TRUSTED_DELEGATOR, CKT_NSS_VALID_DELEGATOR, CKT_NSS_MUST_VERIFY_TRUST, CKT_NSS_TRUST_UNKNOWN,
};
static const CK_ULONG cp11kit_unavailable = CK_UNAVAILABLE_INFORMATION;
static const CK_FLAGS cp11kit_serial_session = CKF_SERIAL_SESSION;
static const CK_RV cp11kit_ok = CKR_OK;
static const CK_RV cp11kit_no_more_objects = CKR_CANCEL;
// What a token answers that knows no such class, or shows it only after a login.
static const CK_RV cp11kit_no_such_objects[] = {
    CKR_ATTRIBUTE_VALUE_INVALID, CKR_TEMPLATE_INCONSISTENT, CKR_USER_NOT_LOGGED_IN,
};
