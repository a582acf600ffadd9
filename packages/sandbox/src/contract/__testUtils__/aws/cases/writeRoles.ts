// Cases are run by the tests of the contract, one test each.
/* eslint-disable jest/no-standalone-expect */
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  GetRoleCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import { operation } from '../../aspects';
import type { AwsSession } from '../session';
import {
  documentOf,
  makePolicy,
  makeRole,
  policyOf,
  refused,
  trustOf,
} from './helpers';

type S = AwsSession;
const create = (s: S, change: object = {}) =>
  s.iam.send(
    new CreateRoleCommand({
      RoleName: s.name('role'),
      AssumeRolePolicyDocument: trustOf(s.accountId),
      ...change,
    }),
  );
const get = (s: S, RoleName: string) =>
  s.iam.send(new GetRoleCommand({ RoleName }));
const tags = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ Key: `k${i}`, Value: 'v' }));
const longTrust = (s: S) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: Array.from({ length: 40 }, () => ({
      Effect: 'Allow',
      Principal: { AWS: s.arn('root') },
      Action: 'sts:AssumeRole',
    })),
  });

export const createRole = operation<S>('iam:CreateRole', {
  success: {
    'answers with ARN, ID and path': async s => {
      const { Role } = await create(s, {
        Path: '/irsa/',
        Description: 'of a test',
        MaxSessionDuration: 7200,
        Tags: [{ Key: 'team', Value: 'shop' }],
      });
      expect(Role).toMatchObject({
        RoleName: s.name('role'),
        Path: '/irsa/',
        Arn: s.arn(`role/irsa/${s.name('role')}`),
        RoleId: expect.stringMatching(/^AROA[A-Z0-9]{12,}$/),
        CreateDate: expect.any(Date),
      });
      expect(documentOf(Role?.AssumeRolePolicyDocument)).toEqual(
        JSON.parse(trustOf(s.accountId)),
      );
    },
  },
  conflict: {
    'the name is taken': async s => {
      await create(s);
      await refused(create(s), 'EntityAlreadyExists', 409);
    },
    'the name is taken in another case of letters': async s => {
      await create(s);
      await refused(
        create(s, { RoleName: s.name('role').toUpperCase() }),
        'EntityAlreadyExists',
        409,
      );
    },
  },
  limit: {
    'a trust policy of more than 2048 characters': async s => {
      await refused(
        create(s, { AssumeRolePolicyDocument: longTrust(s) }),
        'LimitExceeded',
        409,
      );
    },
    'more than 50 tags': async s => {
      await refused(create(s, { Tags: tags(51) }), 'ValidationError', 400);
    },
  },
  malformed: {
    'a trust policy that is no JSON': async s => {
      await refused(
        create(s, { AssumeRolePolicyDocument: '{' }),
        'MalformedPolicyDocument',
        400,
      );
    },
    'a trust policy without a principal': async s => {
      await refused(
        create(s, { AssumeRolePolicyDocument: policyOf() }),
        'MalformedPolicyDocument',
        400,
      );
    },
    'a trust policy for somebody who is not there': async s => {
      await refused(
        create(s, {
          AssumeRolePolicyDocument: trustOf(s.accountId, {
            AWS: s.arn('role/nobody'),
          }),
        }),
        'MalformedPolicyDocument',
        400,
      );
    },
    'a name with a space': async s => {
      await refused(create(s, { RoleName: 'a b' }), 'ValidationError', 400);
    },
    'a name of 65 characters': async s => {
      await refused(
        create(s, { RoleName: 'a'.repeat(65) }),
        'ValidationError',
        400,
      );
    },
    'a path that does not end with a slash': async s => {
      await refused(create(s, { Path: '/irsa' }), 'ValidationError', 400);
    },
    'a session of less than an hour': async s => {
      await refused(
        create(s, { MaxSessionDuration: 60 }),
        'ValidationError',
        400,
      );
    },
  },
});

export const updateRole = operation<S>('iam:UpdateRole', {
  success: {
    'changes how long a session may be': async s => {
      const RoleName = await makeRole(s);
      await s.iam.send(
        new UpdateRoleCommand({ RoleName, MaxSessionDuration: 10_800 }),
      );
      const { Role } = await get(s, RoleName);
      expect(Role?.MaxSessionDuration).toBe(10_800);
    },
  },
  'not-found': {
    'there is none of that name': async s => {
      await refused(
        s.iam.send(
          new UpdateRoleCommand({
            RoleName: s.name('none'),
            MaxSessionDuration: 3600,
          }),
        ),
        'NoSuchEntity',
        404,
      );
    },
  },
  malformed: {
    'a session of more than twelve hours': async s => {
      const RoleName = await makeRole(s);
      await refused(
        s.iam.send(
          new UpdateRoleCommand({ RoleName, MaxSessionDuration: 50_000 }),
        ),
        'ValidationError',
        400,
      );
    },
  },
});

const trust = (s: S, RoleName: string, PolicyDocument: string) =>
  s.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));

export const updateTrust = operation<S>('iam:UpdateAssumeRolePolicy', {
  success: {
    'puts the document in the place of the other': async s => {
      const RoleName = await makeRole(s);
      const document = trustOf(s.accountId, { Service: 'ec2.amazonaws.com' });
      await trust(s, RoleName, document);
      const { Role } = await get(s, RoleName);
      expect(documentOf(Role?.AssumeRolePolicyDocument)).toEqual(
        JSON.parse(document),
      );
    },
  },
  'not-found': {
    'there is none of that name': async s => {
      await refused(
        trust(s, s.name('none'), trustOf(s.accountId)),
        'NoSuchEntity',
        404,
      );
    },
  },
  limit: {
    'a document of more than 2048 characters': async s => {
      const RoleName = await makeRole(s);
      await refused(trust(s, RoleName, longTrust(s)), 'LimitExceeded', 409);
    },
  },
  malformed: {
    'a document that is no JSON': async s => {
      const RoleName = await makeRole(s);
      await refused(trust(s, RoleName, '{'), 'MalformedPolicyDocument', 400);
    },
    'a document without a principal': async s => {
      const RoleName = await makeRole(s);
      await refused(
        trust(s, RoleName, policyOf()),
        'MalformedPolicyDocument',
        400,
      );
    },
  },
});

const remove = (s: S, RoleName: string) =>
  s.iam.send(new DeleteRoleCommand({ RoleName }));

export const deleteRole = operation<S>('iam:DeleteRole', {
  success: {
    'it is gone': async s => {
      const RoleName = await makeRole(s);
      await remove(s, RoleName);
      await refused(get(s, RoleName), 'NoSuchEntity', 404);
    },
  },
  'not-found': {
    'there is none of that name': async s => {
      await refused(remove(s, s.name('none')), 'NoSuchEntity', 404);
    },
  },
  conflict: {
    'it has a policy attached': async s => {
      const RoleName = await makeRole(s);
      const PolicyArn = await makePolicy(s);
      await s.iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
      await refused(remove(s, RoleName), 'DeleteConflict', 409);
    },
    'it has an inline policy': async s => {
      const RoleName = await makeRole(s);
      await s.iam.send(
        new PutRolePolicyCommand({
          RoleName,
          PolicyName: 'inline',
          PolicyDocument: policyOf(),
        }),
      );
      await refused(remove(s, RoleName), 'DeleteConflict', 409);
    },
  },
});
