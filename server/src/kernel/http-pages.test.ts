import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { get as plainGet } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHash } from 'node:crypto'
import { scriptHashesOf } from './assets.ts'
import { openDb } from './db.ts'
import { createApp } from './http-app.ts'
import { mountPages } from './http-pages.ts'
import { createLog } from './log.ts'
import { createSay } from './messages.ts'

let dir: string
let app: FastifyInstance
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(dir, path)), { recursive: true })
  writeFileSync(join(dir, path), text)
}
const page = '<!doctype html><script>window.a = 1</script><script src="/js/app.js"></script>'

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'puzi-pages-'))
  write('h5/index.html', page)
  write('h5/js/app.0a1b2c3d4e.js', `console.log(${JSON.stringify('x'.repeat(5000))})`)
  write('h5/favicon.ico', 'icon')
  write('console/index.html', 'console')
  write('console/assets/index-Ab12Cd34.css', 'a{}')
  write('media/p/1.svg', '<svg/>')
  write('secret.txt', 'secret')
  write('clients/shop/openapi.json', '{"openapi":"3.1.0"}')
  app = await createApp({
    log: createLog('silent'),
    say: createSay([]),
    trustProxy: 0,
    https: true,
    scriptHashes: scriptHashesOf(join(dir, 'h5/index.html')),
  })
  await mountPages(app, {
    db: openDb({ url: 'postgres://x@127.0.0.1:1/x' }),
    storefrontDir: join(dir, 'h5'),
    consoleDir: join(dir, 'console'),
    mediaDir: join(dir, 'media'),
    clientsDir: join(dir, 'clients'),
  })
})
afterAll(async () => {
  await app.close()
  rmSync(dir, { recursive: true })
})
const get = (url: string, headers: Record<string, string> = {}) => app.inject({ method: 'GET', url, headers })

describe('a front end', () => {
  test.each([
    ['/', page],
    ['/pages/product/index?id=1', page],
    ['/admin', 'console'],
    ['/admin/orders/7', 'console'],
    ['/admin/media', 'console'],
  ])('%s gives its page, which is asked for anew each time', async (url, body) => {
    const reply = await get(url)
    expect([reply.statusCode, reply.body, reply.headers['cache-control']]).toEqual([200, body, 'no-cache'])
  })

  test('files with a hash in their name are kept for ever, others are not', async () => {
    expect((await get('/js/app.0a1b2c3d4e.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect((await get('/admin/assets/index-Ab12Cd34.css')).headers['cache-control']).toContain('immutable')
    expect((await get('/favicon.ico')).headers['cache-control']).toBe('no-cache')
  })

  test('is sent compressed to who can read that, and not again to who has it', async () => {
    const reply = await get('/js/app.0a1b2c3d4e.js', { 'accept-encoding': 'gzip, br' })
    expect(reply.headers['content-encoding']).toBe('br')
    expect(reply.rawPayload.length).toBeLessThan(500)
    expect(
      (await get('/js/app.0a1b2c3d4e.js', { 'accept-encoding': 'gzip, br', 'if-none-match': String(reply.headers.etag) })).statusCode,
    ).toBe(304)
  })

  test('may run its own inline script and no other', async () => {
    const hash = createHash('sha256').update('window.a = 1').digest('base64')
    expect((await get('/')).headers['content-security-policy']).toContain(`script-src 'self' 'sha256-${hash}' 'wasm-unsafe-eval';`)
  })

  test.each([
    '/js/missing.js',
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/media/..%2f..%2fsecret.txt',
    '/admin/..%2f..%2fsecret.txt',
    '/api/nothing',
    '/media/nothing.webp',
    '/%ff',
  ])('%s is not there', async (url) => {
    const reply = await get(url)
    expect([400, 403, 404]).toContain(reply.statusCode)
    expect(reply.body).not.toContain('secret')
    expect(reply.json().error.code).toEqual(expect.any(String))
  })
})

test('what people uploaded can be looked at and never runs', async () => {
  const reply = await get('/media/p/1.svg')
  expect(reply.headers['content-security-policy']).toBe("default-src 'none'; style-src 'unsafe-inline'; sandbox")
  expect(reply.headers['cache-control']).toContain('immutable')
})

test('the documents of the API and their reader are served from here', async () => {
  expect((await get('/api')).json()).toEqual({ docs: '/api/docs', openapi: ['/api/openapi/shop.json'] })
  expect((await get('/api/openapi/shop.json')).json()).toEqual({ openapi: '3.1.0' })
  expect((await get('/api/docs')).body).not.toMatch(/https?:\/\//)
  expect((await get('/api/docs/standalone.js')).statusCode).toBe(200)
})

test('a server without its database says that it is not well', async () => {
  expect(await get('/api/health')).toMatchObject({ statusCode: 503 })
})

test.each(['//', '//evil.example/x', '//user@host:99999/', '//[::', '/admin//x', '/%25E0%25A4%25A'])(
  'an odd path (%s) is answered like any other, not with a fault and not with a way out',
  async (path) => {
    if (!app.server.listening) await app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = new URL(app.listeningOrigin)
    const status = await new Promise((resolve, reject) => {
      // By hand: anything more polite would tidy the path up.
      plainGet({ host: '127.0.0.1', port, path }, (reply) => resolve(reply.resume().statusCode)).on('error', reject)
    })
    expect([200, 400, 404]).toContain(status)
  },
)
