import { InputError } from '@backstage/errors';
import type {
  PastVerification,
  VerificationHistory,
} from '@backstage-irsa/core/model';
import type {
  StoredVerification,
  VerificationStore,
} from '../serviceAccounts/VerificationStore';

/** Returns past verifications, and what changed since the verification before each. */
export class History {
  readonly #verifications: VerificationStore;

  constructor(options: { verifications: VerificationStore }) {
    this.#verifications = options.verifications;
  }

  /**
   * Returns one page of the verifications of an IAM service account, newest first.
   *
   * @throws InputError - for a cursor that no page returned.
   */
  async page(
    id: string,
    { cursor, limit }: { cursor?: string; limit: number },
  ): Promise<VerificationHistory> {
    // The extra row shows whether there are more pages.
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

/** The largest sequence number of a row. */
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
    // The verification before the oldest one is no longer stored.
    changes: isFirst ? [] : changes,
  };
}
