import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from './world.ts'

interface Schema {
  type?: string | string[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  $ref?: string
  format?: string
  pattern?: string
}
interface DocumentedOperation {
  operationId: string
  parameters?: { name: string; in: 'path' | 'query'; required?: boolean; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
}
interface Api {
  paths: Record<string, Record<string, DocumentedOperation>>
  components?: { schemas?: Record<string, Schema> }
}

const apis = ['shop', 'admin'].map((face): [string, Api] => [
  face,
  JSON.parse(readFileSync(join(import.meta.dirname, `../../clients/${face}/openapi.json`), 'utf8')),
])
const cases = apis.flatMap(([face, api]) =>
  Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      face,
      api,
      path,
      method: method.toUpperCase(),
      operation,
      id: operation.operationId,
    })),
  ),
)
type Case = (typeof cases)[number]

let world: World
let tokens: Record<string, string>
beforeAll(async () => {
  world = await startWorld()
  tokens = { shop: (await world.newShopper()).token, admin: (await world.newShop()).tokens.owner }
})
afterAll(() => world.close())

/** Things that have broken servers: wrong types, extremes, odd unicode, names of prototypes, formulas, markup. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    '',
    ' ',
    '\u0000',
    '\uD800',
    '😀'.repeat(50),
    '‮abc',
    "' or 1=1 --",
    '<script>1</script>',
    '../../etc/passwd',
    '%00',
    '{{7*7}}',
    'NaN',
    '1e999',
    '-0',
    'true',
  ),
  fc.constantFrom<unknown>(0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308, Number.MIN_VALUE, [], {}, [[]], [null], {
    __proto__: null,
    constructor: 1,
  }),
  fc.string({ maxLength: 40, unit: 'binary' }),
  fc.constant('长'.repeat(5000)),
  fc.uuid(),
)

/** Mostly what the document asks for, sometimes odd. */
function valueOf(schema: Schema, api: Api, depth = 0): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 6, arbitrary: goodValue(schema, api, depth) }, { weight: 1, arbitrary: odd })
}

function goodValue(schema: Schema, api: Api, depth: number): fc.Arbitrary<unknown> {
  const target = schema.$ref ? api.components?.schemas?.[schema.$ref.split('/').at(-1) ?? ''] : schema
  if (!target || depth > 6) return odd
  if (target.const !== undefined) return fc.constant(target.const)
  if (target.enum) return fc.constantFrom(...target.enum)
  const choices = target.anyOf ?? target.oneOf
  if (choices) return fc.oneof(...choices.map((choice) => valueOf(choice, api, depth + 1)))
  const type = Array.isArray(target.type) ? target.type[0] : target.type
  if (type === 'object') return objectOf(target, api, depth)
  if (type === 'array') return fc.array(valueOf(target.items ?? {}, api, depth + 1), { maxLength: 3 })
  if (type === 'integer' || type === 'number') return fc.oneof(fc.integer({ min: 0, max: 100 }), fc.maxSafeInteger())
  if (type === 'boolean') return fc.boolean()
  if (type === 'null') return fc.constant(null)
  if (target.format === 'uuid') return fc.uuid()
  if (target.format === 'date-time') return fc.constantFrom('2026-11-23T00:00:00.000Z', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z')
  if (type === 'string')
    return fc.oneof(
      fc.constantFrom('138', '13800000001', '123456', '330106', 'SF', '/media/test/cup', '#ffffff'),
      fc.string({ maxLength: 30 }),
    )
  return odd
}

function objectOf(target: Schema, api: Api, depth: number): fc.Arbitrary<unknown> {
  const properties = Object.fromEntries(
    Object.entries(target.properties ?? {}).map(([name, value]) => [name, valueOf(value, api, depth + 1)]),
  )
  const required = (target.required ?? []).filter((name) => name in properties)
  const whole = fc.record(properties, { requiredKeys: required })
  return fc.oneof(
    { weight: 8, arbitrary: whole },
    { weight: 1, arbitrary: whole.map((value) => ({ ...value, surprise: 1, constructor: 'x' })) },
  )
}

const skip = new Set(['shopperLogout', 'staffLogout', 'watchOrder', 'changeMyPassword', 'revokeMySession', 'switchShop'])

function requestOf({
  operation,
  api,
}: Case): fc.Arbitrary<{ params: Record<string, string>; query: Record<string, unknown>; body: unknown }> {
  const named = (place: string) =>
    Object.fromEntries((operation.parameters ?? []).filter((one) => one.in === place).map((one) => [one.name, valueOf(one.schema, api)]))
  const body = operation.requestBody?.content['application/json']?.schema
  return fc.record({
    params: fc
      .record(named('path'))
      .map((all) =>
        Object.fromEntries(
          Object.entries(all).map(([key, value]) => [key, typeof value === 'object' ? JSON.stringify(value) : String(value)]),
        ),
      ),
    query: fc.record(named('query'), { requiredKeys: [] }),
    body: body ? valueOf(body, api) : fc.constant(undefined),
  })
}

/** A lone surrogate cannot be written in a URL, and one of more than 16 KB is refused before it is read: both are the HTTP parser's matter. */
const wellFormed = (value: unknown): string => String(value).toWellFormed().slice(0, 300)

test.each(cases.filter(({ id }) => !skip.has(id)))('$id never faults, whatever it is sent', async (one) => {
  const { face, path, method } = one
  await fc.assert(
    fc.asyncProperty(requestOf(one), async ({ params, query, body }) => {
      const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(wellFormed(params[name] ?? 'x')) || 'x')
      const search = Object.entries(query).map(
        ([name, value]) => `${name}=${encodeURIComponent(wellFormed(typeof value === 'object' ? JSON.stringify(value) : value))}`,
      )
      const base = filled.startsWith('/api') ? filled : `/api${filled.startsWith(`/${face}`) ? '' : `/${face}`}${filled}`
      const reply = await world.request(method, `${base}${search.length > 0 ? `?${search.join('&')}` : ''}`, {
        token: tokens[face],
        ...(method === 'GET' ? {} : { raw: { type: 'application/json', bytes: JSON.stringify(body ?? {}) } }),
      })
      if (reply.status === 503) expect(reply.body.error.code).toMatch(/unavailable/)
      else expect(reply.status, JSON.stringify(reply.body)).toBeLessThan(500)
      if (reply.status >= 400)
        expect(reply.body.error).toMatchObject({ code: expect.any(String), message: expect.any(String), requestId: expect.any(String) })
    }),
    { numRuns: 25 },
  )
})

test('huge, broken and wrongly labelled bodies are refused with a clear error', async () => {
  const send = (type: string, bytes: string | Uint8Array) => world.request('POST', '/api/shop/cart/preview', { raw: { type, bytes } })
  expect((await send('application/json', `{"lines":"${'x'.repeat(3_000_000)}"}`)).status).toBe(413)
  for (const bytes of ['{', '[1,2', '"', '{"lines":[}', '\u0000', new Uint8Array([0xff, 0xfe, 0xfd]), '[['.repeat(20_000)])
    expect((await send('application/json', bytes)).status).toBeLessThan(500)
  for (const type of ['text/plain', 'application/xml', 'multipart/form-data', 'multipart/form-data; boundary=x'])
    expect([400, 415]).toContain((await send(type, 'x')).status)
  expect((await send('application/json', '{"__proto__":{"a":1},"lines":[]}')).status).toBe(400)
})
