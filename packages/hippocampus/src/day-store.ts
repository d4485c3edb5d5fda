import { createEpisodeStore, type DayStore, type DayStoreOptions } from './episode-store.ts';
import { gather } from './gather.ts';

/** A store of exact copies: what it replays is what was perceived. @throws StoreOptionError where an option makes no sense. */
export const createDayStore = (options: DayStoreOptions): DayStore =>
  createEpisodeStore(options, ({ drawn }) => gather(drawn));
