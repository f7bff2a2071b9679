import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { parse as parseReply } from 'zod/v4/core'
import type { Access, Operation } from './contract.ts'
import { AppError } from './errors.ts'
import {
  type Actor,
  type Caller,
  isReady,
  type OperationRoute,
  type RawReply,
  type ReadyJson,
  type Route,
  type UploadedFile,
  type Webhook,
} from './http.ts'
import { compileInput, type Parse, refuseUnstorable } from './http-input.ts'
import { compileReply } from './http-reply.ts'
import { readUpload, uploadBytes } from './http-upload.ts'
import { langOf } from './messages.ts'
import type { Act, Guarded } from './guard.ts'
import { createRateLimit } from './rate-limit.ts'
import type { Authenticate } from './session.ts'

const bodyBytes = 256 * 1024

/** A write of the console that succeeded. */
export interface Write {
  caller: Caller
  operation: Operation
  params: unknown
  body: unknown
  status: number
}

export interface MountOptions {
  authenticate: Authenticate
  checkReplies: boolean
  rateLimits: boolean
  /** Asked before acts that say what they are (`Operation.guard`). */
  guard?: (act: Act) => Promise<void>
  onWrite?: (write: Write) => Promise<void>
}

export function mountRoutes(app: FastifyInstance, routes: readonly Route[], options: MountOptions): void {
  const streams: Streams = new Set()
  app.addHook('preClose', async () => {
    for (const end of streams) end()
  })
  for (const route of routes) if ('operation' in route) mountOperation(app, route, { ...options, streams })
  void app.register(async (hooks) => {
    hooks.removeAllContentTypeParsers()
    hooks.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    for (const route of routes) if ('webhook' in route) mountWebhook(hooks, route.webhook)
  })
}

/** How to end each stream of events that is open. They have no end of their own; everything else may finish. */
type Streams = Set<() => void>

function mountOperation(app: FastifyInstance, { operation, handle }: OperationRoute, options: MountOptions & { streams: Streams }): void {
  const parse = compileParts(operation)
  const serialise = operation.raw ? undefined : compileReply(operation.reply, options.checkReplies)
  const count = operation.limit && options.rateLimits ? createRateLimit(operation.limit) : undefined
  const url = `/api/${operation.face}${operation.path}`
  app.route({
    method: operation.method,
    url,
    // HEAD would open a stream of events that nobody reads and nobody ends.
    exposeHeadRoute: !operation.raw,
    bodyLimit: operation.upload ? uploadBytes(operation.upload) : (operation.maxBodyBytes ?? bodyBytes),
    handler: async (request, reply) => {
      const actor = await actorOf(request, operation.access, options.authenticate)
      requireAccess(actor, operation)
      const caller = callerOf(request, actor)
      count?.(actor.kind === 'guest' ? caller.ip : actor.id)
      const params = parse.params(request.params)
      const query = parse.query(request.query)
      const { fields, files } = operation.upload ? await readUpload(request, operation.upload) : { fields: request.body, files: noFiles }
      const body = parse.body(fields)
      if (operation.guard && options.guard && actor.kind !== 'staff') await options.guard(actOf(operation.guard(body), caller))
      const result = await handle(caller, { params, query, body, files })
      if (isReady(result)) {
        if (options.checkReplies) parseReply(operation.reply, JSON.parse(result.json.toString()))
        return sendReady(request, reply, result)
      }
      const raw = serialise ? undefined : (result as RawReply) // `raw` operations answer this, by their type
      const status = raw?.status ?? 200
      if (operation.face === 'admin' && operation.method !== 'GET' && status < 400)
        await options.onWrite?.({ caller, operation, params, body, status })
      reply.header('cache-control', 'no-store')
      if (raw) return sendRaw(reply, raw, options.streams)
      return reply.header('content-type', 'application/json; charset=utf-8').send(serialise?.(result))
    },
  })
}

const noFiles: UploadedFile[] = []

function compileParts(operation: Operation): { params: Parse; query: Parse; body: Parse } {
  const body = operation.body ? compileInput(operation.body, 'body', operation.upload !== undefined) : refuseBody
  return {
    params: operation.params ? compileInput(operation.params, 'params', true) : () => undefined,
    query: operation.query ? compileInput(operation.query, 'query', true) : refuseQuery,
    // A body of which every field may be missing may itself be missing.
    body: operation.body ? (raw) => body(raw ?? {}) : body,
  }
}

