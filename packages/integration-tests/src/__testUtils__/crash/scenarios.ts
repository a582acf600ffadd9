import { setTimeout as sleep } from 'node:timers/promises';
import type { CoreV1Api } from '@kubernetes/client-node';
import type { Sandbox } from '@backstage-irsa/sandbox';
import {
  type IamServiceAccountSpec,
  type Mechanism,
  serviceAccountId,
} from '@backstage-irsa/core/model';
import { specOf } from '../core';
import { deny, makeByHand } from './arrangements';
import type { Answer, BackendProcess } from './BackendProcess';

/** The environment that a scenario runs in. */
interface Place {
  backend: BackendProcess;
  sandbox: Sandbox;
  /** The API client of `prod-eu`. */
  core: CoreV1Api;
}

/** An interrupted request, and the state before it. */
export interface Scenario {
  name: string;
  /** The minimum number of its writes. */
  writes: number;
  /** Creates the initial state. Without it, nothing exists at the start. Returns the data that the request needs. */
  arrange?(place: Place): Promise<string | void>;
  request(backend: BackendProcess, arranged: string): Promise<Answer>;
}

const PROD = '111122223333';
const STAGING = '444455556666';
const PLACE = { cluster: 'prod-eu', namespace: 'crash-drill', name: 'ledger' };
/** The last policy that is attached. */
const S3_FULL = 'arn:aws:iam::aws:policy/AmazonS3FullAccess';
const BY_HAND = 'crash-drill-by-hand';

const allow = (Action: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
});

const FIRST = specOf({
  ...PLACE,
  managedPolicyArns: [S3_FULL],
  policyDocument: allow('sqs:ListQueues'),
  tags: { team: 'ledger', stage: 'test' },
});

/** A spec that changes everything that can change in place, to cover as many kinds of writes as possible. */
const SECOND = specOf({
  ...PLACE,
  grants: [{ service: 's3', access: 'read', resource: 'other-bucket' }],
  policyDocument: allow('sns:ListTopics'),
  tags: { team: 'books' },
  audience: 'other-audience',
  tokenExpirationSeconds: 3600,
  maxSessionDurationSeconds: 7200,
  permissionsBoundaryArn: `arn:aws:iam::${PROD}:policy/platform/service-boundary`,
});

/** A spec that adopts the role and ServiceAccount. */
const ADOPTING = { ...SECOND, roleName: BY_HAND, adopt: true };

/** A spec for a target role in another account. */
const TARGET = specOf({
  ...PLACE,
  mechanism: 'pod-identity',
  accountId: STAGING,
});

/** The smallest spec that a migration needs. */
const SMALL = specOf({ ...PLACE });

/** Applies a spec. */
const apply = (spec: IamServiceAccountSpec) => (backend: BackendProcess) =>
  backend.ask('PUT', '/service-accounts', { spec });

/** Deletes the IAM service account if it exists. */
export const remove = (backend: BackendProcess) =>
  backend.ask('DELETE', `/service-accounts/${serviceAccountId(PLACE)}`);

/** Migrates the IAM service account to the other mechanism. */
const migrate = (to: Mechanism) => (backend: BackendProcess) =>
  backend.ask(
    'POST',
    `/service-accounts/${serviceAccountId(PLACE)}/migrations`,
    {
      to,
    },
  );

/** The namespace in which the scenarios create their objects. */
export const NAMESPACE = PLACE.namespace;

const applied =
  (spec: IamServiceAccountSpec) =>
  async ({ backend }: Place): Promise<void> => {
    const { status, body } = await apply(spec)(backend);
    if (status !== 200) throw new Error(JSON.stringify(body));
  };

/** Runs a creation that fails at its last policy. Returns its operation. */
async function failToApply({ backend, sandbox }: Place): Promise<string> {
  const account = sandbox.world.accounts.get(PROD)!;
  const end = deny(account, 'iam:AttachRolePolicy', {
    ArnEquals: { 'iam:PolicyARN': S3_FULL },
  });
  try {
    const begun = await backend.ask(
      'PUT',
      '/service-accounts',
      { spec: FIRST },
      { Prefer: 'respond-async' },
    );
    const id = String(begun.body.id);
    let { status } = begun.body;
    while (status === 'running') {
      await sleep(50);
      ({ status } = (await backend.ask('GET', `/operations/${id}`)).body);
    }
    if (status !== 'failed') throw new Error(JSON.stringify(begun.body));
    return id;
  } finally {
    end();
  }
}

export const SCENARIOS: Scenario[] = [
  { name: 'creation', writes: 8, request: apply(FIRST) },
  {
    name: 'creation in another account by EKS Pod Identity',
    writes: 8,
    request: apply(TARGET),
  },
  {
    name: 'update',
    writes: 12,
    arrange: applied(FIRST),
    request: apply(SECOND),
  },
  { name: 'deletion', writes: 6, arrange: applied(FIRST), request: remove },
  {
    name: 'adoption',
    writes: 10,
    arrange: ({ sandbox, core }) =>
      makeByHand(sandbox.world.accounts.get(PROD)!, core, {
        role: BY_HAND,
        namespace: PLACE.namespace,
        serviceAccount: PLACE.name,
      }),
    request: apply(ADOPTING),
  },
  {
    name: 'rollback',
    writes: 4,
    arrange: failToApply,
    request: (backend, operation) =>
      backend.ask('POST', `/operations/${operation}/rollbacks`, {}),
  },
  {
    name: 'move',
    writes: 11,
    arrange: applied(FIRST),
    request: apply({ ...FIRST, roleName: 'crash-drill-moved' }),
  },
  {
    name: 'migration to EKS Pod Identity',
    writes: 4,
    arrange: applied(SMALL),
    request: migrate('pod-identity'),
  },
  {
    name: 'migration to IRSA',
    writes: 4,
    arrange: applied({ ...SMALL, mechanism: 'pod-identity' }),
    request: migrate('irsa'),
  },
];
