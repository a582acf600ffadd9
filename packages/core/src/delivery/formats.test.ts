import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import type { IamServiceAccountSpec, RenderFormat } from '../model/types';
import { desiredWith } from '../__testUtils__/desired';
import { observedWith } from '../__testUtils__/observed';
import { absent } from '../model/observation';
import type { Observed } from '../model/observed';
import { problemsOf } from './__testUtils__/problems';
import { readers } from './__testUtils__/readers';
import { yamlOf } from './__testUtils__/readers/files';
import { decoded, parseHcl } from './__testUtils__/readers/hclFile';
import { renderInputOf } from './input';
import { objectNameOf } from './objectName';
import { renderers } from './registry';
import { renderAs } from './render';
import type { RenderedAssociation, RenderInput } from './types';
import { toYaml } from './yaml';

const FORMATS = Object.keys(renderers) as RenderFormat[];
const BOUNDARY = 'arn:aws:iam::111122223333:policy/boundary';

function inputWith(
  change: Partial<IamServiceAccountSpec> = {},
  observed: Partial<Observed> = {},
): RenderInput {
  return renderInputOf(desiredWith(change), observedWith(observed));
}

const document = (
  change: object = {},
): PolicyDocument & Record<string, unknown> => ({
  Version: '2012-10-17',
  Statement: [
    { Sid: 'One', Effect: 'Allow', Action: 's3:Get*', Resource: '*' },
  ],
  ...change,
});

/** Returns the input of a plan for EKS Pod Identity. */
function podIdentity(change: Partial<RenderedAssociation> = {}): RenderInput {
  const input = inputWith({ permissionsBoundaryArn: BOUNDARY });
  return {
    ...input,
    mechanism: 'pod-identity',
    role: {
      ...input.role,
      trust: document({
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'pods.eks.amazonaws.com' },
            Action: ['sts:AssumeRole', 'sts:TagSession'],
            Condition: {
              StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'a' },
            },
          },
        ],
      }),
    },
    serviceAccount: { ...input.serviceAccount, annotations: {} },
    association: { roleArn: input.role.arn, tags: input.role.tags, ...change },
  };
}

const refusals = (format: RenderFormat, input: RenderInput) =>
  renderAs(format, input).violations.map(({ field, rule }) => [field, rule]);

