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
  iamPermissions,
  neededBy,
  permissionsOf,
  tooMany,
  type Permission,
} from '../__testUtils__/iam/permissions';
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
/** Files that grant no permissions, but limit them. */
const LIMITS = [
  'iam-policy.always-boundary.json',
  'scp.json',
  'validating-admission-policy.yaml',
];
/** Files for accounts other than the clusters' account. */
const BEYOND = [
  'iam-policy.assumed-roles.json',
  // This file shares permissions with the discovery file. Each is sufficient for its own purpose.
  'iam-policy.organization-policies.json',
  'iam-policy.other-accounts.json',
];
const MOST = iamFiles().filter(
  file => ![...WIDE, ...LIMITS, ...BEYOND].includes(file),
);
/** Calls that the backend makes once and caches. */
const REMEMBERED = [
  'ec2:DescribeVpcEndpoints',
  'ec2:DescribeVpcs',
  'eks:DescribeCluster',
  'iam:GetAccountSummary',
  'sts:AssumeRole',
];
/** Calls that other scenarios make too, but do not require. */
const NEEDED_TO_CREATE = [
  'ec2:DescribeVpcEndpoints',
  'ec2:DescribeVpcs',
  'get namespaces',
  'iam:GetAccountSummary',
];
/** Owners are allowed to have roles in both accounts. */
const BOTH_ACCOUNTS = [
  namespaceRule(['group:default/team'], { accounts: [PROD, STAGING] }),
];

/** A backend with the permissions of some files, and its scenarios. */
interface Trial {
  files: string[];
  /** The files for the other account. */
  others?: string[];
  /** The files whose permissions are all tested. */
  tried: string[];
  irsa: JsonObject;
  /** The role of the backend in accounts without their own section. */
  roleName?: string;
  scenarios: Record<string, Scenario>;
}

/** The trials. A backend with write access to all namespaces needs no permission in a single one, so that is a separate trial. */
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
    // Otherwise, test backends share a scheduler, and a new host would take over the tasks of this one.
    features: [mockServices.scheduler.factory()],
    entities: () => [
      componentOf('checkout', 'group:default/team', {
        [SERVICE_ACCOUNT_ANNOTATION]: CLAIM,
      }),
    ],
  });

/** Returns the calls of the backend and of the token-requesting identity after a position in the log. */
const callsOf = ({ sandbox }: TestHost, place: number) =>
  sandbox.world.calls
    .since(place)
    .filter(({ caller }) => /[:/]backstage(-irsa.*)?$/.test(caller ?? ''));

const title = ({ name, file, holder }: Permission) =>
  `${name} (${file}, ${holder})`;

/** Checks whether a text names a permission, directly or in the words of the API server. */
function names(told: string, { name }: Permission): boolean {
  const [verb, resource] = name.split(' ');
  return (
    told.includes(name) ||
    told.replace(/[\\"]/g, '').includes(`cannot ${verb} resource ${resource}`)
  );
}

describe.each(Object.entries(TRIALS))('the files of %s', (_, trial) => {
  const permissions = [
    ...trial.files.flatMap(file => permissionsOf(file)),
    ...(trial.others ?? []).flatMap(file => permissionsOf(file, STAGING)),
  ];
  const accesses: Access[] = [];
  /** The scenarios that did not finish, with the refused calls. */
  const failed: string[] = [];
  /** The scenario with the fewest calls that needs the permission. */
  const users = new Map<Permission, { name: string; calls: number }>();
  let host: TestHost;
  let turn = 0;

  const stageOf = (on: TestHost) => {
    turn += 1;
    return new Stage(on, `t${turn}`);
  };

  /** Returns the backend's responses in a scenario without a permission. */
  async function playWithout(
    permission: Permission,
    user: string,
  ): Promise<string> {
    const fresh = REMEMBERED.includes(permission.name);
    const on = fresh ? await start(trial) : host;
    const stage = stageOf(on);
    try {
      await without(on, permission, () => stage.play(trial.scenarios[user]));
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
      for (const permission of neededBy(permissions, used)) {
        const best = users.get(permission);
        if (best && NEEDED_TO_CREATE.includes(permission.name)) continue;
        if (calls.length < (best?.calls ?? Infinity)) {
          users.set(permission, { name, calls: calls.length });
        }
      }
    }
  });
  afterAll(async () => {
    delete process.env.AWS_ENDPOINT_URL_STS;
    await host?.stop();
  });

  it('are sufficient', () => {
    expect([...new Set(failed)]).toEqual(
      // The organization denies this call on purpose, so that there is something to roll back.
      'rollBack' in trial.scenarios ? ['rollBack: AttachRolePolicy'] : [],
    );
  });

  it('are reported if they contain an unused permission', () => {
    const [extra] = iamPermissions('of-this-test.json', PROD, {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' },
      ],
    });
    expect(tooMany([...permissions, extra], accesses)).toContain(extra);
  });

  it('contain no unused permission', () => {
    expect(
      tooMany(permissions, accesses)
        .filter(({ file }) => trial.tried.includes(file))
        .map(title),
    ).toEqual([]);
  });

  const tried = permissions.filter(({ file }) => trial.tried.includes(file));
  it.each(
    sampled(tried).map(permission => [title(permission), permission] as const),
  )('need %s', async (__, permission) => {
    const user = users.get(permission)?.name ?? '';
    expect(Object.keys(trial.scenarios)).toContain(user);
    const told = await playWithout(permission, user);
    expect(names(told, permission) ? permission.name : told.slice(-1000)).toBe(
      permission.name,
    );
  });
});
