const TEAMS =
  'accounts ads analytics audit billing campaigns cart catalog claims contracts crm delivery devtools disputes documents events experiments export feeds finance fulfilment identity imports insights inventory invoices labels leads ledger legal logistics loyalty mail media messaging metrics notify offers onboarding orders partners pricing profiles promotions quotes ratings refunds reports returns rewards routing sales'.split(
    ' ',
  );

const PURPOSES = ['', '-api', '-batch', '-web', '-jobs'];

const NOUNS =
  'address alert archive balance basket bonus booking bundle card charge click comment coupon credit customer device discount draft feed file form gift image item journal lead locale member note offer order page parcel payout photo price product quota receipt record refund'.split(
    ' ',
  );

const KINDS =
  'api worker sync indexer exporter importer scheduler gateway consumer publisher cleaner reporter'.split(
    ' ',
  );

/** So many namespaces have different names. */
export const MOST_NAMESPACES = TEAMS.length * PURPOSES.length;

/** The namespace of a number, and the team whose it is. */
export function namespaceAt(index: number): { name: string; team: string } {
  const team = TEAMS[index % TEAMS.length];
  return {
    team,
    name: `${team}${PURPOSES[Math.floor(index / TEAMS.length)]}`,
  };
}

/** The service of a number in a namespace; the two lists have no common measure, so that names repeat late. */
export function serviceAt(namespace: number, index: number): string {
  const noun = NOUNS[(namespace + index) % NOUNS.length];
  const kind = KINDS[(namespace * 5 + index) % KINDS.length];
  return `${noun}-${kind}`;
}
