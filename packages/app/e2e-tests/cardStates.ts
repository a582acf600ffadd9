/* eslint-disable @backstage/no-relative-monorepo-imports -- the fixtures of the plugin's gallery are not published */
import type {
  IamServiceAccount,
  LiveProof,
  Verification,
} from '@backstage-irsa/core/model';
import {
  broken,
  degraded,
  unknown,
  verified,
} from '../../../plugins/irsa/dev/fixtures/serviceAccounts';
import {
  minutesAgo,
  PASSED,
  proved,
} from '../../../plugins/irsa/dev/fixtures/verifications';

interface ProofState {
  proof: LiveProof | null;
  says: RegExp;
}

const PROOFS: Record<string, ProofState> = {
  none: { proof: null, says: /Not proved yet/ },
  proved: { proof: proved, says: /Proved by token exchange \d+ min ago ·/ },
  'proved-before': {
    proof: { ...proved, changedSince: ['trust-policy'] },
    says: /Proved by token exchange \d+ min ago \(before the last change of Trust policy\)/,
  },
  refused: {
    proof: {
      result: 'refused',
      at: minutesAgo(3),
      reason: 'Not authorized to perform sts:AssumeRoleWithWebIdentity.',
    },
    says: /AWS refused the token \d+ min ago: Not authorized/,
  },
  failed: {
    proof: {
      result: 'failed',
      at: minutesAgo(3),
      reason: 'STS did not answer within 5 s.',
    },
    says: /The token exchange failed \d+ min ago: STS did not answer/,
  },
};

const SETTLED = minutesAgo(-2);
const JUST_WRITTEN = `Recently changed: AWS may take until ${SETTLED} to apply it. Current result: The trust policy names namespace \`staging\`, not \`production\`.`;

interface HealthState {
  verification: Pick<
    Verification,
    'status' | 'checks' | 'settling' | 'unknown'
  > | null;
  /** The displayed status. A function if it depends on the proof. */
  status: string | ((proof: string) => string);
  says?: RegExp;
}

const checksOf = ({ verification }: IamServiceAccount) =>
  verification?.checks ?? [];

const HEALTHS: Record<string, HealthState> = {
  verified: {
    verification: { status: 'verified', checks: PASSED },
    status: proof =>
      ({
        proved: 'Verified',
        'proved-before': 'Proved before the last change',
      }[proof] ?? 'Checks pass'),
  },
  degraded: {
    verification: { status: 'degraded', checks: checksOf(degraded) },
    status: 'Degraded',
    says: /1 of 4 pods started before the role was set/,
  },
  broken: {
    verification: { status: 'broken', checks: checksOf(broken) },
    status: 'Broken',
    says: /The trust policy names namespace staging, not production/,
  },
  unknown: {
    verification: {
      status: 'unknown',
      checks: checksOf(unknown),
      unknown: {
        reason:
          'The role could not be read: the backend lacks iam:GetRole on it.',
        since: minutesAgo(120),
        lastKnown: { status: 'verified', at: minutesAgo(125) },
      },
    },
    status: 'Unknown',
    says: /Became unknown 2 h ago\..*Last known: checks passed, 2 h ago\./,
  },
  settling: {
    verification: {
      status: 'unknown',
      checks: checksOf(broken).map(check =>
        check.result === 'fail'
          ? {
              id: check.id,
              link: check.link,
              evidence: check.evidence,
              result: 'unknown',
              message: JUST_WRITTEN,
              remediation: null,
            }
          : check,
      ),
      unknown: {
        reason: JUST_WRITTEN,
        since: minutesAgo(1),
        lastKnown: { status: 'verified', at: minutesAgo(30) },
      },
      settling: { until: SETTLED },
    },
    status: 'Settling',
    says: /Settling until/,
  },
  unverified: { verification: null, status: 'Not verified' },
};

const USES: Record<
  string,
  { workloads: IamServiceAccount['workloads']; says: RegExp }
> = {
  all: {
    workloads: { pods: 4, injected: 4 },
    says: /4 of 4 pods use the role/,
  },
  some: {
    workloads: { pods: 4, injected: 3 },
    says: /3 of 4 pods use the role/,
  },
  none: { workloads: { pods: 0, injected: 0 }, says: /Not in use/ },
  unread: { workloads: null, says: /Could not list pods/ },
};

/** An IAM service account in one combination of states, and the texts that its card must show. */
export interface CardState {
  account: IamServiceAccount;
  proof: string;
  health: string;
  use: string;
  isAtRisk: boolean;
  status: string;
  says: RegExp[];
}

function stateOf(
  proof: string,
  health: string,
  use: string,
  isAtRisk: boolean,
): CardState {
  const name = [health, proof, use, isAtRisk ? 'risk' : 'safe'].join('-');
  const { verification, status, says } = HEALTHS[health];
  const { permissions } = isAtRisk ? degraded : verified;
  return {
    account: {
      ...verified,
      id: name,
      name,
      roleArn: `arn:aws:iam::111122223333:role/backstage/${health}-7f3a`,
      permissions,
      workloads: USES[use].workloads,
      verification: verification && {
        ...verification,
        liveProof: PROOFS[proof].proof,
        checkedAt: minutesAgo(2),
      },
    },
    proof,
    health,
    use,
    isAtRisk,
    status: typeof status === 'string' ? status : status(proof),
    says: [PROOFS[proof].says, USES[use].says, ...(says ? [says] : [])],
  };
}

const proofsOf = (health: string) =>
  HEALTHS[health].verification ? Object.keys(PROOFS) : ['none'];

/** Every combination of health, proof, and use. Half of them have risks. */
export const CARD_STATES: CardState[] = Object.keys(HEALTHS).flatMap(health =>
  proofsOf(health).flatMap((proof, row) =>
    Object.keys(USES).map((use, column) =>
      stateOf(proof, health, use, (row + column) % 2 === 1),
    ),
  ),
);

/** The most common states. */
export const SINGLE_STATES: CardState[] = [
  stateOf('proved', 'verified', 'all', false),
  stateOf('none', 'verified', 'none', true),
  stateOf('proved-before', 'verified', 'all', false),
  stateOf('proved', 'degraded', 'some', true),
  stateOf('refused', 'broken', 'all', false),
  stateOf('proved', 'unknown', 'unread', false),
  stateOf('proved-before', 'settling', 'all', false),
  stateOf('none', 'unverified', 'none', false),
];
