import { gzipSync } from 'node:zlib';

/** An entry to write; `type` as in the header: 0 file, 5 folder, 2 symbolic link. */
export interface WrittenEntry {
  readonly path: string;
  readonly bytes?: Uint8Array;
  readonly type?: string;
  /** Size to claim in place of the true one. */
  readonly claims?: number;
}

/** Writes `.tar.gz` files for tests. */
export const writeTarGz = (entries: readonly WrittenEntry[]): Uint8Array => new Uint8Array(gzipSync(writeTar(entries)));

export function writeTar(entries: readonly WrittenEntry[]): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const { path, bytes = new Uint8Array(0), type = '0', claims } of entries) {
    const header = Buffer.alloc(512);
    const octal = (value: number, at: number, digits: number): void =>
      void header.write(`${value.toString(8).padStart(digits, '0')}\0`, at);
    header.write(path, 0);
    octal(0o644, 100, 7);
    octal(claims ?? bytes.length, 124, 11);
    header.write(type, 156);
    header.write('ustar\0', 257);
    header.fill(' ', 148, 156);
    octal(
      header.reduce((sum, byte) => sum + byte, 0),
      148,
      6,
    );
    parts.push(header, bytes, new Uint8Array((512 - (bytes.length % 512)) % 512));
  }
  return Buffer.concat([...parts, new Uint8Array(1024)]);
}
