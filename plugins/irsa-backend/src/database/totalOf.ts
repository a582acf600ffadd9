/** Returns the sum of the counts of rows. PostgreSQL returns counts as text. */
export function totalOf(rows: { count: number | string }[]): number {
  return rows.reduce((sum, { count }) => sum + Number(count), 0);
}
