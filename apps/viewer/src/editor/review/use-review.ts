import { useEffect, useState } from 'react';
import type { ScheduleDraft } from '../model/schedule-draft.ts';
import { createReviewer, type Reviewer, type ReviewState } from './reviewer.ts';
import { createWorkerPort } from './worker-port.ts';

const nothing: ReviewState = { problems: [], preview: null, isPending: true };

/** What there is to say about a draft, worked out beside the page; what is known stays until the new is there. */
export function useReview(draft: ScheduleDraft, day: number, wholeDay: boolean): ReviewState {
  const [reviewer, setReviewer] = useState<Reviewer | null>(null);
  const [state, setState] = useState(nothing);
  useEffect(() => {
    const created = createReviewer(createWorkerPort());
    const reading = created.state$.subscribe(setState);
    setReviewer(created);
    return () => {
      reading.unsubscribe();
      created.close();
    };
  }, []);
  useEffect(() => reviewer?.request({ draft, day, wholeDay }), [reviewer, draft, day, wholeDay]);
  return state;
}
