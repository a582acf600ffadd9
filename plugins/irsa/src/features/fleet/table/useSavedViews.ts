import { storageApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useEffect, useMemo, useState } from 'react';

const BUCKET = 'irsa-views';

/** A named view of a table. */
// Not an interface, because an interface is not assignable to a JSON value.
export type SavedView = {
  name: string;
  /** The query of the view's URL. */
  view: string;
};

/** The views of a table that the user saved in Backstage's user settings. Saving a view replaces the one with the same name. */
export function useSavedViews(table: string): {
  views: SavedView[];
  save: (view: SavedView) => void;
  remove: (name: string) => void;
} {
  const storage = useApi(storageApiRef);
  const bucket = useMemo(() => storage.forBucket(BUCKET), [storage]);
  const [views, setViews] = useState(
    () => bucket.snapshot<SavedView[]>(table).value ?? [],
  );
  useEffect(() => {
    const subscription = bucket
      .observe$<SavedView[]>(table)
      .subscribe(({ value }) => setViews(value ?? []));
    return () => subscription.unsubscribe();
  }, [bucket, table]);
  const store = (next: SavedView[]) => {
    setViews(next);
    bucket.set(table, next);
  };
  const others = (name: string) => views.filter(one => one.name !== name);
  return {
    views,
    save: view => store([...others(view.name), view]),
    remove: name => store(others(name)),
  };
}
