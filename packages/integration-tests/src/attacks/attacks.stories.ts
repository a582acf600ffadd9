import type { Entity } from '@backstage/catalog-model';
import {
  fieldWords,
  SERVICE_ACCOUNT_ANNOTATION,
  type IamServiceAccountSpec,
  type Violation,
} from '@backstage-irsa/core/model';
import { namespaceRule } from '../__testUtils__/namespaceRule';
import {
  ATTEMPTS,
  BOUNDED,
  goodSpec,
  GUARDRAILS,
} from '../__testUtils__/attempts';
import { plantTargets, VICTIM } from '../__testUtils__/attempts/plant';
import { auditLog } from '../__testUtils__/auditLog';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { actionsRegistry } from '../__testUtils__/registry';
import { componentOf } from '../__testUtils__/core';
import { templateActions } from '../__testUtils__/templateActions';

/** The refusal of an entry point: a 403, or rules, listed or in a sentence. */
type Refusal = { forbidden: boolean; rules?: string[]; message: string };

interface EntryPoint {
  eventId: string;
  severity: string;
  /** Whether broken rules are part of the response, as for a plan. Everything else returns an error. */
  isPlan: boolean;
  /** Whether it refuses every adoption because another tool has its own way to adopt. */
  refusesAdoption?: boolean;
  ask(spec: IamServiceAccountSpec): Promise<Refusal>;
}

/** The content of an audit event for a plan that breaks rules. */
const LISTS_RULES = { violations: expect.any(Array) };

const named = (violations: Violation[] = []) =>
  violations.map(({ field, rule }) => `${field} ${rule}`);
const answered = (violations: Violation[]): Refusal => ({
  forbidden: false,
  rules: named(violations),
  message: '',
});
const thrown = (error: Error): Refusal => ({
  forbidden: error.name === 'NotAllowedError',
  message: error.message,
});
/** Returns the rules that a refusal names, as `field rule`. A sentence ends with its rule in brackets. Task logs name the field as the form does. */
function rulesIn({ rules, message }: Refusal, expected: string[] = []) {
  if (rules) return [...new Set(rules)];
  const found = new Set(message.match(/(?<=\[)[a-z]+(-[a-z]+)*(?=\])/g));
  const told = expected.filter(broken => {
    const [, field, rule] = /^(.*) (\S+)$/.exec(broken)!;
    return (
      [field, fieldWords(field)].some(one => message.includes(`${one}: `)) &&
      found.delete(rule)
    );
  });
  return [...told, ...found];
}
const untouched = (): Refusal => ({
  forbidden: false,
  message: 'Nothing was refused.',
});

