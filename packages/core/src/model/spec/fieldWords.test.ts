import { fieldWords } from './fieldWords';

it.each([
  ['grants[0].resource', 'Access 1'],
  ['grants[11]', 'Access 12'],
  ['managedPolicyArns[0]', 'Managed policy 1'],
  ['name', 'ServiceAccount'],
  ['policyDocument', 'Inline document'],
  ['policyDocument.Statement[0]', 'policyDocument.Statement[0]'],
  ['rolePath', 'Role path'],
  ['grants', 'Access'],
  ['tags.cost-center', 'tags.cost-center'],
  ['constructor', 'constructor'],
])('shows %s as %s', (field, words) => {
  expect(fieldWords(field)).toBe(words);
});
