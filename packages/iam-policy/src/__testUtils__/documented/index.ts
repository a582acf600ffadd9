import { accountTables } from './account';
import { arnTables } from './arn';
import { beyondTables } from './beyond';
import { binaryTables } from './binary';
import { booleanTables } from './boolean';
import { dateTables } from './date';
import { elementTables } from './elements';
import { ipAddressTables } from './ipAddress';
import { numericTables } from './numeric';
import { presenceTables } from './presence';
import { setTables } from './sets';
import { stringTables } from './string';
import { variableTables } from './variables';

export type { ConditionTable, Family } from './types';

export const conditionTables = [
  ...stringTables,
  ...numericTables,
  ...dateTables,
  ...booleanTables,
  ...binaryTables,
  ...ipAddressTables,
  ...arnTables,
  ...presenceTables,
  ...setTables,
  ...variableTables,
];

export const policyTables = [
  ...elementTables,
  ...accountTables,
  ...beyondTables,
];