describe('attempts on provisioning', () => {
  const audit = auditLog();
  const templates = templateActions();
  const { feature, invoke } = actionsRegistry();
  const gone: Entity = componentOf('gone', 'group:default/others');
  let host: TestHost;

  beforeAll(async () => {
    gone.metadata.uid = 'uid-1';
    host = await startTestHost({
      entities: () => [
        componentOf('theirs', 'group:default/others'),
        componentOf('thief', 'group:default/team', {
          [SERVICE_ACCOUNT_ANNOTATION]: 'prod-eu/production/theirs',
        }),
        gone,
      ],
      irsa: {
        namespaceRules: [
          namespaceRule(['group:default/team', 'group:default/others'], {
            namespaces: ['production', 'flux-*', 'team', 'team-a'],
          }),
          namespaceRule(['group:default/others'], { namespaces: ['closed'] }),
          namespaceRule(['group:default/team'], {
            namespaces: [BOUNDED.namespace],
            resources: BOUNDED.resources,
          }),
        ],
        guardrails: GUARDRAILS,
      },
      serviceAccountRole: 'backstage-irsa',
      users: { [VICTIM]: ['group:default/others'] },
      features: [audit.factory, feature, ...templates.features],
    });
    await plantTargets(host, gone);
  });
  afterAll(() => host?.stop());
  beforeEach(() => {
    audit.events.length = 0;
  });

  const overHttp = async (
    asked: ReturnType<TestHost['put']>,
  ): Promise<Refusal> => {
    const { status, body } = await asked;
    if (status === 200) {
      return body.violations ? answered(body.violations) : untouched();
    }
    if (status >= 500) throw new Error(body.error.message);
    return { forbidden: status === 403, message: body.error.message };
  };
  const PLAN = { eventId: 'plan-create', severity: 'low', isPlan: true };
  const APPLY = {
    eventId: 'service-account-apply',
    severity: 'high',
    isPlan: false,
  };
  const format = 'terraform';
  const RENDER = {
    eventId: 'rendering-create',
    severity: 'low',
    isPlan: true,
    refusesAdoption: true,
  };
  const ENTRY_POINTS: [string, EntryPoint][] = [
    [
      'POST /plans',
      { ...PLAN, ask: spec => overHttp(host.post('/plans', { spec })) },
    ],
    [
      'PUT /service-accounts',
      { ...APPLY, ask: spec => overHttp(host.put(spec)) },
    ],
    [
      'the template action',
      {
        // The action plans first, and stops there.
        ...PLAN,
        ask: spec =>
          templates
            .run('irsa:service-account:create', spec)
            .then(untouched, thrown),
      },
    ],
    [
      'the registry action plan',
      {
        ...PLAN,
        ask: spec =>
          invoke('plan', spec).then(
            ({ violations }) => answered(violations),
            thrown,
          ),
      },
    ],
    [
      'the registry action create-service-account',
      {
        ...APPLY,
        ask: spec =>
          invoke('create-service-account', spec).then(untouched, thrown),
      },
    ],
    [
      'POST /renderings',
      {
        ...RENDER,
        ask: spec => overHttp(host.post('/renderings', { spec, format })),
      },
    ],
    [
      'the template action that renders',
      {
        ...RENDER,
        ask: spec =>
          templates
            .run('irsa:service-account:render', { ...spec, format })
            .then(untouched, thrown),
      },
    ],
    [
      'POST /deliveries',
      {
        eventId: 'service-account-deliver',
        severity: 'medium',
        isPlan: false,
        refusesAdoption: true,
        ask: spec => overHttp(host.post('/deliveries', { spec, format })),
      },
    ],
  ];

  const writesSince = (place: number) =>
    host.sandbox.world.calls
      .since(place)
      .filter(({ write }) => write)
      .map(({ operation }) => operation);

  /** Nightly, every entry point gets all attempts. Otherwise, only plan and apply do, and the others share the attempts in turn. */
  const attemptsAt = (entryPoint: number) => {
    if (process.env.NIGHTLY === 'true' || entryPoint < 2) return ATTEMPTS;
    return ATTEMPTS.filter(
      (__, attempt) => attempt % (ENTRY_POINTS.length - 2) === entryPoint - 2,
    );
  };

  describe.each(
    ENTRY_POINTS.map(([name, entryPoint], index) => ({
      name,
      entryPoint,
      index,
    })),
  )('at $name', ({ entryPoint, index }) => {
    it.each(attemptsAt(index))(
      'refuses $name, writes nothing, and audits the attempt',
      async ({ spec, rules: broken }) => {
        const rules =
          broken && spec.adopt && entryPoint.refusesAdoption
            ? [...broken, 'adopt unsupported-by-format']
            : broken;
        const before = host.sandbox.world.calls.count;
        const refusal = await entryPoint.ask(goodSpec(spec));
        expect(refusal).toMatchObject({ forbidden: rules === undefined });
        expect(rulesIn(refusal, rules)).toEqual(rules ?? []);
        expect(audit.events).toEqual([
          {
            eventId: entryPoint.eventId,
            severity: entryPoint.severity,
            outcome: entryPoint.isPlan && rules ? 'succeeded' : 'failed',
            meta: expect.objectContaining(
              entryPoint.isPlan && rules ? LISTS_RULES : {},
            ),
          },
        ]);
        expect(writesSince(before)).toEqual([]);
      },
    );

    it.each(['production', BOUNDED.namespace])(
      'accepts a valid request for %s',
      async namespace => {
        const {
          forbidden,
          rules = [],
          message,
        } = await entryPoint.ask(
          goodSpec({ namespace, name: `good-${entryPoint.eventId}` }),
        );
        expect([forbidden, rules]).toEqual([false, []]);
        expect(['', 'Nothing was refused.']).toContain(message);
      },
    );
  });

  it('distinguishes names that are equal when joined', async () => {
    const roles = new Set<string>();
    for (const [namespace, name] of [
      ['team-a', 'b'],
      ['team', 'a-b'],
    ]) {
      const { body } = await host.put(goodSpec({ namespace, name }));
      expect(body.verification.status).toBe('verified');
      roles.add(body.serviceAccount.roleArn);
    }
    expect(roles.size).toBe(2);
  });
});
