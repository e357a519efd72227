/// What is special about a sound chain: by these a run shows that it made every kind, and a library's refusal is
/// expected.
enum SoundFeature: String, CaseIterable, Sendable {
    // Keys and signatures.
    case rsa2048, rsa3072, rsa4096, keyForPSSAlone, p256, p384, p521, ed25519
    case rsaPKCS1, rsaPSS, ecdsaWithSHA256, ecdsaWithSHA384, ecdsaWithSHA512, signedByEd25519
    // Shapes.
    case intermediates0, intermediates1, intermediates2, intermediates3, intermediates4, intermediates5
    case otherOrder, duplicates, otherCertificates, rootSent, selfIssuedIntermediate
    case rootIsAnchor, intermediateIsAnchor, serverIsAnchor, selfSignedServer, unrelatedAnchor, twoAnchorsOfOneName
    case crossSignedByUnknown, crossSignedByExpired, crossSignedByTrusted, crossSignatureExpired, rootUnderOtherRoot
    case renewedCertificate, version1Root
    // The names of the server.
    case addressIPv4, addressIPv6, wildcard, aLabel, otherCase, manyNames, mailName, uriName, directoryName, otherName
    case serviceName, registeredID, rareKindOfName, emptySubject, criticalNames, commonNameOfHost, namesOfCA
    // Names of certificates.
    case multiValuedPart, teletexString, bmpString, universalString, lettersBeyondASCII, mailAddressInSubject
    case unknownAttribute, issuerSpelledOtherwise
    // Times and numbers.
    case firstSecond, lastSecond, noExpiry, generalizedTime, longSerialNumber
    // Extensions.
    case noKeyIdentifiers, noAuthorityKeyIdentifier, authorityIssuerAndSerial
    case noKeyUsage, noDigitalSignature, noKeyUsageOfCA, noPurpose, anyPurposeOfServer, anyPurposeOfCA, anyPurposeOfRoot
    case purposesOfCA, exactPathLength
    case permittedDNS, permittedAddress, permittedMail, permittedURI, permittedDirectory
    case excludedDNS, excludedAddress, excludedMail, excludedURI, excludedDirectory, constraintOnDNSWithoutDNSName
    case policiesAtRandom, policiesAlongPath, anyPolicy, policyMapping, policyRequired, policyMappingForbidden
    case anyPolicyForbidden, cpsPointer, userNotice
    case informationAccess, distributionPoint, distributionPointOfReasons, freshestList, issuerAlternativeName
    case directoryAttributes, keyUsagePeriod, unknownExtension, netscapeComment
}
