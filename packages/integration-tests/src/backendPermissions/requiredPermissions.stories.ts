import { mockServices } from '@backstage/backend-test-utils';
import { SERVICE_ACCOUNT_ANNOTATION } from '@backstage-irsa/core/model';
import { sampled } from '@backstage-irsa/fuzz';
import type { Access } from '@backstage-irsa/sandbox';
import type { JsonObject } from '@backstage/types';
import { namespaceRule } from '../__testUtils__/namespaceRule';
import type { TestHost } from '../__testUtils__/host';
import { iamFiles, PROD, STAGING } from '../__testUtils__/iam/files';
import { BASE, startWith, without } from '../__testUtils__/iam/identity';
import {
  iamRights,
  neededBy,
  rightsOf,
  tooMany,
  type Right,
} from '../__testUtils__/iam/rights';
import {
  AUDIENCE,
  CLAIM,
  discover,
  newNamespace,
  SCENARIOS,
  type Scenario,
} from '../__testUtils__/iam/scenarios';
import {
  assumedRole,
  otherAccount,
  targetRole,
} from '../__testUtils__/iam/otherAccounts';
import { Stage } from '../__testUtils__/iam/stage';
import { componentOf } from '../__testUtils__/core';

const WIDE = ['cluster-role.namespaces.yaml'];
/** Those that give no right: they take some. */
const LIMITS = [
  'iam-policy.always-boundary.json',
  'scp.json',
  'validating-admission-policy.yaml',
];
/** Those about another account than the clusters'. */
const BEYOND = [
  'iam-policy.assumed-roles.json',
  // It shares permissions with the file of discovery: each is enough for its own purpose.
  'iam-policy.organization-policies.json',
  'iam-policy.other-accounts.json',
];
const MOST = iamFiles().filter(
  file => ![...WIDE, ...LIMITS, ...BEYOND].includes(file),
);
/** What the backend asks for once, and remembers. */
const REMEMBERED = [
  'ec2:DescribeVpcEndpoints',
  'ec2:DescribeVpcs',
  'eks:DescribeCluster',
  'iam:GetAccountSummary',
  'sts:AssumeRole',
];
/** What other scenarios read too, and go on without. */
const NEEDED_TO_CREATE = [
  'ec2:DescribeVpcEndpoints',
  'ec2:DescribeVpcs',
  'get namespaces',
  'iam:GetAccountSummary',
];
/** Owners may have roles in both accounts. */
const BOTH_ACCOUNTS = [
  namespaceRule(['group:default/team'], { accounts: [PROD, STAGING] }),
];

/** What is asked of a backend that has the rights of some files. */
interface Trial {
  files: string[];
  /** In the other account. */
  others?: string[];
  /** Those whose every right is tried. */
  tried: string[];
  irsa: JsonObject;
  /** Of the backend in accounts that have no section of their own. */
  roleName?: string;
  scenarios: Record<string, Scenario>;
}

/** Who may write in every namespace needs no right in one of them: that is another backend. */
const TRIALS: Record<string, Trial> = {
  'all but new namespaces': {
    files: MOST,
    tried: MOST,
    roleName: 'backstage-irsa',
    irsa: {
      provisioning: { createNamespaces: false, createOidcProviders: true },
      scans: { enabled: true },
      guardrails: { audiences: ['sts.amazonaws.com', AUDIENCE] },
      discovery: {
        regions: ['eu-west-1'],
        organization: {
          accountId: PROD,
          include: { accounts: [PROD], tags: [{ key: 'nobody-has-it' }] },
          exclude: { organizationalUnits: ['ou-comp-attic0001'] },
        },
      },
    },
    scenarios: SCENARIOS,
  },
  'new namespaces': {
    files: [
      ...WIDE,
      'cluster-role.yaml',
      'iam-policy.read.json',
      'iam-policy.write.json',
    ],
    tried: WIDE,
    irsa: {
      provisioning: { createNamespaces: true, createOidcProviders: false },
    },
    scenarios: { newNamespace },
  },
  'roles in another account': {
    files: [
      ...BASE,
      'iam-policy.other-accounts.json',
      'iam-policy.resources.json',
    ],
    others: [
      'iam-policy.oidc-providers.json',
      'iam-policy.read.json',
      'iam-policy.resources.json',
      'iam-policy.write.json',
    ],
    tried: ['iam-policy.other-accounts.json'],
    irsa: {
      provisioning: { createNamespaces: false, createOidcProviders: true },
      namespaceRules: BOTH_ACCOUNTS,
    },
    scenarios: { otherAccount },
  },
  'roles in another account by EKS Pod Identity': {
    files: [
      ...BASE,
      'iam-policy.other-accounts.json',
      'iam-policy.pod-identity.json',
      'iam-policy.write.json',
    ],
    others: [
      'iam-policy.read.json',
      'iam-policy.resources.json',
      'iam-policy.write.json',
    ],
    tried: ['iam-policy.pod-identity.json'],
    irsa: { namespaceRules: BOTH_ACCOUNTS },
    scenarios: { targetRole },
  },
  'the policies of the organization': {
    files: [...BASE, 'iam-policy.organization-policies.json'],
    tried: ['iam-policy.organization-policies.json'],
    irsa: { organization: { accountId: PROD } },
    scenarios: { discover },
  },
  'roles in another account that are assumed': {
    files: [...BASE, 'iam-policy.other-accounts.json'],
    others: ['iam-policy.assumed-roles.json'],
    tried: ['iam-policy.assumed-roles.json'],
    irsa: {
      namespaceRules: BOTH_ACCOUNTS,
      guardrails: { assumableRoles: [`arn:aws:iam::${STAGING}:role/*`] },
    },
    scenarios: { assumedRole },
  },
};

