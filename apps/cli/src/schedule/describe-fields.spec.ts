import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { describeFields, type FieldSchema } from './describe-fields.ts';

const fieldsOf = (schema: z.ZodType) => describeFields(z.toJSONSchema(schema, { io: 'input' }) as FieldSchema);

describe('fields of a schema', () => {
  it('are told with default, range and meaning, those of inner objects by dotted names', () => {
    const schema = z.strictObject({
      kind: z.literal('night'),
      hours: z.number().min(0).max(24).default(8).describe('Length, hours.'),
      rate: z.number().positive().describe('Rate.'),
      share: z.number().positive().max(1).default(0.5).describe('Share.'),
      count: z.int().min(1).default(2).describe('Count.'),
      waves: z.strictObject({ enabled: z.boolean().default(false).describe('Waves.') }).prefault({}),
      wait: z.strictObject({ least: z.number().describe('Wait.') }).default({ least: 30 }),
      stages: z
        .array(z.enum(['N2', 'REM']))
        .default(['REM'])
        .describe('Stages.'),
    });
    expect(fieldsOf(schema)).toEqual([
      { name: 'hours', default: 8, takes: '0..24', meaning: 'Length, hours.' },
      { name: 'rate', default: undefined, takes: 'above 0', meaning: 'Rate.' },
      { name: 'share', default: 0.5, takes: 'above 0, to 1', meaning: 'Share.' },
      { name: 'count', default: 2, takes: 'integer from 1', meaning: 'Count.' },
      { name: 'waves.enabled', default: false, takes: 'boolean', meaning: 'Waves.' },
      { name: 'wait.least', default: 30, takes: 'any number', meaning: 'Wait.' },
      { name: 'stages', default: ['REM'], takes: 'a list of N2, REM', meaning: 'Stages.' },
    ]);
  });
});
