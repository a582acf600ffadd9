import { partitionOf, roleConsoleUrl } from './partition';

it.each([
  ['eu-west-1', 'aws', 'amazonaws.com'],
  ['cn-northwest-1', 'aws-cn', 'amazonaws.com.cn'],
  ['us-gov-east-1', 'aws-us-gov', 'amazonaws.com'],
  ['us-east-1', 'aws', 'amazonaws.com'],
])('%s lies in %s', (region, id, dnsSuffix) => {
  expect(partitionOf(region)).toMatchObject({ id, dnsSuffix });
});

it('links a role in the console of its partition, whatever its name', () => {
  expect(roleConsoleUrl('cn-north-1', 'a+b')).toBe(
    'https://console.amazonaws.cn/iam/home?region=cn-north-1#/roles/details/a%2Bb',
  );
});
