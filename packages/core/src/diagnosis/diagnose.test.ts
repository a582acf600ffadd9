import type { CheckResult, SimulationResult } from '../model/types';
import { describeChecks } from '../checks';
import { diagnose } from './diagnose';
import type { DiagnosisContext } from './types';

const REFUSED = 'Not authorized to perform sts:AssumeRoleWithWebIdentity';
const OWN = 'arn:aws:sts::111122223333:assumed-role/orders/1';
const OBJECT = 'arn:aws:s3:::uploads/a';

function check(change: Partial<CheckResult>): CheckResult {
  return {
    id: 'trust-policy',
    link: 'trust-policy',
    result: 'pass',
    evidence: 'inferred',
    message: `${change.id ?? 'trust-policy'} says so.`,
    remediation: null,
    ...change,
  };
}

function contextWith(change: Partial<DiagnosisContext> = {}): DiagnosisContext {
  return {
    mechanism: 'irsa',
    roleArn: 'arn:aws:iam::111122223333:role/irsa/orders',
    checks: [
      {
        id: 'trust-policy',
        faults: ['wrong-subject', 'wildcard-under-equals'],
        mechanisms: ['irsa'],
      },
      { id: 'role-exists', faults: ['path-left-out'], mechanisms: ['irsa'] },
    ],
    decide: () => undefined,
    ...change,
  };
}

function decision(change: Partial<SimulationResult>): SimulationResult {
  return {
    action: 's3:GetObject',
    resource: OBJECT,
    decision: 'Allowed',
    summary: 'The engine says so.',
    decidedBy: [],
    blockedBy: [],
    missingContext: [],
    layers: [],
    layerDecisions: [],
    ...change,
  };
}

const states = (answer: ReturnType<typeof diagnose>) =>
  Object.fromEntries(
    answer.candidates.map(({ fault, state }) => [fault, state]),
  );

describe('an error with several possible causes', () => {
  it('is confirmed by a check that reports one of its faults, with the remediation', () => {
    const found = check({
      result: 'fail',
      fault: 'wildcard-under-equals',
      remediation: 'Change it.',
      commands: ['aws iam …'],
    });
    expect(diagnose(REFUSED, [found], contextWith()).candidates[0]).toEqual({
      fault: 'wildcard-under-equals',
      title: expect.stringContaining('wildcard'),
      state: 'confirmed',
      reason: 'trust-policy says so.',
      check: 'trust-policy',
      remediation: 'Change it.',
      commands: ['aws iam …'],
    });
  });

  it('is ruled out for faults whose checks pass, and possible for faults that no check detects', () => {
    const answer = diagnose(
      REFUSED,
      [check({}), check({ id: 'role-exists' })],
      contextWith(),
    );
    expect(states(answer)).toMatchObject({
      'wrong-subject': 'ruled-out',
      'wildcard-under-equals': 'ruled-out',
      'path-left-out': 'ruled-out',
      'arn-prefixed-key': 'possible',
    });
    expect(answer.candidates[0].state).toBe('possible');
    expect(answer.candidates.at(-1)?.state).toBe('ruled-out');
  });

  it('stays possible while a check is unknown', () => {
    const answer = diagnose(
      REFUSED,
      [check({ result: 'unknown', message: 'May not call iam:GetRole.' })],
      contextWith(),
    );
    expect(answer.candidates[0]).toMatchObject({
      fault: 'wrong-subject',
      state: 'possible',
      reason: 'May not call iam:GetRole.',
    });
    expect(states(answer)['path-left-out']).toBe('possible');
  });

  it('stays possible when the check belongs to the other mechanism', () => {
    const answer = diagnose(
      REFUSED,
      [check({})],
      contextWith({ mechanism: 'pod-identity' }),
    );
    expect(states(answer)['wrong-subject']).toBe('possible');
  });

  it('includes other check results only when none of its own faults is confirmed', () => {
    const other = check({ id: 'pods', result: 'fail', fault: 'static-keys' });
    const open = diagnose(REFUSED, [check({}), other], contextWith());
    expect(states(open)['static-keys']).toBe('confirmed');
    expect(
      open.candidates.map(({ fault }) => fault).indexOf('static-keys'),
    ).toBeLessThan(
      open.candidates.map(({ fault }) => fault).indexOf('wrong-subject'),
    );
    const told = diagnose(
      REFUSED,
      [check({ result: 'fail', fault: 'wrong-subject' }), other],
      contextWith(),
    );
    expect(states(told)['static-keys']).toBeUndefined();
  });
});

