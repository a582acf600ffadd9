import fc from 'fast-check';
import { policyLines } from './policyLines';

const statement = (Sid: string) => ({
  Sid,
  Effect: 'Allow',
  Action: ['s3:GetObject'],
  Resource: '*',
});

const formatted = (document: string) => policyLines({ document, errors: [] });

describe('policyLines', () => {
  it('formats any document as JSON.stringify does', () => {
    const members = fc.dictionary(
      fc.oneof(fc.constant('Statement'), fc.string()),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(members, value => {
        const document = JSON.stringify(value);
        fc.pre(!/[[{](?=[\]}])/.test(document));
        expect(formatted(document).lines.join('\n')).toBe(
          JSON.stringify(JSON.parse(document), null, 2),
        );
      }),
    );
  });

  it.each([
    ['a list of statements', [statement('A'), statement('B')]],
    ['a single statement', statement('A')],
  ])('finds each statement of %s', (_, Statement) => {
    const document = JSON.stringify({ Version: '2012-10-17', Statement });
    const { lines, statements } = formatted(document);
    const texts = statements.map(({ first, last }) =>
      lines
        .slice(first, last + 1)
        .join('')
        .replace(/^\s*"Statement": |,$/g, ''),
    );
    expect(texts.map(text => JSON.parse(text))).toEqual([Statement].flat());
  });

  it.each([
    ['is not JSON', '{\n  "Version": oops\n}', 3],
    ['is not an object', '[]', 1],
  ])('leaves a document that %s unchanged', (_, document, count) => {
    const { lines, statements } = formatted(document);
    expect(lines.join('\n')).toBe(document);
    expect(lines).toHaveLength(count);
    expect(statements).toEqual([]);
  });

  it('leaves a document with errors unchanged, so that error positions stay correct', () => {
    const document = '{"Statement":{"Effect":"Perhaps"}}';
    const errors = [
      { path: 'Statement.Effect', line: 1, column: 24, reason: 'unknown' },
    ];
    expect(policyLines({ document, errors }).lines).toEqual([document]);
  });
});
