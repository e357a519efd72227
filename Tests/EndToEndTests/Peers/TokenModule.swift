import Foundation
import TestKit

/// A PKCS#11 module of our own, in C, built by the test: one token with one trusted certificate, and a fault.
struct TokenModule {
    /// What it does wrong.
    enum Fault: String, CaseIterable, Sendable {
        case none
        /// Calls that fail.
        case initialize, info, slots, tokenInfo, session, find, value
        /// What it says is not so.
        case countsTooMany, hugeValue, growingValue, noCertificate, endless
        /// A call that never comes back.
        case blocks
    }

    let files: TemporaryDirectory

    /// Builds it, with a configuration of p11-kit that names it and nothing else.
    ///
    /// - Parameter certificate: of the one object, DER.
    func install(_ certificate: [UInt8]) async throws {
        let octets = certificate.map(String.init).joined(separator: ",")
        let certificate = "static unsigned char certificate[] = {\(octets)};\n"
        let source = try files.write(certificate + Self.source, to: "module.c")
        let library = files.file("module.so")
        let compiled = try await Run.of([
            Tool.clang.path, "-shared", "-fPIC", "-I/usr/include/p11-kit-1", "-o", library, source,
        ])
        guard compiled.exitCode == 0 else { throw ToolFailure(story: compiled.story) }
        try FileManager.default.createDirectory(atPath: files.file("modules"), withIntermediateDirectories: true)
        try files.write("module: \(library)\n", to: "modules/faulty.module")
    }

    /// Runs the program where it sees this module, with a fault, and no other; nobody else sees it there.
    func running(_ arguments: [String], _ fault: Fault) async throws -> Run {
        let script = "mount --bind \"$1\" /usr/share/p11-kit/modules; export MODULE_FAULT=$2; shift 2; exec \"$@\""
        return try await Run.of(
            [Tool.unshare.path, "-rm", Tool.bash.path, "-euc", script, "bash", files.file("modules"), fault.rawValue]
                + [Countersign.path] + arguments, seconds: 120)
    }

    private static let source = #"""
        #include <p11-kit/pkcs11.h>
        #include <stdlib.h>
        #include <string.h>
        #include <unistd.h>

        static int is(const char *fault) {
            const char *wanted = getenv("MODULE_FAULT");
            return wanted && !strcmp(wanted, fault);
        }
        static void text(unsigned char *place, size_t size, const char *value) {
            memset(place, ' ', size);
            memcpy(place, value, strlen(value));
        }

        static CK_RV initialize(void *unused) { return is("initialize") ? CKR_DEVICE_ERROR : CKR_OK; }
        static CK_RV finalize(void *unused) { return CKR_OK; }
        static CK_RV get_info(CK_INFO *info) {
            memset(info, 0, sizeof *info);
            info->cryptokiVersion.major = 2;
            info->cryptokiVersion.minor = 40;
            text(info->manufacturerID, 32, "test");
            text(info->libraryDescription, 32, "faulty");
            return is("info") ? CKR_DEVICE_ERROR : CKR_OK;
        }
        static CK_RV slot_list(CK_BBOOL present, CK_SLOT_ID *slots, CK_ULONG *count) {
            if (is("slots")) return CKR_DEVICE_ERROR;
            while (is("blocks")) sleep(60);
            CK_ULONG room = *count;
            *count = is("countsTooMany") ? 1ul << 20 : 1;
            if (!slots) return CKR_OK;
            if (room < *count) return CKR_BUFFER_TOO_SMALL;
            for (CK_ULONG i = 0; i < *count; i++) slots[i] = 1;
            return CKR_OK;
        }
        static CK_RV slot_info(CK_SLOT_ID slot, CK_SLOT_INFO *info) {
            memset(info, 0, sizeof *info);
            text(info->slotDescription, 64, "faulty slot");
            text(info->manufacturerID, 32, "test");
            info->flags = CKF_TOKEN_PRESENT;
            return CKR_OK;
        }
        static CK_RV token_info(CK_SLOT_ID slot, CK_TOKEN_INFO *info) {
            memset(info, 0, sizeof *info);
            text(info->label, 32, "faulty");
            text(info->manufacturerID, 32, "test");
            text(info->model, 16, "test");
            text(info->serialNumber, 16, "1");
            info->flags = CKF_TOKEN_INITIALIZED;
            return is("tokenInfo") ? CKR_DEVICE_ERROR : CKR_OK;
        }
        static CK_RV open_session(CK_SLOT_ID slot, CK_FLAGS flags, void *context, CK_NOTIFY notify,
                                  CK_SESSION_HANDLE *session) {
            *session = 1;
            return is("session") ? CKR_DEVICE_ERROR : CKR_OK;
        }
        static CK_RV close_session(CK_SESSION_HANDLE session) { return CKR_OK; }
        static CK_RV session_info(CK_SESSION_HANDLE session, CK_SESSION_INFO *info) {
            memset(info, 0, sizeof *info);
            info->slotID = 1;
            return CKR_OK;
        }

