// Cases are run by the tests of the contract, one test each.
/* eslint-disable jest/no-standalone-expect */
import {
  CreatePolicyVersionCommand,
  DeletePolicyVersionCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  ListPolicyVersionsCommand,
  SetDefaultPolicyVersionCommand,
} from '@aws-sdk/client-iam';
import { operation } from '../../aspects';
import type { AwsSession } from '../session';
import { documentOf, makePolicy, pagesOf, policyOf, refused } from './helpers';

type S = AwsSession;
const NOT_JSON = '{"Version"';
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
