import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import compress from '@fastify/compress'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { codeOf } from './db.ts'
import { AppError, httpStatus } from './errors.ts'
import { newId } from './ids.ts'
import type { Log } from './log.ts'
import { langOf, type Say } from './messages.ts'

export interface AppOptions {
  log: Log
  say: Say
  trustProxy: number
  /** Behind HTTPS the browser is told to stay there. */
  https: boolean
  /** `'sha256-…'` of the inline scripts that the pages we serve contain. */
  scriptHashes?: readonly string[]
}

/** The web server without routes: limits, headers, compression, and one shape for everything that goes wrong. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const fail = createFail(options)
  const app = Fastify({
    logger: false,
    // Made here and not taken from the client: the audit log is keyed by it.
    genReqId: () => newId(),
    trustProxy: (_address: string, hop: number) => hop < options.trustProxy,
    forceCloseConnections: 'idle',
    requestTimeout: 120_000,
    clientErrorHandler: (error, socket) => failBelowHttp(error, socket, options.say),
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => void fail(error, request, reply),
  })
  app.setErrorHandler<FastifyError>(fail)
  app.setNotFoundHandler((request, reply) => fail(new AppError('not_found', 'not_found'), request, reply))
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
  })
  // With `done` and no promise: this is on the way of every answer.
  app.addHook('onSend', (request, reply, ...[payload, done]) => {
    reply.header('x-request-id', request.id)
    // Else the client's idle connection would keep the server from ending.
    if (closing) reply.header('connection', 'close')
    done(null, payload)
  })
  if (options.log.isLevelEnabled('debug')) logRequests(app, options.log)
  await app.register(helmet, { ...headers(options), global: false })
  sendHeaders(app)
  await app.register(compress, {
    global: true,
    threshold: 1500,
    customTypes: /^(?!text\/event-stream)(text\/|application\/(json|javascript|xml|manifest\+json)|image\/svg)/,
    brotliOptions: { params: { 1: 4 } },
  })
  await app.register(multipart)
  allowEmptyJson(app)
  return app
}

/** The security headers are the same for all: made with the first request, not anew with each. */
function sendHeaders(app: FastifyInstance): void {
  let made: [string, string][] | undefined
  app.addHook('onRequest', (_request, reply, done) => {
    if (made) for (const [name, value] of made) reply.raw.setHeader(name, value)
    else {
      reply.helmet()
      made = Object.entries(reply.raw.getHeaders()).map(([name, value]) => [name, String(value)])
    }
    done()
  })
}

function logRequests(app: FastifyInstance, log: Log): void {
  app.addHook('onResponse', async (request, reply) => {
    const ms = Math.round(reply.elapsedTime * 10) / 10
    log.debug({ requestId: request.id, method: request.method, url: request.url, status: reply.statusCode, ms }, 'request')
  })
}

/** What is no HTTP request that could be routed: a header too large, a first line that is none. Same shape, written by hand. */
function failBelowHttp(error: Error, socket: Socket, say: Say): void {
  if (codeOf(error) === 'ECONNRESET' || !socket.writable) return void socket.destroy(error)
  const status = codeOf(error) === 'HPE_HEADER_OVERFLOW' ? 431 : codeOf(error) === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
  const message = say('zh-CN', { kind: 'invalid', code: 'request_bad', detail: {} })
  const body = JSON.stringify({ error: { code: 'request_bad', message, detail: {}, requestId: newId() } })
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'content-type: application/json; charset=utf-8',
    'connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

/** A POST that has nothing to say may still name JSON as its type. */
function allowEmptyJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  const decoder = new TextDecoder('utf-8', { fatal: true })
  app.removeContentTypeParser(['application/json', 'text/plain'])
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (body.length === 0) return done(null, undefined)
    try {
      // The type of `body` covers strings too; `parseAs: 'buffer'` gives bytes.
      // It answers through `done`.
      void parse(request, decoder.decode(body as Buffer), done)
    } catch {
      done(new AppError('invalid', 'body_not_json'))
    }
  })
}

function headers(options: AppOptions): Parameters<typeof helmet>[1] {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'self'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'self'"],
        formAction: ["'self'"],
        // The viewer of 3D models starts WebAssembly; scripts from strings stay forbidden.
        scriptSrc: ["'self'", ...(options.scriptHashes ?? []), "'wasm-unsafe-eval'"],
        // Both component libraries write style elements and attributes at run time.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:', 'https:'],
        mediaSrc: ["'self'", 'blob:', 'https:'],
        fontSrc: ["'self'", 'data:'],
        // A 3D model's textures are read from the model, as blobs.
        connectSrc: ["'self'", 'blob:'],
        workerSrc: ["'self'", 'blob:'],
      },
    },
    // Mini programs and other hosts show our pictures.
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: options.https,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
  }
}

/** Failures of PostgreSQL that are no fault of the program: too busy, too slow, going away. */
const busyCodes = new Set([
  '40001',
  '40P01',
  '55P03',
  '57014',
  '53300',
  '53200',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08001',
  '08003',
  'ECONNREFUSED',
  'ECONNRESET',
])

/** A fault of ours; its kind only chooses a sentence that exists. */
const internal = new AppError('unavailable', 'internal')

function createFail({ log, say }: AppOptions) {
  return (error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply) => {
    const refusal = refusalOf(error)
    const lang = langOf(request.headers['accept-language'])
    if (!refusal) log.error({ err: error, requestId: request.id, method: request.method, url: request.url }, 'request failed')
    else if (error !== refusal && codeOf(error)?.startsWith('22'))
      log.warn({ err: error, requestId: request.id, url: request.url }, 'the database refused a value that its schema let pass')
    const { kind, code, detail } = refusal ?? internal
    const after = detail['retryAfterSeconds'] ?? (kind === 'unavailable' && refusal ? 1 : undefined)
    if (typeof after === 'number') reply.header('retry-after', String(after))
    const body = { error: { code, message: say(lang, { kind, code, detail }), detail, requestId: request.id } }
    return reply
      .code(refusal ? httpStatus[kind] : 500)
      .header('cache-control', 'no-store')
      .header('content-type', 'application/json; charset=utf-8')
      .send(JSON.stringify(body))
  }
}

/** What a failure means to the caller; nothing when it is a fault of ours. */
function refusalOf(error: FastifyError | Error): AppError | undefined {
  if (error instanceof AppError) return error
  const code = codeOf(error) ?? ''
  if (/^22...$/.test(code)) return new AppError('invalid', 'input_invalid')
  if (busyCodes.has(code) || /timeout exceeded when trying to connect/.test(error.message)) return new AppError('unavailable', 'busy')
  if (code === 'FST_REQ_FILE_TOO_LARGE') return new AppError('too_large', 'upload_too_large')
  if (/^FST_(FILES|PARTS|FIELDS)_LIMIT$/.test(code)) return new AppError('too_large', 'upload_too_many')
  const status = 'statusCode' in error ? error.statusCode : undefined
  if (status === undefined || status < 400 || status >= 500) return undefined
  if (status === 413) return new AppError('too_large', 'body_too_large')
  if (status === 404) return new AppError('not_found', 'not_found')
  if (status === 415) return new AppError('invalid', 'media_type_unsupported')
  return new AppError('invalid', /JSON|POISON|PROTO/i.test(`${code} ${error.message}`) ? 'body_not_json' : 'request_bad')
}
