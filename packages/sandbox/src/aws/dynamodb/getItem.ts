import { requiredObject } from '../json/fields';
import type { JsonOperation } from '../json/operation';
import {
  keyOf,
  requireTable,
  requireTableKeyUse,
  tableAccess,
  tableArn,
} from './tables';

export const getItem: JsonOperation = {
  name: 'GetItem',
  write: false,
  access: (input, context) => tableAccess('GetItem', tableArn(input, context)),
  run: (input, context) => {
    const table = requireTable(context, tableArn(input, context));
    const key = keyOf(table, requiredObject(input, 'Key'));
    requireTableKeyUse(context, table);
    return { Item: table.items.get(key) };
  },
};
