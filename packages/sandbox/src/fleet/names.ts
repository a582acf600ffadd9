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

/** The maximum number of namespaces per cluster. */
export const MOST_NAMESPACES = TEAMS.length * PURPOSES.length;

/** Returns a suffix for names after the distinct ones are used up. */
function round(namespace: number): string {
  const number = Math.floor(namespace / MOST_NAMESPACES);
  return number === 0 ? '' : `-${number + 1}`;
}

/** Returns the namespace with this index, and the team that owns it. */
export function namespaceAt(index: number): { name: string; team: string } {
  const place = index % MOST_NAMESPACES;
  const team = `${TEAMS[place % TEAMS.length]}${round(index)}`;
  return {
    team,
    name: `${team}${PURPOSES[Math.floor(place / TEAMS.length)]}`,
  };
}

/** Returns the name of a service by its index in a namespace. The lengths of the two lists have no common divisor, so names repeat late. */
export function serviceAt(namespace: number, index: number): string {
  const noun = NOUNS[(namespace + index) % NOUNS.length];
  const kind = KINDS[(namespace * 5 + index) % KINDS.length];
  return `${noun}-${kind}${round(namespace)}`;
}
