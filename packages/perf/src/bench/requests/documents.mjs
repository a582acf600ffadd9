// Builds the worst documents that fit into a request. The seed makes each document distinct, so that no cached result is used.
const list = (count, of) => Array.from({ length: count }, (_, at) => of(at));
const allow = statement => ({ Effect: 'Allow', Resource: '*', ...statement });
const documentOf = Statement => ({ Version: '2012-10-17', Statement });

/** Builds a document with as many statements as fit into the limits on characters and statements. */
function filled(of, { characters = 10_000, statements = 100 } = {}) {
  const made = [];
  let size = 100;
  for (let at = 0; made.length < statements; at += 1) {
    const statement = of(at);
    size += JSON.stringify(statement).length + 1;
    if (size > characters) break;
    made.push(statement);
  }
  return documentOf(made);
}

const whole = { characters: 60_000, statements: Infinity };

/** The document builders, by description. */
export const DOCUMENTS = {
  'NotAction statements': seed =>
    filled(at => allow({ NotAction: [`s3:x${seed}${at}*`] })),
  'NotAction in letter cases': seed =>
    filled(at =>
      allow({ NotAction: [at % 2 ? `S3:X${seed}*` : `s3:x${seed}*`] }),
    ),
  'NotAction list': seed =>
    filled(() => allow({ NotAction: list(400, at => `s3:*${seed}${at}*`) })),
  'wildcards over services': seed =>
    filled(at =>
      allow({
        Action: [`*:*${seed}${at}*`, '*:Get*', 'i*:*'],
        Resource: `arn:aws:s3:::b${at}*/a*`,
      }),
    ),
  'many wildcards': seed =>
    filled(at => allow({ Action: list(9, of => `s3:*${of}${seed}${at}*`) })),
  'many actions': seed =>
    filled(() => allow({ Action: list(490, at => `s3:G${seed}${at}`) })),
  'every action on many resources': seed =>
    filled(() =>
      allow({
        NotAction: `s3:?etObject${seed}`,
        Resource: list(200, at => `arn:aws:s3:::b${at}*/a*b?c*d*`),
      }),
    ),
  'NotResource lists': seed =>
    filled(at => ({
      Effect: 'Allow',
      NotAction: `s3:x${seed}${at}`,
      NotResource: list(20, of => `arn:aws:s3:::b${of}*${at}*`),
    })),
  denials: seed =>
    filled(at => ({
      ...allow({ NotAction: `s3:x${seed}${at}*` }),
      Effect: at % 2 ? 'Deny' : 'Allow',
    })),
  conditions: seed =>
    filled(at =>
      allow({
        NotAction: `s3:x${at}*`,
        Condition: {
          'ForAnyValue:StringLike': {
            'aws:TagKeys': list(20, of => `*${seed}*${of}*`),
          },
        },
      }),
    ),
  'long patterns': seed =>
    filled(at => allow({ Action: `s3:${'a*?'.repeat(600)}${seed}${at}` })),
  'nested 30 deep': seed => {
    const Condition = list(30, String).reduce(
      inner => ({ a: inner }),
      `${seed}`,
    );
    return filled(() => allow({ NotAction: 's3:x*', Condition }));
  },
  '60 kB of NotAction': seed =>
    filled(at => allow({ NotAction: [`s3:x${seed}${at}*`] }), whole),
  '60 kB of one element': seed =>
    documentOf([allow({ NotAction: list(5_000, at => `s3:${seed}${at}*`) })]),
  '3,000 levels': seed => {
    let text = `"${seed}"`;
    for (let at = 0; at < 3_000; at += 1) text = `{"a":${text}}`;
    return JSON.parse(text);
  },
};
