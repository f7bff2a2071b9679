import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Outgoing } from '../clients/runtime.ts'
import { genClients } from './gen-clients.ts'

const kernel = pathToFileURL(join(import.meta.dirname, '../server/src/kernel/contract.ts')).href

const contract = `
import { z } from 'zod'
import { operation } from '${kernel}'
const Size = z.enum(['small', 'large'])
export const Cup = z.object({ id: z.uuid(), size: Size.default('small'), name: z.string().nullable(), tags: z.array(z.string()), by: z.record(z.string(), z.int()) }).meta({ id: 'Cup' })
export const listCups = operation({
  id: 'listCups', face: 'shop', method: 'GET', path: '/shelves/:shelf/cups', access: 'public', summary: 'Cups of a shelf',
  params: z.strictObject({ shelf: z.string() }),
  query: z.strictObject({ page: z.coerce.number().int().default(1), sizes: z.array(Size).optional() }),
  reply: z.object({ items: z.array(Cup), next: z.string().nullable() }),
})
export const putCup = operation({ id: 'putCup', face: 'shop', method: 'PUT', path: '/cups/:id', access: 'shopper', params: z.strictObject({ id: z.string() }), body: z.object({ cup: Cup }), reply: Cup, errors: ['cup_broken'], limit: { times: 3, seconds: 60 } })
export const paintCup = operation({ id: 'paintCup', face: 'shop', method: 'POST', path: '/cups/paint', access: 'shopper', upload: { maxFiles: 1, maxBytes: 9 }, body: z.object({ title: z.string() }), reply: Cup })
export const drawCup = operation({ id: 'drawCup', face: 'shop', method: 'GET', path: '/cups.png', access: 'public', raw: true, reply: z.string() })
export const breakCup = operation({ id: 'breakCup', face: 'admin', method: 'DELETE', path: '/cups/:id', access: 'staff:cup.write', params: z.strictObject({ id: z.string() }), reply: z.object({ ok: z.literal(true) }) })
`

let dir: string
beforeEach(() => {
  // Inside the project, so that the sample finds zod.
  dir = mkdtempSync(join(import.meta.dirname, '../.puzi/gen-'))
  write('cup', contract)
})
afterEach(() => rmSync(dir, { recursive: true }))

function write(module: string, text: string): void {
  mkdirSync(join(dir, 'modules', module), { recursive: true })
  writeFileSync(join(dir, 'modules', module, 'contract.ts'), text)
}
const generate = () => genClients({ modulesDir: join(dir, 'modules'), outDir: join(dir, 'clients') })
const read = (path: string): string => readFileSync(join(dir, 'clients', path), 'utf8')

test('a named schema becomes one interface, and another where sending differs from reading', async () => {
  await generate()
  const client = read('shop/client.ts')
  expect(client).toContain(`export interface Cup {
  id: string
  size: 'small' | 'large'
  name: string | null
  tags: string[]
  by: Record<string, number>
}`)
  expect(client).toContain("export interface CupInput {\n  id: string\n  size?: 'small' | 'large'")
  expect(client).toContain(
    "listCups(input: { shelf: string; page?: number; sizes?: Array<'small' | 'large'> }): Promise<{ items: Cup[]; next: string | null }>",
  )
  expect(client).toContain('putCup(input: { id: string; cup: CupInput }): Promise<Cup>')
  expect(client).toContain('paintCup(input: { title: string; file: FileSource }): Promise<Cup>')
  expect(client).toContain('drawCup(): Outgoing')
  expect(read('admin/client.ts')).toContain('breakCup(input: { id: string }): Promise<{ ok: true }>')
})

