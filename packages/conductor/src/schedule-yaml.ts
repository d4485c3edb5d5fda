import { Document, isSeq, visit } from 'yaml';

/** Beside each schedule that is written: what editors complete and check it by. */
export const scheduleSchemaFile = 'oneiros-schedule.schema.json';

/** Shortest line that is broken; a longer comment goes on in the next. */
const COMMENT_WIDTH = 120;

/**
 * A schedule as YAML that editors know the schema of.
 * @param comments sentences for its head; none unless given
 */
export function scheduleYaml(schedule: Readonly<Record<string, unknown>>, comments: readonly string[] = []): string {
  const document = new Document(schedule);
  visit(document, {
    // [stage, seconds] on one line each
    Seq: (_, node, path) => {
      if (path.some(isSeq)) node.flow = true;
    },
  });
  const head = comments.flatMap((comment) => wrap(comment, COMMENT_WIDTH - 2)).map((line) => `# ${line}`);
  return [`# yaml-language-server: $schema=./${scheduleSchemaFile}`, ...head, document.toString()].join('\n');
}

function wrap(sentence: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of sentence.split(/\s+/)) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > most) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
