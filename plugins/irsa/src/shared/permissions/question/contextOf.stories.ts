import { type ContextRow, contextOf } from './contextOf';

const CASES: [ContextRow[], ReturnType<typeof contextOf>][] = [
  [[], undefined],
  [[{ key: ' ', value: 'x' }], undefined],
  [
    [{ key: ' aws:SourceIp ', value: ' 10.0.0.1 ' }],
    { 'aws:SourceIp': '10.0.0.1' },
  ],
  [
    [
      { key: 'aws:TagKeys', value: 'team, cost' },
      { key: '', value: '' },
    ],
    { 'aws:TagKeys': ['team', 'cost'] },
  ],
  [[{ key: 'aws:UserAgent', value: '' }], { 'aws:UserAgent': '' }],
];

describe('contextOf', () => {
  it.each(CASES)('%j', (rows, context) => {
    expect(contextOf(rows)).toEqual(context);
  });
});
