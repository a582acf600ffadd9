import {
  ISSUER,
  OTHER_ISSUER,
  PROVIDER_ARN,
  trustOf,
} from '../__testUtils__/observed';
import { trustSentences } from './trustSentences';

const CLUSTERS = { [ISSUER]: 'prod-eu' };
const sentences = (...statements: object[]) =>
  trustSentences(
    JSON.stringify({ Version: '2012-10-17', Statement: statements }),
    CLUSTERS,
  );
const federated = (Condition?: object) => ({
  Effect: 'Allow',
  Principal: { Federated: PROVIDER_ARN },
  Action: 'sts:AssumeRoleWithWebIdentity',
  ...(Condition && { Condition }),
});

describe('a trust policy in sentences', () => {
  it('names the ServiceAccount and its cluster', () => {
    expect(trustSentences(JSON.stringify(trustOf()), CLUSTERS)).toEqual([
      'ServiceAccount production/orders of cluster prod-eu can assume it.',
    ]);
  });

  it.each<[string, object, string]>([
    [
      'a subject pattern',
      federated({
        StringLike: { [`${ISSUER}:sub`]: 'system:serviceaccount:shop:*' },
      }),
      'Every ServiceAccount that matches shop/* of cluster prod-eu can assume it.',
    ],
    [
      'a statement without a subject',
      federated({ StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com' } }),
      'Every ServiceAccount of cluster prod-eu can assume it.',
    ],
    [
      'another audience as a condition',
      federated({
        StringEquals: {
          [`${ISSUER}:sub`]: 'system:serviceaccount:shop:cart',
          [`${ISSUER}:aud`]: 'other',
        },
      }),
      `ServiceAccount shop/cart of cluster prod-eu can assume it, only if ${ISSUER}:aud StringEquals other.`,
    ],
    [
      'an unknown cluster',
      {
        ...federated(),
        Principal: {
          Federated: PROVIDER_ARN.replace(ISSUER, OTHER_ISSUER),
        },
      },
      `Every ServiceAccount of the cluster of issuer ${OTHER_ISSUER} can assume it.`,
    ],
    [
      'EKS Pod Identity',
      {
        Effect: 'Allow',
        Principal: { Service: 'pods.eks.amazonaws.com' },
        Action: ['sts:AssumeRole', 'sts:TagSession'],
      },
      'Every ServiceAccount with an EKS Pod Identity association to it can assume it.',
    ],
    [
      'another AWS service',
      {
        Effect: 'Allow',
        Principal: { Service: 'ec2.amazonaws.com' },
        Action: 'sts:AssumeRole',
      },
      'The AWS service ec2.amazonaws.com can assume it.',
    ],
    [
      'a statement for everybody',
      { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' },
      'Everybody in AWS can assume it.',
    ],
    [
      'a Deny statement',
      {
        Effect: 'Deny',
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
        Action: 'sts:AssumeRole',
      },
      'arn:aws:iam::111122223333:root cannot assume it, even if another statement allows it.',
    ],
    [
      'an Allow of another action',
      {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:user/x' },
        Action: 'sts:TagSession',
      },
      'arn:aws:iam::111122223333:user/x can use sts:TagSession for it, but this does not let it assume it.',
    ],
    [
      'a Deny of other actions',
      {
        Effect: 'Deny',
        Principal: '*',
        Action: ['sts:SetSourceIdentity', 'sts:TagSession'],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      'Everybody in AWS cannot use sts:SetSourceIdentity or sts:TagSession for it, even if another statement allows it, only if aws:SecureTransport Bool false.',
    ],
    [
      'an Allow of all actions but one',
      {
        Effect: 'Allow',
        Principal: { AWS: '111122223333' },
        NotAction: 'sts:SetSourceIdentity',
      },
      '111122223333 can assume it.',
    ],
    [
      'an Allow of all actions but those that assume the role',
      {
        Effect: 'Allow',
        Principal: { AWS: '111122223333' },
        NotAction: 'sts:Assume*',
      },
      '111122223333 can use everything but sts:Assume* for it, but this does not let it assume it.',
    ],
    [
      'the action of another kind of principal',
      { ...federated(), Action: 'sts:AssumeRole' },
      'Every ServiceAccount of cluster prod-eu can use sts:AssumeRole for it, but this does not let it assume it.',
    ],
  ])('describes %s', (_, statement, sentence) => {
    expect(sentences(statement)).toEqual([sentence]);
  });

  it('names every principal of a statement', () => {
    const OTHER_PROVIDER = PROVIDER_ARN.replace(ISSUER, OTHER_ISSUER);
    const subject = { [`${ISSUER}:sub`]: 'system:serviceaccount:shop:cart' };
    expect(
      sentences({
        ...federated({ StringEquals: subject }),
        Action: ['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity'],
        Principal: {
          Federated: [PROVIDER_ARN, OTHER_PROVIDER],
          AWS: ['arn:aws:iam::111122223333:root', '222233334444'],
        },
      }),
    ).toEqual([
      'ServiceAccount shop/cart of cluster prod-eu can assume it.',
      `Every ServiceAccount of the cluster of issuer ${OTHER_ISSUER} can assume it, only if ${ISSUER}:sub StringEquals system:serviceaccount:shop:cart.`,
      `arn:aws:iam::111122223333:root or 222233334444 can assume it, only if ${ISSUER}:sub StringEquals system:serviceaccount:shop:cart.`,
    ]);
  });

  it('says that it is unknown if the document cannot be read', () => {
    expect(trustSentences('{', {})).toEqual([
      expect.stringContaining('Who can assume it is unknown'),
    ]);
  });
});
