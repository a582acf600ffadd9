import { storageApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useEffect, useMemo, useState } from 'react';
import type { FleetColumn } from './fleetTable';

const BUCKET = 'irsa-columns';

/** Returns the columns that the user selected, and a function that selects and saves them. The first column names the row and is always shown. */
export function useShownColumns<Row>(
  table: string,
  columns: readonly FleetColumn<Row>[],
): {
  shown: FleetColumn<Row>[];
  choose: (ids: readonly string[]) => void;
} {
  const storage = useApi(storageApiRef);
  const bucket = useMemo(() => storage.forBucket(BUCKET), [storage]);
  const [chosen, setChosen] = useState(
    () => bucket.snapshot<string[]>(table).value,
  );
  useEffect(() => {
    const subscription = bucket
      .observe$<string[]>(table)
      .subscribe(({ value }) => setChosen(value));
    return () => subscription.unsubscribe();
  }, [bucket, table]);
  const shown = useMemo(
    () =>
      columns.filter(
        ({ id, isExtra }, index) =>
          index === 0 || (chosen ? chosen.includes(id) : !isExtra),
      ),
    [columns, chosen],
  );
  const choose = (ids: readonly string[]) => {
    setChosen([...ids]);
    bucket.set(table, [...ids]);
  };
  return { shown, choose };
}
