import { downloadImages, KNOWN_SETS, type DownloadProgress, type KnownSetName } from '@oneiros/senses/node';
import type { Output } from '../output.ts';
import { formatDuration } from '../terminal/duration.ts';
import { dataFolder } from './data-folder.ts';

/** The caller stopped a download. */
class DownloadInterruptedError extends Error {
  readonly code = 'DOWNLOAD_INTERRUPTED';
  override readonly name = 'DownloadInterruptedError';

  constructor() {
    super('Interrupted; what came is kept, and the same command goes on from there.');
  }
}

const REPORT_EVERY_MS = 3000;
const REPAINT_EVERY_MS = 100;

/** Fetches an image set; an interrupt stops it, and what came is kept for the next time. */
export async function getData(
  name: KnownSetName,
  options: { to?: string; from?: string },
  output: Output,
): Promise<void> {
  const folder = options.to ?? dataFolder(name);
  const interrupt = new AbortController();
  const stop = (): void => interrupt.abort(new DownloadInterruptedError());
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const line = createProgressLine(output);
  try {
    output.note(`${KNOWN_SETS[name].title} -> ${folder}`);
    const report = await downloadImages({
      name,
      folder,
      ...(options.from === undefined ? {} : { from: options.from }),
      signal: interrupt.signal,
      onProgress: line.show,
    });
    line.end();
    output.resultJson('data-get', { name, ...report });
    if (report.fetched.length > 0) output.result(`${folder}: fetched and checked ${report.fetched.join(', ')}`);
    if (report.kept.length > 0) output.result(`${folder}: here already and checked ${report.kept.join(', ')}`);
  } finally {
    line.end();
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

/** One line that is repainted on a terminal, a plain line every few seconds elsewhere. */
function createProgressLine(output: Output): { show(progress: DownloadProgress): void; end(): void } {
  let file = '';
  let startedMs = 0;
  let shownMs = 0;
  let isOpen = false;
  const end = (): void => {
    if (isOpen) process.stderr.write('\n');
    isOpen = false;
  };
  const show = (progress: DownloadProgress): void => {
    const nowMs = performance.now();
    if (progress.file !== file) {
      end();
      file = progress.file;
      startedMs = nowMs;
      shownMs = -Infinity;
    }
    const isDone = progress.receivedBytes === progress.totalBytes;
    const pauseMs = output.interactive ? REPAINT_EVERY_MS : REPORT_EVERY_MS;
    if (output.quiet || (!isDone && nowMs - shownMs < pauseMs)) return;
    shownMs = nowMs;
    const text = describeProgress(progress, (nowMs - startedMs) / 1000);
    if (!output.interactive) return output.note(text);
    process.stderr.write(`\r\u001b[K${text}`);
    isOpen = true;
  };
  return { show, end };
}

/** @param seconds since this attempt began */
export function describeProgress(progress: DownloadProgress, seconds: number): string {
  const { file, receivedBytes, totalBytes, resumedBytes } = progress;
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
  const name = file.slice(file.lastIndexOf('/') + 1);
  const resumed = resumedBytes > 0 ? `, resumed at ${megabytes(resumedBytes)} MB` : '';
  const bytesPerSecond = seconds > 0 ? (receivedBytes - resumedBytes) / seconds : 0;
  const speed = bytesPerSecond > 0 ? `, ${megabytes(bytesPerSecond)} MB/s` : '';
  if (totalBytes === undefined) return `${name}: ${megabytes(receivedBytes)} MB${speed}${resumed}`;
  const percent = totalBytes === 0 ? 100 : Math.floor((100 * receivedBytes) / totalBytes);
  const isRunning = bytesPerSecond > 0 && receivedBytes < totalBytes;
  const left = isRunning ? `, ${formatDuration((totalBytes - receivedBytes) / bytesPerSecond)} left` : '';
  return `${name}: ${percent} % of ${megabytes(totalBytes)} MB${speed}${left}${resumed}`;
}
