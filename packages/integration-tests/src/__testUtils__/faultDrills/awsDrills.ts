import type { Disturbance } from '@backstage-irsa/sandbox';
import type { Bring, Drill } from './DrillStage';

const ACCOUNT = 'account:111122223333';

/** Disturbs calls to these AWS services. */
const aws =
  (
    kind: Disturbance['kind'],
    change: Partial<Disturbance> = {},
    services = ['iam', 'eks', 's3', 'sts'],
  ): Bring =>
  stage =>
    stage.disturb(
      services.map(service => ({ kind, service, operation: '*', ...change })),
    );

/** Uses the same fault for all phases. A creation meets it at CreateRole. */
const lasting = (kind: Disturbance['kind']): Omit<Drill, 'fault'> => ({
  reading: aws(kind),
  writing: aws(kind, { operation: 'CreateRole' }, ['iam']),
  scanning: { scope: ACCOUNT, bring: aws(kind) },
});

const passing = (
  kind: Disturbance['kind'],
  change: Partial<Disturbance>,
): Omit<Drill, 'fault'> => ({
  reading: aws(kind, change),
  writing: aws(kind, change),
  scanning: { scope: ACCOUNT, bring: aws(kind, change) },
});

/** Denies a permission to everyone in the account. */
const denying =
  (action: string): Bring =>
  ({ host }) => {
    const account = host.sandbox.world.accounts.get('111122223333')!;
    const before = account.serviceControlPolicies;
    const document = {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: '*', Resource: '*' },
        { Effect: 'Deny', Action: action, Resource: '*' },
      ],
    };
    account.serviceControlPolicies = [
      [{ name: 'limit', document: JSON.stringify(document) }],
    ];
    return () => {
      account.serviceControlPolicies = before;
    };
  };

/** Sets the AWS clock ahead of the backend's. */
const aheadBy =
  (minutes: number): Bring =>
  ({ host }) => {
    const { world } = host.sandbox;
    const { now } = world;
    world.now = () => new Date(Date.now() + minutes * 60_000);
    return () => {
      world.now = now;
    };
  };

/** Every AWS fault. */
export const AWS_DRILLS: Drill[] = [
  {
    fault: 'AWS throttles half of all calls',
    ...passing('throttle', { rate: 0.5 }),
  },
  { fault: 'AWS throttles every call', ...lasting('throttle') },
  { fault: 'AWS is slow', ...passing('delay', { milliseconds: 100 }) },
  { fault: 'AWS does not answer', isSilent: true, ...lasting('hang') },
  {
    fault: 'AWS fails a quarter of all calls',
    ...passing('fail', { rate: 0.25 }),
  },
  { fault: 'AWS fails every call', ...lasting('fail') },
  {
    fault:
      'AWS does its work, and every fourth answer is cut off before it begins',
    ...passing('cut-off', { rate: 0.25 }),
  },
  {
    fault:
      'AWS does its work, and every fourth answer is cut off in the middle',
    ...passing('break-off', { rate: 0.25 }),
  },
  { fault: 'AWS cuts every answer off in the middle', ...lasting('break-off') },
  {
    fault: "AWS's clock is 20 minutes ahead of ours",
    reading: aheadBy(20),
    writing: aheadBy(20),
    scanning: { scope: ACCOUNT, bring: aheadBy(20) },
  },
  {
    fault: "AWS does not take our clock's time, and does not tell its own",
    ...lasting('wrong-clock'),
  },
  {
    fault: 'Our AWS credentials have expired',
    ...lasting('expired-credentials'),
  },
  {
    fault: 'AWS denies us what we need',
    reading: denying('iam:GetRole'),
    writing: denying('iam:CreateRole'),
    scanning: {
      scope: ACCOUNT,
      bring: denying('iam:GetAccountAuthorizationDetails'),
    },
  },
];
