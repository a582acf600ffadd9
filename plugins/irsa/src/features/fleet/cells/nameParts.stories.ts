import { nameParts } from './nameParts';

describe('nameParts', () => {
  it.each([
    ['orders', ['orders']],
    ['production/orders', ['production/', 'orders']],
    ['AmazonDynamoDBFullAccess', ['Amazon', 'Dynamo', 'DB', 'Full', 'Access']],
    ['AmazonS3ReadOnlyAccess', ['Amazon', 'S3', 'Read', 'Only', 'Access']],
    ['AmazonEKS_CNI_Policy', ['Amazon', 'EKS_CNI_Policy']],
    ['eks-NodeInstanceRole-1XK2J7', ['eks-NodeInstanceRole-1XK2J7']],
    ['team-a/orders', ['team-a/', 'orders']],
    ['NodeInstanceRole1XK2', ['Node', 'Instance', 'Role1XK2']],
    ['a//b', ['a/', '/', 'b']],
  ])('splits %s', (name, parts) => {
    expect(nameParts(name)).toEqual(parts);
    expect(parts.join('')).toBe(name);
  });
});