        static CK_OBJECT_CLASS class = CKO_CERTIFICATE;
        static CK_CERTIFICATE_TYPE type = CKC_X_509;
        static CK_BBOOL yes = 1, no = 0;
        static char label[] = "faulty root", id[] = "1";
        static int left;

        /* 0: no such attribute. */
        static CK_ULONG value(CK_ATTRIBUTE_TYPE wanted, void **place) {
            switch (wanted) {
            case CKA_CLASS: *place = &class; return sizeof class;
            case CKA_CERTIFICATE_TYPE: *place = &type; return sizeof type;
            case CKA_TOKEN: case CKA_TRUSTED: *place = &yes; return 1;
            case CKA_PRIVATE: *place = &no; return 1;
            case CKA_LABEL: *place = label; return sizeof label - 1;
            case CKA_ID: *place = id; return 1;
            case CKA_VALUE: *place = is("noCertificate") ? (void *)label : (void *)certificate;
                return is("noCertificate") ? sizeof label - 1 : sizeof certificate;
            default: return 0;
            }
        }
        static CK_RV find_init(CK_SESSION_HANDLE session, CK_ATTRIBUTE *filter, CK_ULONG count) {
            left = 1;
            for (CK_ULONG i = 0; i < count; i++) {
                void *place;
                CK_ULONG size = value(filter[i].type, &place);
                if (size != filter[i].ulValueLen || memcmp(place, filter[i].pValue, size)) left = 0;
            }
            return CKR_OK;
        }
        static CK_RV find(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE *objects, CK_ULONG room, CK_ULONG *count) {
            if (is("find")) return CKR_DEVICE_ERROR;
            *count = 0;
            if (!left || !room) return CKR_OK;
            if (is("endless")) usleep(1000); else left = 0;
            objects[(*count)++] = 1;
            return CKR_OK;
        }
        static CK_RV find_final(CK_SESSION_HANDLE session) { return CKR_OK; }
        static CK_RV attributes(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE *wanted,
                                CK_ULONG count) {
            CK_RV status = is("value") ? CKR_DEVICE_ERROR : CKR_OK;
            for (CK_ULONG i = 0; i < count && status != CKR_DEVICE_ERROR; i++) {
                void *place;
                CK_ULONG size = value(wanted[i].type, &place);
                if (!size) {
                    wanted[i].ulValueLen = CK_UNAVAILABLE_INFORMATION;
                    status = CKR_ATTRIBUTE_TYPE_INVALID;
                } else if (wanted[i].type == CKA_VALUE && is("hugeValue")) {
                    wanted[i].ulValueLen = 1ul << 40;
                    if (wanted[i].pValue) status = CKR_BUFFER_TOO_SMALL;
                } else if (!wanted[i].pValue) {
                    wanted[i].ulValueLen = wanted[i].type == CKA_VALUE && is("growingValue") ? size / 2 : size;
                } else if (wanted[i].ulValueLen < size) {
                    wanted[i].ulValueLen = CK_UNAVAILABLE_INFORMATION;
                    status = CKR_BUFFER_TOO_SMALL;
                } else {
                    memcpy(wanted[i].pValue, place, size);
                    wanted[i].ulValueLen = size;
                }
            }
            return status;
        }
        static CK_RV unsupported() { return CKR_FUNCTION_NOT_SUPPORTED; }

        CK_RV C_GetFunctionList(CK_FUNCTION_LIST **list) {
            static CK_FUNCTION_LIST functions;
            /* All members behind the version are function pointers. */
            void **entry = (void **)&functions.C_Initialize;
            while ((char *)entry < (char *)(&functions + 1)) *entry++ = (void *)unsupported;
            functions.version.major = 2;
            functions.version.minor = 40;
            functions.C_Initialize = initialize;
            functions.C_Finalize = finalize;
            functions.C_GetInfo = get_info;
            functions.C_GetFunctionList = C_GetFunctionList;
            functions.C_GetSlotList = slot_list;
            functions.C_GetSlotInfo = slot_info;
            functions.C_GetTokenInfo = token_info;
            functions.C_OpenSession = open_session;
            functions.C_CloseSession = close_session;
            functions.C_GetSessionInfo = session_info;
            functions.C_FindObjectsInit = find_init;
            functions.C_FindObjects = find;
            functions.C_FindObjectsFinal = find_final;
            functions.C_GetAttributeValue = attributes;
            *list = &functions;
            return CKR_OK;
        }
        """#
}
