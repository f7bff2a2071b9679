import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import fastify from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadConfig } from './config.ts'
import { openFiles } from './files.ts'
import { mountRemoteMedia } from './http-media.ts'

const account = { region: 'eu-test-1', bucket: 'goods', accessKey: 'AKIDTEST', secretKey: 'a-secret-for-the-stand-in' }
const kept = new Map<string, Buffer>()
const refused: string[] = []
let server: Server
let endpoint: string

const sha = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex')
const mac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest()

/** AWS Signature Version 4, as the storage checks it: nothing of this is shared with the client. */
function signedWell(request: IncomingMessage, body: Buffer, secret = account.secretKey): boolean {
  const header = request.headers.authorization ?? ''
  const [, credential = '', signed = '', signature = ''] =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(header) ?? []
  const [key, day = '', region = '', service = '', end = ''] = credential.split('/')
  if (key !== account.accessKey || region !== account.region || service !== 's3' || end !== 'aws4_request') return false
  const hash = String(request.headers['x-amz-content-sha256'])
  if (hash !== sha(body) || !signed.split(';').includes('host') || !signed.split(';').includes('x-amz-content-sha256')) return false
  const url = new URL(request.url ?? '/', 'http://x')
  const query = [...url.searchParams].map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).sort().join('&') // prettier-ignore
  const headers = signed.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}\n`).join('') // prettier-ignore
  const canonical = [request.method, url.pathname, query, headers, signed, hash].join('\n')
  const time = String(request.headers['x-amz-date'])
  const toSign = ['AWS4-HMAC-SHA256', time, `${day}/${region}/s3/aws4_request`, sha(canonical)].join('\n')
  const signing = mac(mac(mac(mac(`AWS4${secret}`, day), region), 's3'), 'aws4_request')
  return mac(signing, toSign).toString('hex') === signature
}

beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = Buffer.concat(parts)
      const path = new URL(request.url ?? '/', 'http://x').pathname
      if (!signedWell(request, body)) {
        refused.push(path)
        return response.writeHead(403, { 'content-type': 'application/xml' }).end('<Error><Code>SignatureDoesNotMatch</Code></Error>')
      }
      if (request.method === 'PUT') kept.set(path, body)
      if (request.method === 'DELETE') kept.delete(path)
      const found = kept.get(path)
      if (request.method === 'PUT' || request.method === 'DELETE') return response.writeHead(200, { etag: '"x"' }).end()
      if (!found) return response.writeHead(404, { 'content-type': 'application/xml' }).end('<Error><Code>NoSuchKey</Code></Error>')
      return response.writeHead(200, { 'content-length': found.length, etag: '"x"' }).end(request.method === 'HEAD' ? undefined : found)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // it listens on a port
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

const bucket = (over: object = {}) => openFiles({ dataDir: '/nowhere', s3: { endpoint, pathStyle: true, ...account, ...over } })

test('with a bucket, files are put, read, found and removed there, each request signed; the address stays the same', async () => {
  const files = bucket()
  const bytes = Buffer.from('RIFF-not-really')
  await files.put('pictures/ab/front-240.webp', bytes, 'image/webp')
  expect([...kept.keys()]).toEqual(['/goods/pictures/ab/front-240.webp'])
  expect(await files.get('pictures/ab/front-240.webp')).toEqual(bytes)
  expect([await files.exists('pictures/ab/front-240.webp'), await files.exists('pictures/ab/none')]).toEqual([true, false])
  expect(files.url('pictures/ab/front')).toBe('/media/pictures/ab/front')
  await files.remove('pictures/ab/front-240.webp')
  expect(kept.size).toBe(0)
  expect(refused).toEqual([])
  expect(() => files.url('../secrets.json')).toThrow(/not a file key/)
})

test('a wrong secret is refused by the storage, and nothing is kept', async () => {
  await expect(bucket({ secretKey: 'another-secret' }).put('a', Buffer.from('x'), 'text/plain')).rejects.toThrow(/Cannot write/)
  expect(kept.size).toBe(0)
  expect(refused.length).toBeGreaterThan(0)
})

test('/media of a bucket is passed on with a type of its own, or sent to the CDN; nothing else is reached', async () => {
  const files = bucket()
  await files.put('pictures/ab/front-240.webp', Buffer.from('bytes'), 'image/webp')
  const passing = fastify()
  mountRemoteMedia(passing, { files })
  const got = await passing.inject('/media/pictures/ab/front-240.webp')
  expect([got.statusCode, got.headers['content-type'], got.body]).toEqual([200, 'image/webp', 'bytes'])
  expect(got.headers['content-security-policy']).toContain('sandbox')
  expect((await passing.inject('/media/pictures/ab/none.webp')).statusCode).toBe(404)
  expect((await passing.inject('/media/..%2fsecrets.json')).statusCode).toBe(404)
  const sending = fastify()
  mountRemoteMedia(sending, { files, cdnUrl: 'https://cdn.example.com/goods' })
  const sent = await sending.inject('/media/pictures/ab/front-240.webp')
  expect([sent.statusCode, sent.headers['location']]).toEqual([302, 'https://cdn.example.com/goods/pictures/ab/front-240.webp'])
})

test('half of a bucket is a fault of the settings', () => {
  const env = { DATABASE_URL: 'postgres://x@127.0.0.1:1/x', SECRET_KEY: 'x'.repeat(32), INTERNAL_TOKEN: 'x'.repeat(32) }
  expect(loadConfig(env).s3).toBeUndefined()
  expect(() => loadConfig({ ...env, S3_BUCKET: 'goods' })).toThrow(/go together/)
  const whole = {
    ...env,
    S3_ENDPOINT: endpoint,
    S3_BUCKET: 'goods',
    S3_ACCESS_KEY: 'a',
    S3_SECRET_KEY: 'b',
    CDN_URL: 'https://cdn.example.com/',
  }
  expect(loadConfig(whole)).toMatchObject({
    s3: { bucket: 'goods', region: 'us-east-1', pathStyle: false },
    cdnUrl: 'https://cdn.example.com',
  })
})
