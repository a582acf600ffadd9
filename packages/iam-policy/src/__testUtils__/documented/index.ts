import { accountTables } from './account';
import { arnTables } from './arn';
import { assumeRoleTables } from './assumeRole';
import { beyondTables } from './beyond';
import { binaryTables } from './binary';
import { brokenTables } from './broken';
import { booleanTables } from './boolean';
import { dateTables } from './date';
import { elementTables } from './elements';
import { exampleTables } from './examples';
import { exemptTables } from './exempt';
import { incompleteArnTables } from './incompleteArn';
import { ipAddressTables } from './ipAddress';
import { keyTables } from './keys';
import { limitTables } from './limits';
import { notPrincipalTables } from './notPrincipal';
import { noValueDecisions, noValueTables } from './noValue';
import { numericTables } from './numeric';
import { presenceTables } from './presence';
import { setTables } from './sets';
import { stringTables } from './string';
import { unchangeableTables } from './unchangeable';
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
  ...noValueTables,
];

export const policyTables = [
  ...elementTables,
  ...accountTables,
  ...beyondTables,
  ...noValueDecisions,
  ...incompleteArnTables,
  ...notPrincipalTables,
  ...exemptTables,
  ...assumeRoleTables,
  ...limitTables,
  ...keyTables,
  ...exampleTables,
  ...unchangeableTables,
  ...brokenTables,
];
