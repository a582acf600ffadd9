import type {
  IamServiceAccountSpec,
  Mechanism,
} from '@backstage-irsa/plugin-irsa-common';
import { serviceAccountId } from '../../naming/serviceAccountId';
import { specOf } from '../specs';
import type { Answer, BackendProcess } from './BackendProcess';

/** A request that is cut off, and what is there before it. */
export interface Scenario {
  name: string;
  /** Applied beforehand; nothing is there without it. */
  start?: IamServiceAccountSpec;
  /** So many writes it has at least. */
  writes: number;
  request(backend: BackendProcess): Promise<Answer>;
}

const PROD = '111122223333';
const PLACE = { cluster: 'prod-eu', namespace: 'crash-drill', name: 'ledger' };

const allow = (Action: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
});

const FIRST = specOf({
  ...PLACE,
  managedPolicyArns: ['arn:aws:iam::aws:policy/AmazonS3FullAccess'],
  policyDocument: allow('sqs:ListQueues'),
  tags: { team: 'ledger' },
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

/** No more than a migration needs. */
const SMALL = specOf({ ...PLACE });

/** Applies a spec. */
export const apply =
  (spec: IamServiceAccountSpec) => (backend: BackendProcess) =>
    backend.ask('PUT', '/service-accounts', { spec });

/** Takes away what is there, if anything. */
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

export const SCENARIOS: Scenario[] = [
  { name: 'creation', writes: 6, request: apply(FIRST) },
  { name: 'update', writes: 6, start: FIRST, request: apply(SECOND) },
  { name: 'deletion', writes: 6, start: FIRST, request: remove },
  {
    name: 'migration to EKS Pod Identity',
    writes: 4,
    start: SMALL,
    request: migrate('pod-identity'),
  },
  {
    name: 'migration to IRSA',
    writes: 4,
    start: { ...SMALL, mechanism: 'pod-identity' },
    request: migrate('irsa'),
  },
];