describe('a fault that a passing check does not rule out', () => {
  const refusal = (policy: string) =>
    `User: ${OWN} is not authorized to perform: s3:GetObject on resource: "${OBJECT}" ${policy}`;
  const all = describeChecks();
  const passing = all.map(({ id, link }) => check({ id, link }));
  const context = contextWith({
    checks: all,
    decide: () => decision({ decision: 'Allowed' }),
  });

  it.each([
    [
      'organization-denies',
      refusal('with an explicit deny in a service control policy'),
      'The checks cover what the service needs, not the request that AWS refused.',
    ],
    [
      'resource-policy-denies',
      refusal('with an explicit deny in a resource-based policy'),
      'The checks cover what the service needs, not the request that AWS refused.',
    ],
    [
      'kms-key-denies',
      'Access to KMS is not allowed',
      'The checks cover what the service needs, not the request that AWS refused.',
    ],
    ...[
      'KMS.DisabledException: arn:aws:kms:eu-west-1:111122223333:key/1a2b is disabled.',
      'An error occurred (KMS.KMSInvalidStateException) when calling the PutObject operation',
      'botocore.errorfactory.KmsDisabled: see the logs',
      'arn:aws:kms:eu-west-1:111122223333:key/1a2b-3c is pending deletion. (Service: AWSKMS; Status Code: 400)',
    ].map(text => [
      'kms-key-denies',
      text,
      'The checks cover what the service needs, not the request that AWS refused.',
    ]),
    [
      'expired-token',
      'ExpiredTokenException: Token expired: current date/time 2 must be before the expiration date/time 1',
      'Only the application can show it.',
    ],
    [
      'session-too-long',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      'Only the application can show it.',
    ],
    [
      'sts-region-inactive',
      'RegionDisabledException: STS is not activated in this region for account',
      'Only a token exchange at the time of the error can show it.',
    ],
    [
      'keys-unreachable',
      "Couldn't retrieve verification key from your identity provider",
      'Only a token exchange at the time of the error can show it.',
    ],
    [
      'thumbprint',
      "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint",
      'Only a token exchange at the time of the error can show it.',
    ],
    [
      'global-sts',
      'SignatureDoesNotMatch: Credential should be scoped to a valid region.',
      'The checks do not see what the application sets itself.',
    ],
    [
      'static-keys',
      `User: arn:aws:iam::111122223333:user/ci is not authorized to perform: s3:GetObject on resource: ${OBJECT}`,
      'The checks do not see what the application sets itself.',
    ],
  ])('is %s', (fault, text, reason) => {
    const { candidates } = diagnose(text, passing, context);
    expect(candidates[0]).toMatchObject({ fault, state: 'possible', reason });
  });

  it('is one that only some of its checks were asked about', () => {
    const two = contextWith({
      checks: [
        ...contextWith().checks,
        { id: 'trust-scope', faults: ['wrong-subject'], mechanisms: ['irsa'] },
      ],
    });
    const { candidates } = diagnose(REFUSED, [check({})], two);
    expect(candidates[0]).toMatchObject({
      fault: 'wrong-subject',
      state: 'possible',
      reason: 'Not checked: trust-scope did not run.',
    });
  });
});

it('rules out a fault that its own check reads, without a live proof', () => {
  const all = describeChecks();
  const passing = all
    .filter(({ id }) => id !== 'live-proof')
    .map(({ id, link }) => check({ id, link }));
  const { candidates } = diagnose(
    'No OpenIDConnect provider found in your account',
    passing,
    contextWith({ checks: all }),
  );
  expect(candidates).toContainEqual(
    expect.objectContaining({
      fault: 'no-oidc-provider',
      state: 'ruled-out',
      check: 'oidc-provider-exists',
    }),
  );
});

