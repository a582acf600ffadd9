// Cases are run by the tests of the contract, one test each.
/* eslint-disable jest/no-standalone-expect */
import {
  AttachRolePolicyCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
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
} from './helpers';

type S = AwsSession;
const NOT_JSON = '{"Version"';
const none = (s: S) => s.arn(`policy/${s.name('none')}`);
const attach = (s: S, RoleName: string, PolicyArn: string) =>
  s.iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
const detach = (s: S, RoleName: string, PolicyArn: string) =>
  s.iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
const put = (
  s: S,
  RoleName: string,
  PolicyName = 'inline',
  PolicyDocument = policyOf(),
) =>
  s.iam.send(
    new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }),
  );

export const attachPolicy = operation<S>('iam:AttachRolePolicy', {
  success: {
    'may be done again': async s => {
      const role = await makeRole(s);
      const arn = await makePolicy(s);
      await attach(s, role, arn);
      await attach(s, role, arn);
      const { AttachedPolicies } = await s.iam.send(
        new ListAttachedRolePoliciesCommand({ RoleName: role }),
      );
      expect(AttachedPolicies).toEqual([
        { PolicyName: s.name('policy'), PolicyArn: arn },
      ]);
    },
  },
  'not-found': {
    'there is no such role': async s => {
      await refused(
        attach(s, s.name('none'), await makePolicy(s)),
        'NoSuchEntity',
        404,
      );
    },
    'there is no such policy': async s => {
      await refused(attach(s, await makeRole(s), none(s)), 'NoSuchEntity', 404);
    },
  },
  limit: {
    'an eleventh policy': async s => {
      const role = await makeRole(s);
      for (let i = 0; i < 10; i += 1) {
        await attach(s, role, await makePolicy(s, `p${i}`));
      }
      await refused(
        attach(s, role, await makePolicy(s, 'more')),
        'LimitExceeded',
        409,
      );
    },
  },
  malformed: {
    'an ARN that is none': async s => {
      await refused(
        attach(s, await makeRole(s), 'not-an-arn-of-anything-at-all'),
        'InvalidInput',
        400,
      );
    },
  },
});

export const detachPolicy = operation<S>('iam:DetachRolePolicy', {
  success: {
    'the role has it no longer': async s => {
      const role = await makeRole(s);
      const arn = await makePolicy(s);
      await attach(s, role, arn);
      await detach(s, role, arn);
      const { AttachedPolicies } = await s.iam.send(
        new ListAttachedRolePoliciesCommand({ RoleName: role }),
      );
      expect(AttachedPolicies ?? []).toEqual([]);
    },
  },
  'not-found': {
    'it is not attached': async s => {
      await refused(
        detach(s, await makeRole(s), await makePolicy(s)),
        'NoSuchEntity',
        404,
      );
    },
  },
  malformed: {
    'an ARN that is none': async s => {
      await refused(
        detach(s, await makeRole(s), 'not-an-arn-of-anything-at-all'),
        'InvalidInput',
        400,
      );
    },
  },
});

export const listAttached = operation<S>('iam:ListAttachedRolePolicies', {
  success: {
    'answers with name and ARN': async s => {
      const role = await makeRole(s);
      const arn = await makePolicy(s);
      await attach(s, role, arn);
      const { AttachedPolicies } = await s.iam.send(
        new ListAttachedRolePoliciesCommand({ RoleName: role }),
      );
      expect(AttachedPolicies?.map(({ PolicyArn }) => PolicyArn)).toEqual([
        arn,
      ]);
    },
  },
  'not-found': {
    'there is no such role': async s => {
      await refused(
        s.iam.send(
          new ListAttachedRolePoliciesCommand({ RoleName: s.name('none') }),
        ),
        'NoSuchEntity',
        404,
      );
    },
  },
  paging: {
    'pages come to all of them, once': async s => {
      const RoleName = await makeRole(s);
      for (const what of ['a', 'b', 'c']) {
        await attach(s, RoleName, await makePolicy(s, what));
      }
      const pages = await pagesOf(async Marker => {
        const page = await s.iam.send(
          new ListAttachedRolePoliciesCommand({
            RoleName,
            MaxItems: 2,
            Marker,
          }),
        );
        return {
          items: page.AttachedPolicies?.map(({ PolicyName }) => PolicyName),
          marker: page.IsTruncated ? page.Marker : undefined,
        };
      });
      expect(pages.map(page => page.length)).toEqual([2, 1]);
      expect(pages.flat().sort()).toEqual(
        ['a', 'b', 'c'].map(what => s.name(what)),
      );
    },
  },
  malformed: {
    'a name with a space': async s => {
      await refused(
        s.iam.send(new ListAttachedRolePoliciesCommand({ RoleName: 'a b' })),
        'ValidationError',
        400,
      );
    },
  },
});

