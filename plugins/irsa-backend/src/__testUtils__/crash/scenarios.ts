import type { IamServiceAccountSpec } from '@backstage-irsa/plugin-irsa-common';
import { serviceAccountId } from '../../naming/serviceAccountId';
import { specOf } from '../specs';
import type { Answer, BackendProcess } from './BackendProcess';

/** A request that is cut off, and what is there before it. */
export interface Scenario {
  name: string;
  /** Applied beforehand; nothing is there without it. */
  start?: IamServiceAccountSpec;
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

/** Applies a spec. */
export const apply =
  (spec: IamServiceAccountSpec) => (backend: BackendProcess) =>
    backend.ask('PUT', '/service-accounts', { spec });

/** Takes away what is there, if anything. */
export const remove = (backend: BackendProcess) =>
  backend.ask('DELETE', `/service-accounts/${serviceAccountId(PLACE)}`);

/** Where the scenarios make their objects. */
export const NAMESPACE = PLACE.namespace;

export const SCENARIOS: Scenario[] = [
  { name: 'creation', request: apply(FIRST) },
  { name: 'update', start: FIRST, request: apply(SECOND) },
  { name: 'deletion', start: FIRST, request: remove },
];