test('the document names parameters, bodies, access, limits and refusals', async () => {
  await generate()
  const { paths, components } = JSON.parse(read('shop/openapi.json'))
  expect(Object.keys(paths)).toEqual([
    '/api/shop/cups.png',
    '/api/shop/cups/paint',
    '/api/shop/cups/{id}',
    '/api/shop/shelves/{shelf}/cups',
  ])
  expect(
    paths['/api/shop/shelves/{shelf}/cups'].get.parameters.map((one: { name: string; in: string; required: boolean }) => [
      one.name,
      one.in,
      one.required,
    ]),
  ).toEqual([
    ['shelf', 'path', true],
    ['page', 'query', false],
    ['sizes', 'query', false],
  ])
  const put = paths['/api/shop/cups/{id}'].put
  expect(put).toMatchObject({
    operationId: 'putCup',
    summary: 'Put cup',
    tags: ['cup'],
    'x-access': 'shopper',
    'x-errors': ['cup_broken'],
    security: [{ session: [] }],
  })
  expect(put.description).toContain('At most 3 times in 60 seconds')
  expect(put.requestBody.content['application/json'].schema.properties.cup).toEqual({ $ref: '#/components/schemas/CupInput' })
  expect(put.responses[200].content['application/json'].schema).toEqual({ $ref: '#/components/schemas/Cup' })
  expect(Object.keys(paths['/api/shop/cups/paint'].post.requestBody.content)).toEqual(['multipart/form-data'])
  expect(Object.keys(components.schemas)).toEqual(['Cup', 'CupInput', 'Error'])
})

test('the client fills in paths, repeats lists and sends the rest as the body', async () => {
  await generate()
  cpSync(join(import.meta.dirname, '../clients/runtime.ts'), join(dir, 'clients/runtime.ts'))
  const { createShopClient, shopRequests } = await import(pathToFileURL(join(dir, 'clients/shop/client.ts')).href)
  const sent: Outgoing[] = []
  const client = createShopClient(async (request: Outgoing) => void sent.push(request))
  await client.listCups({ shelf: 'a/b', page: 2, sizes: ['small', 'large'] })
  await client.putCup({ id: '1', cup: { name: '杯' } })
  await client.paintCup({ title: 't', file: 'tmp://1' })
  expect(sent).toEqual([
    { method: 'GET', path: '/api/shop/shelves/a%2Fb/cups?page=2&sizes=small&sizes=large' },
    { method: 'PUT', path: '/api/shop/cups/1', body: { cup: { name: '杯' } } },
    { method: 'POST', path: '/api/shop/cups/paint', body: { title: 't' }, file: 'tmp://1' },
  ])
  expect(shopRequests.drawCup()).toEqual({ method: 'GET', path: '/api/shop/cups.png' })
})

test('the runtime keeps to what every mini program has', () => {
  const runtime = readFileSync(join(import.meta.dirname, '../clients/runtime.ts'), 'utf8').replaceAll(/\/\*\*[\s\S]*?\*\//g, '')
  expect(runtime).not.toMatch(/\bfetch\b|\bURL\b|URLSearchParams|FormData|replaceAll|\.at\(|structuredClone/)
})

test('generating twice changes nothing', async () => {
  expect(await generate()).toHaveLength(4)
  expect(await generate()).toEqual([])
})

test.each([
  [
    'two operations of one name',
    "export const again = operation({ id: 'listCups', face: 'shop', method: 'GET', path: '/x', access: 'public', reply: z.string() })",
    'two operations are called "listCups"',
  ],
  [
    'two operations on one route',
    "export const other = operation({ id: 'other', face: 'admin', method: 'DELETE', path: '/cups/:name', access: 'public', reply: z.string() })",
    'are both DELETE /admin/cups/:',
  ],
  [
    'one name in path and body',
    "export const clash = operation({ id: 'clash', face: 'shop', method: 'POST', path: '/clash/:id', access: 'public', params: z.object({ id: z.string() }), body: z.object({ id: z.string() }), reply: z.string() })",
    '"id" stands twice',
  ],
  [
    'one name for two schemas',
    "export const twin = operation({ id: 'twin', face: 'shop', method: 'GET', path: '/twin', access: 'public', reply: z.object({ other: z.object({ x: z.int() }).meta({ id: 'Cup' }) }) })",
    'Cup',
  ],
])('%s are refused', async (_what, text, message) => {
  write('zebra', `import { z } from 'zod'\nimport { operation } from '${kernel}'\n${text}`)
  await expect(generate()).rejects.toThrow(message)
})
