import { consentOf } from '@backstage-irsa/core/planning';
import type {
  IamServiceAccountSpec,
  Plan,
  Violation,
} from '@backstage-irsa/core/model';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { specOf } from '../__testUtils__/core';

type Change = Partial<IamServiceAccountSpec>;

interface Limit {
  what: string;
  most: number;
  rule: string;
  /** The field that the rule names. */
  field: string;
  /** Returns a change of this size. */
  of(size: number): Change;
}

const PROD = '111122223333';
const sizeOf = (document: object) => JSON.stringify(document).length;
const tagsOf = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, 'v']));

/** Returns an inline document with this number of characters, with resources of the maximum length of a value. */
function inlineOf(size: number): Change {
  const resource = (filling: number, at: number) =>
    `arn:aws:s3:::uploads/${at}/${'x'.repeat(filling)}`;
  const document = (fillings: number[]) => ({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: fillings.map(resource),
      },
    ],
  });
  const full = Array.from({ length: Math.floor(size / 1100) }, () => 1000);
  const rest = size - sizeOf(document([...full, 0]));
  return { policyDocument: document([...full, rest]) };
}

/** Limits on values in a spec. `x` fills names. */
const LIMITS: Limit[] = [
  {
    what: 'length of a namespace',
    most: 63,
    field: 'namespace',
    rule: 'kubernetes-name',
    of: size => ({ namespace: 'x'.repeat(size) }),
  },
  {
    what: 'length of a ServiceAccount name',
    most: 253,
    field: 'name',
    rule: 'kubernetes-name',
    of: size => ({ name: 'x'.repeat(size) }),
  },
  {
    what: 'length of a role name, and of the policy with the same name',
    most: 64,
    field: 'roleName',
    rule: 'role-name-length',
    of: size => ({ roleName: 'x'.repeat(size) }),
  },
  {
    what: 'length of a role path',
    most: 512,
    field: 'rolePath',
    rule: 'role-path-length',
    of: size => ({ rolePath: `/irsa/${'x'.repeat(size - 7)}/` }),
  },
  {
    what: 'number of tags besides the 6 that Backstage adds',
    most: 44,
    field: 'tags',
    rule: 'tag-count',
    of: size => ({ tags: tagsOf(size) }),
  },
  {
    what: 'length of a tag key',
    most: 128,
    field: 'tags.',
    rule: 'tag-key-length',
    of: size => ({ tags: { ['x'.repeat(size)]: 'v' } }),
  },
  {
    what: 'length of a tag value',
    most: 256,
    field: 'tags.k',
    rule: 'tag-value-length',
    of: size => ({ tags: { k: 'x'.repeat(size) } }),
  },
  {
    what: 'length of an audience',
    most: 255,
    field: 'audience',
    rule: 'audience-length',
    of: size => ({ audience: 'x'.repeat(size) }),
  },
  {
    what: 'token lifetime in seconds',
    most: 86_400,
    field: 'tokenExpirationSeconds',
    rule: 'token-expiration-range',
    of: tokenExpirationSeconds => ({ tokenExpirationSeconds }),
  },
  {
    what: 'maximum session duration in seconds',
    most: 43_200,
    field: 'maxSessionDurationSeconds',
    rule: 'session-duration-range',
    of: maxSessionDurationSeconds => ({ maxSessionDurationSeconds }),
  },
  {
    what: 'size of an inline document',
    most: 9_984,
    field: 'policyDocument',
    rule: 'inline-policy-size',
    of: inlineOf,
  },
  {
    what: 'size of a session policy',
    most: 2048,
    field: 'sessionPolicyDocument',
    rule: 'session-policy-size',
    of: size => ({
      mechanism: 'pod-identity',
      sessionPolicyDocument: inlineOf(size).policyDocument,
    }),
  },
  {
    what: 'number of attached policies, including the one for the grants',
    most: 10,
    field: 'managedPolicyArns',
    rule: 'attached-policies',
    of: count => ({
      managedPolicyArns: Array.from(
        { length: count - 1 },
        (_, at) => `arn:aws:iam::${PROD}:policy/limits/p${at}`,
      ),
    }),
  },
];

/** Ranges also have a minimum. */
const LEAST: [string, number, string, (seconds: number) => Change][] = [
  [
    'tokenExpirationSeconds',
    600,
    'token-expiration-range',
    tokenExpirationSeconds => ({ tokenExpirationSeconds }),
  ],
  [
    'maxSessionDurationSeconds',
    3600,
    'session-duration-range',
    maxSessionDurationSeconds => ({ maxSessionDurationSeconds }),
  ],
];