describe('an unrecognized error text', () => {
  it('returns the faults that the checks found', () => {
    const found = check({ result: 'fail', fault: 'wildcard-under-equals' });
    const warned = check({ id: 'scope', result: 'warn', fault: 'no-subject' });
    const answer = diagnose('it broke', [found, warned], contextWith());
    expect(answer.recognized).toEqual([]);
    expect(states(answer)).toEqual({ 'wildcard-under-equals': 'confirmed' });
  });

  it('returns nothing when the checks found no faults', () => {
    expect(diagnose('it broke', [check({})], contextWith()).candidates).toEqual(
      [],
    );
  });
});

describe('a refused request', () => {
  const refusal = (who: string) =>
    `User: ${who} is not authorized to perform: s3:GetObject on resource: ${OBJECT} because no identity-based policy allows the s3:GetObject action.`;

  it('names the action, the resource, and the principal', () => {
    const { recognized } = diagnose(refusal(OWN), [], contextWith());
    expect(recognized).toMatchObject([
      { action: 's3:GetObject', resource: OBJECT, principal: OWN },
    ]);
  });

  // S3 puts the ARN in quotes, and logs escape the quotes. The sentences come from "Troubleshoot access denied error messages" by AWS.
  it.each([
    [
      `"${OBJECT}" because no identity-based policy allows the s3:GetObject action`,
      'action-not-allowed',
    ],
    [
      `"${OBJECT}" with an explicit deny in a service control policy: arn:aws:organizations::111122223333:policy/o-1/service_control_policy/p-1`,
      'organization-denies',
    ],
    [
      `"${OBJECT}" with an explicit deny in a resource control policy`,
      'organization-denies',
    ],
    [
      `"${OBJECT}" because no service control policy allows the s3:GetObject action`,
      'organization-denies',
    ],
    [
      `"${OBJECT}" because no permissions boundary allows the s3:GetObject action`,
      'action-not-allowed',
    ],
    [
      `"${OBJECT}" with an explicit deny in a permissions boundary`,
      'action-not-allowed',
    ],
    [
      `"${OBJECT}" because no session policy allows the s3:GetObject action`,
      'aws-profile',
    ],
    [
      `"${OBJECT}" with an explicit deny in an identity-based policy: arn:aws:iam::111122223333:policy/deny`,
      'action-not-allowed',
    ],
    [
      `"${OBJECT}" because no resource-based policy allows the s3:GetObject action`,
      'resource-policy-denies',
    ],
    [
      `"${OBJECT}" with an explicit deny in a resource-based policy`,
      'resource-policy-denies',
    ],
    [
      `"${OBJECT}" with an explicit deny in a VPC endpoint policy`,
      'organization-denies',
    ],
    [
      `'${OBJECT}' because no identity-based policy allows it`,
      'action-not-allowed',
    ],
    [
      `\\"${OBJECT}\\" because no identity-based policy allows it\\n`,
      'action-not-allowed',
    ],
    [
      `${OBJECT} because no identity-based policy allows it.`,
      'action-not-allowed',
    ],
  ])('is parsed with its resource and policy type: %s', (end, first) => {
    const text = `User: ${OWN} is not authorized to perform: s3:GetObject on resource: ${end}`;
    const { recognized, candidates } = diagnose(text, [], contextWith());
    expect(recognized).toMatchObject([
      { action: 's3:GetObject', resource: OBJECT, principal: OWN },
    ]);
    expect(candidates[0].fault).toBe(first);
  });

  it('is confirmed when the policies of the role deny it', () => {
    const decide = jest.fn(() => decision({ decision: 'ImplicitlyDenied' }));
    const { candidates } = diagnose(refusal(OWN), [], contextWith({ decide }));
    expect(decide).toHaveBeenCalledWith('s3:GetObject', OBJECT);
    expect(candidates[0]).toMatchObject({
      fault: 'action-not-allowed',
      state: 'confirmed',
      reason: 'The engine says so.',
      remediation: expect.stringContaining(`allow s3:GetObject on ${OBJECT}`),
    });
  });

  it.each([
    ['service-control', 'organization-denies'],
    ['resource', 'resource-policy-denies'],
    ['permissions-boundary', 'action-not-allowed'],
  ] as const)('by a policy of layer %s has fault %s', (layer, fault) => {
    const decide = () =>
      decision({
        decision: 'ExplicitlyDenied',
        decidedBy: [{ layer, policy: 'p', statement: 0 }],
      });
    const { candidates } = diagnose(refusal(OWN), [], contextWith({ decide }));
    expect(candidates[0]).toMatchObject({ fault, state: 'confirmed' });
  });

  it('is attributed to another policy when the policies of the role allow it', () => {
    const decide = () => decision({});
    const answer = diagnose(refusal(OWN), [], contextWith({ decide }));
    expect(states(answer)).toMatchObject({
      'action-not-allowed': 'ruled-out',
      'organization-denies': 'possible',
    });
  });

  it.each<[string, Partial<SimulationResult>, string]>([
    ['a key', { missingContext: ['aws:SourceIp'] }, 'possible'],
    [
      'a tag of the single pod',
      { missingContext: ['aws:PrincipalTag/kubernetes-pod-name'] },
      'possible',
    ],
    [
      'keys that no pod sends',
      { missingContext: ['aws:PrincipalTag/team', 'aws:username'] },
      'confirmed',
    ],
    [
      'a condition that no pod meets',
      {
        missingContext: ['aws:MultiFactorAuthPresent'],
        conditions: ['only with MFA'],
      },
      'possible',
    ],
  ])(
    'is confirmed unless the decision depends on the request: %s',
    (_, change, state) => {
      const decide = () =>
        decision({ decision: 'ImplicitlyDenied', ...change });
      const answer = diagnose(refusal(OWN), [], contextWith({ decide }));
      expect(states(answer)['action-not-allowed']).toBe(state);
    },
  );

  it.each([
    [
      'the node',
      'arn:aws:sts::111122223333:assumed-role/nodes/i-0abc',
      'pod-older-than-annotation',
    ],
    [
      'another role',
      'arn:aws:sts::111122223333:assumed-role/ci/run-1',
      'container-sets-role',
    ],
    ['an IAM user', 'arn:aws:iam::111122223333:user/ci', 'static-keys'],
  ])('of %s does not evaluate the policies of the role', (_, who, first) => {
    const decide = jest.fn();
    const { candidates } = diagnose(refusal(who), [], contextWith({ decide }));
    expect(candidates[0].fault).toBe(first);
    expect(decide).not.toHaveBeenCalled();
  });
});

