import { InputError } from '@backstage/errors';
import type {
  PastVerification,
  VerificationHistory,
} from '@backstage-irsa/core/model';
import type {
  StoredVerification,
  VerificationStore,
} from '../serviceAccounts/VerificationStore';

/** What was verified when, and what had changed since the time before. */
export class History {
  readonly #verifications: VerificationStore;

  constructor(options: { verifications: VerificationStore }) {
    this.#verifications = options.verifications;
  }

  /**
   * One page of the verifications of an IAM service account, the newest first.
   *
   * @throws InputError - for a cursor that no page returned.
   */
  async page(
    id: string,
    { cursor, limit }: { cursor?: string; limit: number },
  ): Promise<VerificationHistory> {
    // One more than the page holds tells whether there are more.
    const stored = await this.#verifications.newest(id, {
      before: cursor === undefined ? undefined : seqOf(cursor),
      limit: limit + 1,
    });
    const page = stored.slice(0, limit);
    const items = page.map((one, index) =>
      toPast(one, index === stored.length - 1),
    );
    return {
      items,
      ...(stored.length > limit && {
        nextCursor: String(page[page.length - 1].seq),
      }),
    };
  }
}

/** The largest number of a row. */
const LAST = 2 ** 31 - 1;

function seqOf(cursor: string): number {
  const seq = /^\d{1,10}$/.test(cursor) ? Number(cursor) : 0;
  if (seq < 1 || seq > LAST) {
    throw new InputError(
      'Invalid cursor. Use nextCursor of the previous page.',
    );
  }
  return seq;
}

function toPast(
  { seq, changes, ...verification }: StoredVerification,
  isFirst: boolean,
): PastVerification {
  return {
    id: String(seq),
    ...verification,
    isFirst,
    // What the first one that is kept was compared with is kept no more.
    changes: isFirst ? [] : changes,
  };
}
