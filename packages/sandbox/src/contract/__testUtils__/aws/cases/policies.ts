// Cases are run by the tests of the contract, one test each.
/* eslint-disable jest/no-standalone-expect */
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListEntitiesForPolicyCommand,
  ListPolicyVersionsCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
  SetDefaultPolicyVersionCommand,
  TagPolicyCommand,
  UntagPolicyCommand,
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
const create = (s: S, change: object = {}) =>
  s.iam.send(
    new CreatePolicyCommand({
      PolicyName: s.name('policy'),
      PolicyDocument: policyOf(),
      ...change,
    }),
  );
const none = (s: S) => s.arn(`policy/${s.name('none')}`);
const get = (s: S, PolicyArn: string) =>
  s.iam.send(new GetPolicyCommand({ PolicyArn }));
const version = (
  s: S,
  PolicyArn: string,
  PolicyDocument = policyOf('other'),
  SetAsDefault = true,
) =>
  s.iam.send(
    new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault }),
  );
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

export const createPolicy = operation<S>('iam:CreatePolicy', {
  success: {
    'answers with ARN, ID and first version': async s => {
      const { Policy } = await create(s, { Path: '/irsa/' });
      expect(Policy).toMatchObject({
        PolicyName: s.name('policy'),
        Arn: s.arn(`policy/irsa/${s.name('policy')}`),
        PolicyId: expect.stringMatching(/^A[A-Z0-9]{12,}$/),
        DefaultVersionId: 'v1',
        AttachmentCount: 0,
      });
    },
  },
  conflict: {
    'the name is taken': async s => {
      await create(s);
      await refused(create(s), 'EntityAlreadyExists', 409);
    },
  },
  limit: {
    'a document of more than 6144 characters': async s => {
      await refused(
        create(s, { PolicyDocument: policyOf(LONG.slice(0, 6200)) }),
        'LimitExceeded',
        409,
      );
    },
  },
  malformed: {
    'a document that is no JSON': async s => {
      await refused(
        create(s, { PolicyDocument: NOT_JSON }),
        'MalformedPolicyDocument',
        400,
      );
    },
    'a statement without an effect': async s => {
      const document = { Version: '2012-10-17', Statement: [{ Action: '*' }] };
      await refused(
        create(s, { PolicyDocument: JSON.stringify(document) }),
        'MalformedPolicyDocument',
        400,
      );
    },
    'an action without a service': async s => {
      const document = policyOf().replace('s3:GetObject', 'GetObject');
      await refused(
        create(s, { PolicyDocument: document }),
        'MalformedPolicyDocument',
        400,
      );
    },
    'a resource that is no ARN': async s => {
      const document = policyOf().replace('arn:aws:s3:::uploads/*', 'uploads');
      await refused(
        create(s, { PolicyDocument: document }),
        'MalformedPolicyDocument',
        400,
      );
    },
    'a principal, which a managed policy cannot have': async s => {
      const document = policyOf().replace(
        '"Effect"',
        '"Principal":"*","Effect"',
      );
      await refused(
        create(s, { PolicyDocument: document }),
        'MalformedPolicyDocument',
        400,
      );
    },
    'a name with a space': async s => {
      await refused(create(s, { PolicyName: 'a b' }), 'ValidationError', 400);
    },
  },
});

export const getPolicy = operation<S>('iam:GetPolicy', {
  success: {
    'counts where it is attached': async s => {
      const arn = await makePolicy(s);
      await attach(s, await makeRole(s), arn);
      const { Policy } = await get(s, arn);
      expect(Policy).toMatchObject({
        AttachmentCount: 1,
        IsAttachable: true,
        DefaultVersionId: 'v1',
      });
    },
    'knows the policies of AWS': async s => {
      const { Policy } = await get(
        s,
        'arn:aws:iam::aws:policy/AmazonS3FullAccess',
      );
      expect(Policy?.PolicyName).toBe('AmazonS3FullAccess');
    },
  },
  'not-found': {
    'there is none': async s => {
      await refused(get(s, none(s)), 'NoSuchEntity', 404);
    },
  },
  malformed: {
    'an ARN that is none': async s => {
      await refused(
        get(s, 'not-an-arn-of-anything-at-all'),
        'InvalidInput',
        400,
      );
    },
  },
});

export const createVersion = operation<S>('iam:CreatePolicyVersion', {
  success: {
    'is counted up, and can be the default': async s => {
      const arn = await makePolicy(s);
      const { PolicyVersion } = await version(s, arn);
      expect(PolicyVersion).toMatchObject({
        VersionId: 'v2',
        IsDefaultVersion: true,
      });
      expect((await get(s, arn)).Policy?.DefaultVersionId).toBe('v2');
    },
  },
  'not-found': {
    'there is no such policy': async s => {
      await refused(version(s, none(s)), 'NoSuchEntity', 404);
    },
  },
  limit: {
    'a sixth version': async s => {
      const arn = await makePolicy(s);
      for (const bucket of ['b', 'c', 'd', 'e']) {
        await version(s, arn, policyOf(bucket));
      }
      await refused(version(s, arn, policyOf('f')), 'LimitExceeded', 409);
    },
  },
  malformed: {
    'a document that is no JSON': async s => {
      const arn = await makePolicy(s);
      await refused(version(s, arn, NOT_JSON), 'MalformedPolicyDocument', 400);
    },
  },
});