describe('limits, at the maximum and one above', () => {
  let host: TestHost;
  const account = () => host.sandbox.world.accounts.get(PROD)!;

  beforeAll(async () => {
    host = await startTestHost();
    const [[, model]] = [...account().policies].filter(
      ([arn]) => !arn.startsWith('arn:aws:iam::aws:'),
    );
    for (let at = 0; at < 11; at++) {
      const arn = `arn:aws:iam::${PROD}:policy/limits/p${at}`;
      account().policies.set(arn, {
        ...model,
        id: `ANPALIMITS${at}`.padEnd(21, 'X'),
        name: `p${at}`,
        path: '/limits/',
        arn,
      });
    }
  });
  afterAll(() => host?.stop());

  const plan = async (change: Change): Promise<Plan> => {
    const { status, body } = await host.post('/plans', {
      spec: specOf(change),
    });
    expect({ status, error: body.error }).toEqual({ status: 200 });
    return body;
  };
  const named = ({ violations }: Plan) =>
    violations.map(({ field, rule }: Violation) => `${field} ${rule}`);
  /** Returns the broken rules of the plan, and checks that a PUT refuses for the same reason and writes nothing. */
  const refusalOf = async (change: Change) => {
    const before = host.sandbox.world.calls.count;
    const broken = named(await plan(change));
    const { status, body } = await host.put(specOf(change));
    const { message = '' } = body.error ?? {};
    const told = broken.every(text => {
      const [field, rule] = [text.replace(/ \S+$/, ''), text.split(' ').pop()];
      return message.includes(`${field}: `) && message.includes(`[${rule}]`);
    });
    const { calls } = host.sandbox.world;
    const writes = calls.since(before).filter(({ write }) => write).length;
    return { broken, status, told, writes };
  };
  const refusedBy = (field: string, rule: string) => ({
    broken: [expect.stringMatching(`^${field}.* ${rule}$`)],
    status: 400,
    told: true,
    writes: 0,
  });

  it.each(LIMITS)('$what: $most', async ({ most, field, rule, of }) => {
    expect(named(await plan(of(most)))).toEqual([]);
    expect(await refusalOf(of(most + 1))).toEqual(refusedBy(field, rule));
  });

  it.each(LEAST)('%s: at least %i', async (field, least, rule, of) => {
    expect(named(await plan(of(least)))).toEqual([]);
    expect(await refusalOf(of(least - 1))).toEqual(refusedBy(field, rule));
  });

  it('the policy of the grants: 6144', async () => {
    const grant = (length: number, at: number) => ({
      service: 'sns',
      access: 'publish',
      resource: `t${at}`.padEnd(length, 'x'),
    });
    const sizeWith = async (lengths: number[]) =>
      sizeOf(
        (await plan({ grants: lengths.map(grant) })).permissionsPolicy ?? {},
      );
    const lengths: number[] = [];
    while ((await sizeWith([...lengths, 100])) <= 6144 - 100) lengths.push(100);
    lengths.push(9);
    const missing = 6144 - (await sizeWith(lengths));
    const last = lengths.pop()!;
    const of = (more: number) => ({
      grants: [...lengths, last + missing + more].map(grant),
    });
    const full = await plan(of(0));
    expect(named(full)).toEqual([]);
    expect(sizeOf(full.permissionsPolicy ?? {})).toBe(6144);
    expect(await refusalOf(of(1))).toEqual(refusedBy('grants', 'policy-size'));
  });

  it('a trust policy that includes statements of others: 2048', async () => {
    const [model] = account().roles.values();
    const spec = { roleName: 'full-trust', adopt: true };
    const trust = (filling: number) => ({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'x'.repeat(filling),
          Effect: 'Deny',
          Principal: { Service: 'lambda.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      ],
    });
    const fill = (filling: number) =>
      account().roles.set('full-trust', {
        ...model,
        id: 'AROAFULLTRUSTXXXXXXXX',
        name: 'full-trust',
        path: '/',
        arn: `arn:aws:iam::${PROD}:role/full-trust`,
        trustPolicy: JSON.stringify(trust(filling)),
        attachedPolicyArns: [],
        inlinePolicies: new Map(),
        tags: [
          {
            key: 'backstage-irsa.dev/adopt',
            value: consentOf(specOf(spec), new Date(Date.now() + 3_600_000)),
          },
        ],
      });
    fill(1);
    const rest = sizeOf((await plan(spec)).trustPolicy ?? {}) - 1;
    fill(2048 - rest);
    const full = await plan(spec);
    expect(named(full)).toEqual([]);
    expect(sizeOf(full.trustPolicy ?? {})).toBe(2048);
    fill(2049 - rest);
    expect(await refusalOf(spec)).toEqual(
      refusedBy('roleName', 'trust-policy-size'),
    );
  });
});
