// Cases are run by the tests of the contract, one test each.
/* eslint-disable jest/no-standalone-expect */
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  GetAccountAuthorizationDetailsCommand,
  GetRoleCommand,
  ListRolesCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import { operation } from '../../aspects';
import type { AwsSession } from '../session';
import {
  documentOf,
  LONG,
  makePolicy,
  makeRole,
  pagesOf,
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

export const getRole = operation<S>('iam:GetRole', {
  success: {
    'answers with all that was given': async s => {
      await create(s, {
        MaxSessionDuration: 7200,
        Description: 'of a test',
        Tags: [{ Key: 'team', Value: 'shop' }],
      });
      const { Role } = await get(s, s.name('role'));
      expect(Role).toMatchObject({
        MaxSessionDuration: 7200,
        Description: 'of a test',
        Tags: [{ Key: 'team', Value: 'shop' }],
      });
    },
  },
  'not-found': {
    'there is none of that name': async s => {
      await refused(get(s, s.name('none')), 'NoSuchEntity', 404);
    },
  },
  malformed: {
    'a name with a space': async s => {
      await refused(get(s, 'a b'), 'ValidationError', 400);
    },
  },
});

export const listRoles = operation<S>('iam:ListRoles', {
  success: {
    'are those below a path': async s => {
      const path = `/${s.name('path')}/`;
      await create(s, { Path: path });
      await create(s, { RoleName: s.name('other') });
      const { Roles } = await s.iam.send(
        new ListRolesCommand({ PathPrefix: path }),
      );
      expect(Roles?.map(({ RoleName }) => RoleName)).toEqual([s.name('role')]);
    },
  },
  paging: {
    'pages come to all of them, once': async s => {
      const Path = `/${s.name('path')}/`;
      for (const name of ['a', 'b', 'c']) {
        await create(s, { RoleName: s.name(name), Path });
      }
      const pages = await pagesOf(async Marker => {
        const page = await s.iam.send(
          new ListRolesCommand({ PathPrefix: Path, MaxItems: 2, Marker }),
        );
        return {
          items: page.Roles?.map(({ RoleName }) => RoleName),
          marker: page.IsTruncated ? page.Marker : undefined,
        };
      });
      expect(pages.map(page => page.length)).toEqual([2, 1]);
      expect(pages.flat().sort()).toEqual(
        ['a', 'b', 'c'].map(name => s.name(name)),
      );
    },
  },
  malformed: {
    'no items at all': async s => {
      await refused(
        s.iam.send(new ListRolesCommand({ MaxItems: 0 })),
        'ValidationError',
        400,
      );
    },
  },
});

export const accountDetails = operation<S>(
  'iam:GetAccountAuthorizationDetails',
  {
    success: {
      'a role has its policies with it': async s => {
        const RoleName = await makeRole(s);
        const PolicyArn = await makePolicy(s);
        await s.iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
        await s.iam.send(
          new PutRolePolicyCommand({
            RoleName,
            PolicyName: 'inline',
            PolicyDocument: policyOf(),
          }),
        );
        const pages = await pagesOf(async Marker => {
          const page = await s.iam.send(
            new GetAccountAuthorizationDetailsCommand({
              Filter: ['Role'],
              Marker,
            }),
          );
          return {
            items: page.RoleDetailList,
            marker: page.IsTruncated ? page.Marker : undefined,
          };
        });
        const role = pages.flat().find(one => one.RoleName === RoleName);
        expect(role).toMatchObject({
          AttachedManagedPolicies: [{ PolicyArn }],
          RolePolicyList: [{ PolicyName: 'inline' }],
        });
        expect(documentOf(role?.RolePolicyList?.[0].PolicyDocument)).toEqual(
          JSON.parse(policyOf()),
        );
      },
      'a role has its boundary with it': async s => {
        const boundary = await makePolicy(s);
        await create(s, { PermissionsBoundary: boundary });
        const { RoleDetailList } = await s.iam.send(
          new GetAccountAuthorizationDetailsCommand({
            Filter: ['Role'],
            MaxItems: 1000,
          }),
        );
        expect(
          RoleDetailList?.find(({ RoleName }) => RoleName === s.name('role'))
            ?.PermissionsBoundary?.PermissionsBoundaryArn,
        ).toBe(boundary);
      },
    },
    paging: {
      'a page is no longer than was asked for': async s => {
        await makeRole(s, 'a');
        await makeRole(s, 'b');
        const { RoleDetailList, IsTruncated, Marker } = await s.iam.send(
          new GetAccountAuthorizationDetailsCommand({
            Filter: ['Role'],
            MaxItems: 1,
          }),
        );
        expect(RoleDetailList).toHaveLength(1);
        expect({ IsTruncated, Marker }).toEqual({
          IsTruncated: true,
          Marker: expect.any(String),
        });
      },
    },
    malformed: {
      'a filter that is none': async s => {
        await refused(
          s.iam.send(
            new GetAccountAuthorizationDetailsCommand({
              Filter: ['Everything' as 'Role'],
            }),
          ),
          'ValidationError',
          400,
        );
      },
    },
  },
);

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

const bound = (s: S, RoleName: string, PermissionsBoundary: string) =>
  s.iam.send(
    new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }),
  );
