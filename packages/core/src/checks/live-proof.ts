import { faults, type FaultId } from '../model/faults';
import { parseRoleArn } from '../arn/arn';
import { type Link } from '../model/types';
import { valueOf } from '../model/observation';
import type { Observed } from '../model/observed';
import { pass, undecided, isFailure } from './utils/answer';
import { faultOf } from './utils/faultOf';
import { restartAll } from './utils/restart';
import { command } from '../model/shell';
import { audienceOf, isTrustProvable } from './utils/trust';
import type { Check, CheckAnswer, Remediation } from './types';

/**
 * SHA-1 thumbprint of the certificate authority that signs the hosts of all EKS issuers. It is a constant because the issuer's host does not resolve
 * inside a VPC that has an endpoint for EKS.
 * Source: "Creating IAM OIDC providers for EKS", in the documentation of tools that make them.
 */
const EKS_THUMBPRINT = '9e99a48a9960b14926bb7f3b02e22da2b0ab7280';

function linkOf(fault: FaultId | undefined): Link | undefined {
  return faults.find(({ id }) => id === fault)?.link;
}

function thumbprintRemediation(observed: Observed): Remediation | undefined {
  const provider = valueOf(observed.oidcProvider);
  return (
    provider && {
      sentence:
        'Set the thumbprint of the OIDC provider to that of the certificate authority that signs EKS issuer hosts.',
      commands: [
        command(
          'aws',
          'iam',
          'update-open-id-connect-provider-thumbprint',
          '--open-id-connect-provider-arn',
          provider.arn,
          '--thumbprint-list',
          EKS_THUMBPRINT,
        ),
      ],
    }
  );
}

function compareRemediation(observed: Observed): Remediation {
  const { ref } = observed;
  return {
    sentence: `The trust policy that was read allows it. Check the policy of the VPC endpoint for AWS STS that the backend calls, and resource control policies. Then compare the trust policy of the role with the claims of a token: ${command(
      'kubectl',
      'create',
      'token',
      ref.name,
      '-n',
      ref.namespace,
      '--audience',
      audienceOf(observed),
    )}`,
  };
}

/** The fix for a VPC endpoint policy. The call is not signed. Source: "AssumeRoleWithWebIdentity", AWS STS API Reference. */
const ENDPOINT_REMEDY: Remediation = {
  sentence:
    'In the policy of the VPC endpoint for AWS STS, allow sts:AssumeRoleWithWebIdentity for the principal "*". The call is not signed, so no other principal matches. Pods that call AWS STS through the same endpoint are refused too.',
};

function remediationOf(
  observed: Observed,
  fault: FaultId | undefined,
): Remediation {
  if (fault === 'thumbprint')
    return thumbprintRemediation(observed) ?? compareRemediation(observed);
  if (fault === 'no-oidc-provider') {
    return {
      sentence: `The OIDC provider exists. AWS STS returns the same error if it is not active in the region. Activate AWS STS for ${observed.config.region} in the account settings of IAM.`,
    };
  }
  if (fault === 'sts-region-inactive') {
    const role = parseRoleArn(valueOf(observed.role)?.arn ?? '');
    return {
      sentence: `Activate AWS STS for ${observed.config.region} in the account settings of IAM of account ${role?.accountId}, which is possible only in the console. Until then, the pods need another AWS STS endpoint.`,
    };
  }
  if (fault === 'keys-unreachable') {
    return {
      sentence:
        'Transient error. Retry in 1 minute. If it persists, check whether the hosts of the issuer and of its keys are reachable from the internet.',
    };
  }
  return fault === 'expired-token'
    ? {
        sentence:
          'Restart the pods, with an SDK version that rereads the token file before each exchange.',
        commands: restartAll(observed),
      }
    : compareRemediation(observed);
}

function answerOf(
  result: 'fail' | 'unknown',
  message: string,
  observed: Observed,
  reason: string,
): CheckAnswer {
  const fault = faultOf(reason);
  const link = linkOf(fault);
  return {
    result,
    message,
    ...((result === 'fail' || fault === 'keys-unreachable') && {
      remediation: remediationOf(observed, fault),
    }),
    ...(/VPC endpoint polic/i.test(reason) && { remediation: ENDPOINT_REMEDY }),
    ...(fault !== undefined && { fault }),
    ...(link && { link }),
  };
}

/** Checks whether AWS STS accepted a ServiceAccount token for the role. Runs only if a live proof was made. */
export const check: Check = {
  meta: {
    id: 'live-proof',
    link: 'trust-policy',
    question: 'Does AWS STS accept a token of the ServiceAccount for the role?',
    symptoms: [
      'AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity',
      "InvalidIdentityToken: OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint",
      "InvalidIdentityToken: Couldn't retrieve verification key from your identity provider",
      'RegionDisabledException: STS is not activated in this region for account',
      'ExpiredTokenException: Token expired: current date/time must be before…',
    ],
    requiredPermissions: ['create serviceaccounts/token'],
    faults: [
      'no-oidc-provider',
      'old-issuer',
      'audience-differs',
      'thumbprint',
      'keys-unreachable',
      'expired-token',
      'malformed-arn',
      'wrong-partition',
      'global-sts',
      'session-too-long',
      'organization-denies',
      'sts-region-inactive',
    ],
    mechanisms: ['irsa'],
    docs: 'docs/reference/checks/live-proof.md',
    needs: [
      'role-annotation',
      'oidc-provider-exists',
      'audience',
      'role-exists',
      'trust-policy',
    ],
    unlessFailed: ['cut-off'],
    provedByExchange: true,
  },
  settles: isFailure,
  isProvable: isTrustProvable,
  run(observed, liveProof) {
    if (liveProof === null) return undecided('No live proof was made.');
    if (liveProof.result === 'proved') {
      return pass(`AWS STS issued ${liveProof.assumedRoleArn}.`);
    }
    const reason = liveProof.reason ?? 'No reason was given.';
    return liveProof.result === 'refused'
      ? answerOf(
          'fail',
          `AWS STS refused the token. ${reason}`,
          observed,
          reason,
        )
      : answerOf(
          'unknown',
          `The live proof could not be made. ${reason}`,
          observed,
          reason,
        );
  },
};
