// Cases are run by the tests of the contract, one test each.
/* eslint-disable jest/no-standalone-expect */
import {
  CreatePodIdentityAssociationCommand,
  DeletePodIdentityAssociationCommand,
  DescribePodIdentityAssociationCommand,
  ListPodIdentityAssociationsCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdatePodIdentityAssociationCommand,
} from '@aws-sdk/client-eks';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { operation } from '../../aspects';
import type { AwsSession } from '../session';
import { pagesOf, refused } from './helpers';

type S = AwsSession;
const clusterName = 'prod-eu';
const NO_ID = 'a-zzzzzzzzzzzzzzzzz';

async function roleArn(s: S, what = 'role'): Promise<string> {
  const { Role } = await s.iam.send(
    new CreateRoleCommand({
      RoleName: s.name(what),
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'pods.eks.amazonaws.com' },
            Action: ['sts:AssumeRole', 'sts:TagSession'],
          },
        ],
      }),
    }),
  );
  return Role?.Arn ?? '';
}

const associate = async (s: S, change: object = {}) =>
  s.eks.send(
    new CreatePodIdentityAssociationCommand({
      clusterName,
      namespace: s.name('namespace'),
      serviceAccount: 'orders',
      roleArn: `arn:aws:iam::${s.accountId}:role/${s.name('role')}`,
      ...change,
    }),
  );

async function makeAssociation(s: S): Promise<string> {
  await roleArn(s);
  const { association } = await associate(s);
  return association?.associationId ?? '';
}

const describeOne = (s: S, associationId: string) =>
  s.eks.send(
    new DescribePodIdentityAssociationCommand({ clusterName, associationId }),
  );

export const createAssociation = operation<S>(
  'eks:CreatePodIdentityAssociation',
  {
    success: {
      'answers with ID and ARN': async s => {
        const role = await roleArn(s);
        const { association } = await associate(s);
        expect(association).toMatchObject({
          clusterName,
          namespace: s.name('namespace'),
          serviceAccount: 'orders',
          roleArn: role,
          associationId: expect.stringMatching(/^a-[a-z0-9]+$/),
          associationArn: expect.stringContaining(
            `:podidentityassociation/${clusterName}/a-`,
          ),
        });
      },
    },
    'not-found': {
      'there is no such cluster': async s => {
        await roleArn(s);
        await refused(
          associate(s, { clusterName: 'none' }),
          'ResourceNotFound',
          404,
        );
      },
    },
    conflict: {
      'the ServiceAccount has one': async s => {
        await roleArn(s);
        await associate(s);
        await refused(associate(s), 'ResourceInUse', 409);
      },
    },
    malformed: {
      'a role that is no ARN': async s => {
        await refused(
          associate(s, { roleArn: 'orders' }),
          'InvalidParameter',
          400,
        );
      },
    },
  },
);

export const describeAssociation = operation<S>(
  'eks:DescribePodIdentityAssociation',
  {
    success: {
      'answers with all that was given': async s => {
        const id = await makeAssociation(s);
        const { association } = await describeOne(s, id);
        expect(association).toMatchObject({
          associationId: id,
          serviceAccount: 'orders',
          createdAt: expect.any(Date),
        });
      },
    },
    'not-found': {
      'there is none': async s => {
        await refused(describeOne(s, NO_ID), 'ResourceNotFound', 404);
      },
    },
  },
);

export const listAssociations = operation<S>(
  'eks:ListPodIdentityAssociations',
  {
    success: {
      'are those of a namespace': async s => {
        const id = await makeAssociation(s);
        const { associations } = await s.eks.send(
          new ListPodIdentityAssociationsCommand({
            clusterName,
            namespace: s.name('namespace'),
          }),
        );
        expect(associations?.map(one => one.associationId)).toEqual([id]);
      },
    },
    'not-found': {
      'there is no such cluster': async s => {
        await refused(
          s.eks.send(
            new ListPodIdentityAssociationsCommand({ clusterName: 'none' }),
          ),
          'ResourceNotFound',
          404,
        );
      },
    },
    paging: {
      'pages come to all of them, once': async s => {
        await roleArn(s);
        for (const serviceAccount of ['a', 'b', 'c']) {
          await associate(s, { serviceAccount });
        }
        const pages = await pagesOf(async nextToken => {
          const page = await s.eks.send(
            new ListPodIdentityAssociationsCommand({
              clusterName,
              namespace: s.name('namespace'),
              maxResults: 2,
              nextToken,
            }),
          );
          return {
            items: page.associations?.map(one => one.serviceAccount),
            marker: page.nextToken,
          };
        });
        expect(pages.map(page => page.length)).toEqual([2, 1]);
        expect(pages.flat().sort()).toEqual(['a', 'b', 'c']);
      },
    },
    malformed: {
      'more than 100 a page': async s => {
        await refused(
          s.eks.send(
            new ListPodIdentityAssociationsCommand({
              clusterName,
              maxResults: 101,
            }),
          ),
          'InvalidParameter',
          400,
        );
      },
    },
  },
);

