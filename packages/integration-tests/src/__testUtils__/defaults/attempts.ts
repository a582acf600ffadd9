import type {
  IamServiceAccountSpec,
  Violation,
} from '@backstage-irsa/core/model';
import request from 'supertest';
import { API } from '../host';
import { invoke, runTemplate } from './actions';
import { OTHER, type Caller } from './callers';
import type { Answer } from './rows';
import type { Stage } from './stage';
import { specOfPayments } from './things';

/** A spec that requests more than catalog grants on the rule's resources, and the expected refusal. */
export interface Attempt {
  title: string;
  spec: IamServiceAccountSpec;
  field: string;
  rule: string;
}

const attempt = (
  title: string,
  change: Partial<IamServiceAccountSpec>,
  [field, rule]: [string, string],
): Attempt => ({
  title,
  spec: specOfPayments('attempt', {
    entityRef: 'component:default/mine',
    ...change,
  }),
  ...{ field, rule },
});

const OFF = 'switched-off';
const everything = {
  Version: '2012-10-17' as const,
  Statement: [{ Effect: 'Allow' as const, Action: '*', Resource: '*' }],
};
const grant = (service: string, access: string, resource: string) => ({
  grants: [{ service, access, resource }],
});
const BUCKET_NAME: [string, string] = ['grants[0].resource', 'bucket-name'];
const OUTSIDE: [string, string] = ['grants[0].resource', 'resource-owner'];

/** The developer's attempts. */
export const ATTEMPTS: Attempt[] = [
  attempt(
    'an inline document that allows everything',
    { policyDocument: everything },
    ['policyDocument', OFF],
  ),
  attempt(
    'an inline document within the rule',
    {
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: 's3:GetObject',
            Resource: 'arn:aws:s3:::payments-files/*',
          },
        ],
      },
    },
    ['policyDocument', OFF],
  ),
  attempt(
    'AdministratorAccess',
    { managedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
    ['managedPolicyArns[0]', OFF],
  ),
  attempt('an adoption', { adopt: true, roleName: 'orders' }, ['adopt', OFF]),
  attempt('a role in another account', { accountId: '444455556666' }, [
    'accountId',
    OFF,
  ]),
  attempt('a namespace of another team', { namespace: 'orders' }, [
    'namespace',
    'namespace-owner',
  ]),
  attempt('a system namespace', { namespace: 'kube-system' }, [
    'namespace',
    'system-namespace',
  ]),
  attempt('a cluster that is not configured', { cluster: 'staging-eu' }, [
    'cluster',
    'cluster-configured',
  ]),
  attempt(
    "another team's bucket",
    grant('s3', 'read', 'orders-files'),
    OUTSIDE,
  ),
  attempt('every bucket', grant('s3', 'read', '*'), BUCKET_NAME),
  attempt(
    'a bucket name in another letter case',
    grant('s3', 'read', 'Payments-files'),
    BUCKET_NAME,
  ),
  attempt(
    "another team's secret",
    grant('secretsmanager', 'read', 'orders/database'),
    OUTSIDE,
  ),
  attempt(
    'a role to assume that is not on the list',
    grant(
      'sts',
      'assume-role',
      'arn:aws:iam::111122223333:role/platform-admin',
    ),
    ['grants[0].resource', 'assumable-role'],
  ),
  attempt(
    'another permissions boundary',
    { permissionsBoundaryArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
    ['permissionsBoundaryArn', 'permissions-boundary'],
  ),
  attempt(
    'an audience that is not on the list',
    { audience: 'https://kubernetes.default.svc' },
    ['audience', 'audience-allowed'],
  ),
];

/** The other user's attempts for their own component. */
export const ATTEMPTS_OF_THE_OTHER: Attempt[] = ['payments', 'toolbox'].map(
  namespace =>
    attempt(
      `namespace ${namespace}`,
      { entityRef: 'component:default/toolbox', owner: OTHER, namespace },
      ['namespace', 'namespace-owner'],
    ),
);

const FORMAT = { format: 'terraform' };

type Way = (stage: Stage, spec: object, caller: Caller) => Promise<Answer>;

const send =
  (method: 'put' | 'post', path: string, rest: object = {}): Way =>
  async ({ host }, spec, { header }) => {
    const { status, text } = await request(host.backend.server)
      [method](`${API}${path}`)
      .set('Authorization', header)
      .send({ spec, ...rest });
    return { status, text };
  };

/** Renders a spec. The response must contain the broken rules and no file. */
const render: Way = async (...asked) => {
  const answer = await send('post', '/renderings', FORMAT)(...asked);
  const { files = [], violations = [] } = JSON.parse(answer.text);
  if (answer.status !== 200 || files.length > 0) return answer;
  const texts = violations.map(
    ({ field, message, rule }: Violation) => `${field}: ${message} [${rule}]`,
  );
  return { status: 400, text: texts.join(' ') };
};

/** Every entry point that creates something from a spec. */
export const WAYS: Record<string, Way> = {
  'PUT /service-accounts': send('put', '/service-accounts'),
  'POST /deliveries': send('post', '/deliveries', FORMAT),
  'POST /renderings': render,
  'irsa:service-account:create': (stage, spec, caller) =>
    runTemplate(stage, 'irsa:service-account:create', spec, caller),
  'irsa:service-account:render': (stage, spec, caller) =>
    runTemplate(
      stage,
      'irsa:service-account:render',
      { ...spec, ...FORMAT },
      caller,
    ),
  'create-service-account': (stage, spec, caller) =>
    invoke(stage, 'create-service-account', spec, caller),
};