const getVersion = (s: S, PolicyArn: string, VersionId: string) =>
  s.iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));

export const getPolicyVersion = operation<S>('iam:GetPolicyVersion', {
  success: {
    'answers with the document': async s => {
      const arn = await makePolicy(s);
      const { PolicyVersion } = await getVersion(s, arn, 'v1');
      expect(documentOf(PolicyVersion?.Document)).toEqual(
        JSON.parse(policyOf()),
      );
      expect(PolicyVersion?.IsDefaultVersion).toBe(true);
    },
  },
  'not-found': {
    'there is no such policy': async s => {
      await refused(getVersion(s, none(s), 'v1'), 'NoSuchEntity', 404);
    },
    'there is no such version': async s => {
      await refused(
        getVersion(s, await makePolicy(s), 'v9'),
        'NoSuchEntity',
        404,
      );
    },
  },
  malformed: {
    'a version that is no number': async s => {
      await refused(
        getVersion(s, await makePolicy(s), 'newest'),
        'ValidationError',
        400,
      );
    },
  },
});

export const listVersions = operation<S>('iam:ListPolicyVersions', {
  success: {
    'says which is the default': async s => {
      const arn = await makePolicy(s);
      await version(s, arn, policyOf('b'), false);
      const { Versions } = await s.iam.send(
        new ListPolicyVersionsCommand({ PolicyArn: arn }),
      );
      expect(
        Versions?.map(v => [v.VersionId, v.IsDefaultVersion]).sort(),
      ).toEqual([
        ['v1', true],
        ['v2', false],
      ]);
    },
  },
  'not-found': {
    'there is no such policy': async s => {
      await refused(
        s.iam.send(new ListPolicyVersionsCommand({ PolicyArn: none(s) })),
        'NoSuchEntity',
        404,
      );
    },
  },
  paging: {
    'pages come to all of them, once': async s => {
      const PolicyArn = await makePolicy(s);
      await version(s, PolicyArn, policyOf('b'));
      await version(s, PolicyArn, policyOf('c'));
      const pages = await pagesOf(async Marker => {
        const page = await s.iam.send(
          new ListPolicyVersionsCommand({ PolicyArn, MaxItems: 2, Marker }),
        );
        return {
          items: page.Versions?.map(({ VersionId }) => VersionId),
          marker: page.IsTruncated ? page.Marker : undefined,
        };
      });
      expect(pages.map(page => page.length)).toEqual([2, 1]);
      expect(pages.flat().sort()).toEqual(['v1', 'v2', 'v3']);
    },
  },
  malformed: {
    'an ARN that is none': async s => {
      await refused(
        s.iam.send(
          new ListPolicyVersionsCommand({
            PolicyArn: 'not-an-arn-of-anything-at-all',
          }),
        ),
        'InvalidInput',
        400,
      );
    },
  },
});

const deleteVersion = (s: S, PolicyArn: string, VersionId: string) =>
  s.iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));

export const deletePolicyVersion = operation<S>('iam:DeletePolicyVersion', {
  success: {
    'it is gone, and its number does not come back': async s => {
      const arn = await makePolicy(s);
      await version(s, arn, policyOf('b'), false);
      await deleteVersion(s, arn, 'v2');
      const { PolicyVersion } = await version(s, arn, policyOf('c'));
      expect(PolicyVersion?.VersionId).toBe('v3');
    },
  },
  'not-found': {
    'there is no such version': async s => {
      await refused(
        deleteVersion(s, await makePolicy(s), 'v9'),
        'NoSuchEntity',
        404,
      );
    },
  },
  conflict: {
    'it is the default': async s => {
      await refused(
        deleteVersion(s, await makePolicy(s), 'v1'),
        'DeleteConflict',
        409,
      );
    },
  },
  malformed: {
    'a version that is no number': async s => {
      await refused(
        deleteVersion(s, await makePolicy(s), 'newest'),
        'ValidationError',
        400,
      );
    },
  },
});

const setDefault = (s: S, PolicyArn: string, VersionId: string) =>
  s.iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId }));

export const setDefaultVersion = operation<S>('iam:SetDefaultPolicyVersion', {
  success: {
    'another version holds': async s => {
      const arn = await makePolicy(s);
      await version(s, arn);
      await setDefault(s, arn, 'v1');
      expect((await get(s, arn)).Policy?.DefaultVersionId).toBe('v1');
    },
  },
  'not-found': {
    'there is no such version': async s => {
      await refused(
        setDefault(s, await makePolicy(s), 'v9'),
        'NoSuchEntity',
        404,
      );
    },
  },
  malformed: {
    'a version that is no number': async s => {
      await refused(
        setDefault(s, await makePolicy(s), 'newest'),
        'ValidationError',
        400,
      );
    },
  },
});

const remove = (s: S, PolicyArn: string) =>
  s.iam.send(new DeletePolicyCommand({ PolicyArn }));

