/** An accepted difference between the sandbox and the genuine API server. */
export interface KnownDifference {
  /** Matches the case, request, and path, in the form of {@link Difference.where}. */
  where: RegExp;
  /** A description of the difference for people. */
  what: string;
  /** Why the difference is not resolved. */
  reason: string;
}

/** All known differences. The tests fail if one of them no longer occurs. */
export const KNOWN_DIFFERENCES: KnownDifference[] = [
  {
    where:
      /metadata\.labels(\.kubernetes\.io\/metadata\.name)?$|fieldsV1\.f:metadata(\.f:labels\.f:kubernetes\.io\/metadata\.name)?$|64 characters.*(message|causes\.1)$/,
    what: 'labels of namespaces',
    reason:
      'Namespaces have the label kubernetes.io/metadata.name since Kubernetes 1.21, and the sandbox is of 1.32.',
  },
  {
    where: /\/token: body\.metadata\.(name|namespace|creationTimestamp)$/,
    what: 'metadata of the answer to a TokenRequest',
    reason:
      'The answer to a TokenRequest names the ServiceAccount since Kubernetes 1.21.',
  },
  {
    where: /tokenreviews: body\.status\.user\.extra$/,
    what: '`extra` of a ServiceAccount in a TokenReview',
    reason: 'Tokens have a credential ID since Kubernetes 1.30.',
  },
  {
    where:
      /(no JSON|options that are no JSON|resourceVersion that is none) \|.*body\.(code|reason|message|details)$|(no JSON|options that are no JSON|resourceVersion that is none) \|.*: status$/,
    what: 'status of bodies, options and versions that cannot be read',
    reason:
      'Kubernetes 1.20 answers 500 to some bodies and versions that cannot be read, which later versions answer with 400, as the sandbox does.',
  },
  {
    where: /256 KiB.*(message)$/,
    what: 'wording of annotations that are too long',
    reason:
      'What is too long "must have at most" so many bytes in Kubernetes 1.20, and "may not be more than" so many in 1.32.',
  },
  {
    where: /a kind of patch that it does not know \|.*body\.(message|details)$/,
    what: 'wording of a patch of an unknown kind',
    reason:
      'Kubernetes 1.32 lists the media types that a patch may have, 1.20 does not.',
  },
  {
    where:
      /(tokenreviews|accessreviews|\/token): body\.metadata\.managedFields$/,
    what: '`managedFields` of reviews and TokenRequests',
    reason:
      'What is not stored has managedFields that nothing reads: the sandbox leaves them out.',
  },
  {
    where: /managedFields\..*(\.\.|f:matchLabels|f:finalizers|f:spec)$/,
    what: 'marks of whole maps in `managedFields`',
    reason:
      'Which maps a client made as a whole (".") and which are one value follows from the Go types of the API server, which the sandbox does not have. No field of ours depends on it.',
  },
  {
    where:
      /(resources|terminationMessagePath|terminationMessagePolicy|imagePullPolicy|terminationGracePeriodSeconds|dnsPolicy|securityContext|schedulerName|template\.metadata\.creationTimestamp|deployments: body\.status)$/,
    what: 'defaults of pods and their templates',
    reason:
      'Defaults of pods that need a kubelet to mean something: the sandbox has none.',
  },
  {
    where:
      /(no JSON|a body of another kind|that nobody issued|a label selector that is none|that cannot be selected by|a time that is no number|audiences that are no list|both are asked|what is bound cannot be changed|its selector does not select its pods|a selector cannot be changed|a value that is no text) \|.*body\.(message|details\.causes\.0\.message)$|tokenreviews: body\.status\.error$/,
    what: 'wording of what cannot be read, and of values',
    reason:
      'Messages that quote the parser or the Go value: status, reason and field are the same.',
  },
  {
    where: /a uid that is not its own \|.*(message|causes\.1)$/,
    what: 'causes of a patch with another uid',
    reason: 'Kubernetes 1.20 says twice that a uid is immutable.',
  },
];
