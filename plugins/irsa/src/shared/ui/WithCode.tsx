import { Fragment } from 'react';

/** Shows a sentence, with the text between backticks as code. */
export function WithCode({ text }: { text: string }) {
  return (
    <>
      {text.split('`').map((part, index) =>
        index % 2 === 1 ? (
          // eslint-disable-next-line react/no-array-index-key
          <code key={index}>{part}</code>
        ) : (
          // eslint-disable-next-line react/no-array-index-key
          <Fragment key={index}>{part}</Fragment>
        ),
      )}
    </>
  );
}
