import type { Statement } from '@backstage-irsa/iam-policy';
import fc from 'fast-check';
import { organizationPolicy } from './organization';
import { endpointWith, vpcEndpoints } from './vpcEndpoints';

const ROLE = 'arn:aws:iam::111122223333:role/orders';
const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:orders';
const ELSEWHERE = 'arn:aws:sqs:eu-west-1:444455556666:jobs';
const OBJECT = 'arn:aws:s3:::orders/invoice.pdf';

export const arbitraryStatement: fc.Arbitrary<Statement> = fc.record({
  Effect: fc.constantFrom('Allow' as const, 'Deny' as const),
  Action: fc.constantFrom('*', 'sqs:*', 'sqs:SendMessage', 's3:*'),
  Resource: fc.constantFrom('*', QUEUE, 'arn:aws:sqs:*:*:j*', OBJECT),
  Condition: fc.constantFrom<NonNullable<Statement['Condition']>[]>(
    {},
    { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
    { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } },
    { StringEquals: { 'aws:PrincipalTag/team': 'shop' } },
  ),
});
/** Statements for everyone, an account, or the role. */
export const arbitraryOfResource = fc.array(
  arbitraryStatement.chain(statement =>
    fc.constantFrom<Statement[]>(
      { ...statement, Principal: '*' },
      { ...statement, Principal: { AWS: '111122223333' } },
      { ...statement, Principal: { AWS: ROLE } },
    ),
  ),
  { minLength: 1, maxLength: 3 },
);
const policiesWith = (change: Partial<Statement>) =>
  fc.array(
    fc
      .array(arbitraryStatement, { minLength: 1, maxLength: 3 })
      .map(statements =>
        organizationPolicy(
          'some',
          ...statements.map(statement => ({ ...statement, ...change })),
        ),
      ),
    { maxLength: 2 },
  );
const levelsWith = (change: Partial<Statement>) =>
  fc.record({
    root: policiesWith(change),
    workloads: policiesWith(change),
    account: policiesWith(change),
  });
export const arbitraryAttached = fc.record({
  scps: levelsWith({}),
  rcps: levelsWith({ Principal: '*' }),
});
export const arbitraryRequest = fc.constantFrom(
  { action: 'sqs:SendMessage', resource: QUEUE },
  { action: 'sqs:SendMessage', resource: ELSEWHERE },
  { action: 's3:GetObject', resource: OBJECT },
);
export const arbitraryEndpoints = fc
  .array(
    fc.record({
      id: fc.constantFrom('vpce-1', 'vpce-2'),
      type: fc.constantFrom('Gateway' as const, 'Interface' as const),
      service: fc.constantFrom('sqs', 's3'),
      statements: arbitraryOfResource,
    }),
    { maxLength: 3 },
  )
  .map(all =>
    vpcEndpoints(
      ...all.map(({ statements, ...change }) =>
        endpointWith(statements, change),
      ),
    ),
  );
