import { useMemo, useSyncExternalStore } from 'react';
import type { Observable } from 'rxjs';

/** The newest value of an observable; `initial` until there is one. The observable is to be the same between renderings. */
export function useObservable<Value>(observable$: Observable<Value>, initial: Value): Value {
  const store = useMemo(() => {
    let value = initial;
    return {
      read: () => value,
      subscribe: (onChange: () => void) => {
        const subscription = observable$.subscribe((next) => {
          if (Object.is(next, value)) return;
          value = next;
          onChange();
        });
        return () => subscription.unsubscribe();
      },
    };
  }, [observable$]);
  return useSyncExternalStore(store.subscribe, store.read);
}
