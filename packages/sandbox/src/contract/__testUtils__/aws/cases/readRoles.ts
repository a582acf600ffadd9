// Cases are run by the tests of the contract, one test each.
/* eslint-disable jest/no-standalone-expect */
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  GetAccountAuthorizationDetailsCommand,
  GetRoleCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { operation } from '../../aspects';
import type { AwsSession } from '../session';
import {
  documentOf,
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
        Tags: expect.arrayContaining([{ Key: 'team', Value: 'shop' }]),
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
