import type { ImageCollection } from '@oneiros/senses';
import type { RunConfig } from './config/run-config.ts';
import { ImagesMismatchError } from './errors.ts';
import { imagesOfDay } from './images-of-day.ts';

/** @throws ImagesMismatchError where the images are not those of the configuration or too few for a mini-batch. */
export function expectImages({ data, model, batchSize }: RunConfig, images: ImageCollection): void {
  const { train, test } = images;
  const name = [data, ...(data.more ?? [])].map((set) => set.name).join('+');
  if (images.name !== name) {
    throw new ImagesMismatchError(`Expected the images ${name} (data.name, data.more), got ${images.name}.`);
  }
  for (const set of [train, test]) {
    if (set.height !== model.imageSidePx || set.width !== model.imageSidePx || set.channels !== train.channels) {
      throw new ImagesMismatchError(
        `Expected ${set.split} images of ${model.imageSidePx} x ${model.imageSidePx} pixels and ${train.channels} channels (model.imageSidePx), got ${set.height} x ${set.width} and ${set.channels}.`,
      );
    }
  }
  if (train.count < batchSize) {
    throw new ImagesMismatchError(`Expected at least ${batchSize} training images (batchSize), got ${train.count}.`);
  }
  if (data.days.order === 'shuffled') return;
  for (const [day] of train.classNames.entries()) {
    const count = imagesOfDay(train, data.days, day).length;
    if (count >= batchSize) continue;
    throw new ImagesMismatchError(
      `Expected at least ${batchSize} training images (batchSize) of every day (data.days), got ${count} on day ${day}.`,
    );
  }
}
