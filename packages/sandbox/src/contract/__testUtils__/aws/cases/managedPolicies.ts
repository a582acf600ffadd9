// Cases are run by the tests of the contract, one test each.
/* eslint-disable jest/no-standalone-expect */
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeletePolicyCommand,
  GetPolicyCommand,
  ListEntitiesForPolicyCommand,
  TagPolicyCommand,
  UntagPolicyCommand,
} from '@aws-sdk/client-iam';
import { operation } from '../../aspects';
import type { AwsSession } from '../session';
import {
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

const tag = (s: S, PolicyArn: string, Tags: { Key: string; Value: string }[]) =>
  s.iam.send(new TagPolicyCommand({ PolicyArn, Tags }));
const TEAM = [{ Key: 'team', Value: 'shop' }];
const numberedTags = (length: number, prefix = 'k') =>
  Array.from({ length }, (_, i) => ({ Key: `${prefix}${i}`, Value: 'v' }));

export const tagPolicy = operation<S>('iam:TagPolicy', {
  success: {
    'the policy has them': async s => {
      const arn = await makePolicy(s);
      await tag(s, arn, TEAM);
      expect((await get(s, arn)).Policy?.Tags).toContainEqual(TEAM[0]);
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
      await tag(s, arn, numberedTags(49));
      await refused(
        tag(s, arn, [...TEAM, ...numberedTags(1, 'more')]),
        'LimitExceeded',
        409,
      );
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
    'removes what is named': async s => {
      const arn = await makePolicy(s);
      await tag(s, arn, TEAM);
      await s.iam.send(
        new UntagPolicyCommand({ PolicyArn: arn, TagKeys: ['team'] }),
      );
      expect((await get(s, arn)).Policy?.Tags ?? []).not.toContainEqual(
        TEAM[0],
      );
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
