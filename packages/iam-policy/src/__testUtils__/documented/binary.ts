import type { ConditionTable } from './types';

const family = 'binary';
const page = 'IAM JSON policy elements: Condition operators';

export const binaryTables: ConditionTable[] = [
  {
    family,
    page,
    says: 'It compares the value of the specified key byte for byte against a base-64 encoded representation of the binary value in the policy.',
    rows: [
      ['BinaryEquals', 'QmluYXJ5VmFsdWU=', 'QmluYXJ5VmFsdWU=', true],
      ['BinaryEquals', 'QmluYXJ5VmFsdWU=', 'QmluYXJ5', false],
      ['BinaryEquals', 'QQ==', 'qq==', false],
      ['BinaryEquals', ['QQ==', 'Qg=='], 'Qg==', true],
    ],
  },
  {
    family,
    page,
    says: 'If the key that you specify in a policy condition is not present in the request context, the values do not match.',
    rows: [['BinaryEquals', 'QQ==', undefined, false]],
  },
  {
    family,
    page,
    says: 'You can not use a policy variable with the Binary condition operator.',
    context: { 'test:Key2': 'QQ==' },
    rows: [['BinaryEquals', '${test:Key2}', 'QQ==', false]],
  },
];
