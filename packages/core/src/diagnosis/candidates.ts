import {
  faults,
  type Fault,
  type FaultEvidence,
  type FaultId,
} from '../model/faults';
import type { CheckResult, DiagnosisCandidate } from '../model/types';
import type { Verdict } from './evaluation';
import type { DiagnosisContext } from './types';

const LIVE_PROOF = 'live-proof';

/** The advice for faults that no check can detect. */
const ADVICE: Partial<Record<FaultId, string>> = {
  thumbprint:
    "Set the thumbprint of the issuer's certificate in the OIDC provider. Outside China, AWS no longer needs it.",
  'keys-unreachable':
    'Retry in 1 minute: the error is transient. If it persists, check whether the issuer is reachable from the internet.',
  'expired-token':
    'Let the AWS SDK read the token file, in a version that rereads it before each exchange. Until then, restart the pod.',
  'old-sdk':
    'Build the application with a version of the AWS SDK that supports web identity tokens.',
  'token-unreadable':
    "Set fsGroup in the pod's securityContext to the group of the container's user.",
  'role-recreated':
    'Add the role to the resource policy again: AWS treats a recreated role as another principal.',
  'session-too-long':
    'Request a shorter session in the application, or raise the maximum session duration of the role.',
  'organization-denies':
    'Ask the administrators of the AWS organization or the VPC endpoint which policy denies it.',
  'resource-policy-denies':
    "Check the resource's own policy, such as that of the bucket or the key, and allow the role in it.",
  'sdk-without-pod-identity':
    'Build the application with an AWS SDK that supports EKS Pod Identity, at least Java 2.21.30 or 1.12.746, Go 1.47.11 or the Go SDK v2 of 2023-11-14, boto3 1.34.41, JavaScript 3.458.0 or 2.1550.0, .NET 3.7.734.0, PHP 3.287.1, Ruby 3.188.0, Rust of 2024-03-13, Kotlin 1.0.1, C++ 1.11.263, AWS CLI 2.15.0 or 1.30.0.',
  'sts-region-inactive':
    "Activate AWS STS for the region in the account settings of IAM of the role's account.",
  'aws-profile':
    'Remove AWS_PROFILE and the mounted AWS configuration from the pod, and request at most 1 hour where one role assumes another.',
};

/** Returns the advice for a fault that no check can detect; null if it depends on the result. */
function adviceOn(fault: FaultId): string | null {
  return ADVICE[fault] ?? null;
}

type State = Pick<
  DiagnosisCandidate,
  'state' | 'reason' | 'check' | 'remediation' | 'commands'
>;

/** Returns the state of a fault that a check found. */
function confirmedBy(check: CheckResult): State {
  return {
    state: 'confirmed',
    reason: check.message,
    check: check.id,
    remediation: check.remediation,
    ...(check.commands && { commands: check.commands }),
  };
}

function open({ evidence }: Fault): string {
  const REASONS: Record<FaultEvidence, string> = {
    'error-text': 'Only the application can show it.',
    'live-proof': 'Only a token exchange at the time of the error can show it.',
    'api-data': 'No check can detect it.',
  };
  return REASONS[evidence];
}

/** Faults of the pod's settings that the code or the image of the application can have too. */
const IN_APPLICATION: FaultId[] = ['static-keys', 'aws-profile', 'global-sts'];

/** Returns why passing checks cannot rule a fault out; undefined if they can. */
function limitOf({ id, link }: Fault): string | undefined {
  if (link === 'permissions') {
    return 'The checks cover what the service needs, not the request that AWS refused.';
  }
  return IN_APPLICATION.includes(id)
    ? 'The checks do not see what the application sets itself.'
    : undefined;
}

/** Returns the state of a fault that a check left open, because it did not answer or found something else. */
function leftOpenBy(check: CheckResult): State {
  return {
    state: 'possible',
    reason:
      check.result === 'unknown'
        ? check.message
        : `The check found something else: ${check.message}`,
    check: check.id,
    remediation: null,
  };
}

/** Returns the state of a fault according to the checks that can report it. */
function judged(
  fault: Fault,
  checks: CheckResult[],
  context: DiagnosisContext,
): State {
  const remediation = adviceOn(fault.id);
  const possible = (reason: string): State => ({
    state: 'possible',
    reason,
    remediation,
  });
  const declaring = context.checks.filter(
    declared =>
      declared.faults.includes(fault.id) &&
      declared.mechanisms.includes(context.mechanism),
  );
  const resultOf = (id: string) => checks.find(one => one.id === id);
  const doubtful = declaring
    .map(({ id }) => resultOf(id))
    .find(one => one && one.result !== 'pass');
  if (doubtful) return { ...leftOpenBy(doubtful), remediation };
  const limit = limitOf(fault);
  if (limit !== undefined) return possible(limit);
  // A successful live proof shows only that AWS STS accepted one token at another time.
  const reading = declaring.filter(({ id }) => id !== LIVE_PROOF);
  if (reading.length === 0) return possible(open(fault));
  const missing = reading.find(({ id }) => !resultOf(id));
  if (missing) return possible(`Not checked: ${missing.id} did not run.`);
  const [passed] = reading.flatMap(({ id }) => resultOf(id) ?? []);
  return {
    state: 'ruled-out',
    reason: passed.message,
    check: passed.id,
    remediation: null,
  };
}

/** Compares a fault with the checks and the evaluation; undefined for an unknown fault ID. */
export function candidateOf(
  id: string,
  checks: CheckResult[],
  verdicts: Map<FaultId, Verdict>,
  context: DiagnosisContext,
): DiagnosisCandidate | undefined {
  const fault = faults.find(one => one.id === id);
  if (!fault) return undefined;
  const found = checks.find(
    check => check.fault === id && ['fail', 'warn'].includes(check.result),
  );
  const state = found
    ? confirmedBy(found)
    : verdicts.get(fault.id) ?? judged(fault, checks, context);
  return { fault: fault.id, title: fault.title, ...state };
}
