import { nameParts } from './nameParts';

describe('nameParts', () => {
  it.each([
    ['orders', ['orders']],
    ['production/orders', ['production/', 'orders']],
    ['AmazonDynamoDBFullAccess', ['Amazon', 'Dynamo', 'DB', 'Full', 'Access']],
    ['AmazonS3ReadOnlyAccess', ['Amazon', 'S3', 'Read', 'Only', 'Access']],
    ['AmazonEKS_CNI_Policy', ['Amazon', 'EKS_CNI_Policy']],
    ['eks-node-role', ['eks-node-role']],
    ['a//b', ['a/', '/', 'b']],
  ])('of %s', (name, parts) => {
    expect(nameParts(name)).toEqual(parts);
    expect(parts.join('')).toBe(name);
  });
});