const start = ({ files, irsa, others, roleName }: Trial) =>
  startWith(files, {
    irsa,
    others,
    roleName,
    // Test backends share one otherwise, and a fresh host would take the tasks of this one over.
    features: [mockServices.scheduler.factory()],
    entities: () => [
      componentOf('checkout', 'group:default/team', {
        [SERVICE_ACCOUNT_ANNOTATION]: CLAIM,
      }),
    ],
  });

/** The calls of the backend and of the identity that requests tokens since a place in the log. */
const callsOf = ({ sandbox }: TestHost, place: number) =>
  sandbox.world.calls
    .since(place)
    .filter(({ caller }) => /[:/]backstage(-irsa.*)?$/.test(caller ?? ''));

const title = ({ name, file, holder }: Right) => `${name} (${file}, ${holder})`;

/** Whether the text says it, as a right or in the words of the API server. */
function names(told: string, { name }: Right): boolean {
  const [verb, resource] = name.split(' ');
  return (
    told.includes(name) ||
    told.replace(/[\\"]/g, '').includes(`cannot ${verb} resource ${resource}`)
  );
}

describe.each(Object.entries(TRIALS))('the files of %s', (_, trial) => {
  const rights = [
    ...trial.files.flatMap(file => rightsOf(file)),
    ...(trial.others ?? []).flatMap(file => rightsOf(file, STAGING)),
  ];
  const accesses: Access[] = [];
  /** The scenarios that came to no end, and the calls that were refused. */
  const failed: string[] = [];
  /** The scenario of the fewest calls that needs the right. */
  const users = new Map<Right, { name: string; calls: number }>();
  let host: TestHost;
  let turn = 0;

  const stageOf = (on: TestHost) => {
    turn += 1;
    return new Stage(on, `t${turn}`);
  };

  /** What the backend says in a scenario when it lacks a right. */
  async function playWithout(right: Right, user: string): Promise<string> {
    const fresh = REMEMBERED.includes(right.name);
    const on = fresh ? await start(trial) : host;
    const stage = stageOf(on);
    try {
      await without(on, right, () => stage.play(trial.scenarios[user]));
    } finally {
      if (fresh) await on.stop();
    }
    return stage.told;
  }

  beforeAll(async () => {
    host = await start(trial);
    for (const [name, scenario] of Object.entries(trial.scenarios)) {
      const place = host.sandbox.world.calls.count;
      const stage = stageOf(host);
      if (!(await stage.play(scenario))) failed.push(`${name}: ${stage.told}`);
      const calls = callsOf(host, place);
      for (const { operation, status } of calls) {
        if (status === 403) failed.push(`${name}: ${operation}`);
      }
      const used = calls
        .filter(({ status }) => status !== 403)
        .flatMap(call => call.accesses ?? []);
      accesses.push(...used);
      for (const right of neededBy(rights, used)) {
        const best = users.get(right);
        if (best && NEEDED_TO_CREATE.includes(right.name)) continue;
        if (calls.length < (best?.calls ?? Infinity)) {
          users.set(right, { name, calls: calls.length });
        }
      }
    }
  });
  afterAll(async () => {
    delete process.env.AWS_ENDPOINT_URL_STS;
    await host?.stop();
  });

  it('are enough', () => {
    expect([...new Set(failed)]).toEqual(
      // The organization denies it there, again and again, so that there is something to roll back.
      'rollBack' in trial.scenarios ? ['rollBack: AttachRolePolicy'] : [],
    );
  });

  it('tell of a right that nothing needs', () => {
    const [extra] = iamRights('of-this-test.json', PROD, {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' },
      ],
    });
    expect(tooMany([...rights, extra], accesses)).toContain(extra);
  });

  it('hold no right too many', () => {
    expect(
      tooMany(rights, accesses)
        .filter(({ file }) => trial.tried.includes(file))
        .map(title),
    ).toEqual([]);
  });

  const tried = rights.filter(({ file }) => trial.tried.includes(file));
  it.each(sampled(tried).map(right => [title(right), right] as const))(
    'need %s',
    async (__, right) => {
      const user = users.get(right)?.name ?? '';
      expect(Object.keys(trial.scenarios)).toContain(user);
      const told = await playWithout(right, user);
      expect(names(told, right) ? right.name : told.slice(-1000)).toBe(
        right.name,
      );
    },
  );
});