const unbound = (s: S, RoleName: string) =>
  s.iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }));

export const putBoundary = operation<S>('iam:PutRolePermissionsBoundary', {
  success: {
    'the role has it': async s => {
      const RoleName = await makeRole(s);
      const boundary = await makePolicy(s);
      await bound(s, RoleName, boundary);
      const { Role } = await get(s, RoleName);
      expect(Role?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(boundary);
    },
  },
  'not-found': {
    'there is no such role': async s => {
      await refused(
        bound(s, s.name('none'), await makePolicy(s)),
        'NoSuchEntity',
        404,
      );
    },
    'there is no such policy': async s => {
      const RoleName = await makeRole(s);
      await refused(
        bound(s, RoleName, s.arn('policy/none')),
        'NoSuchEntity',
        404,
      );
    },
  },
  malformed: {
    'an ARN that is none': async s => {
      const RoleName = await makeRole(s);
      await refused(
        bound(s, RoleName, 'not-an-arn-of-anything'),
        'InvalidInput',
        400,
      );
    },
  },
});

export const deleteBoundary = operation<S>(
  'iam:DeleteRolePermissionsBoundary',
  {
    success: {
      'the role has none any more': async s => {
        const RoleName = await makeRole(s);
        await bound(s, RoleName, await makePolicy(s));
        await unbound(s, RoleName);
        const { Role } = await get(s, RoleName);
        expect(Role?.PermissionsBoundary).toBeUndefined();
      },
    },
    'not-found': {
      'there is no such role': async s => {
        await refused(unbound(s, s.name('none')), 'NoSuchEntity', 404);
      },
    },
  },
);

const tag = (s: S, RoleName: string, Tags: { Key: string; Value: string }[]) =>
  s.iam.send(new TagRoleCommand({ RoleName, Tags }));

export const tagRole = operation<S>('iam:TagRole', {
  success: {
    'adds and changes, and leaves the others': async s => {
      const RoleName = await makeRole(s);
      await tag(s, RoleName, [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: '2' },
      ]);
      await tag(s, RoleName, [{ Key: 'b', Value: '3' }]);
      const { Role } = await get(s, RoleName);
      expect(
        new Map(Role?.Tags?.map(({ Key, Value }) => [Key, Value])),
      ).toEqual(
        new Map([
          ['a', '1'],
          ['b', '3'],
        ]),
      );
    },
  },
  'not-found': {
    'there is no such role': async s => {
      await refused(tag(s, s.name('none'), tags(1)), 'NoSuchEntity', 404);
    },
  },
  limit: {
    'more than 50 in all': async s => {
      const RoleName = await makeRole(s);
      await tag(s, RoleName, tags(50));
      await refused(
        tag(s, RoleName, [{ Key: 'more', Value: 'v' }]),
        'LimitExceeded',
        409,
      );
    },
  },
  malformed: {
    'a key of AWS’s own': async s => {
      const RoleName = await makeRole(s);
      await refused(
        tag(s, RoleName, [{ Key: 'aws:mine', Value: 'v' }]),
        'InvalidInput',
        400,
      );
    },
    'a key of 129 characters': async s => {
      const RoleName = await makeRole(s);
      await refused(
        tag(s, RoleName, [{ Key: LONG.slice(0, 129), Value: 'v' }]),
        'ValidationError',
        400,
      );
    },
  },
});

export const untagRole = operation<S>('iam:UntagRole', {
  success: {
    'takes away what is named, and minds no other': async s => {
      const RoleName = await makeRole(s);
      await tag(s, RoleName, tags(2));
      await s.iam.send(
        new UntagRoleCommand({ RoleName, TagKeys: ['k0', 'none'] }),
      );
      const { Role } = await get(s, RoleName);
      expect(Role?.Tags?.map(({ Key }) => Key)).toEqual(['k1']);
    },
  },
  'not-found': {
    'there is no such role': async s => {
      await refused(
        s.iam.send(
          new UntagRoleCommand({ RoleName: s.name('none'), TagKeys: ['a'] }),
        ),
        'NoSuchEntity',
        404,
      );
    },
  },
});
