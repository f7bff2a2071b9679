import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { $ZodType } from 'zod/v4/core'
import { compileReply } from './http-reply.ts'

const Cup = z
  .object({ id: z.uuid(), name: z.string().min(1), note: z.string().nullable(), size: z.enum(['s', 'l']).nullable().optional() })
  .meta({ id: 'ReplyCup' })
const Pay = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('form'), url: z.string(), fields: z.record(z.string(), z.string()) }),
  z.object({ kind: z.literal('code'), text: z.string() }),
])
const cup = { id: '018f3c5e-7c1a-7c3e-8f00-000000000001', name: '杯 "a"\n\u2028', note: null }

// Written without a check it must be what parsing and JSON.stringify would give.
const cases: [string, $ZodType, unknown][] = [
  ['an object', Cup, { ...cup, size: null, secret: 1 }],
  [
    'a list with fields nobody promised',
    z.object({ items: z.array(Cup), total: z.int() }),
    { items: [{ ...cup, cost: 1 }], total: 1, sql: 'x' },
  ],
  ['one of several shapes', z.object({ action: Pay }), { action: { kind: 'form', url: 'u', fields: { a: 'b' }, key: 'secret' } }],
  [
    'the other of them, or nothing',
    z.object({ action: Pay.nullable(), more: z.array(Pay) }),
    { action: null, more: [{ kind: 'code', text: 't', key: 'secret' }] },
  ],
  [
    'a nullable object',
    z.object({ cup: Cup.nullable(), other: z.object({ a: z.int() }).nullable() }),
    { cup: { ...cup, x: 1 }, other: null },
  ],
  [
    'a record',
    z.object({ by: z.record(z.string(), z.object({ n: z.int() })), of: z.partialRecord(z.enum(['a', 'b']), z.int()) }),
    { by: { k: { n: 1, x: 2 } }, of: { a: 1 } },
  ],
  ['a tuple', z.object({ pair: z.tuple([z.string(), z.int()]) }), { pair: ['a', 1] }],
  [
    'anything',
    z.object({ input: z.unknown(), args: z.record(z.string(), z.unknown()) }),
    { input: { deep: [1, null] }, args: { a: { b: 1 } } },
  ],
  ['texts or numbers', z.object({ v: z.union([z.string(), z.number(), z.null()]) }), { v: 1.5 }],
  ['literals', z.object({ ok: z.literal(true), n: z.literal([1, 2]) }), { ok: true, n: 2 }],
  ['what is absent', z.object({ a: z.string().optional(), b: z.int().optional() }), { b: 0 }],
  ['a default', z.object({ tags: z.array(z.string()).default([]) }), {}],
  ['a transformation', z.object({ at: z.date().transform((at) => at.toISOString()) }), { at: new Date(0) }],
  [
    'names that are keywords',
    z.object({ enum: z.string(), default: z.int(), description: z.object({ type: z.string() }), properties: z.string() }),
    { enum: 'a', default: 1, description: { type: 't' }, properties: 'p' },
  ],
]

describe('a reply', () => {
  test.each(cases)('with %s is written as its schema says', (_what, schema, value) => {
    const expected: unknown = JSON.parse(JSON.stringify(z.parse(schema, value)))
    expect(JSON.parse(compileReply(schema, false)(value))).toEqual(expected)
    expect(JSON.parse(compileReply(schema, true)(value))).toEqual(expected)
  })

  test('that contains itself is written too', () => {
    const Node = z.object({
      name: z.string(),
      get children() {
        return z.array(Node)
      },
    })
    expect(compileReply(Node, false)({ name: 'a', children: [{ name: 'b', children: [], secret: 1 }] })).toBe(
      '{"name":"a","children":[{"name":"b","children":[]}]}',
    )
  })

  test('that lacks what was promised fails, checked or not', () => {
    expect(() => compileReply(Cup, false)({ id: cup.id, note: null })).toThrow('name')
    expect(() => compileReply(Cup, true)({ ...cup, name: 1 })).toThrow('expected string')
  })
})
