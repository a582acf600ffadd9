// Cases are run by the tests of the contract, one test each.
/* eslint-disable jest/no-standalone-expect */
import {
  DeleteRolePermissionsBoundaryCommand,
  GetRoleCommand,
  PutRolePermissionsBoundaryCommand,
  TagRoleCommand,
  UntagRoleCommand,
} from '@aws-sdk/client-iam';
import { operation } from '../../aspects';
import type { AwsSession } from '../session';
import { LONG, makePolicy, makeRole, refused } from './helpers';

type S = AwsSession;
const get = (s: S, RoleName: string) =>
  s.iam.send(new GetRoleCommand({ RoleName }));
const tags = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ Key: `k${i}`, Value: 'v' }));
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
      expect(Role?.Tags).toEqual(
        expect.arrayContaining([
          { Key: 'a', Value: '1' },
          { Key: 'b', Value: '3' },
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
      await tag(s, RoleName, tags(49));
      await refused(
        tag(s, RoleName, [
          { Key: 'more', Value: 'v' },
          { Key: 'most', Value: 'v' },
        ]),
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
    'removes what is named, and minds no other': async s => {
      const RoleName = await makeRole(s);
      await tag(s, RoleName, tags(2));
      await s.iam.send(
        new UntagRoleCommand({ RoleName, TagKeys: ['k0', 'none'] }),
      );
      const { Role } = await get(s, RoleName);
      const keys = Role?.Tags?.map(({ Key }) => Key);
      expect(keys).toContain('k1');
      expect(keys).not.toContain('k0');
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