describe.each(FORMATS)('%s', format => {
  it('does not mark objects as managed by Backstage', () => {
    const input = inputWith({ tags: { team: 'payments' } });
    const { files } = renderAs(format, input);
    expect(JSON.stringify(files)).not.toContain('managed-by');
    const { role, serviceAccount } = readers[format](files);
    expect(role.tags).toMatchObject({
      team: 'payments',
      'backstage-irsa.dev/owner': 'group:default/team',
      'backstage-irsa.dev/entity': 'component:default/uploads',
    });
    expect(serviceAccount.annotations['backstage-irsa.dev/entity']).toBe(
      'component:default/uploads',
    );
  });

  it('creates a missing namespace', () => {
    const input = inputWith({}, { namespace: absent() });
    const { files } = renderAs(format, input);
    expect(problemsOf(format, files)).toEqual([]);
    expect(readers[format](files).namespaces).toEqual(['production']);
  });

  it('notes a missing OIDC provider, unless it creates one', () => {
    const { notes } = renderAs(
      format,
      inputWith({}, { oidcProvider: absent() }),
    );
    const said = notes.some(note => note.includes('has no OIDC provider'));
    expect(said).toBe(format !== 'eksctl');
  });

  it('associates the role and omits the annotation with EKS Pod Identity', () => {
    const input = podIdentity();
    const { files, violations } = renderAs(format, input);
    expect(violations).toEqual([]);
    expect(problemsOf(format, files)).toEqual([]);
    const read = readers[format](files);
    expect(read.role.trust).toEqual(input.role.trust);
    expect(read.role.boundaryArn).toBe(BOUNDARY);
    expect(read.permissions).toEqual([input.policy?.document]);
    expect(read.serviceAccount.annotations).toEqual({});
    expect(read.association).toMatchObject({
      cluster: 'prod-eu',
      namespace: 'production',
      serviceAccount: 'uploads',
      roleArn:
        format === 'terraform'
          ? '${aws_iam_role.prod-eu_production_uploads.arn}'
          : input.role.arn,
    });
  });

  it('states the region of the association', () => {
    const { files, notes } = renderAs(format, podIdentity());
    const { region } = readers[format](files).association!;
    expect(region ?? notes.join(' ')).toContain('eu-west-1');
  });

  it('writes a target role and a session policy, or refuses them', () => {
    const targetRoleArn = 'arn:aws:iam::444455556666:role/target';
    const target = renderAs(format, podIdentity({ targetRoleArn }));
    const session = renderAs(
      format,
      podIdentity({ sessionPolicy: document(), disableSessionTags: true }),
    );
    const says = {
      target: target.violations.length === 0,
      session: session.violations.length === 0,
    };
    expect(says).toEqual({
      target: true,
      session: format !== 'crossplane',
    });
    for (const { files } of [target, session].filter(
      one => one.violations.length === 0,
    )) {
      expect(problemsOf(format, files)).toEqual([]);
    }
    expect(
      target.files.length > 0 &&
        readers[format](target.files).association?.targetRoleArn,
    ).toBe(says.target && targetRoleArn);
    expect(
      session.files.length > 0 &&
        readers[format](session.files).association?.sessionPolicy,
    ).toEqual(says.session && document());
    expect(
      session.files.length > 0 &&
        readers[format](session.files).association?.disableSessionTags,
    ).toBe(says.session);
  });

  it('refuses a role that EKS reaches through another role', () => {
    const other = podIdentity({ roleArn: 'arn:aws:iam::1:role/pod' });
    expect(refusals(format, other)).toContainEqual([
      'accountId',
      'unsupported-by-format',
    ]);
  });
});

describe('the version that a tool needs for an association', () => {
  const versionsIn = (change: Partial<RenderedAssociation>) =>
    Object.fromEntries(
      FORMATS.flatMap(format => {
        const { notes } = renderAs(format, podIdentity(change));
        const [, version] =
          notes.join(' ').match(/must be version (\S+) or later/) ?? [];
        return version === undefined ? [] : [[format, version]];
      }),
    );

  it.each<[string, Partial<RenderedAssociation>, Record<string, string>]>([
    ['a role', {}, {}],
    [
      'a target role',
      { targetRoleArn: 'arn:aws:iam::444455556666:role/target' },
      { eksctl: '0.212.0' },
    ],
    [
      'a session policy',
      { sessionPolicy: document(), disableSessionTags: true },
      { eksctl: '0.223.0', terraform: '6.57.1', ack: '1.12.0' },
    ],
  ])('with %s', (_, change, expected) => {
    expect(versionsIn(change)).toEqual(expected);
  });
});

describe('values that a tool would interpret or change', () => {
  const inline = (change: object): RenderInput => {
    const input = inputWith();
    const inlinePolicy = { name: 'own', document: document(change) };
    return { ...input, role: { ...input.role, inlinePolicy } };
  };
  const named = (key: string) =>
    inline({
      Statement: [
        {
          Effect: 'Allow',
          Action: 's3:GetObject',
          Resource: '*',
          Condition: { StringEquals: { [key]: 'x' } },
        },
      ],
    });
  const resource = (text: string) =>
    inline({
      Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: text }],
    });

  it.each<[string, RenderInput, RenderFormat[]]>([
    ['a condition key named Ref', named('Ref'), ['cloudformation', 'eksctl']],
    [
      'a condition key named Fn::Sub',
      named('Fn::Sub'),
      ['cloudformation', 'eksctl'],
    ],
    [
      'a dynamic reference',
      resource('arn:aws:s3:::a/{{resolve:ssm:/a}}'),
      ['cloudformation', 'eksctl'],
    ],
    ['a combining accent', resource('arn:aws:s3:::a/e\u0301'), ['terraform']],
    [
      'an incomplete Unicode character',
      resource('arn:aws:s3:::a/\ud800'),
      FORMATS,
    ],
    ['a policy variable', resource('arn:aws:s3:::a/${aws:username}'), []],
    [
      'a policy version other than 2012-10-17',
      inline({ Version: '2008-10-17' }),
      ['eksctl'],
    ],
    [
      'an audience other than sts.amazonaws.com',
      inputWith({ audience: 'vault' }),
      ['eksctl'],
    ],
    ['no permissions', inputWith({ grants: [] }), ['eksctl']],
  ])(
    'are refused only by formats that cannot write them: %s',
    (_, input, expected) => {
      const refusing = FORMATS.filter(
        format => refusals(format, input).length > 0,
      );
      expect(refusing.sort()).toEqual([...expected].sort());
    },
  );
});

