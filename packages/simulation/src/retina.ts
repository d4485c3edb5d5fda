import * as tf from '@tensorflow/tfjs';
import type { RandomStreams } from '@oneiros/random';
import { batchOf, epochOrder, miniBatch, miniBatchesPerEpoch, type ImageSet } from '@oneiros/senses';
import { imagesOfDay, type ImagesOfDays } from './images-of-day.ts';

/** Which mini-batch is seen. */
export interface Sight {
  /** Mini-batches seen before it, from the start of the run. */
  readonly seenBefore: number;
  /** The day, from 0, and the mini-batches seen before it. */
  readonly day: number;
  readonly seenBeforeDay: number;
  /** The tick, where the senses are open though the schedule sleeps; undefined in Wake as planned. */
  readonly unplannedAt?: number | undefined;
}

/** Brings the training images before the eyes, a mini-batch at a time, every epoch in an order of its own. */
export interface Retina {
  readonly batchesPerEpoch: number;
  /** Channels of an image. */
  readonly channels: number;
  /**
   * The next mini-batch of the passes over the images. A look that was not planned sees a mini-batch drawn for its tick alone, of
   * the same images: the passes go on as if it had not been.
   *
   * @returns [batch, height, width, channels]; dispose it before the next look
   */
  look(sight: Sight): tf.Tensor4D;
}

/**
 * @param order streams of the seed of the data order: the stream `order` at the epoch's number; `order.day.PASS` at the day's number
 *   where each day has its own images; `order.unplanned` at the tick of a look that was not planned
 */
export function createRetina(set: ImageSet, batchSize: number, days: ImagesOfDays, order: RandomStreams): Retina {
  const batchesPerEpoch = miniBatchesPerEpoch(set.count, batchSize);
  const pixels = new Float32Array(batchSize * set.height * set.width * set.channels);
  let current: { key: string; indices: Uint32Array } | undefined;
  const remembered = (key: string, make: () => Uint32Array): Uint32Array => {
    if (current?.key !== key) current = { key, indices: make() };
    return current.indices;
  };

  /** Any images on any day: the epochs run on from day to day. */
  const lookAtAll = ({ seenBefore }: Sight): Uint32Array => {
    const epoch = Math.floor(seenBefore / batchesPerEpoch);
    const indices = remembered(`${epoch}`, () => epochOrder(set.count, order.stream('order', epoch)));
    return miniBatch(indices, batchSize, seenBefore % batchesPerEpoch);
  };
  /** The images of a day, again and again, each time in another order. */
  const lookAtDay = ({ seenBefore, day, seenBeforeDay }: Sight): Uint32Array => {
    const images = imagesOfDay(set, days, day);
    const perPass = miniBatchesPerEpoch(images.length, batchSize);
    const pass = Math.floor((seenBefore - seenBeforeDay) / perPass);
    const indices = remembered(`${day} ${pass}`, () =>
      epochOrder(images.length, order.stream(`order.day.${pass}`, day)).map((place) => images[place]!),
    );
    return miniBatch(indices, batchSize, (seenBefore - seenBeforeDay) % perPass);
  };
  const lookAsPlanned = days.order === 'shuffled' ? lookAtAll : lookAtDay;
  const lookUnplanned = (tick: number, day: number): Uint32Array => {
    const images = imagesOfDay(set, days, day);
    const places = epochOrder(images.length, order.stream('order.unplanned', tick));
    return miniBatch(places, batchSize, 0).map((place) => images[place]!);
  };
  const choose = (sight: Sight): Uint32Array =>
    sight.unplannedAt === undefined ? lookAsPlanned(sight) : lookUnplanned(sight.unplannedAt, sight.day);

  return {
    batchesPerEpoch,
    channels: set.channels,
    look(sight) {
      return tf.tensor4d(batchOf(set, choose(sight), pixels), [batchSize, set.height, set.width, set.channels]);
    },
  };
}
