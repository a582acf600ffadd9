import { remediationOf } from './remediation';

describe('remediationOf', () => {
  it.each([
    ['no remediation', { remediation: null }, undefined],
    [
      'a sentence without commands',
      { remediation: 'Ask the\nplatform team.' },
      { sentence: 'Ask the\nplatform team.', commands: [] },
    ],
    [
      'a sentence with commands, including a multiline command',
      { remediation: 'Do.\na <<E\nb\nE\nc', commands: ['a <<E\nb\nE', 'c'] },
      { sentence: 'Do.', commands: ['a <<E\nb\nE', 'c'] },
    ],
    [
      'the account that the sentence names',
      { remediation: 'In account 444455556666: do.\na', commands: ['a'] },
      {
        sentence: 'In account 444455556666: do.',
        commands: ['a'],
        accountId: '444455556666',
      },
    ],
    [
      'commands that the sentence does not repeat',
      { remediation: 'Do.', commands: ['a'] },
      { sentence: 'Do.', commands: ['a'] },
    ],
  ])('reads %s', (_, answer, remediation) => {
    expect(remediationOf(answer)).toEqual(remediation);
  });
});
