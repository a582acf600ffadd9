import { desiredWith } from '../../__testUtils__/desired';
import { observedDocument, observedWith } from '../../__testUtils__/observed';
import { found } from '../../model/observation';
import { checkPolicyPath } from './roleArn';

const BUCKET = [{ service: 's3', access: 'read', resource: 'orders' }];
const NAME = desiredWith().policyName;
const policy = (path: string, name = NAME, account = '111122223333') =>
  `arn:aws:iam::${account}:policy${path}${name}`;
const attached = (arn: string) =>
  found([
    found({
      arn,
      name: NAME,
      path: '/',
      defaultVersionId: 'v1',
      document: observedDocument({ Version: '2012-10-17', Statement: [] }),
      tags: {},
    }),
  ]);

describe('another rolePath', () => {
  const rules = ({
    rolePath = '/irsa/b/',
    grants = BUCKET,
    adopted = true,
    recorded = [] as string[],
    attachedPolicies = found([]) as ReturnType<typeof attached>,
  }) =>
    checkPolicyPath(
      {
        ...desiredWith({ rolePath, grants }),
        ...(adopted && { adoptedBy: 'id' }),
      },
      observedWith({ attachedPolicies }),
      new Set(recorded),
    ).map(({ field, rule, message }) => [
      field,
      rule,
      message.split('. ').pop(),
    ]);
  const REFUSED = [
    ['rolePath', 'role-path-moved', 'Set rolePath to /irsa/a/.'],
  ];

  it.each<[string, Parameters<typeof rules>[0], unknown[]]>([
    [
      'is rejected if the policy is recorded under another path',
      { recorded: [policy('/irsa/a/')] },
      REFUSED,
    ],
    [
      'is rejected if the policy is attached under another path',
      { attachedPolicies: attached(policy('/irsa/a/')) },
      REFUSED,
    ],
    [
      'is rejected if the recorded name differs only in letter case',
      { recorded: [policy('/irsa/a/', NAME.toUpperCase())] },
      REFUSED,
    ],
    [
      'is accepted if the path is the same',
      { rolePath: '/irsa/a/', recorded: [policy('/irsa/a/')] },
      [],
    ],
    [
      'is accepted without grants',
      { grants: [], recorded: [policy('/irsa/a/')] },
      [],
    ],
    [
      'is accepted if only policies of other names and accounts are recorded',
      {
        recorded: [
          policy('/irsa/a/', `${NAME}-b`),
          policy('/irsa/a/', NAME, '444455556666'),
        ],
      },
      [],
    ],
    [
      'is left to the rule for the role if Backstage created the role',
      { adopted: false, recorded: [policy('/irsa/a/')] },
      [],
    ],
  ])('%s', (_, options, expected) => {
    expect(rules(options)).toEqual(expected);
  });
});