export const putInline = operation<S>('iam:PutRolePolicy', {
  success: {
    'puts the document in the place of the other': async s => {
      const RoleName = await makeRole(s);
      await put(s, RoleName);
      await put(s, RoleName, 'inline', policyOf('other'));
      const { PolicyDocument } = await s.iam.send(
        new GetRolePolicyCommand({ RoleName, PolicyName: 'inline' }),
      );
      expect(documentOf(PolicyDocument)).toEqual(JSON.parse(policyOf('other')));
    },
  },
  'not-found': {
    'there is no such role': async s => {
      await refused(put(s, s.name('none')), 'NoSuchEntity', 404);
    },
  },
  limit: {
    'more than 10240 characters in all': async s => {
      const RoleName = await makeRole(s);
      await put(s, RoleName, 'one', policyOf(LONG.slice(0, 6000)));
      await refused(
        put(s, RoleName, 'two', policyOf(LONG.slice(0, 6000))),
        'LimitExceeded',
        409,
      );
    },
  },
  malformed: {
    'a document that is no JSON': async s => {
      await refused(
        put(s, await makeRole(s), 'inline', NOT_JSON),
        'MalformedPolicyDocument',
        400,
      );
    },
    'a name with a slash': async s => {
      await refused(put(s, await makeRole(s), 'a/b'), 'ValidationError', 400);
    },
  },
});

const inline = (s: S, RoleName: string, PolicyName: string) =>
  s.iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));

export const getInline = operation<S>('iam:GetRolePolicy', {
  success: {
    'answers with the document': async s => {
      const role = await makeRole(s);
      await put(s, role);
      const answer = await inline(s, role, 'inline');
      expect(answer).toMatchObject({ RoleName: role, PolicyName: 'inline' });
      expect(documentOf(answer.PolicyDocument)).toEqual(JSON.parse(policyOf()));
    },
  },
  'not-found': {
    'there is no such role': async s => {
      await refused(inline(s, s.name('none'), 'inline'), 'NoSuchEntity', 404);
    },
    'the role has none of that name': async s => {
      await refused(inline(s, await makeRole(s), 'none'), 'NoSuchEntity', 404);
    },
  },
});

export const listInline = operation<S>('iam:ListRolePolicies', {
  success: {
    'answers with the names': async s => {
      const RoleName = await makeRole(s);
      await put(s, RoleName, 'one');
      const { PolicyNames } = await s.iam.send(
        new ListRolePoliciesCommand({ RoleName }),
      );
      expect(PolicyNames).toEqual(['one']);
    },
  },
  'not-found': {
    'there is no such role': async s => {
      await refused(
        s.iam.send(new ListRolePoliciesCommand({ RoleName: s.name('none') })),
        'NoSuchEntity',
        404,
      );
    },
  },
  paging: {
    'pages come to all of them, once': async s => {
      const RoleName = await makeRole(s);
      for (const name of ['a', 'b', 'c']) await put(s, RoleName, name);
      const pages = await pagesOf(async Marker => {
        const page = await s.iam.send(
          new ListRolePoliciesCommand({ RoleName, MaxItems: 2, Marker }),
        );
        return {
          items: page.PolicyNames,
          marker: page.IsTruncated ? page.Marker : undefined,
        };
      });
      expect(pages.map(page => page.length)).toEqual([2, 1]);
      expect(pages.flat().sort()).toEqual(['a', 'b', 'c']);
    },
  },
});

const removeInline = (s: S, RoleName: string, PolicyName: string) =>
  s.iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));

export const deleteInline = operation<S>('iam:DeleteRolePolicy', {
  success: {
    'it is gone': async s => {
      const role = await makeRole(s);
      await put(s, role);
      await removeInline(s, role, 'inline');
      await refused(inline(s, role, 'inline'), 'NoSuchEntity', 404);
    },
  },
  'not-found': {
    'there is no such role': async s => {
      await refused(
        removeInline(s, s.name('none'), 'inline'),
        'NoSuchEntity',
        404,
      );
    },
    'the role has none of that name': async s => {
      await refused(
        removeInline(s, await makeRole(s), 'none'),
        'NoSuchEntity',
        404,
      );
    },
  },
});
