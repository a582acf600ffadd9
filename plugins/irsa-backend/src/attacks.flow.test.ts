import {
  createBackendPlugin,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import {
  scaffolderActionsExtensionPoint,
  type TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import {
  SERVICE_ACCOUNT_ANNOTATION,
  type IamServiceAccountSpec,
  type Violation,
} from '@backstage-irsa/plugin-irsa-common';
import scaffolderModule from '@backstage-irsa/plugin-scaffolder-backend-module-irsa';
import { startTestHost, type TestHost } from './__testUtils__/host';
import { componentOf, specOf } from './__testUtils__/specs';

const VICTIM = 'user:default/victim';
const auditor = mockServices.auditor.mock();
const event = { success: jest.fn(), fail: jest.fn() };

/** A scaffolder that keeps the actions it is given. */
function scaffolderOf(actions: Map<string, TemplateAction>): BackendFeature {
  return createBackendPlugin({
    pluginId: 'scaffolder',
    register(env) {
      env.registerExtensionPoint(scaffolderActionsExtensionPoint, {
        addActions: (...added) =>
          added.forEach(action => actions.set(action.id, action)),
      });
      env.registerInit({ deps: {}, init: async () => {} });
    },
  });
}

/** What may not be in the name of a namespace or ServiceAccount. */
const TRICKS: [string, string][] = [
  ['a wildcard', '*'],
  ['a wildcard within', 'prod*'],
  ['a wildcard for one character', 'product?on'],
  ['a policy variable', '${aws:PrincipalTag/team}'],
  ['a second subject', 'a:b'],
  ['a whole subject', 'system:serviceaccount:kube-system:default'],
  ['a look-alike of another alphabet', 'оrders'],
  ['a full-width letter', 'ｏrders'],
  ['an invisible character', 'orders\u200b'],
  ['a right-to-left mark', '\u202esredro'],
  ['a soft hyphen', 'or\u00adders'],
  ['a line break', 'orders\n'],
  ['a null', 'orders\u0000'],
  ['a way upwards', '../kube-system'],
  ['a way upwards, encoded', '..%2fkube-system'],
  ['a path', 'a/b'],
  ['another query', 'a?dryRun=All'],
  ['capitals', 'Orders'],
  ['white space', ' orders'],
  ['nothing', ''],
  ['another syntax', 'a"}],"Effect":"Allow'],
];

interface Attack {
  name: string;
  spec: Partial<IamServiceAccountSpec>;
  /** The field and the rule that is named; a refusal with 403 when there is none. */
  violation?: [string, string];
}

const tricksIn = (field: 'name' | 'namespace'): Attack[] =>
  TRICKS.map(([what, value]) => ({
    name: `${what} in the ${field}`,
    spec: { [field]: value },
    violation: [field, 'kubernetes-name'],
  }));
const reserved = ['kube-system', 'kube-public', 'kube-node-lease', 'default'];
const resources = ['*', 'bucket/*', 'bu?ket', '${aws:username}', '../bucket'];

const ATTACKS: Attack[] = [
  {
    name: 'an owner that its author claims',
    spec: { owner: 'group:default/others' },
  },
  {
    name: "somebody else's entity",
    spec: { entityRef: 'component:default/theirs' },
  },
  {
    name: "somebody else's entity in other letters",
    spec: {
      entityRef: 'COMPONENT:Default/Theirs',
      owner: 'group:default/team',
    },
  },
  {
    name: "an annotation that points at somebody else's ServiceAccount",
    spec: { entityRef: 'component:default/thief', name: 'theirs' },
  },
  {
    name: "somebody else's ServiceAccount for an entity to come",
    spec: { name: 'theirs' },
  },
  {
    name: 'an entity that takes the name of one that is gone',
    spec: { entityRef: 'component:default/gone', name: 'gone' },
  },
  {
    name: 'another cluster by a way upwards',
    spec: { cluster: 'prod-eu/../staging-eu' },
    violation: ['cluster', 'known-cluster'],
  },
  {
    name: 'the ServiceAccount of every pod without one',
    spec: { name: 'default' },
    violation: ['name', 'default-service-account'],
  },
  ...reserved.map(
    (namespace): Attack => ({
      name: `the system namespace ${namespace}`,
      spec: { namespace },
      violation: ['namespace', 'system-namespace'],
    }),
  ),
  ...resources.map(
    (resource): Attack => ({
      name: `a grant on ${resource}`,
      spec: { grants: [{ service: 's3', access: 'read', resource }] },
      violation: ['grants[0].resource', 'bucket-name'],
    }),
  ),
  ...tricksIn('name'),
  ...tricksIn('namespace'),
];

/** Whether the message names the field of the violation, or whose it is. */
const saysWhy = (violation: Attack['violation'], message: string) =>
  violation
    ? message.includes(`${violation[0]}: `)
    : /belongs? to|not part of|was made for/.test(message);

describe('attacks on provisioning', () => {
  const actions = new Map<string, TemplateAction>();
  const gone: Entity = componentOf('gone', 'group:default/others');
  let host: TestHost;

  beforeAll(async () => {
    gone.metadata.uid = 'uid-1';
    auditor.createEvent.mockResolvedValue(event);
    host = await startTestHost({
      entities: () => [
        componentOf('theirs', 'group:default/others'),
        componentOf('thief', 'group:default/team', {
          [SERVICE_ACCOUNT_ANNOTATION]: 'prod-eu/production/theirs',
        }),
        gone,
      ],
      irsa: {
        rules: [
          {
            owners: ['group:default/team', 'group:default/others'],
            clusters: ['*'],
            namespaces: ['*'],
          },
        ],
      },
      users: { [VICTIM]: ['group:default/others'] },
      features: [auditor.factory, scaffolderOf(actions), scaffolderModule],
    });
    for (const name of ['theirs', 'gone']) {
      const made = await host
        .put(specOf({ name, entityRef: `component:default/${name}` }))
        .set('Authorization', mockCredentials.user.header(VICTIM));
      if (made.status !== 200) throw new Error(made.body.error.message);
    }
    // It is deleted, and somebody else creates one of the same name.
    gone.metadata.uid = 'uid-2';
    gone.spec = { ...gone.spec, owner: 'group:default/team' };
  }, 60_000);
  afterAll(() => host?.stop());
  beforeEach(() => {
    auditor.createEvent.mockClear();
    event.success.mockClear();
    event.fail.mockClear();
  });

  const writesSince = (before: Date) =>
    host.sandbox.world.calls.since(before).filter(({ write }) => write);
  const audited = () => auditor.createEvent.mock.calls.map(([e]) => e.eventId);

  it.each(ATTACKS)('through the API: $name', async ({ spec, violation }) => {
    const before = new Date();
    const { status, body } = await host.put(specOf(spec));
    expect(status).toBe(violation ? 400 : 403);
    expect(saysWhy(violation, body.error.message)).toBe(true);
    expect(audited()).toEqual(['service-account-apply']);
    expect(event.fail).toHaveBeenCalledTimes(1);
    expect(event.success).not.toHaveBeenCalled();
    expect(writesSince(before)).toEqual([]);
  });

  it.each(ATTACKS)('through a plan: $name', async ({ spec, violation }) => {
    const before = new Date();
    const { status, body } = await host.post('/plans', {
      spec: specOf(spec),
    });
    expect(status).toBe(violation ? 200 : 403);
    const named = (body.violations ?? []).map(({ field, rule }: Violation) => [
      field,
      rule,
    ]);
    expect(named).toEqual(violation ? [violation] : []);
    expect(body.steps ?? []).toEqual([]);
    expect(audited()).toEqual(['plan-create']);
    expect(writesSince(before)).toEqual([]);
  });

  it.each(ATTACKS)(
    'through the template action, on behalf of whoever began it: $name',
    async ({ spec, violation }) => {
      const before = new Date();
      const action = actions.get('irsa:service-account:create')!;
      const input = JSON.parse(JSON.stringify(specOf(spec)));
      const run = action.handler({
        ...createMockActionContext({ input }),
        getInitiatorCredentials: async () => mockCredentials.user(),
      });
      const reason = await run.then(
        () => 'Nothing was refused.',
        error => String(error.message),
      );
      expect(saysWhy(violation, reason)).toBe(true);
      expect(audited()).toEqual(['plan-create']);
      expect(writesSince(before)).toEqual([]);
    },
  );

  it('keeps apart names that are equal once joined', async () => {
    const roles = new Set<string>();
    for (const [namespace, name] of [
      ['team-a', 'b'],
      ['team', 'a-b'],
    ]) {
      const { body } = await host.put(specOf({ namespace, name }));
      expect(body.verification.status).toBe('verified');
      roles.add(body.serviceAccount.roleArn);
    }
    expect(roles.size).toBe(2);
  });
});
