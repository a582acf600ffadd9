import { requiredObject } from '../json/fields';
import type { JsonOperation } from '../json/operation';
import {
  keyOf,
  requireTable,
  requireTableKeyUse,
  tableAccess,
  tableArn,
} from './tables';

export const putItem: JsonOperation = {
  name: 'PutItem',
  write: true,
  access: (input, context) => tableAccess('PutItem', tableArn(input, context)),
  run: (input, context) => {
    const table = requireTable(context, tableArn(input, context));
    const item = requiredObject(input, 'Item');
    const key = keyOf(table, item);
    requireTableKeyUse(context, table);
    table.items.set(key, Object.fromEntries(item));
    return {};
  },
};