const refuseBody: Parse = (raw) => {
  if (raw === undefined || raw === null || (typeof raw === 'object' && Object.keys(raw).length === 0)) return undefined
  throw new AppError('invalid', 'input_invalid', { where: 'body', issues: [{ path: '', message: 'takes no body' }] })
}
const refuseQuery: Parse = (raw) => {
  const key = typeof raw === 'object' && raw !== null ? Object.keys(raw)[0] : undefined
  if (key === undefined) return undefined
  throw new AppError('invalid', 'input_invalid', { where: 'query', issues: [{ path: key.slice(0, 100), message: 'is not a known field' }] })
}

async function actorOf(request: FastifyRequest, access: Access, authenticate: Authenticate): Promise<Actor> {
  const header = request.headers.authorization
  const token = header && /^Bearer (\S+)$/i.exec(header)?.[1]
  if (!header) return { kind: 'guest' }
  const actor = token ? await authenticate(token) : undefined
  if (actor) return actor
  if (access === 'public') return { kind: 'guest' }
  throw new AppError('unauthenticated', 'session_expired')
}

function requireAccess(actor: Actor, { access, platform }: Pick<Operation, 'access' | 'platform'>): void {
  if (access === 'public') return
  if (actor.kind !== (access === 'shopper' ? 'shopper' : 'staff')) throw new AppError('unauthenticated', 'sign_in_required')
  if (actor.kind !== 'staff') return
  const permission = access === 'staff' ? undefined : access.slice('staff:'.length)
  if (permission !== undefined && !actor.permissions.includes(permission))
    throw new AppError('forbidden', 'permission_missing', { permission })
  if (platform && !actor.platform) throw new AppError('forbidden', 'platform_only')
}

function callerOf(request: FastifyRequest, actor: Actor): Caller {
  return {
    actor,
    requestId: request.id,
    ip: request.ip,
    lang: langOf(request.headers['accept-language']),
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 300).replaceAll('\0', ''),
    channel: channelOf(request.headers['x-channel']),
    device: tokenOf(request.headers['x-device']),
    pass: tokenOf(request.headers['x-challenge-pass']),
  }
}

function actOf({ kind, phone = null, addressId = null, amountFen = null, play = null }: Guarded, { actor, ip, device, pass }: Caller): Act {
  return { kind, shopperId: actor.kind === 'shopper' ? actor.id : null, ip, device, pass, phone, addressId, amountFen, play }
}

const tokenOf = (header: string | string[] | undefined): string | null =>
  typeof header === 'string' && /^[\w-]{8,64}$/.test(header) ? header : null

const channelOf = (header: string | string[] | undefined): string | null =>
  typeof header === 'string' && /^[a-z0-9]{1,12}$/.test(header) ? header : null

function sendRaw(reply: FastifyReply, raw: RawReply, streams: Streams): FastifyReply {
  if (raw.body instanceof Readable && raw.headers?.['content-type']?.startsWith('text/event-stream')) {
    const stream = raw.body
    const end = () => {
      stream.destroy()
      reply.raw.end()
    }
    streams.add(end)
    stream.once('close', () => streams.delete(end))
  }
  return reply
    .code(raw.status ?? 200)
    .headers(raw.headers ?? {})
    .send(raw.body)
}

function sendReady(request: FastifyRequest, reply: FastifyReply, { json, etag }: ReadyJson): FastifyReply {
  const known = (request.headers['if-none-match'] ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
  reply.header('cache-control', 'no-cache').header('etag', etag)
  return known ? reply.code(304).send() : reply.header('content-type', 'application/json; charset=utf-8').send(json)
}

function mountWebhook(app: FastifyInstance, hook: Webhook): void {
  app.route({
    method: hook.method,
    url: `/api/hooks${hook.path}`,
    bodyLimit: hook.maxBodyBytes ?? bodyBytes,
    handler: async (request, reply) => {
      refuseUnstorable(request.query, 'query')
      refuseUnstorable(request.params, 'params')
      const raw = await hook.handle({
        headers: Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
        ),
        rawBody: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
        query: texts(request.query),
        params: texts(request.params),
        ip: request.ip,
      })
      return sendRaw(reply, raw, new Set())
    },
  })
}

/** Of a name that comes twice the last counts. */
function texts(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(value ?? {}).map(([name, text]) => [name, String(Array.isArray(text) ? text.at(-1) : text)]))
}