describe('terraform', () => {
  const filesOf = (change: Partial<IamServiceAccountSpec>) =>
    renderAs('terraform', inputWith(change)).files;
  const addressesOf = (content: string) =>
    content.match(/^resource .*(?= \{$)/gm) ?? [];

  it('uses different files and addresses for services in one folder', () => {
    const files = [
      { namespace: 'shop', name: 'orders-api' },
      { namespace: 'shop-orders', name: 'api' },
      { namespace: 'shop', name: 'orders.api' },
      { namespace: '1shop', name: 'orders-api' },
    ].flatMap(filesOf);
    const addresses = files.flatMap(({ content }) => addressesOf(content));
    expect(new Set(files.map(({ path }) => path)).size).toBe(4);
    expect(addresses).toHaveLength(16);
    expect(new Set(addresses).size).toBe(16);
  });

  it('omits the terraform block, which belongs to the folder', () => {
    const [{ path, content }] = filesOf({});
    expect(path).toBe('prod-eu_production_uploads.tf');
    expect(content).not.toContain('terraform {');
    expect(content).not.toContain('required_providers');
  });
});

describe('terraform with a company module', () => {
  const terraformModule = {
    source: 'app.terraform.io/my-org/irsa/aws',
    version: '1.2.0',
    variables: {
      roleName: 'name',
      rolePath: 'path',
      policyDocument: 'policy_json',
      trustPolicy: 'trust_json',
      oidcProviderArn: 'provider_arn',
    },
  };

  it('calls the module with its variable names, instead of creating policy and role', () => {
    const input = inputWith();
    const { files, violations } = renderAs('terraform', {
      ...input,
      terraformModule,
    });
    expect(violations).toEqual([]);
    const [{ content }] = files;
    const file = parseHcl(content);
    const [call] = file.module['prod-eu_production_uploads'];
    expect(call).toMatchObject({
      source: terraformModule.source,
      version: '1.2.0',
      name: input.role.name,
      path: input.role.path,
      provider_arn: input.providerArn,
    });
    expect(decoded(call.policy_json)).toEqual(input.policy?.document);
    expect(decoded(call.trust_json)).toEqual(input.role.trust);
    expect(Object.keys(file.resource)).toEqual([
      'kubernetes_service_account_v1',
    ]);
    expect(content).toContain('module.prod-eu_production_uploads');
  });

  it('associates the role that the module creates', () => {
    const input = podIdentity();
    const { role, ...rest } = input;
    const { boundaryArn: _, ...unbounded } = role;
    const { files } = renderAs('terraform', {
      ...rest,
      role: unbounded,
      terraformModule,
    });
    const file = parseHcl(files[0].content);
    expect(files[0].content).not.toContain('provider_arn');
    const [association] =
      file.resource.aws_eks_pod_identity_association[
        'prod-eu_production_uploads'
      ];
    expect(association).toMatchObject({
      role_arn: role.arn,
      depends_on: ['${module.prod-eu_production_uploads}'],
    });
  });

  it('refuses values without a variable in the module', () => {
    const input = {
      ...inputWith({
        permissionsBoundaryArn: BOUNDARY,
        policyDocument: document(),
        maxSessionDurationSeconds: 7200,
      }),
      terraformModule,
    };
    expect(refusals('terraform', input)).toEqual([
      ['policyDocument', 'unsupported-by-format'],
      ['permissionsBoundaryArn', 'unsupported-by-format'],
      ['maxSessionDurationSeconds', 'unsupported-by-format'],
    ]);
  });
});

describe('eksctl', () => {
  it('merges grants and inline document with unique Sids', () => {
    const grants = inputWith().policy!.document;
    const [{ Sid }] = [grants.Statement].flat();
    const input = inputWith({
      policyDocument: document({
        Statement: [
          {
            Sid: Sid ?? 'One',
            Effect: 'Allow',
            Action: 'sqs:*',
            Resource: '*',
          },
        ],
      }),
    });
    const { files } = renderAs('eksctl', input);
    const [merged] = readers.eksctl(files).permissions;
    const sids = [merged.Statement].flat().flatMap(one => one.Sid ?? []);
    expect(new Set(sids).size).toBe(sids.length);
    expect([merged.Statement].flat()).toHaveLength(
      [grants.Statement].flat().length + 1,
    );
  });

  it('notes what it omits', () => {
    const input = inputWith({ maxSessionDurationSeconds: 7200 });
    const { notes } = renderAs('eksctl', input);
    expect(notes.join(' ')).toMatch(/not at \/irsa\/.*instead of 7200 s/);
  });
});

describe('YAML', () => {
  it.each(['1.1', '1.2'] as const)(
    'keeps texts as strings for parsers of YAML %s',
    version => {
      const texts = [
        'no',
        'y',
        '1e3',
        '012',
        '1:30',
        '2012-10-17',
        '<<',
        '~',
        '=',
        '',
      ];
      const value = Object.fromEntries(texts.map(text => [text, text]));
      const files = [{ path: 'a', content: toYaml(value, { a: '---\n...' }) }];
      expect(yamlOf(files, 'a', version)).toEqual([value, { a: '---\n...' }]);
    },
  );
});

it.each(['\u0085', '\u2028', '\u2029', '\u007f', '\u009b', '\ufeff', '\uffff'])(
  'escapes %j in YAML',
  character => {
    const text = `a${character}b: c`;
    const content = toYaml({ [text]: text, list: [text] });
    expect(content).not.toContain(character);
    for (const version of ['1.1', '1.2'] as const) {
      const files = [{ path: 'a', content }];
      expect(yamlOf(files, 'a', version)).toEqual([
        { [text]: text, list: [text] },
      ]);
    }
  },
);

it('writes long keys quickly in YAML', () => {
  const key = `${'a'.repeat(60)}!`;
  const files = [{ path: 'a', content: toYaml({ [key]: 'x' }) }];
  expect(yamlOf(files, 'a')).toEqual([{ [key]: 'x' }]);
});

describe('the name of an object', () => {
  it.each([
    ['orders-7f3a', /^orders-7f3a$/],
    ['Team+Orders=1,2.3@x_y', /^team-orders-1-2-3-x-y-[0-9a-f]{16}$/],
    ['+', /^[0-9a-f]{16}$/],
    ['O'.repeat(64), /^o{46}-[0-9a-f]{16}$/],
    ['orders-20261201', /^orders-20261201$/],
    ['orders-0123456789abcdef', /^orders-0123456789abcdef-[0-9a-f]{16}$/],
    ['0123456789abcdef', /^0123456789abcdef-[0-9a-f]{16}$/],
  ])('is valid for %s', (name, expected) => {
    expect(objectNameOf(name)).toMatch(expected);
  });

  it('differs for different names', () => {
    expect(objectNameOf('Orders')).not.toBe(objectNameOf('ORDERS'));
    // A role is requested with the object name of another role.
    for (const name of ['Payments_Role', '+']) {
      const taken = objectNameOf(name);
      expect(objectNameOf(taken)).not.toBe(taken);
    }
  });
});