export const deletePolicy = operation<S>('iam:DeletePolicy', {
  success: {
    'it is gone': async s => {
      const arn = await makePolicy(s);
      await remove(s, arn);
      await refused(get(s, arn), 'NoSuchEntity', 404);
    },
  },
  'not-found': {
    'there is none': async s => {
      await refused(remove(s, none(s)), 'NoSuchEntity', 404);
    },
  },
  conflict: {
    'it is attached': async s => {
      const arn = await makePolicy(s);
      await attach(s, await makeRole(s), arn);
      await refused(remove(s, arn), 'DeleteConflict', 409);
    },
    'it has more than one version': async s => {
      const arn = await makePolicy(s);
      await version(s, arn);
      await refused(remove(s, arn), 'DeleteConflict', 409);
    },
  },
  malformed: {
    'an ARN that is none': async s => {
      await refused(
        remove(s, 'not-an-arn-of-anything-at-all'),
        'InvalidInput',
        400,
      );
    },
  },
});

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

export const listEntities = operation<S>('iam:ListEntitiesForPolicy', {
  success: {
    'names the roles': async s => {
      const role = await makeRole(s);
      const arn = await makePolicy(s);
      await attach(s, role, arn);
      const { PolicyRoles } = await s.iam.send(
        new ListEntitiesForPolicyCommand({
          PolicyArn: arn,
          EntityFilter: 'Role',
        }),
      );
      expect(PolicyRoles).toEqual([
        { RoleName: role, RoleId: expect.stringMatching(/^AROA/) },
      ]);
    },
  },
  'not-found': {
    'there is no such policy': async s => {
      await refused(
        s.iam.send(new ListEntitiesForPolicyCommand({ PolicyArn: none(s) })),
        'NoSuchEntity',
        404,
      );
    },
  },
  paging: {
    'pages come to all of them, once': async s => {
      const PolicyArn = await makePolicy(s);
      for (const what of ['a', 'b', 'c']) {
        await attach(s, await makeRole(s, what), PolicyArn);
      }
      const pages = await pagesOf(async Marker => {
        const page = await s.iam.send(
          new ListEntitiesForPolicyCommand({ PolicyArn, MaxItems: 2, Marker }),
        );
        return {
          items: page.PolicyRoles?.map(({ RoleName }) => RoleName),
          marker: page.IsTruncated ? page.Marker : undefined,
        };
      });
      expect(pages.flat().sort()).toEqual(
        ['a', 'b', 'c'].map(what => s.name(what)),
      );
      expect(pages).toHaveLength(2);
    },
  },
  malformed: {
    'an ARN that is none': async s => {
      await refused(
        s.iam.send(
          new ListEntitiesForPolicyCommand({
            PolicyArn: 'not-an-arn-of-anything-at-all',
          }),
        ),
        'InvalidInput',
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

const tag = (s: S, PolicyArn: string, Tags: { Key: string; Value: string }[]) =>
  s.iam.send(new TagPolicyCommand({ PolicyArn, Tags }));
const TEAM = [{ Key: 'team', Value: 'shop' }];

export const tagPolicy = operation<S>('iam:TagPolicy', {
  success: {
    'the policy has them': async s => {
      const arn = await makePolicy(s);
      await tag(s, arn, TEAM);
      expect((await get(s, arn)).Policy?.Tags).toEqual(TEAM);
    },
  },
  'not-found': {
    'there is no such policy': async s => {
      await refused(tag(s, none(s), TEAM), 'NoSuchEntity', 404);
    },
  },
  limit: {
    'more than 50 in all': async s => {
      const arn = await makePolicy(s);
      const many = Array.from({ length: 50 }, (_, i) => ({
        Key: `k${i}`,
        Value: 'v',
      }));
      await tag(s, arn, many);
      await refused(tag(s, arn, TEAM), 'LimitExceeded', 409);
    },
  },
  malformed: {
    'a key of AWS’s own': async s => {
      await refused(
        tag(s, await makePolicy(s), [{ Key: 'aws:mine', Value: 'v' }]),
        'InvalidInput',
        400,
      );
    },
  },
});

export const untagPolicy = operation<S>('iam:UntagPolicy', {
  success: {
    'takes away what is named': async s => {
      const arn = await makePolicy(s);
      await tag(s, arn, TEAM);
      await s.iam.send(
        new UntagPolicyCommand({ PolicyArn: arn, TagKeys: ['team'] }),
      );
      expect((await get(s, arn)).Policy?.Tags ?? []).toEqual([]);
    },
  },
  'not-found': {
    'there is no such policy': async s => {
      await refused(
        s.iam.send(
          new UntagPolicyCommand({ PolicyArn: none(s), TagKeys: ['a'] }),
        ),
        'NoSuchEntity',
        404,
      );
    },
  },
  malformed: {
    'an ARN that is none': async s => {
      await refused(
        s.iam.send(
          new UntagPolicyCommand({
            PolicyArn: 'not-an-arn-of-anything-at-all',
            TagKeys: ['a'],
          }),
        ),
        'InvalidInput',
        400,
      );
    },
  },
});