export const updateAssociation = operation<S>(
  'eks:UpdatePodIdentityAssociation',
  {
    success: {
      'gives it another role': async s => {
        const associationId = await makeAssociation(s);
        const other = await roleArn(s, 'other');
        const { association } = await s.eks.send(
          new UpdatePodIdentityAssociationCommand({
            clusterName,
            associationId,
            roleArn: other,
          }),
        );
        expect(association?.roleArn).toBe(other);
      },
    },
    'not-found': {
      'there is none': async s => {
        await refused(
          s.eks.send(
            new UpdatePodIdentityAssociationCommand({
              clusterName,
              associationId: NO_ID,
              roleArn: await roleArn(s),
            }),
          ),
          'ResourceNotFound',
          404,
        );
      },
    },
    malformed: {
      'a role that is no ARN': async s => {
        await refused(
          s.eks.send(
            new UpdatePodIdentityAssociationCommand({
              clusterName,
              associationId: await makeAssociation(s),
              roleArn: 'orders',
            }),
          ),
          'InvalidParameter',
          400,
        );
      },
    },
  },
);

export const deleteAssociation = operation<S>(
  'eks:DeletePodIdentityAssociation',
  {
    success: {
      'it is gone': async s => {
        const associationId = await makeAssociation(s);
        await s.eks.send(
          new DeletePodIdentityAssociationCommand({
            clusterName,
            associationId,
          }),
        );
        await refused(describeOne(s, associationId), 'ResourceNotFound', 404);
      },
    },
    'not-found': {
      'there is none': async s => {
        await refused(
          s.eks.send(
            new DeletePodIdentityAssociationCommand({
              clusterName,
              associationId: NO_ID,
            }),
          ),
          'ResourceNotFound',
          404,
        );
      },
    },
  },
);

export const tagResource = operation<S>('eks:TagResource', {
  success: {
    'an association has them': async s => {
      const id = await makeAssociation(s);
      const { association } = await describeOne(s, id);
      await s.eks.send(
        new TagResourceCommand({
          resourceArn: association?.associationArn,
          tags: { team: 'shop' },
        }),
      );
      expect((await describeOne(s, id)).association?.tags).toEqual({
        team: 'shop',
      });
    },
  },
  'not-found': {
    'there is no such association': async s => {
      await refused(
        s.eks.send(
          new TagResourceCommand({
            resourceArn: `arn:aws:eks:eu-west-1:${s.accountId}:podidentityassociation/${clusterName}/${NO_ID}`,
            tags: { team: 'shop' },
          }),
        ),
        'NotFound',
        404,
      );
    },
  },
  malformed: {
    'an ARN that is none': async s => {
      await refused(
        s.eks.send(
          new TagResourceCommand({
            resourceArn: 'not-an-arn',
            tags: { team: 'shop' },
          }),
        ),
        'BadRequest',
        400,
      );
    },
  },
});

export const untagResource = operation<S>('eks:UntagResource', {
  success: {
    'an association has them no more': async s => {
      await roleArn(s);
      const { association } = await associate(s, {
        tags: { team: 'shop', tier: '1' },
      });
      await s.eks.send(
        new UntagResourceCommand({
          resourceArn: association?.associationArn,
          tagKeys: ['team', 'none'],
        }),
      );
      const id = association?.associationId ?? '';
      expect((await describeOne(s, id)).association?.tags).toEqual({
        tier: '1',
      });
    },
  },
  'not-found': {
    'there is no such association to untag': async s => {
      await refused(
        s.eks.send(
          new UntagResourceCommand({
            resourceArn: `arn:aws:eks:eu-west-1:${s.accountId}:podidentityassociation/${clusterName}/${NO_ID}`,
            tagKeys: ['team'],
          }),
        ),
        'NotFound',
        404,
      );
    },
  },
  malformed: {
    'an ARN to untag that is none': async s => {
      await refused(
        s.eks.send(
          new UntagResourceCommand({
            resourceArn: 'not-an-arn',
            tagKeys: ['team'],
          }),
        ),
        'BadRequest',
        400,
      );
    },
  },
});
