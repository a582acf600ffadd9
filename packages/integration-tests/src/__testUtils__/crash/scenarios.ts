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

/** Where a scenario is played. */
interface Place {
  backend: BackendProcess;
  sandbox: Sandbox;
  /** The API of `prod-eu`. */
  core: CoreV1Api;
}

/** A request that is cut off, and what is there before it. */
export interface Scenario {
  name: string;
  /** How many writes it makes at least. */
  writes: number;
  /** Makes what is there beforehand; nothing is without it. Answers what the request needs to know. */
  arrange?(place: Place): Promise<string | void>;
  request(backend: BackendProcess, arranged: string): Promise<Answer>;
}

const PROD = '111122223333';
const STAGING = '444455556666';
const PLACE = { cluster: 'prod-eu', namespace: 'crash-drill', name: 'ledger' };
/** The last that is attached. */
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

/** Everything that can change in place, so that as many kinds of writes as possible are made. */
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

/** Adopts role and ServiceAccount. */
const ADOPTING = { ...SECOND, roleName: BY_HAND, adopt: true };

/** A role in one account, come to by another. */
const TARGET = specOf({
  ...PLACE,
  mechanism: 'pod-identity',
  accountId: STAGING,
});

/** No more than a migration needs. */
const SMALL = specOf({ ...PLACE });

/** Applies a spec. */
const apply = (spec: IamServiceAccountSpec) => (backend: BackendProcess) =>
  backend.ask('PUT', '/service-accounts', { spec });

/** Removes what is there, if anything. */
export const remove = (backend: BackendProcess) =>
  backend.ask('DELETE', `/service-accounts/${serviceAccountId(PLACE)}`);

/** Moves what is there to the other mechanism. */
const migrate = (to: Mechanism) => (backend: BackendProcess) =>
  backend.ask(
    'POST',
    `/service-accounts/${serviceAccountId(PLACE)}/migrations`,
    {
      to,
    },
  );

/** Where the scenarios make their objects. */
export const NAMESPACE = PLACE.namespace;

const applied =
  (spec: IamServiceAccountSpec) =>
  async ({ backend }: Place): Promise<void> => {
    const { status, body } = await apply(spec)(backend);
    if (status !== 200) throw new Error(JSON.stringify(body));
  };

/** A creation that fails at its last policy. Answers its operation. */
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