it.each([
  'sts.amazonaws.com',
  'sts.eu-west-1.amazonaws.com',
  'sts.eu-west-1.api.aws',
  'sts.eu-west-1.vpce.amazonaws.com',
  'sts.cn-north-1.amazonaws.com.cn',
  'sts.us-gov-west-1.amazonaws.com',
  'sts.eusc-de-east-1.amazonaws.eu',
  'sts.us-iso-east-1.c2s.ic.gov',
  'sts.us-isob-east-1.sc2s.sgov.gov',
  'sts.eu-isoe-west-1.cloud.adc-e.uk',
  'sts.us-isof-south-1.csp.hci.ic.gov',
])('recognizes the AWS STS endpoint %s', host => {
  const texts = [
    `Post "https://${host}/": dial tcp 10.0.0.1:443: i/o timeout`,
    `lookup ${host}`,
    `Could not connect to the endpoint URL: "https://${host}`,
  ];
  expect(
    texts.map(text => {
      const { recognized } = diagnose(text, [], contextWith());
      return recognized.map(one => text.endsWith(one.text));
    }),
  ).toEqual(texts.map(() => [true]));
});

describe('a denial without principal and policy', () => {
  it.each([
    [
      'An error occurred (AccessDenied) when calling the GetObject operation: Access Denied',
      's3:GetObject',
    ],
    [
      'An error occurred (403) when calling the HeadObject operation: Forbidden',
      's3:GetObject',
    ],
    [
      'An error occurred (403) when calling the HeadBucket operation: Forbidden',
      's3:ListBucket',
    ],
    [
      'operation error S3: PutObject, https response error StatusCode: 403, RequestID: 1, HostID: a+/=, api error AccessDenied: Access Denied',
      's3:PutObject',
    ],
    [
      'operation error S3: HeadObject, https response error StatusCode: 403, RequestID: 1, HostID: a+/=, api error Forbidden: Forbidden',
      's3:GetObject',
    ],
    [
      'An error occurred (AccessDenied) when calling the AssumeRole operation: Access denied',
      undefined,
    ],
    [
      'software.amazon.awssdk.services.s3.model.S3Exception: Access Denied (Service: S3, Status Code: 403, Request ID: 1)',
      undefined,
    ],
    [
      'software.amazon.awssdk.services.s3.model.S3Exception: null (Service: S3, Status Code: 403, Request ID: 1)',
      undefined,
    ],
    [
      'AmazonS3Exception: Forbidden (Service: Amazon S3; Status Code: 403; Error Code: 403 Forbidden; Request ID: 1)',
      undefined,
    ],
    ['AccessDenied: Access Denied\n\tstatus code: 403', undefined],
    [
      'ErrorMetadata { code: Some("AccessDenied"), message: Some("Access Denied") }',
      undefined,
    ],
    [
      'An error occurred (AccessDenied) when calling the SendMessageBatch operation: Access to the resource https://sqs.eu-west-1.amazonaws.com/ is denied.',
      'sqs:SendMessage',
    ],
  ])('has the faults of permissions: %s', (text, action) => {
    const { recognized, candidates } = diagnose(text, [], contextWith());
    expect(recognized).toHaveLength(1);
    expect(recognized[0].action).toBe(action);
    expect(candidates.slice(0, 4).map(({ fault }) => fault)).toEqual([
      'action-not-allowed',
      'resource-policy-denies',
      'kms-key-denies',
      'organization-denies',
    ]);
  });

  it.each([
    'Forbidden: you need the admin role',
    'Error: Access Denied',
    'AmazonS3Exception: The AWS Access Key Id you provided does not exist in our records. (Service: Amazon S3; Status Code: 403; Error Code: InvalidAccessKeyId; Request ID: 1)',
  ])('is not: %s', text => {
    const { candidates } = diagnose(text, [], contextWith());
    expect(candidates.map(({ fault }) => fault)).not.toContain(
      'action-not-allowed',
    );
  });
});

it('returns no secrets and no unrecognized text', () => {
  const token = `eyJ${'hbGciOiJSUzI1NiJ9'}.eyJzdWIiOiJ4In0.c2ln`;
  const answer = diagnose(
    `dump of the environment\n${REFUSED} on resource: ${token}\n User: ${token} is not authorized to perform: s3:GetObject on resource: ${token}`,
    [],
    contextWith(),
  );
  expect(answer.recognized).toHaveLength(2);
  const text = JSON.stringify(answer);
  expect(text).not.toContain(token);
  expect(text).not.toContain('dump of the environment');
});

// A regular expression with heavy backtracking would never finish.
it('finishes for the longest text that repeats one part', () => {
  const parts = [
    'eks.amazonaws.com/serviceaccount/token',
    'User: ',
    'is not authorized to perform: s3:A on resource: ',
    'a/.-',
    "Value '",
    'config profile (',
    'operation error S3: A, ',
    'when calling the A operation: ',
    '<Code>AccessDenied</Code> ',
  ];
  for (const part of parts) {
    const text = part.repeat(20_000 / part.length);
    const { recognized } = diagnose(text, [], contextWith());
    expect(recognized.length).toBeLessThan(100);
  }
});
