import { fieldWords } from '@backstage-irsa/core/model';
import {
  REGISTRY_ROWS,
  TEMPLATE_ROWS,
} from '../__testUtils__/defaults/actions';
import {
  as,
  DEVELOPER,
  OTHER,
  PAYMENTS,
  type Caller,
} from '../__testUtils__/defaults/callers';
import { ASKED, OPERATION_ROWS } from '../__testUtils__/defaults/operations';
import type { Row } from '../__testUtils__/defaults/rows';
import {
  readmeSections,
  setStage,
  type Side,
  type Stage,
} from '../__testUtils__/defaults/stage';
import {
  ATTEMPTS,
  ATTEMPTS_OF_THE_OTHER,
  WAYS,
} from '../__testUtils__/defaults/attempts';
import { beyondRule, rolesOf } from '../__testUtils__/defaults/iam';
import { specOfPayments } from '../__testUtils__/defaults/things';
import { startTestHost } from '../__testUtils__/host';
import { OPERATIONS } from '../__testUtils__/matrix/operations';
import { componentOf } from '../__testUtils__/core';

const ROWS = [...OPERATION_ROWS, ...TEMPLATE_ROWS, ...REGISTRY_ROWS];

/** Callers who change something come last. */
const COLUMNS: { who: string; at: 0 | 1 | 2; caller: Caller; side: Side }[] = [
  { who: 'the other user', at: 2, caller: as(OTHER), side: 'own' },
  {
    who: 'the developer, of another team',
    at: 1,
    caller: as(DEVELOPER),
    side: 'theirs',
  },
  { who: 'the developer', at: 0, caller: as(DEVELOPER), side: 'own' },
];
const CASES = COLUMNS.flatMap(({ at, ...rest }) =>
  ROWS.map(row => ({ ...rest, name: row.name, row, status: row.statuses[at] })),
);

const WAY_CASES = [
  ...ATTEMPTS.map(attempt => ({
    who: 'the developer',
    attempt,
    caller: as(DEVELOPER),
  })),
  ...ATTEMPTS_OF_THE_OTHER.map(attempt => ({
    who: 'the other user',
    attempt,
    caller: as(OTHER),
  })),
].flatMap(each =>
  Object.entries(WAYS).map(([way, ask]) => ({
    ...each,
    ...{ way, ask, title: each.attempt.title },
  })),
);

/** Returns the writes to AWS and clusters after a position in the log. */
const writesSince = (stage: Stage, place: number) =>
  stage.host.sandbox.world.calls
    .since(place)
    .filter(({ write }) => write)
    .map(({ operation }) => operation);

describe('the configuration of the README', () => {
  let stage: Stage;
  const { header } = as(DEVELOPER);

  beforeAll(async () => {
    stage = await setStage();
  });
  afterAll(() => stage?.host.stop());

  it('has a row for every operation and action', async () => {
    expect(Object.keys(ASKED).sort()).toEqual(
      OPERATIONS.map(({ id }) => id).sort(),
    );
    const names = (rows: Row[]) => rows.map(({ name }) => name).sort();
    expect(names(TEMPLATE_ROWS)).toEqual(
      [...stage.templates.actions.keys()]
        // This action calls only the catalog.
        .filter(name => name !== 'irsa:repository:locate')
        .sort(),
    );
    const { actions } = await stage.actions.registry.list();
    expect(names(REGISTRY_ROWS)).toEqual(
      actions.map(({ name }) => name).sort(),
    );
  });

  it.each(CASES)(
    '$who, $name: $status',
    async ({ row, caller, side, status, who }) => {
      const before = stage.host.sandbox.world.calls.count;
      const answer = await row.ask(stage, caller, side);
      const unforeseen = answer.status === status ? undefined : answer.text;
      expect({ status: answer.status, unforeseen }).toEqual({ status });
      const writes = writesSince(stage, before);
      expect(who === 'the developer' && status < 400 ? [] : writes).toEqual([]);
    },
  );

  it.each(WAY_CASES)(
    '$who is refused $title by $way',
    async ({ ask, attempt, caller }) => {
      const before = stage.host.sandbox.world.calls.count;
      const { status, text } = await ask(stage, attempt.spec, caller);
      // Templates use the field names of their forms.
      const isNamed = [attempt.field, fieldWords(attempt.field)].some(field =>
        text.includes(`${field}: `),
      );
      expect({ status, unnamed: isNamed ? undefined : text }).toEqual({
        status: 400,
      });
      expect(text).toContain(`[${attempt.rule}]`);
      expect(writesSince(stage, before)).toEqual([]);
    },
  );

  it('allows granting every kind of resource of the rule', async () => {
    const { status } = await stage.host.put(
      specOfPayments('current', {
        grants: [
          { service: 's3', access: 'read-write', resource: 'payments-files' },
          { service: 'sqs', access: 'send', resource: 'payments-events' },
          {
            service: 'secretsmanager',
            access: 'read',
            resource: 'payments/db',
          },
        ],
      }),
      { Authorization: header },
    );
    expect(status).toBe(200);
  });

  it('does not allow accepting findings of high severity', async () => {
    const { host, ids } = stage;
    const finding = { id: ids.ledgerFinding };
    const { detail } = await host.knex('findings').where(finding).first();
    await host
      .knex('findings')
      .where(finding)
      .update({
        severity: 2,
        detail: JSON.stringify({
          ...JSON.parse(detail),
          severityInUse: 'high',
        }),
      });
    const accept = OPERATION_ROWS.find(
      ({ name }) => name === 'PUT /findings/{id}/acceptance',
    )!;
    const { status } = await accept.ask(stage, as(DEVELOPER), 'own');
    expect(status).toBe(403);
  });

  it('leaves nothing in AWS that exceeds the rule', async () => {
    const { host, rolesBefore } = stage;
    const after = [...rolesOf(host.sandbox)];
    const made = after.filter(([arn]) => !rolesBefore.has(arn));
    expect(new Map(after.filter(([arn]) => rolesBefore.has(arn)))).toEqual(
      rolesBefore,
    );
    expect(made).not.toEqual([]);
    for (const [arn] of made) {
      expect([arn, await beyondRule(host.sandbox, arn)]).toEqual([arn, []]);
    }
  });
});

describe('without parts of the configuration, developers are refused', () => {
  it.each([
    ['without namespace rules', { namespaceRules: [] }, 'namespace-owner'],
    ['without guardrails', { guardrails: {} }, 'permissions-boundary-missing'],
  ])(
    '%s: everything',
    async (_, change, rule) => {
      const host = await startTestHost({
        entities: () => [componentOf('mine', PAYMENTS)],
        users: { [DEVELOPER]: [PAYMENTS] },
        sections: (sandbox, file) => readmeSections(sandbox, file, change),
      });
      const before = rolesOf(host.sandbox);
      for (const grants of [[], specOfPayments('mine').grants]) {
        const { status, body } = await host.put(
          specOfPayments('mine', { grants }),
          { Authorization: as(DEVELOPER).header },
        );
        expect([status, body.error.message]).toEqual([
          400,
          expect.stringContaining(`[${rule}]`),
        ]);
      }
      expect(rolesOf(host.sandbox)).toEqual(before);
      await host.stop();
    },
    60_000,
  );
});
